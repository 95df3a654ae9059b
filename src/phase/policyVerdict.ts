/**
 * What the verdict on a contextual bandit or decision process rests on, as signs of polynomials in the parameter: the claims of a certificate
 * (`src/certificates/processes.ts`) with the values of the policies that it names as rational functions.
 */
import type { Fraction } from 'fraction.js';
import type { PolicyProof, PolicyTree, ProcessProof, RefutedChoices } from '../conditions/policies/proofs.js';
import type { MdpAnalysis, PolicyCondition } from '../conditions/policies/types.js';
import { type Claim, notZero, positive, positiveOrNothing } from './claims.js';
import { Followed } from './followed.js';
import { apartClaims, isZero, togetherClaims, type Vector } from './geometry.js';
import { type ParametricProcess, processClaims } from './parametricProcess.js';
import { type PolicyKept, policyAttracts, policyDoesNotAttract } from './policyTraps.js';
import { minus, type Polynomial, signAt } from './polynomial.js';
import { advantageOf } from './processValues.js';
import { isNothing, opposite, type RationalFunction, signOf, subtract } from './rationalFunction.js';

type Claims = readonly Claim[];

/** More traps are not followed. */
const MOST_TRAPS = 6;

/**
 * @param analysis of the process at the value `at`, with its proof
 * @returns sets of claims, each of which proves the verdict; none: it is proved at this value, if at all, but along no interval
 */
export function policyVerdictClaims(
  problem: ParametricProcess,
  { verdict, conditions, proof }: MdpAnalysis,
  at: Fraction,
): Claims[] {
  const isSettled = verdict.basis === 'proved' && verdict.complete && verdict.kind !== 'undecided';
  if (!isSettled || !proof?.optimum) return [];
  const of = new Maker(problem, proof, conditions, at);
  const common = joined([processClaims(problem, proof.model, at), of.optimum(), of.choices()]);
  if (common === null) return [];
  const further =
    verdict.kind === 'never' ? [of.never()] : of.furtherThanExposed(verdict.kind, verdict.ground);
  return further.flatMap((claims) => (claims ? [[...common, ...claims]] : []));
}

/** null: one of them is. */
function joined(parts: readonly (Claims | null)[]): Claims | null {
  return parts.every((part) => part !== null) ? parts.flat() : null;
}

class Maker {
  readonly #of: Followed;
  /** V* in the model in which each pair is an arm. */
  readonly #best: readonly RationalFunction[] | null;

  constructor(
    private readonly problem: ParametricProcess,
    private readonly proof: ProcessProof,
    private readonly conditions: readonly PolicyCondition[],
    private readonly at: Fraction,
  ) {
    this.#of = new Followed(problem, proof, at);
    this.#best = this.#of.valuesOfPairs(proof.optimum!.policy);
  }

  /** Which pairs of the states that are visited are optimal. */
  optimum(): Claims | null {
    const best = this.#best;
    if (best === null) return null;
    const { states } = this.problem.mdp;
    return states.flatMap(({ first, actions }, state) =>
      this.#of.seen[state]
        ? Array.from({ length: actions }, (_, n) => this.#of.pair(first + n)).flatMap((pair) =>
            positiveOrNothing(opposite(advantageOf(best, state, pair))),
          )
        : [],
    );
  }

  /** In which of the states that are visited the choice matters. */
  choices(): Claims | null {
    const of = this.#of;
    return joined(
      of.arms.map((arms, state) => {
        if (!of.seen[state] || arms.length === 1) return [];
        const others = arms.slice(1).map((_, n) => n + 1);
        if (!this.proof.choices.includes(state))
          return joined(others.map((other) => of.equal(state, 0, other)));
        for (const other of others) {
          const claims = of.unequal(state, 0, other);
          if (claims) return claims;
        }
        return null;
      }),
    );
  }

  never(): Claims | null {
    const kept = this.#kept('exposed');
    return kept?.kind === 'out-of-reach' ? this.#refuted(kept.refuted) : null;
  }

  furtherThanExposed(kind: 'depends' | 'always', ground: 'tabular' | 'order' | undefined): (Claims | null)[] {
    const exposed = this.#exposed();
    const further = (claims: Claims | null) => joined([exposed, claims]);
    if (exposed === null) return [];
    if (kind === 'depends')
      return this.#traps().map((claims) => further(joined([claims, this.#notTabular()])));
    return [further(ground === 'tabular' ? this.#trapless() : this.#ordered())];
  }

  #kept(id: 'exposed' | 'order'): PolicyProof | undefined {
    return this.conditions.find((each) => each.id === id)?.proof;
  }

  #refuted(refuted: RefutedChoices): Claims | null {
    if (refuted.kind === 'conflict') return togetherClaims([this.#of.ys(refuted.conflict.differences)]);
    return joined(refuted.arms.map(([, below]) => this.#refuted(below)));
  }

  #exposed(): Claims | null {
    const kept = this.#kept('exposed');
    if (kept?.kind !== 'in-reach') return null;
    const ys = this.#of.ys(kept.differences);
    // Without a hull there is nothing to separate, or each pair has a feature of its own.
    if (kept.hull === null) return ys.length === 0 ? [] : this.#tabular();
    return apartClaims(carryingOf(kept.hull, ys), ys);
  }

  #traps(): (Claims | null)[] {
    const best = this.#best && this.#of.return(this.#best);
    const traps = this.conditions.flatMap(({ id, holds, proof }) =>
      id === 'trap' && holds === true && proof?.kind === 'policy' ? [proof] : [],
    );
    return best === null
      ? []
      : traps.slice(0, MOST_TRAPS).map((kept) => policyAttracts(this.#of, kept, best));
  }

  /** Tabular features where the theorem about them applies. */
  #trapless(): Claims | null {
    const { choices } = this.proof;
    const isFixed = choices.every((state) =>
      this.#of.arms[state]!.every((arm) => areAlike(arm.next, this.#of.arms[state]![0]!.next)),
    );
    const isCovered = choices.every((state) => !isNothing(this.problem.start[state]!));
    return isFixed || isCovered ? this.#tabular() : null;
  }

  /** Each pair of the states with a choice has a coordinate of its own, and all have one size. */
  #tabular(): Claims | null {
    if (!this.proof.isTabular) return null;
    const rows = this.#rowsOfChoices();
    const places = rows.map((row) => row.flatMap((entry, k) => (isZero(entry) ? [] : [k])));
    const size = rows[0]!.find((entry) => !isZero(entry));
    const isOne = (entry: Polynomial) => size !== undefined && isZero(minus(entry, size));
    const isTabular =
      places.every((each) => each.length === 1) &&
      new Set(places.flat()).size === rows.length &&
      rows.every((row, n) => isOne(row[places[n]![0]!]!));
    return isTabular && size ? [notZero(size, this.at)] : null;
  }

  /** That some number keeps the features from being tabular. null: none does along an interval */
  #notTabular(): Claims | null {
    const { model, choices, isTabular } = this.proof;
    if (isTabular) return null;
    if (choices.some((state) => model.arms[state]!.some(({ pairs }) => pairs.length > 1))) return [];
    const rows = this.#rowsOfChoices();
    const entries = rows.map((row) => row.filter((entry) => signAt(entry, this.at) !== 0));
    const two = entries.find((each) => each.length > 1);
    if (two) return two.slice(0, 2).map((entry) => notZero(entry, this.at));
    if (rows.some((row) => row.every(isZero))) return [];
    const columns = rows[0]?.map((_, k) => rows.map((row) => row[k]!)) ?? [];
    const shared = columns
      .map((column) => column.filter((entry) => signAt(entry, this.at) !== 0))
      .find((each) => each.length > 1);
    if (shared) return shared.slice(0, 2).map((entry) => notZero(entry, this.at));
    const [first, ...others] = entries.flat();
    const other = others.find((entry) => signAt(minus(entry, first!), this.at) !== 0);
    return other ? [notZero(minus(other, first!), this.at)] : null;
  }

  #rowsOfChoices(): Vector[] {
    const { model, choices } = this.proof;
    return choices.flatMap((state) => model.arms[state]!.map(({ pairs }) => this.problem.rows[pairs[0]!]!));
  }

  /** One order for all policies that the features preserve, and no exposed policy below J* that attracts. */
  #ordered(): Claims | null {
    const { tree, choices, model } = this.proof;
    const kept = this.#kept('order');
    if (kept?.kind !== 'order' || tree === null) return null;
    const ys = this.#of.ys(kept.differences);
    const preserved = kept.hull === null ? [] : apartClaims(carryingOf(kept.hull, ys), ys);
    const leaves = new Map<string, readonly number[]>();
    const cut = this.#branches(tree, leaves);
    // In a problem of one choice, tied arms may attract together although they are not exposed.
    if (choices.length === 1)
      for (const arm of model.arms[choices[0]!]!.keys()) {
        const policy = model.arms.map((_, state) => (state === choices[0] ? arm : 0));
        leaves.set(policy.join(), policy);
      }
    const policies = [...leaves.values()].map((policy) => this.#policy(policy));
    return joined([preserved, this.#order(), cut, ...policies, this.#notTabular()]);
  }

  /** Which of two arms is better for every policy. */
  #order(): Claims | null {
    const of = this.#of;
    return joined(
      this.proof.choices.map((state) =>
        joined(
          of.arms[state]!.flatMap((_, a) =>
            Array.from({ length: a }, (__, b): Claims | null => {
              const lead = of.lead(state, a, b);
              if (lead === null) return null;
              const { low, high, claims } = lead;
              if (isNothing(low) && isNothing(high)) return claims;
              const isBetter = of.sign(low) > 0;
              return [...claims, positive(signOf(isBetter ? low : opposite(high)))];
            }),
          ),
        ),
      ),
    );
  }

  /** Collects the policies at the ends of a tree. */
  #branches(tree: PolicyTree, leaves: Map<string, readonly number[]>): Claims | null {
    switch (tree.kind) {
      case 'conflict':
        return togetherClaims([this.#of.ys(tree.conflict.differences)]);
      case 'state':
        return joined(tree.arms.map((below) => this.#branches(below, leaves)));
      case 'policy':
        leaves.set(tree.policy.join(), tree.policy);
        return [];
    }
  }

  /** It is optimal, or does not attract. */
  #policy(policy: readonly number[]): Claims | null {
    const key = policy.join();
    const isIt = (kept: PolicyProof | undefined): kept is PolicyKept =>
      kept?.kind === 'policy' && kept.evaluation.policy.join() === key;
    const kept = this.conditions.find(({ id, proof }) => id === 'trap' && isIt(proof))?.proof;
    if (isIt(kept)) return policyDoesNotAttract(this.#of, kept);
    const values = this.#of.values(policy);
    if (!values || !this.#best) return null;
    return isNothing(subtract(this.#of.return(this.#best), this.#of.return(values))) ? [] : null;
  }
}

function carryingOf(
  { terms }: { readonly terms: readonly { readonly index: number }[] },
  ys: readonly Vector[],
): Vector[] {
  return terms.map(({ index }) => ys[index]!);
}

type Next = readonly (readonly [state: number, weight: RationalFunction])[];

/** The same weights of the same states. */
function areAlike(a: Next, b: Next): boolean {
  const others = new Map(b);
  return (
    a.length === b.length &&
    a.every(([state, weight]) => {
      const other = others.get(state);
      return other !== undefined && isNothing(subtract(weight, other));
    })
  );
}
