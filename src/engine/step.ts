import type { LearningRate } from '../model/run.js';

/** Moves θ along the direction; false: there is no step, now or later. */
export type Step = () => boolean;

/**
 * The step of a learning rate.
 *
 * @param eta the value of a constant rule. @param search for `armijo`: η of the next step; null: there is none.
 */
export function stepOf(
  rate: LearningRate,
  eta: number,
  theta: Float64Array,
  direction: Float64Array,
  search: () => number | null,
): Step {
  const move = (by: number): true => {
    for (let k = 0; k < theta.length; k++) theta[k]! += by * direction[k]!;
    return true;
  };
  switch (rate.kind) {
    case 'theory':
    case 'constant':
      return () => move(eta);
    case 'normalized':
      return () => {
        const length = norm(direction);
        if (length === 0) return true;
        if (rate.c / length < Number.POSITIVE_INFINITY) return move(rate.c / length);
        // The length of the direction cancels, so it may be scaled.
        for (let k = 0; k < direction.length; k++) direction[k]! *= 2 ** 600;
        return move(rate.c / norm(direction));
      };
    case 'decay': {
      let now = rate.initial;
      return () => {
        const by = now;
        now *= rate.factor;
        return move(by);
      };
    }
    case 'armijo':
      return () => {
        const by = search();
        return by !== null && move(by);
      };
  }
}

/** Euclidean norm that neither overflows nor underflows. */
export function norm(v: Float64Array): number {
  let largest = 0;
  for (const x of v) largest = Math.max(largest, Math.abs(x));
  if (largest === 0) return 0;
  let sum = 0;
  for (const x of v) sum += (x / largest) * (x / largest);
  return largest * Math.sqrt(sum);
}
