/**
 * When an arm can attract although a better one outlives the worse ones along the min-norm point p of its differences.
 *
 * A flow that converges to arm i goes along a direction u ∝ q = Σ_j λ_j y_j − Σ_b λ_b y_b, y = x_i − x, over the worse arms A and the
 * better arms B that die slowest, all at one rate: ⟨y, q⟩ = ‖q‖². Across q it rests where F(h) = Σ_A g_j exp(−⟨y_j, h⟩) − Σ_B g_b exp(−⟨y_b, h⟩)
 * is stationary, and attracts only if that is a minimum: Σ_A λ_j ỹỹᵀ − Σ_B λ_b ỹỹᵀ positive definite, ỹ = (y, 1). So A alone spans the flat
 * of A ∪ B, and every b ∈ B lies in the affine hull of A. With B empty F is convex, and q = p. In the same way arms of one reward attract together,
 * as a mixture, only if the differences between them are directions of the affine hull of A.
 *
 * Features in general position have no such coincidence; small whole numbers have. Where there is one, the sizes of the rewards decide.
 */
import type { Arms } from './arms.js';
import { dotExact, independentColumns, minusExact } from './exactLinear.js';
import { affineMinimum } from './exactMinNorm.js';
import { inverseModulo, PRIME, residues } from './modular.js';
import type { Work } from './work.js';

/** Estimated nanoseconds that the search for one arm may take; beyond it nothing is said. */
export type Patience = number;
/** While other conditions wait. */
export const BRIEF: Patience = 5e6;
/** Where the verdict hangs on it. */
export const PATIENT: Patience = 3e8;

const NANOSECONDS_PER_ENTRY = 25;

/** The arms around arm i: all worse, better and equal in reward. */
export interface Standing {
  readonly arm: number;
  readonly worse: readonly number[];
  readonly better: readonly number[];
  readonly tied: readonly number[];
}

/**
 * `found`: the arms of a coincidence for which no other arm forbids the direction q: i, the better or tied one, and A.
 * `none`: there is none. `unknown`: too many subsets to look through.
 */
export type Coincidence =
  | { readonly kind: 'found'; readonly other: number; readonly among: readonly number[] }
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown' };

export function* coincidenceOf(arms: Arms, standing: Standing, patience: Patience): Work<Coincidence> {
  const { worse, better, tied } = standing;
  const others = [...better, ...tied];
  if (worse.length < 2 || others.length === 0 || arms.dimensions < 2) return { kind: 'none' };
  const most = Math.min(arms.dimensions, worse.length);
  const entries = subsets(worse.length, most) * (others.length + most / 2) * (arms.dimensions + 1);
  if (entries * NANOSECONDS_PER_ENTRY > patience) return { kind: 'unknown' };
  const search = new Search(arms, standing);
  yield* search.run();
  return search.found ? { kind: 'found', ...search.found } : { kind: 'none' };
}

/** Every affinely independent set of 2 to d worse arms, depth first, by elimination modulo a prime; what that finds is confirmed exactly. */
class Search {
  found: { other: number; among: number[] } | null = null;
  private readonly others: readonly number[];

  constructor(
    private readonly arms: Arms,
    private readonly standing: Standing,
  ) {
    this.others = [...standing.better, ...standing.tied];
  }

  run(): Work<void> {
    const { arms } = this;
    const { arm, worse, better, tied } = this.standing;
    const point = (other: number) => residues([...arms.exactRows[other]!, 1n]);
    const direction = (other: number) =>
      residues([...minusExact(arms.exactRows[other]!, arms.exactRows[arm]!), 0n]);
    return this.extend([], 0, worse.map(point), [...better.map(point), ...tied.map(direction)]);
  }

  /** `points` and `targets` are reduced by the basis of `chosen`; points before `next` have had their turn. */
  private *extend(
    chosen: readonly number[],
    next: number,
    points: readonly Float64Array[],
    targets: readonly Float64Array[],
  ): Work<void> {
    for (let n = next; n < points.length && !this.found; n++) {
      const basis = points[n]!;
      const pivot = basis.findIndex((entry) => entry !== 0);
      if (chosen.length < 2) yield;
      // In the affine hull of what is chosen.
      if (pivot < 0) continue;
      const inverse = inverseModulo(basis[pivot]!);
      const reduce = (row: Float64Array) => reduced(row, basis, pivot, inverse);
      const among = [...chosen, this.standing.worse[n]!];
      const left = targets.map(reduce);
      if (among.length >= 2) {
        left.forEach((target, t) => {
          if (!this.found && target.every((entry) => entry === 0)) this.consider(among, this.others[t]!);
        });
      }
      if (among.length < this.arms.dimensions) {
        yield* this.extend(
          among,
          n + 1,
          points.map((row, m) => (m > n ? reduce(row) : row)),
          left,
        );
      }
    }
  }

  /** Exactly: is `other` in the flat of `among`, and may the flow go along the flat's q? */
  private consider(among: readonly number[], other: number): void {
    const { arms, standing } = this;
    const y = (a: number) => minusExact(arms.exactRows[standing.arm]!, arms.exactRows[a]!);
    const isTied = standing.tied.includes(other);
    const flat = among.map((a) => [...y(a), 1n]);
    const rank = (rows: readonly (readonly bigint[])[]) => independentColumns(rows).length;
    if (rank([...flat, [...y(other), isTied ? 0n : 1n]]) !== among.length) return;
    // On a line the flow rests only if the better arm is between two worse ones.
    if (among.length === 2 && !isTied && !between(y(among[0]!), y(other), y(among[1]!))) return;
    const q = affineMinimum(among.map(y));
    if (q.normSquare === 0n) return;
    const dies = (a: number) => dotExact(y(a), q.point) * q.denominator >= q.normSquare;
    const stays = (a: number) => dotExact(y(a), q.point) >= 0n;
    if (![...standing.worse, ...standing.better].every(dies) || !standing.tied.every(stays)) return;
    this.found = { other, among: [...among] };
  }
}

/** Of three points on a line: is the second strictly between the others? */
function between(a: readonly bigint[], b: readonly bigint[], c: readonly bigint[]): boolean {
  return dotExact(minusExact(a, b), minusExact(c, b)) < 0n;
}

function reduced(row: Float64Array, basis: Float64Array, pivot: number, inverse: number): Float64Array {
  if (row[pivot] === 0) return row;
  const factor = PRIME - ((row[pivot]! * inverse) % PRIME);
  return row.map((entry, k) => (entry + factor * basis[k]!) % PRIME);
}

/** How many subsets of up to `most` of n things there are. */
function subsets(n: number, most: number): number {
  let [sum, choose] = [0, 1];
  for (let k = 1; k <= most; k++) {
    choose *= (n - k + 1) / k;
    sum += choose;
  }
  return sum;
}
