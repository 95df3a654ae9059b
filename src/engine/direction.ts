import { Matrix, pseudoInverse } from 'ml-matrix';
import type { Features } from './features.js';

/** A linear map from K weights on actions to a change of θ. */
export type Direction = (w: Float64Array, into: Float64Array) => void;

/** Xᵀw, summed in the order of the actions. */
export function transposed({ actions, dimensions, rows }: Features): Direction {
  if (rows === null) return (w, into) => into.set(w);
  return (w, into) => {
    into.fill(0);
    for (let a = 0, at = 0; a < actions; a++) {
      const weight = w[a]!;
      for (let k = 0; k < dimensions; k++) into[k]! += weight * rows[at++]!;
    }
  };
}

/** X⁺w, with the Moore–Penrose inverse: the direction of natural policy gradient for (estimated) rewards w. */
export function leastSquares(X: Features): Direction {
  const { actions, dimensions, rows } = X;
  if (rows === null) return transposed(X);
  const inverse = pseudoInverse(Matrix.from1DArray(actions, dimensions, Array.from(rows)));
  const columns = Float64Array.from(inverse.transpose().to1DArray());
  return transposed({ actions, dimensions, rows: columns });
}
