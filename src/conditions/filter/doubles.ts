/**
 * The numbers of a small bandit as doubles, for questions that rounding leaves no doubt about. Every answer of this folder is proved by a bound of
 * the rounding error (Higham, "Accuracy and Stability of Numerical Algorithms", chapter 3), or is null: then only exact arithmetic can tell.
 *
 * u = 2⁻⁵³. A feature differs from its double by at most u·M, where M is the greatest |feature|; a difference of two features from the difference of
 * their doubles by at most 5u·M; a sum of n products from its double by at most (n + 1)·u times the sum of their sizes. The bounds below are at least
 * twice as large.
 */
import type { Real } from '../../model/bandit.js';

export interface Doubles {
  /** K and d. */
  readonly actions: number;
  readonly dimensions: number;
  /** Row-major K×d; no two rows are the same. */
  readonly features: Float64Array;
  /** K mean rewards. */
  readonly rewards: Float64Array;
  /** The actions by reward, best first; no two have the same double, and so none the same reward. */
  readonly order: readonly number[];
  /** M > 0, the greatest |feature|. */
  readonly largest: number;
}

/** u. */
export const UNIT = 2 ** -53;

/** Between these sizes no product overflows, and none underflows that counts. */
const [LEAST_SIZE, GREATEST_SIZE] = [1e-60, 1e60];

/** null: one action alone, numbers of an unusual size, or two rewards or two rows that doubles do not tell apart. */
export function doublesOf(
  actions: number,
  dimensions: number,
  features: Float64Array,
  rewards: Float64Array,
): Doubles | null {
  if (actions < 2) return null;
  const largest = sizeOf(features);
  const greatest = sizeOf(rewards);
  if (!(largest > LEAST_SIZE && largest < GREATEST_SIZE)) return null;
  if (!(greatest > LEAST_SIZE && greatest < GREATEST_SIZE)) return null;
  const order = orderOf(rewards);
  for (let n = 1; n < actions; n++) if (rewards[order[n]!] === rewards[order[n - 1]!]) return null;
  return areRowsDifferent(actions, dimensions, features)
    ? { actions, dimensions, features, rewards, order, largest }
    : null;
}

/** As `doublesOf`, of the numbers as they are written. */
export function doublesOfReals(
  features: readonly (readonly Real[])[],
  rewards: readonly Real[],
): Doubles | null {
  const [K, d] = [features.length, features[0]!.length];
  const table = new Float64Array(K * d);
  features.forEach((row, a) => {
    for (let k = 0; k < d; k++) table[a * d + k] = row[k]!.value;
  });
  return doublesOf(
    K,
    d,
    table,
    Float64Array.from(rewards, ({ value }) => value),
  );
}

/** The sign of ⟨x_a − x_b, x_c − x_e⟩; null: it is too near 0. */
export function signOfProduct(
  { dimensions: d, features: x, largest }: Doubles,
  a: number,
  b: number,
  c: number,
  e: number,
): -1 | 1 | null {
  let product = 0;
  for (let k = 0; k < d; k++) product += (x[a * d + k]! - x[b * d + k]!) * (x[c * d + k]! - x[e * d + k]!);
  return signBeyond(product, productError(d, largest));
}

/** The error of a product of two differences: d terms of sizes up to 4M², whose factors have errors of 5u·M. */
export function productError(d: number, largest: number): number {
  return 32 * d * (d + 8) * UNIT * largest * largest;
}

/** The sign of a number that is known up to `error`. */
export function signBeyond(value: number, error: number): -1 | 1 | null {
  return value > error ? 1 : value < -error ? -1 : null;
}

/** By insertion, since the actions are few where there are many draws. */
function orderOf(rewards: Float64Array): number[] {
  const order: number[] = [];
  for (let action = 0; action < rewards.length; action++) {
    let place = action;
    for (; place > 0 && rewards[order[place - 1]!]! < rewards[action]!; place--)
      order[place] = order[place - 1]!;
    order[place] = action;
  }
  return order;
}

export function sizeOf(entries: Float64Array): number {
  let most = 0;
  for (let k = 0; k < entries.length; k++) {
    const size = Math.abs(entries[k]!);
    // Not `>`: a NaN has to be seen.
    if (!(size <= most)) most = size;
  }
  return most;
}

function areRowsDifferent(actions: number, d: number, features: Float64Array): boolean {
  for (let a = 0; a < actions; a++)
    for (let b = 0; b < a; b++) {
      let k = 0;
      while (k < d && features[a * d + k] === features[b * d + k]) k++;
      if (k === d) return false;
    }
  return true;
}
