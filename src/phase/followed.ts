/** One process along an interval: its arms, the values of its policies, and which arms are equal or better, each with the signs that it rests on. */
import type { Fraction } from 'fraction.js';
import type { Difference } from '../conditions/policies/differences.js';
import { type ArmPolicy, type ExactMdp, visited } from '../conditions/policies/exactMdp.js';
import type { ProcessProof } from '../conditions/policies/proofs.js';
import type { Evaluation } from '../conditions/policies/values.js';
import { atLeastNothing, type Claim, notZero, positiveOrNothing } from './claims.js';
import type { Vector } from './geometry.js';
import { type ArmFunctions, armOf, armsOfProcess, type ParametricProcess } from './parametricProcess.js';
import { signAt } from './polynomial.js';
import { advantageOf, returnOf, valuesOf } from './processValues.js';
import {
  add,
  isNothing,
  multiply,
  opposite,
  type RationalFunction,
  signOf,
  subtract,
} from './rationalFunction.js';
import { difference } from './solve.js';

/** Q(s, a) − Q(s, b) of two arms is from `low` to `high` for every policy, where `claims` hold. */
export interface Lead {
  readonly low: RationalFunction;
  readonly high: RationalFunction;
  readonly claims: readonly Claim[];
}

/** V of a policy that is the least or the greatest in every state where `claims` hold. */
interface Bound {
  readonly values: readonly RationalFunction[];
  readonly claims: readonly Claim[];
}

export class Followed {
  readonly arms: readonly (readonly ArmFunctions[])[];
  /** Is a state visited by some policy? */
  readonly seen: readonly boolean[];
  readonly #known = new Map<string, RationalFunction[] | null>();
  readonly #bounds = new Map<'least' | 'greatest', Bound | null>();

  /** @param proof of the process at the value `at` */
  constructor(
    readonly problem: ParametricProcess,
    readonly proof: ProcessProof,
    readonly at: Fraction,
  ) {
    this.arms = armsOfProcess(problem, proof.model);
    this.seen = visited(proof.model, null);
  }

  get model(): ExactMdp {
    return this.proof.model;
  }

  /** null: too large. */
  values(policy: ArmPolicy): RationalFunction[] | null {
    const key = policy.join();
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const found = valuesOf(policy.map((arm, state) => this.arms[state]![arm]!));
    this.#known.set(key, found);
    return found;
  }

  /** Of a policy by the number of each state's pair among its pairs, as if each pair were an arm. null: too large */
  valuesOfPairs(policy: ArmPolicy): RationalFunction[] | null {
    const { states } = this.problem.mdp;
    return valuesOf(policy.map((pair, state) => this.pair(states[state]!.first + pair)));
  }

  pair(pair: number): ArmFunctions {
    return armOf(this.problem, [pair]);
  }

  return(values: readonly RationalFunction[]): RationalFunction {
    return returnOf(values, this.problem.start);
  }

  /** φ(s, from) − φ(s, to). */
  y({ state, from, to }: Difference): Vector {
    const first = (arm: number) => this.problem.rows[this.model.arms[state]![arm]!.pairs[0]!]!;
    return difference(first(from), first(to));
  }

  ys(differences: readonly Difference[]): Vector[] {
    return differences.map((each) => this.y(each));
  }

  /** −1, 0, 1 at the value. */
  sign(f: RationalFunction): -1 | 0 | 1 {
    return signAt(signOf(f), this.at);
  }

  /** null: too large, or not known exactly. */
  bound(side: 'least' | 'greatest'): Bound | null {
    const known = this.#bounds.get(side);
    if (known !== undefined) return known;
    const found = this.#boundOf(side);
    this.#bounds.set(side, found);
    return found;
  }

  #boundOf(side: 'least' | 'greatest'): Bound | null {
    const evaluation: Evaluation | null = this.proof[side];
    const values = evaluation && this.values(evaluation.policy);
    if (!values) return null;
    const claims = this.arms.flatMap((arms, state) =>
      this.seen[state]
        ? arms.map((arm) => {
            const lead = advantageOf(values, state, arm);
            return atLeastNothing(side === 'least' ? lead : opposite(lead));
          })
        : [],
    );
    return { values, claims };
  }

  /** null: too large. */
  lead(state: number, from: number, to: number): Lead | null {
    const [a, b] = [this.arms[state]![from]!, this.arms[state]![to]!];
    const reward = subtract(a.reward, b.reward);
    const weights = new Map(a.next);
    for (const [next, weight] of b.next) {
      const own = weights.get(next);
      weights.set(next, own ? subtract(own, weight) : opposite(weight));
    }
    const others = [...weights].filter(([, weight]) => !isNothing(weight));
    if (others.length === 0) return { low: reward, high: reward, claims: [] };
    const [least, greatest] = [this.bound('least'), this.bound('greatest')];
    if (!least || !greatest) return null;
    let [low, high] = [reward, reward];
    const claims = [...least.claims, ...greatest.claims];
    for (const [next, weight] of others) {
      const isPositive = this.sign(weight) > 0;
      claims.push(...positiveOrNothing(isPositive ? weight : opposite(weight)));
      const [bottom, top] = isPositive ? [least, greatest] : [greatest, least];
      low = add(low, multiply(weight, bottom.values[next]!));
      high = add(high, multiply(weight, top.values[next]!));
    }
    return { low, high, claims };
  }

  /** The signs by which two arms are equal for every policy. null: they are not, along an interval. */
  equal(state: number, from: number, to: number): readonly Claim[] | null {
    const lead = this.lead(state, from, to);
    return lead && isNothing(lead.low) && isNothing(lead.high) ? lead.claims : null;
  }

  /** Signs by which two arms are not equal for every policy. null: none are found. */
  unequal(state: number, from: number, to: number): readonly Claim[] | null {
    const lead = this.lead(state, from, to);
    const isPlain = lead !== null && lead.claims.length === 0;
    const found = isPlain ? lead.low : this.#underABound(state, from, to);
    if (found && this.sign(found) !== 0) return [notZero(signOf(found), this.at)];
    // Between the bounds, at least.
    const bound = lead && [lead.low, lead.high].find((each) => this.sign(each) !== 0);
    return lead && bound ? [...lead.claims, notZero(signOf(bound), this.at)] : null;
  }

  /** Q(s, from) − Q(s, to) of the worst or of the best policy, where it is not 0. */
  #underABound(state: number, from: number, to: number): RationalFunction | null {
    const [a, b] = [this.arms[state]![from]!, this.arms[state]![to]!];
    for (const side of ['least', 'greatest'] as const) {
      const policy = this.proof[side]?.policy;
      const values = policy && this.values(policy);
      if (!values) continue;
      const found = subtract(advantageOf(values, state, a), advantageOf(values, state, b));
      if (this.sign(found) !== 0) return found;
    }
    return null;
  }
}
