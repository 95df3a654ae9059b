/**
 * The exposed policies: those σ with 0 ∉ conv{y_{s,a}} over all states with a choice, so that some θ makes σ almost certain. They are the vertices
 * of the Minkowski sum of the polytopes conv φ(s,·). The search goes through the states depth first and stops where the choices so far are not separable;
 * in each state the action with the greatest Q* comes first. A branch that is cut is proved to be not separable; a policy that is kept has an integer direction.
 */
import type { Budget } from '../../math/budget.js';
import { productsCost } from '../../math/budget.js';
import { dot } from '../../math/dot.js';
import { dotExact } from '../../math/exactLinear.js';
import { type MinNormPoint, minNorming } from '../../math/minnorm.js';
import { Points } from '../../math/points.js';
import { surrounded } from '../../math/surrounded.js';
import type { Work } from '../../math/work.js';
import type { Arms } from '../arms.js';
import { blocksOf } from './blocks.js';
import { Conflicts } from './conflicts.js';
import { conflictOf, type Differences, type Measured, separating } from './differences.js';
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
/** Numbers of the directions that are kept. */
const MOST_KEPT = 1e6;
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
  const tree = yield* search.examine(0, search.nothing());
  if (search.isCut) yield* search.sample();
  return { policies: search.found, isAll: !search.isCut, isProved: search.isProved, tree };
}

/** What is chosen in the states of one block, and a direction that separates it; null: nothing is chosen yet. */
interface Chosen {
  readonly differences: readonly Measured[];
  readonly direction: Direction | null;
  /** What comes of each arm of the next state of the block, as far as it is kept. */
  readonly next: (Chosen | Cut)[];
}

type Cut = Extract<PolicyTree, { kind: 'conflict' }>;

interface Direction {
  readonly w: Float64Array;
  /** A difference that leads by less may not lead at all. */
  readonly least: number;
}

/** Indices of the differences whose hull contains 0. */
interface Inseparable {
  readonly support: readonly number[];
  readonly weights: readonly number[];
}

class Enumeration {
  readonly found: (readonly number[])[] = [];
  isCut = false;
  isProved = true;
  #nodes = 0;
  readonly #policy: number[];
  readonly #known = new Set<string>();
  readonly #conflicts = new Conflicts();
  /** By the differences in question: states that share their features ask the same again. */
  readonly #answers = new Map<string, Direction | Inseparable>();
  /** What was proved to be separable. */
  readonly #separable = new WeakSet<Chosen['differences']>();
  /** Numbers of what is kept of the choices in blocks. */
  #kept = 0;
  readonly #blocks: readonly number[];
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
    this.#policy = model.arms.map(() => 0);
    this.#blocks = blocksOf(differences, states, model.arms.length);
    const largest = rows.rows.reduce((most, row) => row.reduce((m, x) => Math.max(m, Math.abs(x)), most), 0);
    this.#least = 1e-9 * largest;
    const pairs = model.mdp.pairs.length;
    this.#most = Math.min(MOST[0] / pairs, MOST[1]);
    this.#mostNodes = Math.min(MOST_NODES[0] / pairs, MOST_NODES[1]);
  }

  /** Nothing chosen in any block. */
  nothing(): Chosen[] {
    const count = this.states.reduce((most, state) => Math.max(most, this.#blocks[state]! + 1), 0);
    return Array.from({ length: count }, () => ({ differences: [], direction: null, next: [] }));
  }

  /** @param chosen by block. @returns null: the search was cut short */
  *examine(depth: number, chosen: readonly Chosen[]): Work<PolicyTree | null> {
    const state = this.states[depth];
    if (state === undefined) return yield* this.#list(chosen);
    const arms = new Array<PolicyTree>(this.preferred[state]!.length);
    const block = this.#blocks[state]!;
    const before = chosen[block]!;
    for (const arm of this.preferred[state]!) {
      if (this.#nodes++ >= this.#mostNodes || this.found.length >= this.#most) this.isCut = true;
      if (this.isCut) return null;
      this.#policy[state] = arm;
      // Whatever is chosen in other blocks, it is the same.
      const next = before.next[arm] ?? (yield* this.#choose(state, arm, before));
      if (chosen.length > 1) this.#keep(before, arm, next);
      const below = 'kind' in next ? next : yield* this.examine(depth + 1, chosen.with(block, next));
      if (below === null) return null;
      arms[arm] = below;
      if (this.#nodes % 20 === 0) yield;
    }
    this.#policy[state] = 0;
    return { kind: 'state', state, arms };
  }

  #keep(before: Chosen, arm: number, next: Chosen | Cut): void {
    if (before.next[arm] !== undefined || this.#kept > MOST_KEPT) return;
    before.next[arm] = next;
    this.#kept += before.differences.length + this.rows.dimensions;
  }

  /** Takes an arm of a state, after what is chosen in its block; a conflict if they are not separable together. */
  *#choose(state: number, arm: number, before: Chosen): Work<Chosen | Cut> {
    const own = this.differences.from(state, arm);
    // States that share their features have the same differences.
    const fresh = own.filter(({ id }) => !before.differences.some((each) => each.id === id));
    const differences = fresh.length > 0 ? [...before.differences, ...fresh] : before.differences;
    if (before.direction && leads(fresh, before.direction))
      return { differences, direction: before.direction, next: [] };
    const known = this.#conflicts.forbids(this.#policy, state, arm);
    if (known) return { kind: 'conflict', conflict: known };
    const answer = yield* this.#separate(differences);
    if ('w' in answer) return { differences, direction: answer, next: [] };
    const { support, weights } = answer;
    const conflict = { differences: support.map((n) => differences[n]!), weights };
    this.#conflicts.add(this.#policy, state, conflict);
    return { kind: 'conflict', conflict };
  }

  *#separate(differences: readonly Measured[]): Work<Direction | Inseparable> {
    const key = differences.map(({ id }) => id).join();
    const known = this.#answers.get(key);
    if (known) return known;
    const answer = yield* this.#separating(differences);
    if (this.#answers.size * this.rows.dimensions > MOST_KEPT) this.#answers.clear();
    this.#answers.set(key, answer);
    return answer;
  }

  /** A direction that separates the choices; if there is none, a conflict between them. */
  *#separating(differences: readonly Measured[]): Work<Direction | Inseparable> {
    const guess = yield* minNorming(Points.of(differences.map((each) => each.guess)));
    const direction = this.#along(guess.point);
    if (leads(differences, direction)) return direction;
    if (yield* this.#isSurrounded(differences, guess)) return guess;
    const separation = yield* separating(this.rows, differences, this.budget, guess);
    if (separation.basis !== 'proved') this.isProved = false;
    return separation.apart
      ? this.#along(Float64Array.from(separation.point))
      : { support: separation.carrying, weights: separation.terms.map(({ weight }) => weight) };
  }

  #along(w: Float64Array): Direction {
    return { w, least: this.#least * Math.sqrt(dot(w, w)) };
  }

  /** Whether 0 is proved to be inside the simplex of the support; cheaper than the exact point of least norm. */
  *#isSurrounded(differences: readonly Measured[], { support, weights }: MinNormPoint): Work<boolean> {
    const m = support.length;
    if (m !== this.rows.dimensions + 1) return false;
    if (!this.budget.take(productsCost(m ** 3, this.rows.bits, 64))) return false;
    return yield* surrounded(
      support.map((n) => differences[n]!.exact),
      weights,
    );
  }

  *#list(chosen: readonly Chosen[]): Work<PolicyTree> {
    for (const block of chosen) {
      const { differences, direction } = block;
      if (direction === null || this.#separable.has(differences)) continue;
      if (!(yield* this.#isProvedAlong(differences, direction.w))) {
        const separation = yield* separating(this.rows, differences, this.budget);
        if (separation.basis !== 'proved') this.isProved = false;
        if (!separation.apart) return { kind: 'conflict', conflict: conflictOf(differences, separation) };
      }
      this.#separable.add(differences);
    }
    const policy = [...this.#policy];
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
  *sample(): Work<void> {
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
      const policy = this.model.arms.map(() => 0);
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

function leads(differences: readonly Measured[], { w, least }: Direction): boolean {
  return differences.every(({ guess }) => dot(guess, w) > least);
}
