import { Matrix, SingularValueDecomposition } from 'ml-matrix';

/**
 * The smallest eigenvalue of the Fisher matrix Xᵀ(diag π − ππᵀ)X of a softmax policy with linear features. It tends to 0 whenever
 * the policy becomes deterministic, so nothing is promised from it.
 *
 * It is the square of the smallest singular value of the rows √π_a (x_a − x̄), x̄ = Σ π_b x_b, which keeps twice the digits that
 * the matrix itself would. Features are taken from the most probable action's, so that x_a − x̄ does not cancel near a vertex.
 *
 * @param features K rows of d features. @param policy K probabilities.
 * @returns 0 when d ≥ K, where the matrix is singular at every policy; NaN for a policy that is not finite.
 */
export function smallestFisherEigenvalue(
  features: readonly (readonly number[])[],
  policy: readonly number[],
): number {
  const dimensions = features[0]?.length ?? 0;
  if (!policy.every(Number.isFinite)) return Number.NaN;
  if (dimensions === 0 || dimensions >= features.length) return 0;
  const origin = features[policy.indexOf(Math.max(...policy))]!;
  const moved = features.map((row) => row.map((x, k) => x - origin[k]!));
  const centre = origin.map((_, k) => policy.reduce((sum, p, a) => sum + p * moved[a]![k]!, 0));
  const rows = moved.map((row, a) => row.map((x, k) => Math.sqrt(policy[a]!) * (x - centre[k]!)));
  const { diagonal } = new SingularValueDecomposition(new Matrix(rows), {
    computeLeftSingularVectors: false,
    computeRightSingularVectors: false,
  });
  return Math.min(...diagonal) ** 2;
}
