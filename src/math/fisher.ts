/**
 * The extreme eigenvalues of the Fisher matrix F = Xᵀ(diag π − ππᵀ)X of a softmax policy with linear features. The least tends to 0 whenever the
 * policy becomes deterministic, so no statement rests on it.
 */
import { powerBelow } from './eigenvalues.js';
import { factorizing } from './qr.js';
import { singularValues } from './svd.js';
import { finish, type Work } from './work.js';

export interface FisherExtremes {
  readonly least: number;
  readonly greatest: number;
}

/**
 * F = YᵀY, where Y has the rows √π_a (x_a − x̄), x̄ = Σ_b π_b x_b. The eigenvalues of F are the squares of the singular values of Y, which keep twice
 * as many digits as F itself would. Features are measured from those of the most probable action, so that x_a − x̄ does not cancel near a vertex.
 *
 * @param features K rows of d ≥ 1 numbers. @param policy K probabilities.
 * @returns 0 as the least if d ≥ K, where F is singular at every policy; not finite where double precision cannot hold the value.
 */
export function* fisherExtremes(
  features: readonly ArrayLike<number>[],
  policy: readonly number[],
): Work<FisherExtremes> {
  const [K, d] = [features.length, features[0]!.length];
  if (!policy.every(Number.isFinite)) return { least: Number.NaN, greatest: Number.NaN };
  const size = features.reduce((most, row) => Math.max(most, greatestEntry(row)), 0);
  if (size === 0) return { least: 0, greatest: 0 };
  const scale = powerBelow(size);
  yield;
  const origin = features[policy.indexOf(Math.max(...policy))]!;
  const Y = features.map((row) => Float64Array.from(row, (x, k) => x / scale - origin[k]! / scale));
  const mean = new Float64Array(d);
  Y.forEach((row, a) => {
    for (let k = 0; k < d; k++) mean[k]! += policy[a]! * row[k]!;
  });
  Y.forEach((row, a) => {
    const root = Math.sqrt(policy[a]!);
    for (let k = 0; k < d; k++) row[k] = root * (row[k]! - mean[k]!);
  });
  yield;
  const tall = d < K;
  const qr = yield* factorizing(
    tall ? Array.from({ length: d }, (_, k) => Float64Array.from(Y, (row) => row[k]!)) : Y,
  );
  const singular = yield* singularValues(qr.columns);
  const square = (sigma: number) => (sigma * scale) ** 2;
  return { least: tall ? square(singular.at(-1)!) : 0, greatest: square(singular[0]!) };
}

/**
 * λ_min(F) alone; 0 where rounding hides it: the singular values of Y are known to about max(K, d)·ε times the greatest of them, so a smaller one cannot
 * be told from 0.
 */
export function smallestFisherEigenvalue(
  features: readonly ArrayLike<number>[],
  policy: readonly number[],
): number {
  if ((features[0]?.length ?? 0) === 0) return 0;
  const { least, greatest } = finish(fisherExtremes(features, policy));
  const rounding = Math.max(features.length, features[0]!.length) * Number.EPSILON;
  return Math.sqrt(least) <= rounding * Math.sqrt(greatest) ? 0 : least;
}

function greatestEntry(row: ArrayLike<number>): number {
  let most = 0;
  for (let k = 0; k < row.length; k++) most = Math.max(most, Math.abs(row[k]!));
  return most;
}
