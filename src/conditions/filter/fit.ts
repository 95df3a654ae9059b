/** The conditions on the least-squares fit r̂ of the rewards, where rounding leaves no doubt. */
import { type Doubles, sizeOf, UNIT } from './doubles.js';
import { dot, hasFullRank, leftInverseOf } from './rank.js';

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
  const columns = Array.from({ length: d }, (_, k) =>
    Float64Array.from({ length: K }, (_, a) => features[a * d + k]!),
  );
  const gram = columns.map((a) => Float64Array.from(columns, (b) => dot(a, b)));
  // Entries of up to K·M², with errors of (K + 4)u times that.
  const inverse = leftInverseOf(gram, (K + 4) * K * M * M);
  if (inverse === null) return null;
  const w = solved(
    gram,
    columns.map((column) => dot(column, rewards)),
  );
  const left = residualOf(x, w);
  const step = solved(
    gram,
    columns.map((column) => dot(column, left)),
  );
  for (let k = 0; k < d; k++) w[k]! += step[k]!;
  const residual = residualOf(x, w);
  const length = w.reduce((sum, entry) => sum + Math.abs(entry), 0);
  const size = sizeOf(rewards) + M * length;
  let gradient = 0;
  for (const column of columns) gradient = Math.max(gradient, Math.abs(dot(column, residual)));
  gradient += 2 * K * M * UNIT * size * (d + K + 8);
  const weightError = (1.01 * inverse.size * gradient) / (1 - inverse.defect);
  const fitted = Float64Array.from({ length: K }, (_, a) => rewards[a]! - residual[a]!);
  return { fitted, error: 2 * M * d * weightError + 8 * (d + 6) * UNIT * size, isExact: false };
}

/** r − Xw. */
function residualOf({ dimensions: d, features, rewards }: Doubles, w: Float64Array): Float64Array {
  return rewards.map((reward, a) => {
    let left = reward;
    for (let k = 0; k < d; k++) left -= features[a * d + k]! * w[k]!;
    return left;
  });
}

/** The solution of a symmetric positive definite system up to rounding, by elimination; nothing is claimed of it. */
function solved(matrix: readonly Float64Array[], right: readonly number[]): Float64Array {
  const d = right.length;
  const rows = matrix.map((row, i) => Float64Array.from([...row, right[i]!]));
  for (let step = 0; step < d; step++)
    for (let i = step + 1; i < d; i++) {
      const factor = rows[i]![step]! / rows[step]![step]!;
      for (let j = step; j <= d; j++) rows[i]![j]! -= factor * rows[step]![j]!;
    }
  const solution = new Float64Array(d);
  for (let i = d - 1; i >= 0; i--) {
    let sum = rows[i]![d]!;
    for (let j = i + 1; j < d; j++) sum -= rows[i]![j]! * solution[j]!;
    solution[i] = sum / rows[i]![i]!;
  }
  return solution;
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
