/** What a repair asks of the rows: inequalities, each with its value (≥ 0: met) and its derivative. */
import type { Work } from '../math/work.js';

/** The rows of all units, and the direction w along which an order is kept, if one is (‖w‖ = 1). */
export interface Point {
  readonly rows: readonly Float64Array[];
  readonly w: Float64Array | null;
}

export interface Inequality {
  readonly value: number;
  /** Derivative by the rows of some units; by all others it is 0. Computed when asked for: most points of a search are only judged. */
  readonly byRow: () => ReadonlyMap<number, Float64Array>;
  /** Derivative by w, orthogonal to w; null: 0. */
  readonly byDirection: (() => Float64Array) | null;
}

/** All inequalities at a point. Lengths are in units of the scale. */
export type Demand = (at: Point) => Work<Inequality[]>;

/** Numbers that are worked on between two pauses of a search. */
export const PAUSE = 3e5;
/** To make an inequality takes as long as so many numbers. */
export const MAKING = 50;

/** Aimed at a little beyond what is asked, so that the end of the search, which is not exact, does not miss it. */
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
