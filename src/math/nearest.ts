/**
 * The point nearest to c of a polyhedron {z : ⟨a_k, z⟩ ≥ b_k}, as one more min-norm point (least distance programming: C. L. Lawson, R. J.
 * Hanson, "Solving Least Squares Problems", 1974, chapter 23). With E_k = (a_k, b_k − ⟨a_k, c⟩) and f = (0, 1), let r be the point of
 * {f − Σ_k u_k E_k : u ≥ 0} nearest to 0. Then r_0 > 0 and z = c − r_y/r_0, or r = 0 and the polyhedron is empty: Σ_k u_k E_k = f.
 * Where Σ_k u_k < t, r is the min-norm point of the hull of f and all f − t·E_k, with positive weight on f.
 */
import type { IntegerVector } from './exactLinear.js';
import { type ExactMinNorm, exactMinNorming } from './exactMinNorm.js';
import { type MinNormPoint, minNorming } from './minnorm.js';
import { Points } from './points.js';
import { ratioToNumber } from './ratio.js';
import type { Work } from './work.js';

export interface HalfSpace {
  readonly normal: Float64Array;
  readonly bound: number;
}

export interface Nearest {
  /** null: the polyhedron is empty, or floating point could not tell it from an empty one. */
  readonly point: Float64Array | null;
  /** u ≥ 0 up to a common factor, one for each half-space: the multipliers, or the proof that the polyhedron is empty. */
  readonly multipliers: Float64Array;
}

const CUTS = [4, 64, 2 ** 10, 2 ** 16];
/** r_0 = 1/(1 + ‖z − c‖²). If r_0 is less than this, rounding makes z useless. */
const LEAST_HEIGHT = 1e-10;

/** @param halfSpaces n ≥ 1 of them, with normals of length about 1. @param c d numbers. */
export function* nearest(halfSpaces: readonly HalfSpace[], c: Float64Array): Work<Nearest> {
  const d = c.length;
  const edges = halfSpaces.map(({ normal, bound }) => {
    const edge = new Float64Array(d + 1);
    edge.set(normal);
    edge[d] = normal.reduce((left, a, k) => left - a * c[k]!, bound);
    return edge;
  });
  const { least } = yield* cut(edges);
  const multipliers = new Float64Array(halfSpaces.length);
  least.support.forEach((index, i) => {
    if (index > 0) multipliers[index - 1] = least.weights[i]!;
  });
  const height = least.point[d]!;
  const point = height > LEAST_HEIGHT ? c.map((entry, k) => entry - least.point[k]! / height) : null;
  return { point, multipliers };
}

/**
 * r for c = 0, exactly: ⟨E_k, r⟩ ≤ 0, with equality where ⟨a_k, z⟩ = b_k. `edges` are integer (a_k, b_k), in any unit; in the same unit, `unit` is the 1 of f.
 * null: not found within `maxSteps` changes of the support.
 */
export function* exactResidual(
  edges: readonly IntegerVector[],
  unit: bigint,
  maxSteps: number,
): Work<ExactMinNorm | null> {
  const floats = edges.map((edge) => Float64Array.from(edge, (entry) => ratioToNumber(entry, unit)));
  const { least, t } = yield* cut(floats);
  const f = edges[0]!.map((_, k) => (k === edges[0]!.length - 1 ? unit : 0n));
  for (let guess: typeof least | Start = least, at = BigInt(t); at <= MOST; at *= 2n ** 10n, guess = START) {
    const points = [f, ...edges.map((edge) => edge.map((entry, k) => f[k]! - at * entry))];
    const found = yield* exactMinNorming(points, guess, maxSteps);
    if (found === null || found.normSquare === 0n || found.support.includes(0)) return found;
  }
  return null;
}

type Start = Pick<MinNormPoint, 'support' | 'weights'>;
const START: Start = { support: [0], weights: [1] };
const MOST = 2n ** 64n;

/** The min-norm point for the least t that was tried with a positive weight on f, the first point. */
function* cut(edges: readonly Float64Array[]): Work<{ least: MinNormPoint; t: number }> {
  const top = edges[0]!.length - 1;
  const f = new Float64Array(top + 1);
  f[top] = 1;
  for (let n = 0; ; n++) {
    const t = CUTS[n]!;
    const least = yield* minNorming(
      Points.of([f, ...edges.map((edge) => edge.map((entry, k) => f[k]! - t * entry))]),
    );
    if (n === CUTS.length - 1 || least.support.includes(0)) return { least, t };
  }
}
