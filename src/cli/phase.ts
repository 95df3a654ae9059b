/** `linspg phase`: the verdict as a function of one parameter, or over two. */
import { basename } from 'node:path';
import { version } from '../../package.json';
import { csvField } from '../borders/csv.js';
import { terminal } from '../borders/terminal.js';
import { pictureSvg } from '../drawing/pictureSvg.js';
import { provenanceLines, provenanceOf } from '../experiment/provenance.js';
import type { Real } from '../model/bandit.js';
import { parseLiteral, toFraction } from '../model/rational.js';
import { errorCount } from '../model/runnable.js';
import { deciding, ofText } from '../phase/decide.js';
import { diagramOf } from '../phase/diagram.js';
import { labelWords, placeWords, rowsOf } from '../phase/format.js';
import { mapOf, type Range } from '../phase/map.js';
import { barPicture, mapPicture } from '../phase/picture.js';
import { literalOfFraction } from '../phase/structure.js';
import { clip, listed } from '../spec/format.js';
import { readSpec } from '../spec/read.js';
import type { ParameterSource, Reading } from '../spec/types.js';
import { diagnosticLines, diagnosticsOf } from './diagnostics.js';
import type { PhaseFormat } from './help.js';
import { filesOf, type Input, read } from './input.js';
import { complain, forProgram, print, writeWhole } from './output.js';
import { styleFor } from './style.js';
import { UsageError } from './usage.js';

export interface PhaseOptions {
  /** One name, or two with a comma between them. */
  readonly parameter?: string;
  /** Of one parameter, in the place of what the text says. */
  readonly from?: string;
  readonly to?: string;
  readonly format: PhaseFormat;
  /** A file; without it the standard output. */
  readonly out?: string;
}

/** @returns the exit status. @throws UsageError, UnreadableFile, OutputError */
export async function phase(file: string, options: PhaseOptions): Promise<number> {
  const input = await read(file);
  const reading = readSpec(input.text, filesOf(input));
  if (errorCount(reading.issues) > 0) {
    const diagnostics = diagnosticsOf(input, [...input.issues, ...reading.issues]);
    for (const line of diagnosticLines(file, diagnostics, styleFor(process.stderr))) complain(line);
    return 1;
  }
  if (reading.bandit === null && reading.mdp === null) {
    complain(terminal`${file}: a family has no verdict of its own: its instances have.`);
    return 1;
  }
  const asked = askedOf(reading.source.parameters, options.parameter);
  const [first, second] = asked.map((one) => ({ name: one.name, ...rangeOf(one, options, asked.length) }));
  const provenance = provenanceLines(provenanceOf(version, basename(file), input.text, []));
  const text = second
    ? mapText([first!, second], input, asked, options.format, provenance)
    : diagramText(first!, input, reading, asked[0]!, options.format, provenance);
  if (options.out !== undefined) writeWhole(options.out, text);
  else await print(forProgram(text));
  return 0;
}

type Named = Range & { readonly name: string };

function diagramText(
  named: Named,
  input: Input,
  { bandit, source }: Reading,
  parameter: ParameterSource,
  format: PhaseFormat,
  provenance: readonly string[],
): string {
  const decide = deciding(input.text, filesOf(input), bandit, parameter, source.parameters);
  const diagram = diagramOf(named.from, named.to, decide);
  const rows = rowsOf(diagram);
  switch (format) {
    case 'svg':
      return pictureSvg(barPicture(named.name, diagram, named), provenance).svg;
    case 'json': {
      const head = { file: input.file, parameter: named.name, decided: diagram.decided };
      return `${JSON.stringify({ ...head, segments: rows }, null, 2)}\n`;
    }
    case 'csv': {
      const head = 'from-low,from-high,from-included,to-low,to-high,to-included,verdict,traps,basis';
      const lines = rows.map(({ from, fromIncluded, to, toIncluded, verdict, traps, basis }) =>
        [...from, fromIncluded, ...to, toIncluded, verdict ?? '', traps.join(' '), basis]
          .map((field) => csvField(String(field)))
          .join(','),
      );
      return `${[head, ...lines].join('\n')}\n`;
    }
    case 'text': {
      const places = diagram.segments.map((segment) => placeWords(named.name, segment));
      const words = diagram.segments.map(({ label }) => labelWords(label));
      const [wide, wider] = [places, words].map((all) => Math.max(...all.map(({ length }) => length)));
      const lines = diagram.segments.map(
        ({ basis }, n) => `${places[n]!.padEnd(wide!)}  ${words[n]!.padEnd(wider!)}  ${basis}`,
      );
      return `${lines.join('\n')}\n`;
    }
  }
}

function mapText(
  [x, y]: readonly [Named, Named],
  input: Input,
  parameters: readonly ParameterSource[],
  format: PhaseFormat,
  provenance: readonly string[],
): string {
  const map = mapOf(x, y, ofText(input.text, filesOf(input), parameters));
  const rows = map.cells.map(({ x, y, decision }) => ({
    x: literalOfFraction(x),
    y: literalOfFraction(y),
    verdict: decision.label.kind,
    traps: decision.label.traps,
    basis: decision.basis,
  }));
  switch (format) {
    case 'svg':
      return pictureSvg(mapPicture([x.name, y.name], map, [x, y]), provenance).svg;
    case 'json':
      return `${JSON.stringify({ file: input.file, parameters: [x.name, y.name], cells: rows }, null, 2)}\n`;
    case 'csv': {
      const lines = rows.map((row) =>
        [row.x, row.y, row.verdict, row.traps.join(' '), row.basis].map(csvField).join(','),
      );
      return `${[`${csvField(x.name)},${csvField(y.name)},verdict,traps,basis`, ...lines].join('\n')}\n`;
    }
    case 'text': {
      const counts = new Map<string, number>();
      for (const { decision } of map.cells) {
        const words = labelWords(decision.label);
        counts.set(words, (counts.get(words) ?? 0) + 1);
      }
      const cells = `${map.columns}×${map.rows}`;
      const lines = [...counts].map(([words, count]) => `${words}: ${count} cells`);
      return `${x.name} × ${y.name}, ${cells} cells, each decided at its centre:\n${lines.join('\n')}\n`;
    }
  }
}

function askedOf(all: readonly ParameterSource[], names: string | undefined): readonly ParameterSource[] {
  if (all.length === 0)
    throw new UsageError('this text has no parameter: write one, such as `let: { t: 1/2 }`, and name it');
  const known = `its parameters: ${listed(all.map(({ name }) => name))}`;
  if (names === undefined) {
    if (all.length === 1) return all;
    throw new UsageError(`--parameter is missing: this text has several; ${known}`);
  }
  const asked = names.split(',').map((name) => {
    const found = all.find((one) => one.name === name.trim());
    if (!found) throw new UsageError(`--parameter: there is no parameter '${clip(name)}'; ${known}`);
    return found;
  });
  if (asked.length > 2 || new Set(asked).size < asked.length)
    throw new UsageError('--parameter takes one name, or two different ones with a comma between them');
  return asked;
}

function rangeOf(parameter: ParameterSource, options: PhaseOptions, count: number): Range {
  if (count > 1 && (options.from !== undefined || options.to !== undefined))
    throw new UsageError('--from and --to go with one parameter: write `from` and `to` of two in the text');
  const [from, to] = [
    bound('--from', options.from) ?? parameter.from,
    bound('--to', options.to) ?? parameter.to,
  ];
  const { name } = parameter;
  if (!from || !to)
    throw new UsageError(
      `from where to where ${name} goes is missing: ${count > 1 ? '' : 'give --from and --to, or '}write \`${name}: { value: ${parameter.value!.literal}, from: 0, to: 1 }\` in the text`,
    );
  const range = { from: toFraction(from), to: toFraction(to) };
  if (range.from.compare(range.to) >= 0)
    throw new UsageError(`--from must be less than --to, not ${clip(from.literal)} and ${clip(to.literal)}`);
  return range;
}

function bound(option: string, text: string | undefined): Real | null {
  if (text === undefined) return null;
  const real = parseLiteral(text);
  if (!real) throw new UsageError(`${option} expects a number such as -2, 0.5 or 1/3, not '${clip(text)}'`);
  return real;
}
