/** Phase diagrams in words, and as tables for programs. */
import { csvField } from '../borders/csv.js';
import { type End, isPoint, type Phases, type Row, type Verdict } from './rows.js';

/** `depends (a2)`: the verdict with the actions that attract; `unknown`: nothing is said. */
export function verdictText({ verdict, traps }: Pick<Row, 'verdict' | 'traps'>): string {
  if (verdict === null) return 'unknown';
  return traps.length > 0 ? `${verdict} (${traps.join(', ')})` : verdict;
}

/** `0 ≤ t < 1/3`, or `t = 1/3`. */
export function placeText(
  name: string,
  row: Pick<Row, 'from' | 'fromIncluded' | 'to' | 'toIncluded'>,
): string {
  if (isPoint(row)) return `${name} ${isRational(row.from) ? '= ' : ''}${endText(row.from)}`;
  const sign = (isIncluded: boolean) => (isIncluded ? '≤' : '<');
  return `${endText(row.from)} ${sign(row.fromIncluded)} ${name} ${sign(row.toIncluded)} ${endText(row.to)}`;
}

/** `1/3`, or `≈0.414213562373` of a root that is no short rational number. */
export function endText(end: End): string {
  return isRational(end) ? end[0] : `≈${Number(numberOf(end[0]).toPrecision(DIGITS))}`;
}

export function isRational([low, high]: End): boolean {
  return low === high;
}

/** Digits of a root. */
const DIGITS = 12;

/** The double nearest to a literal, which may be a fraction. */
export function numberOf(literal: string): number {
  const [above, below = '1'] = literal.split('/');
  return Number(above) / Number(below);
}

/** @param file the name of the spec's file */
export function phasesJson(file: string, phases: Phases): string {
  return `${JSON.stringify({ file, ...contentOf(phases) }, null, 2)}\n`;
}

function contentOf(phases: Phases): object {
  if (phases.kind === 'bar') {
    const { axis, decided, rows } = phases;
    return { parameter: axis.name, number: axis.words, decided, segments: rows };
  }
  const { across, up } = phases;
  const cells = cellsOf(phases).map(({ x, y, verdict, traps, basis }) => ({ x, y, verdict, traps, basis }));
  return { parameters: [across.name, up.name], cells };
}

export function phasesCsv(phases: Phases): string {
  if (phases.kind === 'map') {
    const { across, up } = phases;
    return table([
      [across.name, up.name, 'verdict', 'traps', 'basis'],
      ...cellsOf(phases).map(({ x, y, verdict, traps, basis }) => [x, y, verdict, traps.join(' '), basis]),
    ]);
  }
  return table([
    [
      'from-low',
      'from-high',
      'from-included',
      'to-low',
      'to-high',
      'to-included',
      'verdict',
      'traps',
      'basis',
    ],
    ...phases.rows.map(({ from, fromIncluded, to, toIncluded, verdict, traps, basis }) => [
      ...from,
      String(fromIncluded),
      ...to,
      String(toIncluded),
      verdict ?? '',
      traps.join(' '),
      basis,
    ]),
  ]);
}

function table(lines: readonly (readonly string[])[]): string {
  return lines.map((fields) => `${fields.map(csvField).join(',')}\n`).join('');
}

/** The cells of a map with the numbers at their centres. */
export function cellsOf({
  columns,
  rows,
  verdicts,
  cells,
}: Extract<Phases, { readonly kind: 'map' }>): (Verdict & { readonly x: string; readonly y: string })[] {
  return cells.map((verdict, n) => ({
    x: columns[n % columns.length]!,
    y: rows[Math.floor(n / columns.length)]!,
    ...verdicts[verdict]!,
  }));
}
