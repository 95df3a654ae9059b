import { Matrix, pseudoInverse } from 'ml-matrix';
import type { NumericMdp } from '../../model/numericMdp.js';
import { shortestFit } from '../shortestFit.js';
import type { Evaluation } from './evaluation.js';
import { gradientWeights, pairSum } from './gradient.js';
import type { PairRows } from './rows.js';

/** The problem of a run on an MDP; `features` are those of the algorithm: one parameter for each pair if it is tabular. */
export interface MdpSetting {
  readonly mdp: NumericMdp;
  readonly features: PairRows;
}

/** Writes the direction of the next update of θ (d entries, or n if tabular) for an evaluated policy. */
export type MdpDirection = (evaluation: Evaluation, direction: Float64Array) => void;

/** ∇J for the rewards that were evaluated. */
export function gradientDirection({ mdp, features }: MdpSetting): MdpDirection {
  const w = new Float64Array(mdp.rewards.length);
  return (evaluation, direction) => {
    gradientWeights(mdp, evaluation, w);
    pairSum(features, w, direction);
  };
}

/** Φ⁺Q^π: the shortest least-squares fit of the action values over all pairs. If Φ = I, it is Q^π. */
export function valueFitDirection({ mdp, features }: MdpSetting): MdpDirection {
  const n = mdp.rewards.length;
  const q = new Float64Array(n);
  const fit = features.rows === null ? null : pseudoInverse(rowsOf(features, n));
  const shares = features.coordinates && shareOf(features.coordinates, features.dimensions);
  return (evaluation, direction) => {
    evaluation.actionValues(q);
    if (fit) {
      direction.set(fit.mmul(Matrix.columnVector(Array.from(q))).to1DArray());
      return;
    }
    pairSum(features, q, direction);
    // For one-hot rows the fit is the mean over the rows with the same coordinate.
    for (let k = 0; k < direction.length; k++) direction[k]! *= shares![k]!;
  };
}

/** The shortest w with the least Σ_s d(s) Σ_a π(a|s) (Q(s,a) − ⟨φ(s,a), w⟩)². */
export function policyFitDirection({ mdp, features }: MdpSetting): MdpDirection {
  const { offsets } = mdp;
  const n = mdp.rewards.length;
  const q = new Float64Array(n);
  const weights = new Float64Array(n);
  const fit =
    features.coordinates === null
      ? rowsFit(rowsOf(features, n))
      : meansFit(features.coordinates, features.dimensions);
  return (evaluation, direction) => {
    evaluation.actionValues(q);
    const { pi, occupancy } = evaluation;
    for (let s = 0; s + 1 < offsets.length; s++)
      for (let i = offsets[s]!; i < offsets[s + 1]!; i++) weights[i] = occupancy[s]! * pi[i]!;
    fit(weights, q, direction);
  };
}

/** The shortest w with the least Σ_i weights_i (target_i − ⟨φ_i, w⟩)². */
type WeightedFit = (weights: Float64Array, target: Float64Array, into: Float64Array) => void;

function rowsFit(phi: Matrix): WeightedFit {
  return (weights, target, into) => {
    const roots = Array.from(weights, Math.sqrt);
    const column = Matrix.columnVector(roots.map((root, i) => root * target[i]!));
    shortestFit(phi.clone().mulColumnVector(roots), column, into);
  };
}

/** For one-hot rows: the weighted mean over the rows with the same coordinate; 0 if none has a weight. */
function meansFit(coordinates: Int32Array, dimensions: number): WeightedFit {
  const total = new Float64Array(dimensions);
  return (weights, target, into) => {
    total.fill(0);
    into.fill(0);
    coordinates.forEach((k, i) => {
      total[k]! += weights[i]!;
      into[k]! += weights[i]! * target[i]!;
    });
    total.forEach((sum, k) => {
      if (sum > 0) into[k]! /= sum;
    });
  };
}

/**
 * F⁺∇J, F = Σ_s d(s) Σ_a π(a|s) (φ(s,a) − φ̄(s)) (φ(s,a) − φ̄(s))ᵀ (Kakade, "A natural policy gradient", 2001): the least-squares fit of A^π by the
 * features' deviations, weighted by d(s) π(a|s).
 */
export function fisherDirection({ mdp, features }: MdpSetting): MdpDirection {
  const { offsets } = mdp;
  const n = mdp.rewards.length;
  const { dimensions } = features;
  const phi = rowsOf(features, n);
  return ({ pi, lead, occupancy, dominant }, direction) => {
    const rows = Matrix.zeros(n, dimensions);
    const target = Matrix.zeros(n, 1);
    for (let s = 0; s + 1 < offsets.length; s++) {
      const base = phi.getRow(dominant[s]!);
      const mean = new Float64Array(dimensions);
      let value = 0;
      for (let i = offsets[s]!; i < offsets[s + 1]!; i++) {
        value += pi[i]! * lead[i]!;
        for (let k = 0; k < dimensions; k++) mean[k]! += pi[i]! * (phi.get(i, k) - base[k]!);
      }
      for (let i = offsets[s]!; i < offsets[s + 1]!; i++) {
        const weight = Math.sqrt(occupancy[s]! * pi[i]!);
        target.set(i, 0, weight * (lead[i]! - value));
        for (let k = 0; k < dimensions; k++) rows.set(i, k, weight * (phi.get(i, k) - base[k]! - mean[k]!));
      }
    }
    shortestFit(rows, target, direction);
  };
}

function rowsOf({ dimensions, rows, coordinates }: PairRows, n: number): Matrix {
  if (rows !== null) return Matrix.from1DArray(n, dimensions, Array.from(rows));
  const matrix = Matrix.zeros(n, dimensions);
  coordinates.forEach((k, i) => {
    matrix.set(i, k, 1);
  });
  return matrix;
}

/** For each coordinate, 1 divided by the number of pairs that have it; 0 if none has it. */
function shareOf(coordinates: Int32Array, dimensions: number): Float64Array {
  const counts = new Float64Array(dimensions);
  for (const k of coordinates) counts[k]!++;
  return counts.map((count) => (count > 0 ? 1 / count : 0));
}
