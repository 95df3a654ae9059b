/** What a repair demands of the rows: inequalities, each with its value (≥ 0: met) and its derivative. */
import type { Work } from '../math/work.js';

/** The rows of all units, and the direction w along which an order is kept, if there is one (‖w‖ = 1). */
export interface Point {
  readonly rows: readonly Float64Array[];
  readonly w: Float64Array | null;
}

export interface Inequality {
  readonly value: number;
  /**
   * The derivative by the rows of some units; by all others it is 0. Computed only when asked for, since most points of a search need only the
   * value.
   */
  readonly byRow: () => ReadonlyMap<number, Float64Array>;
  /** The derivative by w, orthogonal to w; null: 0. */
  readonly byDirection: (() => Float64Array) | null;
}

/** All inequalities at a point. Lengths are in units of the scale. */
export type Demand = (at: Point) => Work<Inequality[]>;

/** This many numbers are processed between two pauses of a search. */
export const PAUSE = 3e5;
/** Making an inequality takes as long as processing this many numbers. */
export const MAKING = 50;

/** The search aims this much beyond the margin, since its end is not exact. */
export const BEYOND = 1 + 1e-4;

export function minus(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((entry, k) => entry - b[k]!);
}

/** a + factor·b. */
export function plus(a: Float64Array, factor: number, b: Float64Array): Float64Array {
  return a.map((entry, k) => entry + factor * b[k]!);
}

export function times(factor: number, a: Float64Array): Float64Array {
  return a.map((entry) => factor * entry);
}

/** ⟨a − b, c − d⟩. */
export function dotOfDifferences(a: Float64Array, b: Float64Array, c: Float64Array, d: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += (a[k]! - b[k]!) * (c[k]! - d[k]!);
  return sum;
}
