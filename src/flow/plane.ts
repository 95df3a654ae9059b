/**
 * A flat slice of the parameters, θ = origin + x·across + y·up, and the policy on it. Logits are affine in (x, y), so three numbers
 * for each action determine them: z_a = at_a + x·alongAcross_a + y·alongUp_a. For d = 2 the slice is the whole space; for d = 1, `up` is the zero vector.
 */

export interface Plane {
  /** d entries each; `across` and `up` orthonormal, or `up` zero. */
  readonly origin: readonly number[];
  readonly across: readonly number[];
  readonly up: readonly number[];
}

/** θ at the coordinates (x, y) of a plane: d entries. */
export function thetaAt({ origin, across, up }: Plane, x: number, y: number): number[] {
  return origin.map((o, k) => o + x * across[k]! + y * up[k]!);
}

/** The coordinates of the point of the plane that is nearest to θ. */
export function coordinatesOf({ origin, across, up }: Plane, theta: ArrayLike<number>): [number, number] {
  let x = 0;
  let y = 0;
  for (let k = 0; k < origin.length; k++) {
    const from = theta[k]! - origin[k]!;
    x += from * across[k]!;
    y += from * up[k]!;
  }
  return [x, y];
}

/** The components of a direction along the plane's two axes. */
export function componentsOf({ across, up }: Plane, direction: ArrayLike<number>): [number, number] {
  let x = 0;
  let y = 0;
  for (let k = 0; k < across.length; k++) {
    x += direction[k]! * across[k]!;
    y += direction[k]! * up[k]!;
  }
  return [x, y];
}

/**
 * The plane through `origin` along two directions, made orthonormal, `across` first. If the second direction is parallel to the first
 * up to 1e-9, it is replaced by the axis of R^d that differs most from the first; if there is none (d = 1), `up` is zero.
 */
export function planeAlong(
  origin: readonly number[],
  first: readonly number[],
  second: readonly number[],
): Plane {
  const across = normalized(first) ?? axis(origin.length, 0);
  const rest = (v: readonly number[]) => {
    const along = inner(v, across);
    return v.map((entry, k) => entry - along * across[k]!);
  };
  const farthest = across.reduce((least, entry, k) => {
    return Math.abs(entry) < Math.abs(across[least]!) ? k : least;
  }, 0);
  const up =
    normalized(rest(normalized(second) ?? across)) ?? normalized(rest(axis(origin.length, farthest)));
  return { origin, across, up: up ?? origin.map(() => 0) };
}

/**
 * The plane through a point along two directions. Its origin is the point of the plane that is nearest to 0, so the
 * plane is the same for every point in it.
 */
export function planeThrough(
  point: readonly number[],
  first: readonly number[],
  second: readonly number[],
): Plane {
  const plane = planeAlong(
    point.map(() => 0),
    first,
    second,
  );
  const within = thetaAt(plane, ...coordinatesOf(plane, point));
  return { ...plane, origin: point.map((entry, k) => entry - within[k]!) };
}

/** The k-th axis of R^d. */
export function axis(d: number, k: number): number[] {
  return Array.from({ length: d }, (_, j) => (j === k ? 1 : 0));
}

function normalized(v: readonly number[]): number[] | null {
  const length = Math.hypot(...v);
  return length > 1e-9 ? v.map((entry) => entry / length) : null;
}

function inner(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, entry, k) => sum + entry * b[k]!, 0);
}

/** Policy, value and gradient of the climbed function, at points of a plane. */
export interface ValueField {
  /** The probabilities of the rows at the last point. */
  readonly policy: Float64Array;
  /** At the last point: the value, and the components of its gradient along the plane's axes. */
  readonly value: number;
  readonly gradientAcross: number;
  readonly gradientUp: number;
  /** The least and the greatest value of any policy. */
  readonly least: number;
  readonly greatest: number;
  /** One evaluation takes as long as this many exponentials. */
  readonly cost: number;
  evaluate(x: number, y: number): void;
}

/** The value field of a bandit: f(θ) = softmax(Xθ)ᵀr. */
export class PlaneField implements ValueField {
  /** The logits at the plane's origin, and their change for one unit along each axis: K entries each. */
  readonly at: Float64Array;
  readonly alongAcross: Float64Array;
  readonly alongUp: Float64Array;
  /** π at the last point. */
  readonly policy: Float64Array;
  /** f at the last point, and the components of ∇f along the plane's axes. */
  value = 0;
  gradientAcross = 0;
  gradientUp = 0;
  readonly least: number;
  readonly greatest: number;

  /** @param features K rows of d numbers. @param rewards K numbers. */
  constructor(
    plane: Plane,
    features: readonly (readonly number[])[],
    readonly rewards: readonly number[],
  ) {
    this.at = Float64Array.from(features, (row) => inner(row, plane.origin));
    this.alongAcross = Float64Array.from(features, (row) => inner(row, plane.across));
    this.alongUp = Float64Array.from(features, (row) => inner(row, plane.up));
    this.policy = new Float64Array(features.length);
    this.least = Math.min(...rewards);
    this.greatest = Math.max(...rewards);
  }

  get cost(): number {
    return this.policy.length;
  }

  evaluate(x: number, y: number): void {
    const { at, alongAcross, alongUp, policy, rewards } = this;
    const K = policy.length;
    let greatest = Number.NEGATIVE_INFINITY;
    for (let a = 0; a < K; a++) {
      const z = at[a]! + x * alongAcross[a]! + y * alongUp[a]!;
      policy[a] = z;
      if (z > greatest) greatest = z;
    }
    let total = 0;
    let weighted = 0;
    for (let a = 0; a < K; a++) {
      const weight = Math.exp(policy[a]! - greatest);
      policy[a] = weight;
      total += weight;
      weighted += weight * rewards[a]!;
    }
    const value = weighted / total;
    let across = 0;
    let up = 0;
    for (let a = 0; a < K; a++) {
      policy[a]! /= total;
      const c = policy[a]! * (rewards[a]! - value);
      across += c * alongAcross[a]!;
      up += c * alongUp[a]!;
    }
    this.value = value;
    this.gradientAcross = across;
    this.gradientUp = up;
  }
}
