import type { NumericMdp } from '../../model/numericMdp.js';
import type { Evaluation } from './evaluation.js';
import type { PairRows } from './rows.js';

/** z = Φθ: n logits, each summed in the order of the features. */
export function pairLogits(
  { dimensions, rows, coordinates }: PairRows,
  theta: Float64Array,
  z: Float64Array,
): void {
  if (coordinates !== null) {
    for (let i = 0; i < z.length; i++) z[i] = theta[coordinates[i]!]!;
    return;
  }
  for (let i = 0, at = 0; i < z.length; i++) {
    let sum = 0;
    for (let k = 0; k < dimensions; k++) sum += rows[at++]! * theta[k]!;
    z[i] = sum;
  }
}

/** Φᵀw into d entries, summed in the order of the pairs. */
export function pairSum(
  { dimensions, rows, coordinates }: PairRows,
  w: Float64Array,
  into: Float64Array,
): void {
  into.fill(0);
  if (coordinates !== null) {
    for (let i = 0; i < w.length; i++) into[coordinates[i]!]! += w[i]!;
    return;
  }
  for (let i = 0, at = 0; i < w.length; i++) {
    const weight = w[i]!;
    for (let k = 0; k < dimensions; k++) into[k]! += weight * rows[at++]!;
  }
}

/**
 * The weights of the exact gradient (Sutton, McAllester, Singh, Mansour, 2000), ∇J = Σ w(s,a) φ(s,a): w(s,a) = d(s) π(a|s) A(s,a), d unnormalised. With
 * D = Q − Q(s, dominant), A = D − Σ_b π_b D_b, so nothing cancels in the weight of an action whose π is near 1.
 */
export function gradientWeights(
  { offsets }: NumericMdp,
  { pi, lead, occupancy }: Evaluation,
  w: Float64Array,
): void {
  for (let s = 0; s + 1 < offsets.length; s++) {
    const [from, end] = [offsets[s]!, offsets[s + 1]!];
    let mean = 0;
    for (let i = from; i < end; i++) mean += pi[i]! * lead[i]!;
    const d = occupancy[s]!;
    for (let i = from; i < end; i++) w[i] = d * pi[i]! * (lead[i]! - mean);
  }
}

/**
 * J* − J = Σ_s d(s) Σ_a π(a|s) (V*(s) − Q*(s,a)) (the performance difference of Kakade and Langford, 2002): a sum of terms ≥ 0, so it keeps its
 * digits however small it is.
 */
export function mdpGap({ offsets, optimum }: NumericMdp, { pi, occupancy }: Evaluation): number {
  let gap = 0;
  for (let s = 0; s + 1 < offsets.length; s++) {
    let sum = 0;
    for (let i = offsets[s]!; i < offsets[s + 1]!; i++) sum += pi[i]! * optimum.shortfalls[i]!;
    gap += occupancy[s]! * sum;
  }
  return gap;
}
