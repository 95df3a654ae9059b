/**
 * A bandit prepared for integrating the gradient flow θ' = ∇f(θ), f(θ) = softmax(Xθ)ᵀr.
 *
 * Three changes improve the arithmetic and leave every path of the flow as it is: identical rows become one arm with the mean of
 * their rewards; only the component of θ in the span of the differences x_a − x_b moves, so coordinates of that span replace R^d; and
 * features are shifted (which softmax does not see) and scaled so that the longest has length 1/2, hence ‖x_a − x_b‖ ≤ 1.
 */
import { Matrix } from 'ml-matrix';
import { factorizing } from '../math/qr.js';
import { decomposing } from '../math/svd.js';
import { finish, type Work } from '../math/work.js';
import type { NumericRows } from '../model/problem.js';

export interface FlowProblem extends Coordinates {
  readonly input: NumericRows;
  /** The number of arms (distinct rows); `rank` is the dimension of the span of their differences. */
  readonly arms: number;
  readonly rank: number;
  /** arms·rank coordinates, row by row. */
  readonly rows: Float64Array;
  /** The mean reward of each arm. */
  readonly rewards: Float64Array;
  /** The logarithm of the number of actions in each arm; it is added to the arm's logit. */
  readonly logCounts: Float64Array;
  /** The actions of each arm. */
  readonly members: readonly (readonly number[])[];
}

/** Converts the d parameters to the coordinates in which a flow moves, and back. */
export interface Coordinates {
  /** @returns `rank` numbers */
  toReduced(theta: ArrayLike<number>): Float64Array;
  /** @param base supplies the part outside the span */
  fromReduced(reduced: Float64Array, base: ArrayLike<number>): Float64Array;
}

/** A singular value below this fraction of the greatest is rounding error, not a direction of the features. */
const RANK_TOLERANCE = 1e-13;
/** Features, or products of them, between two pauses. */
const PAUSE = 3000;
const PRODUCTS = 3e5;

/** Prepares the bandit once for any number of starts. */
export function prepareFlow(input: NumericRows): FlowProblem {
  return finish(preparingFlow(input));
}

/** `prepareFlow` in short steps. */
export function* preparingFlow(input: NumericRows): Work<FlowProblem> {
  const { dimensions: d, features } = input;
  const K = input.rewards.length;
  const members = yield* armsOf(input);
  const arms = members.length;
  const rewards = Float64Array.from(members, (arm) => mean(arm.map((a) => input.rewards[a]!)));
  const logCounts = Float64Array.from(members, (arm) => Math.log(arm.length));

  const centre = new Float64Array(d);
  for (let a = 0; a < K; a++) for (let k = 0; k < d; k++) centre[k]! += features[a * d + k]! / K;
  const centred: number[][] = [];
  let length = 0;
  for (const [first] of members) {
    const row = Array.from(centre, (c, k) => features[first! * d + k]! - c);
    centred.push(row);
    length = Math.max(length, Math.hypot(...row));
    if ((centred.length * d) % PAUSE < d) yield;
  }
  const scale = length > 0 ? 2 * length : 1;

  const basis = arms > 1 ? yield* spanBasis(centred) : [];
  const rank = basis.length;
  const rows = new Float64Array(arms * rank);
  for (const [a, row] of centred.entries()) {
    basis.forEach((b, k) => {
      rows[a * rank + k] = dot(b, row) / scale;
    });
    if ((a * rank * d) % PRODUCTS < rank * d) yield;
  }
  return {
    input,
    arms,
    rank,
    rows,
    rewards,
    logCounts,
    members,
    ...coordinatesOf(basis, scale),
  };
}

/** Actions grouped by equal feature rows, in the order of the text. */
function* armsOf({ dimensions: d, rewards, features }: NumericRows): Work<number[][]> {
  const arms = new Map<string, number[]>();
  for (let a = 0; a < rewards.length; a++) {
    // Adding 0 makes −0 and 0 the same key.
    const key = Array.from(features.subarray(a * d, a * d + d), (x) => x + 0).join();
    const arm = arms.get(key);
    if (arm) arm.push(a);
    else arms.set(key, [a]);
    if ((a * d) % PAUSE < d) yield;
  }
  return [...arms.values()];
}

/** An orthonormal basis of the span of the rows; the axes themselves if the span is everything. */
export function* spanBasis(rows: readonly (readonly number[])[]): Work<number[][]> {
  const d = rows[0]!.length;
  const tall = rows.length > d;
  // X = QR or Xᵀ = QR: the small R has the same singular values as X.
  const columns = tall
    ? Array.from({ length: d }, (_, k) => Float64Array.from(rows, (row) => row[k]!))
    : rows.map((row) => Float64Array.from(row));
  yield;
  const qr = yield* factorizing(columns);
  const { singular, left, right } = yield* decomposing(qr.columns);
  const rank = singular.filter((s) => s > RANK_TOLERANCE * singular[0]!).length;
  if (rank === d) return Matrix.eye(d).to2DArray();
  const basis: number[][] = [];
  for (let k = 0; k < rank; k++) {
    basis.push(Array.from(tall ? right[k]! : qr.apply(left[k]!)));
    yield;
  }
  return basis;
}

const mean = (values: readonly number[]): number =>
  values.every((v) => v === values[0]) ? values[0]! : values.reduce((sum, v) => sum + v, 0) / values.length;

/** Coordinates with respect to a basis of some directions, in units in which features are short. */
export function coordinatesOf(basis: readonly (readonly number[])[], scale: number): Coordinates {
  return {
    toReduced: (theta) => Float64Array.from(basis, (b) => scale * dot(b, theta)),
    fromReduced(reduced, base) {
      const theta = Float64Array.from(base);
      basis.forEach((b, k) => {
        const change = reduced[k]! / scale - dot(b, base);
        for (let j = 0; j < b.length; j++) theta[j]! += change * b[j]!;
      });
      return theta;
    },
  };
}

/** ⟨a, b⟩ of two vectors of equal length. */
export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k]! * b[k]!;
  return sum;
}
