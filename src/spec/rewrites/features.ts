/** Scales all features of a text by one number, or shifts them by one vector, exactly. */
import { Fraction } from 'fraction.js';
import { Pauses, type Work } from '../../math/work.js';
import type { Real } from '../../model/bandit.js';
import { compareReals } from '../../model/ranking.js';
import { parseLiteral, toFraction } from '../../model/rational.js';
import { rowSources } from '../rowSources.js';
import type { Reading, RowSource, TextEdit } from '../types.js';
import { scaledExpression, shiftedExpression } from './expressions.js';
import { literalOf } from './literals.js';
import { problemIn, rowsOfProblem, type SoundText, soundAfter } from './rewrite.js';

/** A feature row that is in the text. */
interface WrittenRow {
  readonly row: number;
  readonly source: RowSource;
  readonly features: readonly Real[];
}

/** Numbers between two pauses. */
const PAUSE = 1000;

/** The rows of a text that has them all; null: it has no problem, or some row is elsewhere or nowhere. */
export function writtenRows(reading: Reading): readonly WrittenRow[] | null {
  const problem = problemIn(reading);
  if (problem === null) return null;
  const { source, mdp } = reading;
  const sources = source.table.length > 0 ? source.table : rowSources(source);
  const rows: WrittenRow[] = [];
  for (const [row, features] of rowsOfProblem(problem).entries()) {
    const own = sources[row];
    // A terminal state has no row.
    if (mdp?.states[mdp.stateOf[row]!]?.terminal) continue;
    if (own?.features.length !== features.length) return null;
    rows.push({ row, source: own, features });
  }
  return rows.length > 0 ? rows : null;
}

export interface Scaling {
  /** `entry`: the greatest |entry| becomes 1; `length`: the longest row gets the length 1. */
  readonly of: 'entry' | 'length';
  /** Greater than 0, and not 1. */
  readonly factor: Fraction;
}

/** Significant digits of a factor if the exact one is not rational. */
const DIGITS = 6;
const NEARLY = 1 - 1e-9;

/** The scalings that change something; none if all features are 0. */
export function scalings(rows: readonly WrittenRow[]): Scaling[] {
  const entry = largest(rows.flatMap(({ features }) => features).map(magnitude), compareReals);
  if (entry === null || entry.value === 0) return [];
  const lengths = rows.map(({ features }) => Math.hypot(...features.map(({ value }) => value)));
  const most = lengths.reduce((a, b) => Math.max(a, b), 0);
  // Among the rows that are longest in doubles, the exact numbers decide.
  const squares = rows.flatMap(({ features }, n) =>
    lengths[n]! >= most * NEARLY ? [squareOf(features)] : [],
  );
  const square = largest(squares, (a, b) => a.compare(b))!;
  return [
    { of: 'entry' as const, factor: toFraction(entry).inverse() },
    { of: 'length' as const, factor: inverseRoot(square) },
  ].filter(({ factor }) => !factor.equals(1));
}

function largest<T>(all: readonly T[], compare: (a: T, b: T) => number): T | null {
  return all.reduce<T | null>((most, each) => (most === null || compare(each, most) > 0 ? each : most), null);
}

function magnitude(real: Real): Real {
  return real.value < 0 ? { ...real, value: -real.value, literal: literalOf(toFraction(real).abs()) } : real;
}

function squareOf(features: readonly Real[]): Fraction {
  return features.reduce((sum, x) => sum.add(toFraction(x).mul(toFraction(x))), new Fraction(0));
}

/** 1/√q if that is rational; otherwise the greatest number with `DIGITS` significant digits below it. q > 0. */
function inverseRoot({ n, d }: Fraction): Fraction {
  const [above, below] = [root(n), root(d)];
  if (above * above === n && below * below === d) return new Fraction(below, above);
  const power = (exponent: number) => 10n ** BigInt(exponent);
  for (let places = DIGITS - Math.round((String(d).length - String(n).length) / 2); ; ) {
    // The integer part of 10^places/√q.
    const digits = root(places < 0 ? d / (n * power(-2 * places)) : (d * power(2 * places)) / n);
    if (digits >= power(DIGITS)) places--;
    else if (digits < power(DIGITS - 1)) places++;
    else return places < 0 ? new Fraction(digits * power(-places)) : new Fraction(digits, power(places));
  }
}

/** The integer part of √n, by Newton's method. */
function root(n: bigint): bigint {
  if (n < 2n) return n;
  let x = 1n << BigInt((n.toString(2).length + 1) >> 1);
  for (;;) {
    const next = (x + n / x) >> 1n;
    if (next >= x) return x;
    x = next;
  }
}

/** How features change: as numbers, and as expressions in parameters. */
interface FeatureChange {
  number(x: Fraction, feature: number): Fraction;
  expression(x: string, feature: number): string;
}

/** Multiplies every feature by `factor` > 0; expressions stay expressions. null: a number would not be finite, or an expression too long. */
export function scaled(sound: SoundText, factor: Fraction): Work<TextEdit[] | null> {
  return changedAll(sound, {
    number: (x) => x.mul(factor),
    expression: (x) => scaledExpression(x, factor),
  });
}

/**
 * Subtracts the mean of all rows from every row, so that their mean is 0 at the present values of parameters; expressions stay expressions. null: a
 * number would not be finite, or an expression too long.
 */
export function* centred(sound: SoundText): Work<TextEdit[] | null> {
  const mean = yield* meanOf(writtenRows(sound.reading) ?? []);
  return yield* changedAll(sound, {
    number: (x, feature) => x.sub(mean[feature]!),
    expression: (x, feature) => shiftedExpression(x, mean[feature]!),
  });
}

/** Is the mean of the rows 0 already? */
export function* isCentred(rows: readonly WrittenRow[]): Work<boolean> {
  return (yield* meanOf(rows)).every((x) => x.equals(0));
}

function* meanOf(rows: readonly WrittenRow[]): Work<Fraction[]> {
  const sums = (rows[0]?.features ?? []).map(() => new Fraction(0));
  const pauses = new Pauses(PAUSE);
  for (const { features } of rows) {
    for (const [k, x] of features.entries()) sums[k] = sums[k]!.add(toFraction(x));
    if (pauses.after(features.length)) yield;
  }
  return sums.map((sum) => sum.div(rows.length));
}

function* changedAll(sound: SoundText, change: FeatureChange): Work<TextEdit[] | null> {
  const rows = writtenRows(sound.reading);
  if (rows === null) return null;
  const edits: TextEdit[] = [];
  const meant = new Map<number, Fraction[]>();
  const pauses = new Pauses(PAUSE);
  for (const { row, source, features } of rows) {
    const changed: Fraction[] = [];
    for (const [k, x] of features.entries()) {
      const before = toFraction(x);
      const after = change.number(before, k);
      changed.push(after);
      const newText = x.expression === undefined ? literalOf(after) : change.expression(x.expression, k);
      if (parseLiteral(literalOf(after)) === null) return null;
      // An expression that is 0 now is another number later.
      const isSame = x.expression === undefined ? after.equals(before) : newText === x.expression;
      if (!isSame) edits.push({ range: source.features[k]!, newText });
    }
    meant.set(row, changed);
    if (pauses.after(features.length)) yield;
  }
  const after = yield* soundAfter(sound, edits, sound.files);
  const problem = after && problemIn(after);
  if (!problem) return null;
  const found = rowsOfProblem(problem);
  for (const [row, numbers] of meant) {
    if (!numbers.every((x, k) => toFraction(found[row]![k]!).equals(x))) return null;
    if (pauses.after(numbers.length)) yield;
  }
  return edits;
}
