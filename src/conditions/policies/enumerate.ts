/**
 * The exposed policies: those σ with 0 ∉ conv{y_{s,a}} over all states with a choice, so that some θ makes σ almost certain. They are the vertices
 * of the Minkowski sum of the polytopes conv φ(s,·). Depth first over the states, cutting where the choice so far is not separable; of several
 * actions the one with the greatest Q* first. What is cut is proved to be not separable; what is kept has a direction in whole numbers.
 */
import type { Budget } from '../../math/budget.js';
import { productsCost } from '../../math/budget.js';
import { dotExact, minusExact } from '../../math/exactLinear.js';
import { minNorming } from '../../math/minnorm.js';
import { Points } from '../../math/points.js';
import type { Work } from '../../math/work.js';
import type { Arms } from '../arms.js';
import { type Difference, difference, differencesOf, separating } from './differences.js';
import type { ExactMdp } from './exactMdp.js';

export interface Exposed {
  /** S entries; 0 where there is no choice that matters. */
  readonly policies: readonly (readonly number[])[];
  /** All there are. */
  readonly isAll: boolean;
  /** All that was cut is proved to be not separable. */
  readonly isProved: boolean;
}

/** So many policies are listed, and so many partial choices looked at. */
const MOST = 1000;
const MOST_NODES = 20_000;
/** Where not all are listed: so many directions at random, of which each makes one policy certain. */
const DIRECTIONS = 300;

/** @param preferred of each state its arms, those to look at first in front */
export function* enumerating(
  model: ExactMdp,
  rows: Arms,
  states: readonly number[],
  preferred: readonly (readonly number[])[],
  budget: Budget,
): Work<Exposed> {
  const search = new Enumeration(model, rows, states, preferred, budget);
  const none = model.arms.map(() => 0);
  yield* search.look(none, 0, [], new Float64Array(rows.dimensions));
  if (search.isCut) yield* search.sample(none);
  return { policies: search.found, isAll: !search.isCut, isProved: search.isProved };
}

class Enumeration {
  readonly found: (readonly number[])[] = [];
  isCut = false;
  isProved = true;
  #nodes = 0;
  readonly #known = new Set<string>();
  readonly #least: number;

  constructor(
    private readonly model: ExactMdp,
    private readonly rows: Arms,
    private readonly states: readonly number[],
    private readonly preferred: readonly (readonly number[])[],
    private readonly budget: Budget,
  ) {
    const largest = rows.rows.reduce((most, row) => row.reduce((m, x) => Math.max(m, Math.abs(x)), most), 0);
    this.#least = 1e-9 * largest;
  }

  /** @param w a direction along which the choices so far lead */
  *look(
    policy: readonly number[],
    depth: number,
    differences: readonly Difference[],
    w: Float64Array,
  ): Work<void> {
    const state = this.states[depth];
    if (state === undefined) {
      yield* this.#list(policy, differences, w);
      return;
    }
    for (const arm of this.preferred[state]!) {
      if (this.#nodes++ >= MOST_NODES || this.found.length >= MOST) this.isCut = true;
      if (this.isCut) return;
      const own = this.model.arms[state]!.flatMap((_, other) =>
        other === arm ? [] : [difference(this.model, state, arm, other)],
      );
      const all = [...differences, ...own];
      const direction = this.#leads(own, w) ? w : yield* this.#direct(all);
      if (this.isCut) return;
      if (direction) yield* this.look(policy.with(state, arm), depth + 1, all, direction);
      yield;
    }
  }

  #leads(differences: readonly Difference[], w: Float64Array): boolean {
    const norm = Math.sqrt(w.reduce((sum, entry) => sum + entry * entry, 0));
    return differences.every(({ rows: [from, to] }) => {
      const [x, y] = [this.rows.rows[from]!, this.rows.rows[to]!];
      let along = 0;
      for (let k = 0; k < w.length; k++) along += (x[k]! - y[k]!) * w[k]!;
      return along > this.#least * norm;
    });
  }

  /** null: there is none. */
  *#direct(differences: readonly Difference[]): Work<Float64Array | null> {
    const { rows } = this.rows;
    const points = differences.map(({ rows: [from, to] }) => rows[from]!.map((x, k) => x - rows[to]![k]!));
    const { point } = yield* minNorming(Points.of(points));
    if (this.#leads(differences, point)) return point;
    const separation = yield* separating(this.rows, differences, this.budget);
    if (separation.basis !== 'proved') this.isProved = false;
    return separation.apart ? Float64Array.from(separation.point) : null;
  }

  *#list(policy: readonly number[], differences: readonly Difference[], w: Float64Array): Work<void> {
    if (!(yield* this.#isProvedAlong(differences, w))) {
      const separation =
        differences.length > 0 ? yield* separating(this.rows, differences, this.budget) : null;
      if (separation && separation.basis !== 'proved') this.isProved = false;
      if (separation && !separation.apart) return;
    }
    this.#add(policy);
  }

  #add(policy: readonly number[]): void {
    const key = policy.join();
    if (!this.#known.has(key)) this.found.push(policy);
    this.#known.add(key);
  }

  /** ⟨y, w⟩ > 0 for all of them, with w rounded to whole numbers. */
  *#isProvedAlong(differences: readonly Difference[], w: Float64Array): Work<boolean> {
    const size = w.reduce((most, entry) => Math.max(most, Math.abs(entry)), 0);
    if (size === 0) return false;
    const count = differences.length * w.length;
    if (!this.budget.take(productsCost(count, this.rows.bits, 64))) return false;
    const whole = Array.from(w, (entry) => BigInt(Math.round((entry / size) * 2 ** 50)));
    for (const [
      n,
      {
        rows: [from, to],
      },
    ] of differences.entries()) {
      const y = minusExact(this.rows.exactRows[from]!, this.rows.exactRows[to]!);
      if (dotExact(y, whole) <= 0n) return false;
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
    for (let n = 0; n < DIRECTIONS && this.#known.size < 2 * MOST; n++) {
      const w = Float64Array.from(
        { length: this.rows.dimensions },
        () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform()),
      );
      const policy = [...none];
      for (const state of this.states) policy[state] = this.#top(state, w);
      const differences = differencesOf(this.model, policy, this.states);
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
