/** `linspg phase`: the verdict as a function of one number, or over two parameters. */
import { basename } from 'node:path';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { version } from '../../package.json';
import { terminal } from '../borders/terminal.js';
import { pictureSvg } from '../drawing/pictureSvg.js';
import { pictureTex } from '../drawing/pictureTex.js';
import { provenanceLines, provenanceOf } from '../experiment/provenance.js';
import type { Real } from '../model/bandit.js';
import { parseLiteral, toFraction } from '../model/rational.js';
import { errorCount } from '../model/runnable.js';
import { cellsOf, phasesCsv, phasesJson, placeText, verdictText } from '../phase/format.js';
import type { Range } from '../phase/map.js';
import { POINT_AT, phasesOf, type RangedNumber, usualRange } from '../phase/phases.js';
import { phasePicture } from '../phase/picture.js';
import type { Bar, Phases, VerdictMap } from '../phase/rows.js';
import { literalOfFraction } from '../phase/structure.js';
import { clip, listed } from '../spec/format.js';
import { numberAt, numberOfParameter, type WrittenNumber } from '../spec/numbers.js';
import { readSpec } from '../spec/read.js';
import type { ParameterSource, Reading } from '../spec/types.js';
import { diagnosticLines, diagnosticsOf } from './diagnostics.js';
import type { PhaseFormat } from './help.js';
import { filesOf, type Input, read } from './input.js';
import { complain, forProgram, print } from './output.js';
import { styleFor } from './style.js';
import { UsageError } from './usage.js';
import { writeWhole } from './wholeFile.js';

export interface PhaseOptions {
  /** One name, or two with a comma between them. */
  readonly parameter?: string;
  /** In the place of a parameter: where a number stands, as `LINE:COLUMN`. */
  readonly number?: string;
  /** Of one number, in the place of what the text says. */
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
  const text = { text: input.text, files: filesOf(input), reading };
  const phases = phasesOf(text, rangedNumbersOf(input.text, reading, options));
  const written = contentOf(phases, input, options.format);
  if (options.out !== undefined) writeWhole(options.out, written);
  else await print(forProgram(written));
  return 0;
}

function contentOf(phases: Phases, { file, text }: Input, format: PhaseFormat): string {
  const provenance = () => provenanceLines(provenanceOf(version, basename(file), text, []));
  switch (format) {
    case 'svg':
      return pictureSvg(phasePicture(phases), provenance()).svg;
    case 'tex':
      return pictureTex(phasePicture(phases), provenance());
    case 'json':
      return phasesJson(file, phases);
    case 'csv':
      return phasesCsv(phases);
    case 'text':
      return phases.kind === 'bar' ? barText(phases) : mapText(phases);
  }
}

function barText({ axis: { name, words, value }, rows }: Bar): string {
  const places = rows.map((row) => placeText(name, row));
  const verdicts = rows.map(verdictText);
  const [wide, wider] = [places, verdicts].map((all) => Math.max(...all.map(({ length }) => length)));
  const lines = rows.map(
    ({ basis }, n) => `${places[n]!.padEnd(wide!)}  ${verdicts[n]!.padEnd(wider!)}  ${basis}\n`,
  );
  const head = name === words ? '' : `${name}: ${words}, ${value} in the text\n`;
  return head + lines.join('');
}

function mapText(map: VerdictMap): string {
  const counts = new Map<string, number>();
  for (const cell of cellsOf(map)) {
    const words = verdictText(cell);
    counts.set(words, (counts.get(words) ?? 0) + 1);
  }
  const cells = `${map.columns.length}×${map.rows.length}`;
  const lines = [...counts].map(([words, count]) => `${words}: ${count} cells\n`);
  return `${map.across.name} × ${map.up.name}, ${cells} cells, each decided at its centre:\n${lines.join('')}`;
}

/** @throws UsageError */
function rangedNumbersOf(
  text: string,
  reading: Reading,
  options: PhaseOptions,
): readonly [RangedNumber] | readonly [RangedNumber, RangedNumber] {
  if (options.number !== undefined) {
    if (options.parameter !== undefined)
      throw new UsageError('--number and --parameter do not go together: give one of them');
    const number = pointedAt(text, reading, options.number);
    return [{ number, ...rangeOf(number, options) }];
  }
  const [first, second] = askedOf(reading.source.parameters, options.parameter).map((parameter, _, all) => {
    const number = numberOfParameter(parameter)!;
    if (all.length > 1 && (options.from !== undefined || options.to !== undefined))
      throw new UsageError('--from and --to go with one number: write `from` and `to` of two in the text');
    requireRange(parameter, options, all.length);
    return { number, ...rangeOf(number, options) };
  });
  return second ? [first!, second] : [first!];
}

/** The number at `LINE:COLUMN`, both from 1. */
function pointedAt(text: string, reading: Reading, place: string): WrittenNumber {
  const [, line, column] = /^(\d+):(\d+)$/.exec(place) ?? [];
  if (line === undefined || Number(line) < 1 || Number(column) < 1)
    throw new UsageError(`--number expects LINE:COLUMN, both from 1, such as 4:37, not '${clip(place)}'`);
  const document = TextDocument.create('', 'linspg', 0, text);
  const offset = document.offsetAt({ line: Number(line) - 1, character: Number(column) - 1 });
  const at = document.positionAt(offset);
  const isThere = at.line === Number(line) - 1 && at.character === Number(column) - 1;
  const number = isThere ? numberAt(text, reading, offset) : null;
  if (number) return number;
  throw new UsageError(`--number: no number of the problem stands at ${place}: ${POINT_AT}`);
}

function askedOf(all: readonly ParameterSource[], names: string | undefined): readonly ParameterSource[] {
  if (all.length === 0)
    throw new UsageError(
      'this text has no parameter: point at a number with --number LINE:COLUMN, or write one, such as `let: { t: 1/2 }`, and name it',
    );
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

/** Of a parameter that is named, a person says where it goes. */
function requireRange(parameter: ParameterSource, { from, to }: PhaseOptions, count: number): void {
  const { name, value } = parameter;
  if ((from ?? parameter.from) === null || (to ?? parameter.to) === null)
    throw new UsageError(
      `from where to where ${name} goes is missing: ${count > 1 ? '' : 'give --from and --to, or '}write \`${name}: { value: ${value!.literal}, from: 0, to: 1 }\` in the text`,
    );
}

/** @throws UsageError */
function rangeOf(number: WrittenNumber, options: PhaseOptions): Range {
  const usual = usualRange(number);
  const [from, to] = [bound('--from', options.from), bound('--to', options.to)];
  const range = { from: from ? toFraction(from) : usual.from, to: to ? toFraction(to) : usual.to };
  if (range.from.compare(range.to) >= 0) {
    const [low, high] = [range.from, range.to].map(literalOfFraction);
    throw new UsageError(`--from must be less than --to, not ${clip(low!)} and ${clip(high!)}`);
  }
  return range;
}

function bound(option: string, text: string | undefined): Real | null {
  if (text === undefined) return null;
  const real = parseLiteral(text);
  if (!real) throw new UsageError(`${option} expects a number such as -2, 0.5 or 1/3, not '${clip(text)}'`);
  return real;
}
