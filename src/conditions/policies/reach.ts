/**
 * Is sup_θ J(θ) = J*? It is iff some choice of one optimal arm o_s in each state that o itself visits has a direction w with
 * ⟨w, φ(s,o_s) − φ(s,a)⟩ > 0 for every other arm a of these states (docs/policies.md, "In reach"). An arm that holds a non-optimal pair is
 * not optimal. The search makes the choices state by state, in the order in which the states are visited.
 */
import type { Budget } from '../../math/budget.js';
import type { Work } from '../../math/work.js';
import type { Arms } from '../arms.js';
import { hullProofOf, type Separation } from '../separation.js';
import type { CertificateTerm } from '../types.js';
import { conflictOf, type Difference, differencesOf, separating, termsOf } from './differences.js';
import type { ExactMdp } from './exactMdp.js';
import type { Optimum } from './optimum.js';
import type { PolicyProof, RefutedChoices } from './proofs.js';
import type { PolicyCondition } from './types.js';

/** At most this many choices are examined. */
const MOST = 2000;

interface Refuted {
  readonly terms: readonly CertificateTerm[];
  readonly isProved: boolean;
}

/**
 * @param rows null: the features are tabular, so that every choice is separable
 * @param choices the states with a choice that matters: in the others all arms are equally good and lead to the same states
 * @param optimum the optimum with each pair an arm by itself
 * @param keepsProof does the condition keep its proof, for a certificate?
 */
export function* inReach(
  model: ExactMdp,
  rows: Arms | null,
  choices: readonly number[],
  optimum: Optimum,
  budget: Budget,
  keepsProof = false,
): Work<PolicyCondition> {
  const { mdp } = model;
  const best = optimum.best.map((arms, state) => arms.map((arm) => mdp.states[state]!.first + arm));
  const search = new Choices(model, rows, new Set(choices), best, budget, keepsProof);
  const first = rows === null ? search.first() : null;
  if (first !== null) return search.bySeparateFeatures(first);
  const found = yield* search.examine(
    model.arms.map(() => -1),
    model.start.map(([state]) => state),
  );
  if (found !== null && 'id' in found) return found;
  if (found === null) {
    return {
      id: 'exposed',
      holds: null,
      basis: 'numerical',
      margin: null,
      actions: [],
      reason: { code: 'choices-left', lookedAt: search.lookedAt },
    };
  }
  const refuted = search.refuted[0]!;
  const isProved = search.refuted.every((each) => each.isProved);
  return {
    id: 'exposed',
    holds: false,
    basis: isProved ? 'proved' : 'numerical',
    margin: 0,
    actions: [...new Set(refuted.terms.flatMap(({ from, to }) => [from, to]))],
    certificate: refuted.terms,
    ...(search.refuted.length > 1 && { reason: { code: 'other-optima-alike' } as const }),
    ...(keepsProof && isProved && { proof: { kind: 'out-of-reach', refuted: found } }),
  };
}

class Choices {
  readonly refuted: Refuted[] = [];
  lookedAt = 0;

  constructor(
    private readonly model: ExactMdp,
    private readonly rows: Arms | null,
    private readonly choices: ReadonlySet<number>,
    private readonly best: readonly (readonly number[])[],
    private readonly budget: Budget,
    private readonly keepsProof: boolean,
  ) {}

  /**
   * The first optimal arm of each state that these arms visit, −1 in other states; null: a visited state has none. Without recursion, as a process
   * may have thousands of states.
   */
  first(): number[] | null {
    const policy = this.model.arms.map(() => -1);
    const waiting = this.model.start.map(([state]) => state);
    for (let state = waiting.pop(); state !== undefined; state = waiting.pop()) {
      if (policy[state]! >= 0) continue;
      const [arm] = this.#candidates(state);
      if (arm === undefined) return null;
      policy[state] = arm;
      for (const [to] of this.model.arms[state]![arm]!.next) waiting.push(to);
    }
    return policy;
  }

  /** The arms of a state that hold only optimal pairs. */
  #candidates(state: number): number[] {
    const best = this.best[state]!;
    return this.model.arms[state]!.flatMap(({ pairs }, arm) =>
      pairs.every((pair) => best.includes(pair)) ? [arm] : [],
    );
  }

  /** @param policy −1 in states where nothing is chosen yet. @returns null: the search was cut short */
  *examine(
    policy: readonly number[],
    waiting: readonly number[],
  ): Work<PolicyCondition | RefutedChoices | null> {
    const left = waiting.filter((each) => policy[each]! < 0);
    const state = left.at(-1);
    if (state === undefined) return yield* this.#whole(policy);
    const arms = this.model.arms[state]!;
    const candidates = this.#candidates(state);
    if (candidates.length === 0) {
      // Each optimal action has the features of a worse one.
      const from = this.best[state]![0]!;
      const { pairs } = arms.find((arm) => arm.pairs.includes(from))!;
      const to = pairs.find((pair) => !this.best[state]!.includes(pair))!;
      this.refuted.push({ terms: [{ from, to, weight: 1, exact: '1' }], isProved: true });
    }
    const refuted: (readonly [number, RefutedChoices])[] = [];
    for (const arm of this.choices.has(state) ? candidates : candidates.slice(0, 1)) {
      if (this.lookedAt >= MOST) return null;
      this.lookedAt++;
      const next = policy.with(state, arm);
      const found =
        (candidates.length > 1 && (yield* this.#conflict(next))) ||
        (yield* this.examine(next, [...left, ...arms[arm]!.next.map(([to]) => to)]));
      if (found === null || 'id' in found) return found;
      refuted.push([arm, found]);
    }
    return { kind: 'state', state, arms: refuted };
  }

  #differences(policy: readonly number[]): Difference[] {
    const states = policy.flatMap((arm, state) => (arm >= 0 && this.choices.has(state) ? [state] : []));
    return differencesOf(this.model, policy, states);
  }

  /** Why the choices so far are not separable; null: they are. */
  *#conflict(policy: readonly number[]): Work<RefutedChoices | null> {
    const differences = this.#differences(policy);
    if (this.rows === null || differences.length === 0) return null;
    const separation = yield* separating(this.rows, differences, this.budget);
    return separation.apart ? null : this.#refute(differences, separation);
  }

  #refute(differences: readonly Difference[], separation: Separation): RefutedChoices {
    const terms = termsOf(this.model, differences, separation);
    this.refuted.push({ terms, isProved: separation.basis === 'proved' });
    return { kind: 'conflict', conflict: conflictOf(differences, separation) };
  }

  /** The condition for a choice that needs no search: the features are tabular, or there is nothing to choose. */
  bySeparateFeatures(policy: readonly number[]): PolicyCondition {
    const differences = this.#differences(policy);
    return {
      id: 'exposed',
      holds: true,
      basis: 'proved',
      margin: null,
      actions: [],
      reason: { code: differences.length === 0 ? 'no-choice' : 'tabular' },
      ...(this.keepsProof && { proof: { kind: 'in-reach', policy, differences, hull: null } }),
    };
  }

  *#whole(policy: readonly number[]): Work<PolicyCondition | RefutedChoices> {
    const differences = this.#differences(policy);
    if (this.rows === null || differences.length === 0) return this.bySeparateFeatures(policy);
    const separation = yield* separating(this.rows, differences, this.budget);
    if (!separation.apart) return this.#refute(differences, separation);
    const proof: PolicyProof | null =
      this.keepsProof && separation.basis === 'proved'
        ? { kind: 'in-reach', policy, differences, hull: yield* hullProofOf(this.rows, separation) }
        : null;
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
      ...(proof && { proof }),
    };
  }
}
