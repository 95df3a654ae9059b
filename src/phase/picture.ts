/** A phase diagram as a picture: a bar, or of two parameters a map, with a colour and a hatching for each kind of verdict. */
import type { Fill, Hatching, LegendEntry, Mark, Paper, Picture } from '../drawing/picture.js';
import { type Diagram, isSame, type Label } from './diagram.js';
import { labelWords } from './format.js';
import type { PhaseMap, Range } from './map.js';
import { enclosureOf, type Root } from './root.js';

const PAPER: Paper = { background: '#ffffff', foreground: '#1f2328', muted: '#59636e', grid: '#d1d9e0' };

/** Kinds are told apart by colour and hatching. */
const FILLS: Readonly<
  Record<Label['kind'] | 'unknown', { readonly colour: string; readonly hatching: Hatching | null }>
> = {
  always: { colour: '#1a7f37', hatching: null },
  depends: { colour: '#bc4c00', hatching: 'rising' },
  never: { colour: '#0969da', hatching: 'falling' },
  undecided: { colour: '#8250df', hatching: 'dots' },
  invalid: { colour: '#59636e', hatching: 'crossed' },
  unknown: { colour: '#59636e', hatching: 'level' },
};

/** Narrower segments than this part of the bar are drawn as a line of their own. */
const VISIBLE = 1 / 500;

function fillOf(label: Label | null, opacity: number): Fill {
  return { ...FILLS[label?.kind ?? 'unknown'], opacity };
}

/** What is proved is drawn full, the rest pale. */
export function barPicture(parameter: string, { segments }: Diagram, range: Range): Picture {
  const [min, max] = [range.from.valueOf(), range.to.valueOf()];
  const marks = segments.map((segment): Mark => {
    const [low, high] =
      segment.kind === 'point' ? [segment.at, segment.at] : [segment.low.at, segment.high.at];
    const [left, right] = [number(low), number(high)];
    const { colour } = FILLS[segment.label?.kind ?? 'unknown'];
    if (right - left < VISIBLE * (max - min)) {
      const middle = (left + right) / 2;
      return {
        kind: 'line',
        points: [
          [middle, 0],
          [middle, 1.08],
        ],
        stroke: { colour, width: 1.5 },
      };
    }
    return {
      kind: 'area',
      rings: [box(left, right, 0, 1)],
      fill: fillOf(segment.label, segment.basis === 'proved' ? 0.75 : 0.3),
      stroke: { colour, width: 1 },
    };
  });
  return {
    title: `The verdict as ${parameter} changes`,
    width: 640,
    height: 90,
    x: { name: parameter, scale: 'linear', min, max, ticks: 'numbers' },
    y: { name: '', scale: 'linear', min: 0, max: 1.1, ticks: 'none' },
    frame: 'none',
    marks,
    legend: legendOf(segments),
    colours: null,
    paper: PAPER,
  };
}

export function mapPicture(
  [x, y]: readonly [string, string],
  { cells, columns, rows }: PhaseMap,
  [across, up]: readonly [Range, Range],
): Picture {
  const sides = (range: Range, count: number) => {
    const [min, max] = [range.from.valueOf(), range.to.valueOf()];
    return { min, max, at: (n: number) => min + ((max - min) * n) / count };
  };
  const [right, upwards] = [sides(across, columns), sides(up, rows)];
  const marks = cells.map(({ decision }, n): Mark => {
    const [column, row] = [n % columns, Math.floor(n / columns)];
    return {
      kind: 'area',
      rings: [box(right.at(column), right.at(column + 1), upwards.at(row), upwards.at(row + 1))],
      fill: fillOf(decision.label, decision.basis === 'proved' ? 0.75 : 0.3),
    };
  });
  return {
    title: `The verdict over ${x} and ${y}, observed at the centre of each cell`,
    width: 420,
    height: 420,
    x: { name: x, scale: 'linear', min: right.min, max: right.max, ticks: 'numbers' },
    y: { name: y, scale: 'linear', min: upwards.min, max: upwards.max, ticks: 'numbers' },
    frame: 'box',
    marks,
    legend: legendOf(cells.map(({ decision }) => ({ label: decision.label, basis: decision.basis }))),
    colours: null,
    paper: PAPER,
  };
}

function legendOf(all: readonly { readonly label: Label | null; readonly basis: string }[]): LegendEntry[] {
  const entries: { label: Label | null; isProved: boolean }[] = [];
  for (const { label, basis } of all) {
    const isProved = basis === 'proved';
    if (!entries.some((one) => isSame(one.label, label) && one.isProved === isProved))
      entries.push({ label, isProved });
  }
  return entries.map(({ label, isProved }) => ({
    words: `${labelWords(label)}${isProved || label === null ? '' : ', numerical'}`,
    fill: fillOf(label, isProved ? 0.75 : 0.3),
  }));
}

function box(left: number, right: number, bottom: number, top: number) {
  return [
    [left, bottom],
    [right, bottom],
    [right, top],
    [left, top],
  ] as const;
}

function number(root: Root): number {
  const [low, high] = enclosureOf(root);
  return (low.valueOf() + high.valueOf()) / 2;
}
