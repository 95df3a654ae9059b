/**
 * The exposed policies: those σ with 0 ∉ conv{y_{s,a}} over all states with a choice, so that some θ makes σ almost certain. They are the vertices
 * of the Minkowski sum of the polytopes conv φ(s,·). Depth first over the states, cutting where the choice so far is not separable; of several
 * actions the one with the greatest Q* first. What is cut is proved to be not separable; what is kept has a direction in whole numbers.
 */
import type { Budget } from '../../math/budget.js';
import { productsCost } from '../../math/budget.js';
import { dot } from '../../math/dot.js';
import { dotExact } from '../../math/exactLinear.js';
import { minNorming } from '../../math/minnorm.js';
import { Points } from '../../math/points.js';
import { surrounded } from '../../math/surrounded.js';
import type { Work } from '../../math/work.js';
import type { Arms } from '../arms.js';
import { Conflicts } from './conflicts.js';
import { type Conflict, conflictOf, type Differences, type Measured, separating } from './differences.js';
import type { ExactMdp } from './exactMdp.js';
import type { PolicyTree } from './proofs.js';

export interface Exposed {
  /** S entries; 0 where there is no choice that matters. */
  readonly policies: readonly (readonly number[])[];
  /** All there are. */
  readonly isAll: boolean;
  /** All that was cut is proved to be not separable. */
  readonly isProved: boolean;
  /** How they were found; null: not all were. */
  readonly tree: PolicyTree | null;
}

/** So many policies are listed, and so many partial choices looked at: of n pairs, 1/n of this, and no more than the second number. */
const MOST = [8e4, 1000] as const;
const MOST_NODES = [1.6e6, 20_000] as const;
/** Where not all are listed: so many directions at random, of which each makes one policy certain. */
const DIRECTIONS = 300;

/** @param preferred of each state its arms, those to look at first in front */
export function* enumerating(
  model: ExactMdp,
  rows: Arms,
  differences: Differences,
  states: readonly number[],
  preferred: readonly (readonly number[])[],
  budget: Budget,
): Work<Exposed> {
  const search = new Enumeration(model, rows, differences, states, preferred, budget);
  const none = model.arms.map(() => 0);
  const tree = yield* search.look(none, 0, [], new Float64Array(rows.dimensions));
  if (search.isCut) yield* search.sample(none);
  return { policies: search.found, isAll: !search.isCut, isProved: search.isProved, tree };
}

class Enumeration {
  readonly found: (readonly number[])[] = [];
  isCut = false;
  isProved = true;
  #nodes = 0;
  readonly #known = new Set<string>();
  readonly #conflicts = new Conflicts();
  readonly #least: number;
  readonly #most: number;
  readonly #mostNodes: number;

  constructor(
    private readonly model: ExactMdp,
    private readonly rows: Arms,
    private readonly differences: Differences,
    private readonly states: readonly number[],
    private readonly preferred: readonly (readonly number[])[],
    private readonly budget: Budget,
  ) {
    const largest = rows.rows.reduce((most, row) => row.reduce((m, x) => Math.max(m, Math.abs(x)), most), 0);
    this.#least = 1e-9 * largest;
    const pairs = model.mdp.pairs.length;
    this.#most = Math.min(MOST[0] / pairs, MOST[1]);
    this.#mostNodes = Math.min(MOST_NODES[0] / pairs, MOST_NODES[1]);
  }

  /** @param w a direction along which the choices so far lead. @returns null: it was cut short */
  *look(
    policy: readonly number[],
    depth: number,
    differences: readonly Measured[],
    w: Float64Array,
  ): Work<PolicyTree | null> {
    const state = this.states[depth];
    if (state === undefined) return yield* this.#list(policy, differences, w);
    const arms = new Array<PolicyTree>(this.preferred[state]!.length);
    for (const arm of this.preferred[state]!) {
      if (this.#nodes++ >= this.#mostNodes || this.found.length >= this.#most) this.isCut = true;
      if (this.isCut) return null;
      const own = this.differences.from(state, arm);
      const leads = this.#leads(own, w);
      const known = leads ? undefined : this.#conflicts.forbids(policy, state, arm);
      if (known) {
        arms[arm] = { kind: 'conflict', conflict: known };
      } else {
        const all = [...differences, ...own];
        const next = policy.with(state, arm);
        const direction = leads ? w : yield* this.#direct(next, state, all);
        const below =
          direction instanceof Float64Array
            ? yield* this.look(next, depth + 1, all, direction)
            : ({ kind: 'conflict', conflict: direction } as const);
        if (below === null) return null;
        arms[arm] = below;
      }
      if (this.#nodes % 20 === 0) yield;
    }
    return { kind: 'state', state, arms };
  }

  #leads(differences: readonly Measured[], w: Float64Array): boolean {
    const least = this.#least * Math.sqrt(dot(w, w));
    return differences.every(({ guess }) => dot(guess, w) > least);
  }

  /** Where there is none, a conflict of what was chosen, in `last` the last time. */
  *#direct(
    policy: readonly number[],
    last: number,
    differences: readonly Measured[],
  ): Work<Float64Array | Conflict> {
    const { point, support, weights } = yield* minNorming(Points.of(differences.map(({ guess }) => guess)));
    if (this.#leads(differences, point)) return point;
    if (
      yield* this.#isSurrounded(
        support.map((n) => differences[n]!),
        weights,
      )
    ) {
      return this.#learn(policy, last, { differences: support.map((n) => differences[n]!), weights });
    }
    const separation = yield* separating(this.rows, differences, this.budget);
    if (separation.basis !== 'proved') this.isProved = false;
    if (separation.apart) return Float64Array.from(separation.point);
    return this.#learn(policy, last, conflictOf(differences, separation));
  }

  #learn(policy: readonly number[], last: number, conflict: Conflict): Conflict {
    this.#conflicts.add(policy, last, conflict);
    return conflict;
  }

  /** Is 0 proved to be inside the simplex of these? Shorter than the exact point of least norm. */
  *#isSurrounded(differences: readonly Measured[], weights: readonly number[]): Work<boolean> {
    const m = differences.length;
    if (m !== this.rows.dimensions + 1) return false;
    if (!this.budget.take(productsCost(m ** 3, this.rows.bits, 64))) return false;
    return yield* surrounded(
      differences.map(({ exact }) => exact),
      weights,
    );
  }

  *#list(policy: readonly number[], differences: readonly Measured[], w: Float64Array): Work<PolicyTree> {
    if (!(yield* this.#isProvedAlong(differences, w))) {
      const separation =
        differences.length > 0 ? yield* separating(this.rows, differences, this.budget) : null;
      if (separation && separation.basis !== 'proved') this.isProved = false;
      if (separation && !separation.apart)
        return { kind: 'conflict', conflict: conflictOf(differences, separation) };
    }
    this.#add(policy);
    return { kind: 'policy', policy };
  }

  #add(policy: readonly number[]): void {
    const key = policy.join();
    if (!this.#known.has(key)) this.found.push(policy);
    this.#known.add(key);
  }

  /** ⟨y, w⟩ > 0 for all of them, with w rounded to whole numbers. */
  *#isProvedAlong(differences: readonly Measured[], w: Float64Array): Work<boolean> {
    const size = w.reduce((most, entry) => Math.max(most, Math.abs(entry)), 0);
    if (size === 0) return false;
    const count = differences.length * w.length;
    if (!this.budget.take(productsCost(count, this.rows.bits, 64))) return false;
    const whole = Array.from(w, (entry) => BigInt(Math.round((entry / size) * 2 ** 50)));
    for (const [n, { exact }] of differences.entries()) {
      if (dotExact(exact, whole) <= 0n) return false;
      if (n % 50 === 49) yield;
    }
    return true;
  }

  /** Policies of directions at random, the same ones on every machine. */
  *sample(none: readonly number[]): Work<void> {
    let word = 1;
    const uniform = () => {
      word = (Math.imul(word, 1664525) + 1013904223) >>> 0;
      return (word + 0.5) / 2 ** 32;
    };
    for (let n = 0; n < DIRECTIONS && this.#known.size < 2 * this.#most; n++) {
      const w = Float64Array.from(
        { length: this.rows.dimensions },
        () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform()),
      );
      const policy = [...none];
      for (const state of this.states) policy[state] = this.#top(state, w);
      const differences = this.differences.of(policy, this.states);
      if (yield* this.#isProvedAlong(differences, w)) this.#add(policy);
      yield;
    }
  }

  #top(state: number, w: Float64Array): number {
    const along = this.model.arms[state]!.map(({ row }) =>
      this.rows.rows[row]!.reduce((sum, x, k) => sum + x * w[k]!, 0),
    );
    return along.indexOf(Math.max(...along));
  }
}
