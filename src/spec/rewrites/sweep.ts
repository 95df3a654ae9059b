/** One value of the experiment as a list of some: a sweep. */
import { Fraction } from 'fraction.js';
import { ALGORITHMS, algorithmOf, PARAMETERS } from '../../engine/algorithms/catalogue.js';
import type { Work } from '../../math/work.js';
import { parseLiteral, toFraction } from '../../model/rational.js';
import { BASELINES, type RunKey } from '../../model/run.js';
import { RUN_KEYS } from '../runKeys.js';
import { GRADIENTS, MAX_ITERATIONS } from '../schema/run.js';
import type { KeySource, Reading, TextEdit, TextRange } from '../types.js';
import { literalOf } from './literals.js';
import { type SoundText, slice, soundAfter } from './rewrite.js';

/** A value, and the list that is offered in its place. */
export interface Sweep {
  /** As the text has it: `learning-rate`. */
  readonly key: string;
  /** `[0.02, 0.2, 2]`: the value is one of them. */
  readonly list: string;
  readonly range: TextRange;
}

/** The sweep that is offered at a place; null: there is no single value of a key that may be swept. */
export function sweepAt(text: string, { run, source }: Reading, at: TextRange): Sweep | null {
  if (run === null) return null;
  const found = Object.entries(source.run).find(
    ([, { key, value }]) => key.start <= at.end && at.start <= value.end,
  );
  if (!found) return null;
  const [name, place] = found;
  const value = slice(text, place.value);
  if (!isSingle(place) || /[\r\n#]/.test(value)) return null;
  const parameter = PARAMETERS.find((one) => one.name === name);
  const values = parameter ? aroundNumber(value) : valuesWith(name as RunKey, value);
  const key = parameter?.key ?? RUN_KEYS[name as RunKey];
  return values && { key, list: `[${values.join(', ')}]`, range: place.value };
}

/** Keeps the value among those of its list. null: the experiment cannot have the list. */
export function* swept(sound: SoundText, { list, range }: Sweep): Work<TextEdit[] | null> {
  const edits = [{ range, newText: list }];
  return (yield* soundAfter(sound, edits, sound.files)) === null ? null : edits;
}

/** No list yet: the one item is the value itself. A key without a value points at itself. */
function isSingle({ key, value, items }: KeySource): boolean {
  return items.length === 1 && items[0]!.start === value.start && value.start > key.start;
}

function valuesWith(key: RunKey, value: string): readonly string[] | null {
  switch (key) {
    case 'learningRate':
      return ratesAround(value);
    case 'iterations':
      return lengthsWith(value);
    case 'repeats':
      return scaledNumbers(value, [1, 10]);
    case 'seed':
    case 'instance':
      return numbersFrom(value);
    case 'algorithm':
      return withAnother(value, algorithmsLike(value));
    case 'gradient':
      return withAnother(value, GRADIENTS);
    case 'baseline':
      return withAnother(value, BASELINES);
    case 'init':
      return value === 'zeros' ? ['zeros', '{ gaussian: 1 }'] : ['zeros', value];
    case 'stop':
      return value === 'none' ? ['none', '{ gap: 1e-6 }'] : ['none', value];
    // The values of all are recorded together.
    case 'record':
      return null;
  }
}

/** A tenth and ten times as much beside it. */
function aroundNumber(value: string): readonly string[] | null {
  return scaledNumbers(value, [new Fraction(1, 10), 1, 10]);
}

function ratesAround(value: string): readonly string[] | null {
  const theory = /^theory(?:\s*\*\s*(.*))?$/.exec(value);
  if (theory) {
    const factors = aroundNumber(theory[1] ?? '1');
    return factors?.map((factor) => (factor === '1' ? 'theory' : `theory*${factor}`)) ?? null;
  }
  const normalized = /^\{\s*normalized:\s*([^\s{}]+)\s*\}$/.exec(value);
  if (normalized) {
    const lengths = aroundNumber(normalized[1]!);
    return lengths?.map((length) => `{ normalized: ${length} }`) ?? null;
  }
  return value.startsWith('{') ? ['theory', value] : aroundNumber(value);
}

/** One decade less beside it, or where there is none, one more. */
function lengthsWith(value: string): readonly string[] | null {
  const iterations = Number(value);
  if (iterations % 10 === 0) return scaledNumbers(value, [new Fraction(1, 10), 1]);
  return 10 * iterations <= MAX_ITERATIONS ? scaledNumbers(value, [1, 10]) : null;
}

/** The value as it is written, and others as they are shortest: powers of ten as it is written. */
function scaledNumbers(value: string, factors: readonly (Fraction | number)[]): readonly string[] | null {
  const real = parseLiteral(value);
  if (real === null) return null;
  const power = /^(\d(?:\.\d+)?)e([+-]?\d+)$/i.exec(value);
  return factors.map((factor) => {
    const by = new Fraction(factor);
    if (by.equals(1)) return value;
    if (power) return `${power[1]}e${Number(power[2]) + (by.compare(1) < 0 ? -1 : 1)}`;
    return literalOf(toFraction(real).mul(by));
  });
}

function numbersFrom(value: string): readonly string[] | null {
  const first = Number(value);
  return Number.isSafeInteger(first + 2) ? [value, String(first + 1), String(first + 2)] : null;
}

function withAnother(value: string, all: readonly string[]): readonly string[] | null {
  const other = all.find((one) => one !== value);
  return all.includes(value) && other !== undefined ? [value, other] : null;
}

/** Those that start from the same kind of vector. */
function algorithmsLike(value: string): readonly string[] {
  const known = ALGORITHMS.some(({ id }) => id === value);
  return known
    ? ALGORITHMS.filter((one) => one.tabular === algorithmOf(value).tabular).map(({ id }) => id)
    : [];
}
