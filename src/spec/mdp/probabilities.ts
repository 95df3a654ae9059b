/** Probabilities that must sum to exactly 1. */
import type { Real } from '../../model/bandit.js';
import { ratioOf } from '../../model/rational.js';
import { clip, count } from '../format.js';
import type { Reader, Slot } from '../nodes.js';
import type { TextEdit, TextFix, TextRange } from '../types.js';
import { exactSum, isOne, isShare, literalOf, minus, quotient, type Ratio } from './exactSum.js';

/** A probability in the text; null if it is missing or broken. */
export interface Weight {
  /** What has this probability, for a sentence. */
  readonly name: string;
  readonly probability: Real | null;
  /** The range of the probability. */
  readonly range: TextRange;
}

/** A number in [0, 1]. */
export function readProbability(reader: Reader, slot: Slot): Real | null {
  return reader.number(slot, 'a probability, a number from 0 to 1', (value) => !(value >= 0 && value <= 1));
}

/** For at most this many weights, a fix divides each by their sum. */
const MOST_DIVIDED = 20;

/**
 * Reports at `range` if the weights do not sum to 1, with fixes: change the last one, or all in proportion.
 *
 * @param what what sums to 1, as the beginning of a sentence.
 */
export function checkSum(reader: Reader, range: TextRange, what: string, weights: readonly Weight[]): void {
  if (weights.some(({ probability }) => probability === null) || weights.length === 0) return;
  const numbers = weights.map(({ probability }) => probability!);
  const sum = exactSum(numbers);
  if (sum === null) {
    reader.error(
      'probabilities',
      range,
      `${what}: the denominators of these ${count(numbers.length, 'probability', 'probabilities')} are so many that their sum cannot be formed exactly. Write them with one denominator, or as decimals.`,
    );
    return;
  }
  if (isOne(sum)) return;
  const fix = lastMended(weights, sum) ?? divided(weights, sum);
  const mend = fix ? ` ${fix.title}?` : '';
  reader.error(
    'probabilities',
    range,
    `${what} sum to ${said(sum, numbers)}, expected exactly 1.${mend}`,
    fix,
  );
}

/** The value of the one missing probability; null: it is not between 0 and 1, or too long. */
export function missingProbability(others: readonly Real[]): string | null {
  const sum = exactSum(others);
  const rest = sum && minus([1n, 1n], sum);
  return rest && isShare(rest) ? literalOf(rest, { asDecimal: areDecimals(others) }) : null;
}

/** A fix that makes the last one what the others leave. */
function lastMended(weights: readonly Weight[], sum: Ratio): TextFix | undefined {
  const last = weights.at(-1)!;
  const rest = minus([1n, 1n], minus(sum, ratioOf(last.probability!)));
  if (!isShare(rest) || (rest[0] === 0n && weights.length > 1)) return undefined;
  const literal = literalOf(rest, {
    asDecimal: areDecimals(weights.map(({ probability }) => probability!)),
  });
  if (literal === null) return undefined;
  return {
    title: `Change ${clip(last.name)} to ${literal}`,
    edits: [{ range: last.range, newText: literal }],
  };
}

/** A fix that makes each its share of the sum. */
function divided(weights: readonly Weight[], sum: Ratio): TextFix | undefined {
  if (sum[0] <= 0n || weights.length > MOST_DIVIDED) return undefined;
  const edits = weights.flatMap(({ probability, range }): TextEdit[] => {
    const literal = literalOf(quotient(ratioOf(probability!), sum), { asDecimal: false });
    return literal === null ? [] : [{ range, newText: literal }];
  });
  return edits.length === weights.length ? { title: 'Divide each by the sum', edits } : undefined;
}

function said(sum: Ratio, numbers: readonly Real[]): string {
  const literal = literalOf(sum, { asDecimal: areDecimals(numbers) });
  if (literal !== null) return literal;
  const isMore = sum[0] > sum[1];
  return `a number ${isMore ? 'greater' : 'less'} than 1 with too many digits to be written here`;
}

function areDecimals(numbers: readonly Real[]): boolean {
  return numbers.every(({ literal }) => !literal.includes('/'));
}
