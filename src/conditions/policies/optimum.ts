/** The best policy of a model, by policy iteration (R. A. Howard, 1960): floating point finds it, and the last step is checked exactly. */
import { type Budget, budgetOf } from '../../math/budget.js';
import { ratioToNumber } from '../../math/ratio.js';
import type { Work } from '../../math/work.js';
import type { Mdp } from '../../model/mdp.js';
import type { Basis } from '../types.js';
import { type ArmPolicy, type ExactMdp, readingExactly, type StateArm, visited } from './exactMdp.js';
import { advantage, type Evaluation, Evaluator } from './values.js';

export interface Optimum {
  readonly evaluation: Evaluation;
  /** The arms of each state with A = 0, ascending. */
  readonly best: readonly (readonly number[])[];
  readonly basis: Basis;
}

/** A process in which each pair is an arm by itself, with its best policy. */
export interface BestOfPairs {
  readonly model: ExactMdp;
  readonly optimum: Optimum;
  /** Estimated nanoseconds of exact arithmetic. */
  readonly cost: number;
}

/** Exact arithmetic for the best policy, in estimated nanoseconds; if more is needed, the values come from doubles. */
const BUDGET = 1.5e9;

const known = new WeakMap<Mdp, BestOfPairs>();

/** In short steps, once a process: the conditions, forecasts and runs all ask for it. */
export function* optimizingPairs(mdp: Mdp): Work<BestOfPairs> {
  const found = known.get(mdp) ?? (yield* computing(mdp));
  known.set(mdp, found);
  return found;
}

function* computing(mdp: Mdp): Work<BestOfPairs> {
  const model = yield* readingExactly(mdp, null);
  yield;
  const budget = budgetOf(BUDGET);
  let cost = 0;
  const optimum = yield* optimizing(model, {
    take(nanoseconds) {
      if (!budget.take(nanoseconds)) return false;
      cost += nanoseconds;
      return true;
    },
  });
  return { model, optimum, cost };
}

/** @param goal `least` asks for the policy with the least value in every state instead. */
export function* optimizing(
  model: ExactMdp,
  budget: Budget,
  goal: 'greatest' | 'least' = 'greatest',
): Work<Optimum> {
  const better = goal === 'greatest' ? 1 : -1;
  let policy: ArmPolicy = yield* guessing(model, better);
  const evaluator = new Evaluator(model);
  for (;;) {
    const evaluation = yield* evaluator.evaluating(policy, budget);
    const improved = policy.map((taken, state) => {
      const arms = model.arms[state]!;
      let [most, lead] = [taken, 0];
      for (const [arm, sign] of evaluation.signs[state]!.entries()) {
        if (sign !== better) continue;
        const gain = Math.abs(advantage(evaluation, state, arms[arm]!));
        if (most === taken || gain > lead) [most, lead] = [arm, gain];
      }
      return most;
    });
    if (improved.every((arm, state) => arm === policy[state])) {
      const best = evaluation.signs.map((signs) => signs.flatMap((sign, arm) => (sign === 0 ? [arm] : [])));
      return { evaluation, best, basis: evaluation.basis };
    }
    policy = improved;
    yield;
  }
}

/** Sweeps of value iteration, and doubles between two pauses. */
const SWEEPS = 300;
const PAUSE = 20000;

function* guessing({ arms }: ExactMdp, better: 1 | -1): Work<number[]> {
  const tables = arms.map((options) =>
    options.map(({ unit, reward, next }) => ({
      reward: better * ratioToNumber(reward, unit),
      to: next.map(([to]) => to),
      weights: next.map(([, weight]) => ratioToNumber(weight, unit)),
    })),
  );
  const v = new Float64Array(arms.length);
  const policy = arms.map(() => 0);
  let done = 0;
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    let change = 0;
    for (let state = arms.length - 1; state >= 0; state--) {
      let most = Number.NEGATIVE_INFINITY;
      for (const [arm, { reward, to, weights }] of tables[state]!.entries()) {
        let q = reward;
        for (let k = 0; k < to.length; k++) q += weights[k]! * v[to[k]!]!;
        done += to.length + 1;
        if (q > most) {
          most = q;
          policy[state] = arm;
        }
      }
      change = Math.max(change, Math.abs(most - v[state]!));
      v[state] = most;
      if (done > PAUSE) {
        done = 0;
        yield;
      }
    }
    if (change === 0) break;
  }
  return policy;
}

/** Which states some optimal policy visits. */
export function visitedByBest(model: ExactMdp, best: Optimum['best']): boolean[] {
  const arms = model.arms.map((options, state): readonly StateArm[] =>
    options.filter((_, arm) => best[state]!.includes(arm)),
  );
  return visited({ ...model, arms }, null);
}
