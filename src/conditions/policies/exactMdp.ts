/**
 * An MDP in integers, as the softmax sees it: actions of a state with identical features have the same probability at every θ, so they are
 * one arm, whose reward and next states are the means of theirs.
 *
 *     unit·Q(s, arm) = reward + Σ weight·V(s'),    unit > 0, weights ≥ 0 with sum γ·unit
 */
import { commonMultiple, type Ratio, ratioOf } from '../../math/sparseSystem.js';
import type { Work } from '../../math/work.js';
import type { Real } from '../../model/bandit.js';
import type { Mdp } from '../../model/mdp.js';
import { toFraction } from '../../model/rational.js';

export interface StateArm {
  /** The pairs of the arm, ascending; `row` is the index of their common row of features. */
  readonly pairs: readonly number[];
  readonly row: number;
  readonly unit: bigint;
  readonly reward: bigint;
  /** Each next state with positive weight, listed once. */
  readonly next: readonly (readonly [state: number, weight: bigint])[];
}

export interface ExactMdp {
  readonly mdp: Mdp;
  /** γ. */
  readonly discount: Ratio;
  /** ρ, for the states where it is positive. */
  readonly start: readonly (readonly [state: number, probability: Ratio])[];
  /** The arms of each state, in the order of their first pairs. */
  readonly arms: readonly (readonly StateArm[])[];
}

/** One arm for each state, by its index: S entries. */
export type ArmPolicy = readonly number[];

/** Pairs between two pauses. */
const PAUSE = 50;

/** In short steps. @param rowOf an index for each pair that is equal for pairs with identical features; null: each pair is an arm by itself */
export function* readingExactly(mdp: Mdp, rowOf: readonly number[] | null): Work<ExactMdp> {
  const discount = exact(mdp.discount);
  const each: Equation[] = [];
  for (const { reward, to } of mdp.pairs) {
    each.push(equation(exact(reward), to, discount));
    if (each.length % PAUSE === 0) yield;
  }
  const arms: StateArm[][] = [];
  for (const { first, actions } of mdp.states) {
    const grouped = new Map<number, number[]>();
    for (let pair = first; pair < first + actions; pair++) {
      const row = rowOf?.[pair] ?? pair;
      grouped.set(row, [...(grouped.get(row) ?? []), pair]);
    }
    arms.push([...grouped].map(([row, pairs]) => ({ pairs, row, ...mean(pairs.map((p) => each[p]!)) })));
    if (arms.length % PAUSE === 0) yield;
  }
  const start = mdp.start
    .map((probability, state) => [state, exact(probability)] as const)
    .filter(([, { above }]) => above > 0n);
  return { mdp, discount, start, arms };
}

function exact(real: Real): Ratio {
  const { s, n, d } = toFraction(real);
  return { above: s * n, below: d };
}

type Equation = Pick<StateArm, 'unit' | 'reward' | 'next'>;

function equation(reward: Ratio, to: Mdp['pairs'][number]['to'], { above, below }: Ratio): Equation {
  const next = to
    .map(({ state, probability }) => {
      const p = exact(probability);
      return [state, ratioOf(above * p.above, below * p.below)] as const;
    })
    .filter(([, weight]) => weight.above > 0n);
  const unit = commonMultiple([reward.below, ...next.map(([, weight]) => weight.below)]);
  return {
    unit,
    reward: reward.above * (unit / reward.below),
    next: next.map(([state, weight]) => [state, weight.above * (unit / weight.below)] as const),
  };
}

function mean(equations: readonly Equation[]): Equation {
  if (equations.length === 1) return equations[0]!;
  const common = commonMultiple(equations.map(({ unit }) => unit));
  let reward = 0n;
  const weights = new Map<number, bigint>();
  for (const one of equations) {
    const times = common / one.unit;
    reward += times * one.reward;
    for (const [state, weight] of one.next) weights.set(state, (weights.get(state) ?? 0n) + times * weight);
  }
  return { unit: common * BigInt(equations.length), reward, next: [...weights] };
}

/** Which states are visited from ρ with positive discounted weight by `policy`; if `policy` is null, by some policy. */
export function visited({ arms, start }: ExactMdp, policy: ArmPolicy | null): boolean[] {
  const seen = arms.map(() => false);
  const waiting = start.map(([state]) => state);
  for (let state = waiting.pop(); state !== undefined; state = waiting.pop()) {
    if (seen[state]) continue;
    seen[state] = true;
    const taken = policy === null ? arms[state]! : [arms[state]![policy[state]!]!];
    for (const { next } of taken) for (const [to] of next) waiting.push(to);
  }
  return seen;
}

/** Have two arms the same reward and the same next states? */
export function areAlike(a: StateArm, b: StateArm): boolean {
  return a.reward * b.unit === b.reward * a.unit && leadAlike(a, b);
}

/** Do two arms have the same probabilities of next states? */
export function leadAlike(a: StateArm, b: StateArm): boolean {
  if (a.next.length !== b.next.length) return false;
  const others = new Map(b.next);
  return a.next.every(([state, weight]) => weight * b.unit === (others.get(state) ?? 0n) * a.unit);
}

/** The first pair of each state's arm. */
export function pairPolicyOf({ arms }: ExactMdp, policy: ArmPolicy): number[] {
  return policy.map((arm, state) => arms[state]![arm]!.pairs[0]!);
}
