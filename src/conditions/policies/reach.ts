/**
 * Is sup_θ J(θ) = J*? It is iff some choice of one optimal arm o_s in each state that o itself visits has a direction w with
 * ⟨w, φ(s,o_s) − φ(s,a)⟩ > 0 for every other arm a of these states (docs/policies.md, "In reach"). An arm that holds a pair that is not optimal is
 * not optimal. The choices are gone through state by state, in the order in which they are visited.
 */
import type { Budget } from '../../math/budget.js';
import type { Work } from '../../math/work.js';
import type { Arms } from '../arms.js';
import type { Separation } from '../separation.js';
import type { CertificateTerm } from '../types.js';
import { type Difference, differencesOf, separating, termsOf } from './differences.js';
import type { ExactMdp } from './exactMdp.js';
import type { Optimum } from './optimum.js';
import type { PolicyCondition } from './types.js';

/** So many choices are looked at. */
const MOST = 2000;

interface Refuted {
  readonly terms: readonly CertificateTerm[];
  readonly isProved: boolean;
}

/**
 * @param rows null: the features are tabular, so that every choice is separable
 * @param choices the states with a choice that matters: in others every arm is as good, and leads to the same states
 * @param optimum where each pair is an arm by itself
 */
export function* inReach(
  model: ExactMdp,
  rows: Arms | null,
  choices: readonly number[],
  optimum: Optimum,
  budget: Budget,
): Work<PolicyCondition> {
  const { mdp } = model;
  const best = optimum.best.map((arms, state) => arms.map((arm) => mdp.states[state]!.first + arm));
  const search = new Choices(model, rows, new Set(choices), best, budget);
  const found = yield* search.look(
    model.arms.map(() => -1),
    model.start.map(([state]) => state),
  );
  if (found) return found;
  if (search.isSpent) {
    return {
      id: 'exposed',
      holds: null,
      basis: 'numerical',
      margin: null,
      actions: [],
      reason: { code: 'choices-left', lookedAt: search.lookedAt },
    };
  }
  const first = search.refuted[0]!;
  const isProved = search.refuted.every((each) => each.isProved);
  return {
    id: 'exposed',
    holds: false,
    basis: isProved ? 'proved' : 'numerical',
    margin: 0,
    actions: [...new Set(first.terms.flatMap(({ from, to }) => [from, to]))],
    certificate: first.terms,
    ...(search.refuted.length > 1 && { reason: { code: 'other-optima-alike' } as const }),
  };
}

class Choices {
  readonly refuted: Refuted[] = [];
  lookedAt = 0;
  isSpent = false;

  constructor(
    private readonly model: ExactMdp,
    private readonly rows: Arms | null,
    private readonly choices: ReadonlySet<number>,
    private readonly best: readonly (readonly number[])[],
    private readonly budget: Budget,
  ) {}

  /** @param policy −1 where nothing is chosen yet */
  *look(policy: readonly number[], waiting: readonly number[]): Work<PolicyCondition | null> {
    const left = waiting.filter((each) => policy[each]! < 0);
    const state = left.at(-1);
    if (state === undefined) return yield* this.#whole(policy);
    const arms = this.model.arms[state]!;
    const candidates = arms.flatMap(({ pairs }, arm) =>
      pairs.every((pair) => this.best[state]!.includes(pair)) ? [arm] : [],
    );
    if (candidates.length === 0) {
      // Each optimal action has the features of a worse one.
      const from = this.best[state]![0]!;
      const { pairs } = arms.find((arm) => arm.pairs.includes(from))!;
      const to = pairs.find((pair) => !this.best[state]!.includes(pair))!;
      this.refuted.push({ terms: [{ from, to, weight: 1, exact: '1' }], isProved: true });
      return null;
    }
    for (const arm of this.choices.has(state) ? candidates : candidates.slice(0, 1)) {
      if (this.lookedAt >= MOST) this.isSpent = true;
      if (this.isSpent) return null;
      this.lookedAt++;
      const next = policy.with(state, arm);
      if (candidates.length > 1 && !(yield* this.#isSeparable(next))) continue;
      const found = yield* this.look(next, [...left, ...arms[arm]!.next.map(([to]) => to)]);
      if (found) return found;
    }
    return null;
  }

  #differences(policy: readonly number[]): Difference[] {
    const states = policy.flatMap((arm, state) => (arm >= 0 && this.choices.has(state) ? [state] : []));
    return differencesOf(this.model, policy, states);
  }

  *#isSeparable(policy: readonly number[]): Work<boolean> {
    const differences = this.#differences(policy);
    if (this.rows === null || differences.length === 0) return true;
    const separation = yield* separating(this.rows, differences, this.budget);
    if (!separation.apart) this.#refute(differences, separation);
    return separation.apart;
  }

  #refute(differences: readonly Difference[], separation: Separation): void {
    const terms = termsOf(this.model, differences, separation);
    this.refuted.push({ terms, isProved: separation.basis === 'proved' });
  }

  *#whole(policy: readonly number[]): Work<PolicyCondition | null> {
    const differences = this.#differences(policy);
    if (this.rows === null || differences.length === 0) {
      return {
        id: 'exposed',
        holds: true,
        basis: 'proved',
        margin: null,
        actions: [],
        reason: { code: differences.length === 0 ? 'no-choice' : 'tabular' },
      };
    }
    const separation = yield* separating(this.rows, differences, this.budget);
    if (!separation.apart) {
      this.#refute(differences, separation);
      return null;
    }
    const terms = termsOf(this.model, differences, separation);
    return {
      id: 'exposed',
      holds: true,
      basis: separation.basis,
      margin: Math.sqrt(separation.normSquare),
      actions: [...new Set(terms.flatMap(({ from, to }) => [from, to]))],
      witness: separation.point,
      ...(separation.exactPoint && { exactWitness: separation.exactPoint }),
      ...(separation.reason && { reason: separation.reason }),
    };
  }
}
