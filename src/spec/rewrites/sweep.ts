/** Replaces one value of the experiment by a list: a sweep. */
import { Fraction } from 'fraction.js';
import { ALGORITHMS, algorithmOf, PARAMETERS } from '../../engine/algorithms/catalogue.js';
import type { Work } from '../../math/work.js';
import { parseLiteral, toFraction } from '../../model/rational.js';
import { BASELINES, type RunKey } from '../../model/run.js';
import { RUN_KEYS } from '../runKeys.js';
import type { KeySource, Reading, TextEdit, TextRange } from '../types.js';
import { GRADIENTS, MAX_ITERATIONS } from '../vocabulary.js';
import { literalOf } from './literals.js';
import { type SoundText, slice, soundAfter } from './rewrite.js';

/** A value, and the list that is offered for it. */
export interface Sweep {
  /** The key as the text has it: `learning-rate`. */
  readonly key: string;
  /** `[0.02, 0.2, 2]`, with the present value among them. */
  readonly list: string;
  readonly range: TextRange;
}

/** The sweep that is offered at a place; null: there is no single value of a key that can be swept. */
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

/** Replaces the value by the list. null: the experiment cannot have this list. */
export function* swept(sound: SoundText, { list, range }: Sweep): Work<TextEdit[] | null> {
  const edits = [{ range, newText: list }];
  return (yield* soundAfter(sound, edits, sound.files)) === null ? null : edits;
}

/** Is the value single? Its one item is then the value itself. The value of a key without a value has the range of the key. */
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
    // The points of all values are recorded together.
    case 'record':
      return null;
  }
}

/** The number, a tenth of it, and ten times it. */
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

/** The length and a tenth of it; or ten times it, if a tenth is not possible. */
function lengthsWith(value: string): readonly string[] | null {
  const iterations = Number(value);
  if (iterations % 10 === 0) return scaledNumbers(value, [new Fraction(1, 10), 1]);
  return 10 * iterations <= MAX_ITERATIONS ? scaledNumbers(value, [1, 10]) : null;
}

/** The value as it is written, with others in the shortest form; powers of ten in the form of the value. */
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

/** The algorithms that start from the same kind of vector. */
function algorithmsLike(value: string): readonly string[] {
  const known = ALGORITHMS.some(({ id }) => id === value);
  return known
    ? ALGORITHMS.filter((one) => one.tabular === algorithmOf(value).tabular).map(({ id }) => id)
    : [];
}
