/**
 * The exposed policies: those σ with 0 ∉ conv{y_{s,a}} over all states with a choice, so that some θ makes σ almost certain. They are the vertices
 * of the Minkowski sum of the polytopes conv φ(s,·). The search goes through the states depth first and stops where the choices so far are not separable;
 * in each state the action with the greatest Q* comes first. A branch that is cut is proved to be not separable; a policy that is kept has an integer direction.
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
  /** One arm for each state, S entries; 0 in a state without a choice that matters. */
  readonly policies: readonly (readonly number[])[];
  /** Does the list hold all exposed policies? */
  readonly isAll: boolean;
  /** Is every branch that was cut proved to be not separable? */
  readonly isProved: boolean;
  /** The search tree; null: the list is not complete. */
  readonly tree: PolicyTree | null;
}

/**
 * At most this many policies are listed (`MOST`), and this many partial choices examined (`MOST_NODES`): the first number divided by n pairs, but
 * no more than the second.
 */
const MOST = [8e4, 1000] as const;
const MOST_NODES = [1.6e6, 20_000] as const;
/** If the list is not complete: this many random directions are tried, and each makes one policy certain. */
const DIRECTIONS = 300;

/** @param preferred the arms of each state in the order in which they are tried */
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
  const tree = yield* search.examine(none, 0, [], new Float64Array(rows.dimensions));
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

  /** @param w a direction that separates the choices so far. @returns null: the search was cut short */
  *examine(
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
        // States that share their features have the same differences.
        const all = [...differences, ...own.filter(({ id }) => !differences.some((each) => each.id === id))];
        const next = policy.with(state, arm);
        const direction = leads ? w : yield* this.#direct(next, state, all);
        const below =
          direction instanceof Float64Array
            ? yield* this.examine(next, depth + 1, all, direction)
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

  /** A direction that separates the choices; if there is none, a conflict between them. `last` is the state that was chosen last. */
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

  /** Whether 0 is proved to be inside the simplex of these differences; cheaper than the exact point of least norm. */
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

  /** Whether ⟨y, w⟩ > 0 for all of them, with w rounded to integers. */
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

  /** Adds the policies of random directions, the same ones on every machine. */
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
