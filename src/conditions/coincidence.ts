/**
 * When an arm can attract although a better one outlives the worse ones along the min-norm point p of its differences.
 *
 * A flow that converges to arm i goes along a direction u ∝ q = Σ_j λ_j y_j − Σ_b λ_b y_b, y = x_i − x, where j runs over worse arms A and b over
 * better arms B that die slowest, all at one rate: ⟨y, q⟩ = ‖q‖². Across q it rests where F(h) = Σ_A g_j exp(−⟨y_j, h⟩) − Σ_B g_b exp(−⟨y_b, h⟩)
 * is stationary, and attracts only if that is a minimum: Σ_A λ_j ỹỹᵀ − Σ_B λ_b ỹỹᵀ positive semidefinite, ỹ = (y, 1). So A alone spans the flat
 * of A ∪ B, and every b ∈ B lies in the affine hull of A. If B is empty, F is convex and q = p. In the same way, arms E of the same reward attract
 * together, as a mixture, only if the differences between them are directions of the affine hull of A.
 *
 * Features in general position have no such coincidence; small integers often have. Where there is one, the sizes of the rewards decide.
 *
 * All directions q are found as follows. With z = q/‖q‖², c = 1 for worse and better arms and c = 0 for tied ones,
 *
 *     z = Σ_A μ_j y_j − Σ_B ν_b y_b,   μ, ν > 0,   ⟨y, z⟩ = c on A and B,   ⟨y, z⟩ ≥ c for every arm,                (1)
 *
 * where B holds the arms of E too. These are the conditions of Karush, Kuhn and Tucker for
 *
 *     z is the point nearest to 0 of C(B) = {z : ⟨y_j, z⟩ ≥ 1 for worse j, ⟨y_b, z⟩ ≤ c_b for b ∈ B}.                (2)
 *
 * So B has at most one z. The search decides one arm after the other, in B or out of B. Let I be the arms decided to be in B and U the undecided
 * ones. All sets B with I ⊂ B ⊂ I ∪ U are excluded if some z' ∈ C(I ∪ U) and multipliers α (≥ 0 except on I) satisfy, with G = Σ_a α_a y_a over all arms,
 *
 *     2 Σ_a α_a c_a − ⟨z', G⟩ > ‖z'‖ ‖G‖.                                                                             (3)
 *
 * For by (1) ‖z‖² = Σ μ_j − Σ ν_b c_b ≤ ⟨z, z'⟩: z lies in the ball with the diameter from 0 to z', where ⟨z, G⟩ ≤ ½(⟨z', G⟩ + ‖z'‖‖G‖); and by
 * (1) ⟨z, G⟩ ≥ Σ_a α_a c_a. Floating point finds z' and α; rounded to integers, they prove (3) without a division. A set B that remains when
 * every arm is decided is checked by (2) in exact arithmetic.
 */

import { type Budget, eliminationCost, productsCost } from '../math/budget.js';
import { combineExact, dotExact, type IntegerVector, independent, minusExact } from '../math/exactLinear.js';
import { inverseModulo, PRIME, residues } from '../math/modular.js';
import { exactResidual, type HalfSpace, nearest } from '../math/nearest.js';
import type { Work } from '../math/work.js';
import type { Arms } from './arms.js';
import type { NoCoincidence, SearchProof } from './proofs.js';

/** The arms around arm i: all that are worse, better, and equal in reward. */
export interface Standing {
  readonly arm: number;
  readonly worse: readonly number[];
  readonly better: readonly number[];
  readonly tied: readonly number[];
}

/**
 * `found`: a coincidence whose direction q no other arm excludes: a better or tied arm (`other`), and the worse arms that die slowest (`among`).
 * `none`: there is none, proved. `unknown`: the budget was not enough to search all sets B.
 */
export type Coincidence =
  | { readonly kind: 'found'; readonly other: number; readonly among: readonly number[] }
  | { readonly kind: 'none'; readonly proof: NoCoincidence }
  | { readonly kind: 'unknown' };

/**
 * Searches for a coincidence at `standing.arm`.
 *
 * @param isShared whether tied arms divide all terms by one sum, as in a bandit; if not, each of several states has a sum of its own (docs/policies.md, "Ties").
 */
export function* coincidenceOf(
  arms: Arms,
  standing: Standing,
  budget: Budget,
  isShared = true,
): Work<Coincidence> {
  const { worse, better, tied } = standing;
  if (worse.length < 2 || better.length + tied.length === 0 || arms.dimensions < 2)
    return none({ kind: 'single' });
  const entries = (worse.length + better.length + tied.length) * arms.dimensions;
  if (!budget.take(productsCost(2 * entries, arms.bits, 64))) return { kind: 'unknown' };
  const rows = rowsOf(arms, standing);
  yield;
  if ((tied.length === 0 || isShared) && (yield* offTheHull(rows))) return none({ kind: 'off-the-hull' });
  const search = new Search(arms, rows, budget, isShared);
  const open = rows.others.map((): Decided => 'open');
  const root = yield* search.examine(open, yield* search.reach(open));
  if (search.found) return { kind: 'found', ...search.found };
  return root === null ? { kind: 'unknown' } : none({ kind: 'searched', root });
}

function none(proof: NoCoincidence): Coincidence {
  return { kind: 'none', proof };
}

interface Row {
  readonly arm: number;
  /** y in integers, in units of 1/scale. */
  readonly y: IntegerVector;
  /** y in floating point, scaled so that the greatest entry over all rows is 1. */
  readonly guess: Float64Array;
  readonly c: 0 | 1;
  /** (y, c) in integers. Linear dependence of edges is affine dependence of arms, where differences of tied arms count as directions. */
  readonly edge: IntegerVector;
}

interface Rows {
  readonly worse: readonly Row[];
  readonly others: readonly Row[];
  /** The greatest |entry| of all y. */
  readonly unit: bigint;
}

function rowsOf(arms: Arms, { arm, worse, better, tied }: Standing): Rows {
  const listed = [...worse, ...better, ...tied];
  const exact = listed.map((other) => minusExact(arms.exactRows[arm]!, arms.exactRows[other]!));
  let unit = 0n;
  for (const entry of exact.flat()) {
    const size = entry < 0n ? -entry : entry;
    if (size > unit) unit = size;
  }
  const guesses = listed.map((other) => arms.rows[arm]!.map((x, k) => x - arms.rows[other]![k]!));
  const size = guesses.reduce((most, y) => y.reduce((m, entry) => Math.max(m, Math.abs(entry)), most), 0);
  const rows = listed.map((other, n): Row => {
    const c = tied.includes(other) ? 0 : 1;
    return {
      arm: other,
      y: exact[n]!,
      guess: guesses[n]!.map((entry) => (size > 0 ? entry / size : 0)),
      c,
      edge: [...exact[n]!, c === 1 ? unit : 0n],
    };
  });
  return { worse: rows.slice(0, worse.length), others: rows.slice(worse.length), unit };
}

/** Whether the worse arms are affinely independent and no other arm is in their affine hull. Computed modulo a prime, so only `true` is proved. */
function* offTheHull({ worse, others }: Rows): Work<boolean> {
  if (worse.length > worse[0]!.y.length) return false;
  let left = [...worse, ...others].map(({ edge }) => residues(edge));
  for (let n = 0; n < worse.length; n++) {
    const basis = left[0]!;
    const pivot = basis.findIndex((entry) => entry !== 0);
    if (pivot < 0) return false;
    const inverse = inverseModulo(basis[pivot]!);
    left = left.slice(1).map((row) => {
      if (row[pivot] === 0) return row;
      const factor = PRIME - ((row[pivot]! * inverse) % PRIME);
      return row.map((entry, k) => (entry + factor * basis[k]!) % PRIME);
    });
    yield;
  }
  return left.every((row) => row.some((entry) => entry !== 0));
}

/** In B, out of B, or not decided yet: one for each arm of `others`. */
type Decided = 'in' | 'out' | 'open';

/** z' of (3): a point of C(I ∪ U), in integers in units of 1/(unit·2^PLACES), and in floating point in units of 1/unit. */
interface Reach {
  readonly point: Float64Array;
  readonly exact: IntegerVector;
}

/** Binary places that a guess keeps. */
const PLACES = 48;
/** The distance by which z' stays inside C, so that rounding cannot move it out. */
const INSIDE = 2 ** -26;

class Search {
  found: { other: number; among: number[] } | null = null;
  private readonly nodeCost: number;
  private readonly leafCost: number;

  constructor(
    arms: Arms,
    private readonly rows: Rows,
    private readonly budget: Budget,
    private readonly isShared: boolean,
  ) {
    const [n, d] = [rows.worse.length + rows.others.length, arms.dimensions];
    const bits = 2 * arms.bits + 8;
    this.nodeCost = 2 * (d + 1) * (8 * n * d + (d + 1) ** 3) + 2 * productsCost(n * d, arms.bits, 2 * PLACES);
    this.leafCost = eliminationCost(d + 2, bits) + productsCost(n * d, (d + 2) * bits, bits / 2);
  }

  /** Examines all B that agree with `decided`; `reach` is a point of their C(I ∪ U). null: one of them is a coincidence, or the budget is spent. */
  *examine(decided: readonly Decided[], reach: Reach | null): Work<SearchProof | null> {
    if (!this.budget.take(this.nodeCost)) return null;
    const slack = reach && (yield* this.contradiction(decided, reach));
    if (slack && 'kind' in slack) return slack;
    let next = -1;
    for (const [n, each] of decided.entries()) {
      if (each === 'open' && (next < 0 || (slack && slack[n]! > slack[next]!))) next = n;
    }
    if (next < 0) return yield* this.settle(decided);
    const left = decided.with(next, 'out');
    const without = yield* this.examine(left, (yield* this.reach(left)) ?? reach);
    const within = without && (yield* this.examine(decided.with(next, 'in'), reach));
    return within && { kind: 'split', arm: this.rows.others[next]!.arm, without, within };
  }

  *reach(decided: readonly Decided[]): Work<Reach | null> {
    const { worse, others, unit } = this.rows;
    const limits = others.filter((_, n) => decided[n] !== 'out');
    const { point } = yield* nearest(
      [
        ...worse.map(({ guess, c }) => ({ normal: guess, bound: c + INSIDE })),
        ...limits.map(({ guess, c }) => ({ normal: guess.map((entry) => -entry), bound: INSIDE - c })),
      ],
      new Float64Array(worse[0]!.guess.length),
    );
    if (point === null) return null;
    const exact = whole(point);
    const one = unit << BigInt(PLACES);
    const inside =
      worse.every(({ y }) => dotExact(y, exact) >= one) &&
      limits.every(({ y, c }) => dotExact(y, exact) <= (c === 1 ? one : 0n));
    return inside ? { point, exact } : null;
  }

  /**
   * An α for (3). If there is none: by how much ⟨y, z⟩ exceeds c for each of `others`, at some z that (3) does not exclude; null: no such z was
   * found.
   */
  private *contradiction(
    decided: readonly Decided[],
    reach: Reach,
  ): Work<SearchProof | readonly number[] | null> {
    const { worse, others, unit } = this.rows;
    const rows = [...worse, ...others];
    const fixed = others.filter((_, n) => decided[n] === 'in');
    const centre = reach.point.map((entry) => entry / 2);
    const { point, multipliers } = yield* nearest(
      [
        ...rows.map(({ guess, c }): HalfSpace => ({ normal: guess, bound: c })),
        ...fixed.map(({ guess, c }): HalfSpace => ({ normal: guess.map((entry) => -entry), bound: -c })),
      ],
      centre,
    );
    const alpha = whole(multipliers);
    const against = new Map(fixed.map((row, n) => [row, alpha[rows.length + n]!]));
    const signed = rows.map((row, a) => ({ row, weight: alpha[a]! - (against.get(row) ?? 0n) }));
    const G = combineExact(
      signed.map(({ weight }) => weight),
      signed.map(({ row }) => row.y),
    );
    const sum = signed.reduce((total, { row, weight }) => (row.c === 1 ? total + weight : total), 0n);
    const lead = ((2n * sum * unit) << BigInt(PLACES)) - dotExact(reach.exact, G);
    if (lead > 0n && lead ** 2n > dotExact(reach.exact, reach.exact) * dotExact(G, G)) {
      return {
        kind: 'excluded',
        point: reach.exact,
        unit: unit << BigInt(PLACES),
        alpha: signed.map(({ row, weight }) => [row.arm, weight]),
      };
    }
    return point && others.map(({ guess, c }) => guess.reduce((left, a, k) => left + a * point[k]!, -c));
  }

  /** Every arm is decided: B = I. */
  private *settle(decided: readonly Decided[]): Work<SearchProof | null> {
    const { worse, others, unit } = this.rows;
    if (!this.budget.take(this.leafCost)) return null;
    const set = others.filter((_, n) => decided[n] === 'in');
    if (set.length === 0) return { kind: 'nothing-left' };
    const edges = [...worse.map(({ edge }) => edge), ...set.map(({ edge }) => edge.map((entry) => -entry))];
    const residual = yield* exactResidual(edges, unit, 8 * (worse[0]!.edge.length + 1));
    if (residual === null) return null;
    const constrained = [...worse, ...set];
    const settled = (why: Settled['why']): Settled => ({
      kind: 'settled',
      why,
      weights: residual.support
        .map((index, n) => [index, residual.weights[n]!] as const)
        .filter(([index]) => index > 0)
        .map(([index, weight]) => [constrained[index - 1]!.arm, weight]),
    });
    if (residual.normSquare === 0n) return settled({ code: 'empty' });
    // `beyond` has the opposite sign of ⟨y, z⟩ − c, so in C(B) it is ≥ 0 for all of B.
    const beyond = ({ edge }: Row) => dotExact(edge, residual.point);
    if (others.some((row) => beyond(row) > 0n)) return settled({ code: 'behind' });
    const A = worse.filter((row) => beyond(row) === 0n);
    const why = yield* unbalanced(A, set, this.isShared);
    if (why) return settled(why);
    this.found = { other: set[0]!.arm, among: A.map(({ arm }) => arm) };
    return null;
  }
}

type Settled = Extract<SearchProof, { kind: 'settled' }>;

/**
 * Why F has no minimum: some arm of B is not in the affine hull of A, or this hull is a line with no tied arm along it and no better arm between two
 * arms of A. null: F may have a minimum.
 */
function* unbalanced(A: readonly Row[], B: readonly Row[], isShared: boolean): Work<Settled['why'] | null> {
  const tied = B.filter(({ c }) => c === 0);
  // With several states, the means of the mixtures move A along the directions of the ties, differently in each state.
  const flat = isShared ? A : [...A, ...tied];
  const dimension = yield* rank(flat);
  for (const row of B) {
    if ((yield* rank([...flat, row])) !== dimension) return { code: 'off-the-hull', arm: row.arm };
  }
  if (dimension > 2 || tied.length > 0) return null;
  const isBetween = B.some((row) => A.some((a) => A.some((b) => between(a.y, row.y, b.y))));
  return isBetween ? null : { code: 'on-a-line' };
}

function* rank(rows: readonly Row[]): Work<number> {
  return (yield* independent(rows.map(({ edge }) => edge))).length;
}

/** For three points on a line: whether the second is strictly between the others. */
function between(a: IntegerVector, b: IntegerVector, c: IntegerVector): boolean {
  return dotExact(minusExact(a, b), minusExact(c, b)) < 0n;
}

/** The nearest multiples of 2^−PLACES, times 2^PLACES. */
function whole(entries: Float64Array): bigint[] {
  return Array.from(entries, (entry) => BigInt(Math.round(entry * 2 ** PLACES)));
}
