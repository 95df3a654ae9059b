/** The conditions on the least-squares fit r̂ of the rewards, where rounding leaves no doubt. */
import { type Doubles, sizeOf, UNIT } from './doubles.js';
import { hasFullRank, type LeftInverse, leftInverseOf, product, transposed } from './rank.js';

/** r̂ of each action up to `error`. */
export interface NearFit {
  readonly fitted: Float64Array;
  readonly error: number;
  /** r̂ = r. */
  readonly isExact: boolean;
}

/**
 * For w of the least squares, and any ŵ: w − ŵ = (XᵀX)⁻¹Xᵀ(r − Xŵ). With L of XᵀX, ‖(XᵀX)⁻¹‖ ≤ ‖L‖/(1 − ‖I − L·XᵀX‖). null: the rank of X is not certain.
 */
export function nearFit(x: Doubles): NearFit | null {
  const { actions: K, dimensions: d, features, rewards, largest: M } = x;
  if (K <= d) return hasFullRank(x) ? { fitted: rewards, error: 0, isExact: true } : null;
  const columns = transposed(features, K);
  const gram = new Float64Array(d * d);
  for (let k = 0; k < d; k++)
    for (let l = 0; l < d; l++) gram[k * d + l] = product(columns, k * K, columns, l * K, K);
  // Entries of up to K·M², with errors of (K + 4)u times that.
  const inverse = leftInverseOf(gram, d, (K + 4) * K * M * M);
  if (inverse === null) return null;
  const w = new Float64Array(d);
  const residual = rewards.slice();
  improve(x, columns, inverse, w, residual);
  improve(x, columns, inverse, w, residual);
  let length = 0;
  let gradient = 0;
  for (let k = 0; k < d; k++) {
    length += Math.abs(w[k]!);
    gradient = Math.max(gradient, Math.abs(product(columns, k * K, residual, 0, K)));
  }
  const size = sizeOf(rewards) + M * length;
  gradient += 2 * K * M * UNIT * size * (d + K + 8);
  const weightError = (1.01 * inverse.size * gradient) / (1 - inverse.defect);
  // In the place of the residual.
  const fitted = residual;
  for (let a = 0; a < K; a++) fitted[a] = rewards[a]! - residual[a]!;
  return { fitted, error: 2 * M * d * weightError + 8 * (d + 6) * UNIT * size, isExact: false };
}

/** One step of iterative refinement: adds L·Xᵀ(r − Xŵ) to ŵ, and makes the residual anew. */
function improve(
  { actions: K, dimensions: d, features, rewards }: Doubles,
  columns: Float64Array,
  inverse: LeftInverse,
  w: Float64Array,
  residual: Float64Array,
): void {
  const gradient = new Float64Array(d);
  for (let k = 0; k < d; k++) gradient[k] = product(columns, k * K, residual, 0, K);
  for (let k = 0; k < d; k++) w[k]! += product(inverse.rows, k * d, gradient, 0, d);
  for (let a = 0; a < K; a++) {
    let left = rewards[a]!;
    for (let k = 0; k < d; k++) left -= features[a * d + k]! * w[k]!;
    residual[a] = left;
  }
}

/**
 * The weights w of the least-squares fit Xw + c of the rewards up to a constant, which mostly have the rewards' order along them. Nothing is claimed
 * of them. null: they are not certain to be unique.
 */
export function affineWeights({
  actions: K,
  dimensions: d,
  features,
  rewards,
  largest,
}: Doubles): Float64Array | null {
  // The columns of (M, X).
  const columns = new Float64Array((d + 1) * K).fill(largest, 0, K);
  columns.set(transposed(features, K), K);
  const inverse = leftInverseOf(columns, d + 1, largest);
  if (inverse === null) return null;
  const weights = new Float64Array(d);
  for (let k = 0; k < d; k++) weights[k] = product(inverse.rows, (k + 1) * K, rewards, 0, K);
  return weights;
}

/** npg-top: r̂ is greatest at the best action only. */
export function npgTop({ order }: Doubles, fit: NearFit): boolean | null {
  if (fit.isExact) return true;
  const [best, ...others] = order;
  return leads(
    fit,
    others.map((other) => [best!, other]),
  );
}

/** projected-order: r̂ has the order of the rewards. */
export function projectedOrder({ order }: Doubles, fit: NearFit): boolean | null {
  if (fit.isExact) return true;
  return leads(
    fit,
    order.slice(1).map((other, n) => [order[n]!, other]),
  );
}

/** realizable: r̂ = r. */
export function realizable({ rewards }: Doubles, { fitted, error, isExact }: NearFit): boolean | null {
  if (isExact) return true;
  return fitted.some((fit, a) => Math.abs(fit - rewards[a]!) > error) ? false : null;
}

/** Is r̂ greater at the first action of each pair? */
function leads({ fitted, error }: NearFit, pairs: readonly (readonly [number, number])[]): boolean | null {
  let holds: true | null = true;
  for (const [a, b] of pairs) {
    const lead = fitted[a]! - fitted[b]!;
    if (lead < -2 * error) return false;
    if (!(lead > 2 * error)) holds = null;
  }
  return holds;
}
