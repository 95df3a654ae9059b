/** The optimum of a Markov decision process, for its runs: from the exact values, as doubles. */
import { exactMdpOf } from '../conditions/policies/exactMdp.js';
import { optimizing } from '../conditions/policies/optimum.js';
import { advantage, returnOf } from '../conditions/policies/values.js';
import { Evaluation } from '../engine/mdp/evaluation.js';
import { budgetOf } from '../math/budget.js';
import { ratioToNumber } from '../math/ratio.js';
import { finish, type Work } from '../math/work.js';
import type { Mdp } from '../model/mdp.js';
import { type NumericMdp, numericMdpOf, type Optimum } from '../model/numericMdp.js';

/** Exact arithmetic, in estimated nanoseconds; if more is needed, the values come from doubles. */
const BUDGET = 1.5e9;

const known = new WeakMap<Mdp, NumericMdp>();

/** The numbers of a process, with its optimum. */
export function numericMdp(mdp: Mdp): NumericMdp {
  return finish(findingOptimum(mdp));
}

/** `numericMdp` in short steps. */
export function* findingOptimum(mdp: Mdp): Work<NumericMdp> {
  const numbers = known.get(mdp) ?? (yield* computing(mdp));
  known.set(mdp, numbers);
  return numbers;
}

function* computing(mdp: Mdp): Work<NumericMdp> {
  const model = exactMdpOf(mdp, null);
  yield;
  const { evaluation, best } = yield* optimizing(model, budgetOf(BUDGET));
  const { numerators, denominator } = evaluation.values;
  const shortfalls = Float64Array.from(mdp.pairs, (_, pair) => {
    const state = mdp.stateOf[pair]!;
    const arm = pair - mdp.states[state]!.first;
    return best[state]!.includes(arm) ? 0 : -advantage(evaluation, state, model.arms[state]![arm]!);
  });
  const optimum: Optimum = {
    value: returnOf(evaluation),
    values: Float64Array.from(numerators, (above) => ratioToNumber(above, denominator)),
    shortfalls,
    occupancy: new Float64Array(mdp.states.length),
  };
  const policy = mdp.states.map(({ first }, state) => first + best[state]![0]!);
  return numericMdpOf(mdp, { ...optimum, occupancy: occupancyOf(numericMdpOf(mdp, optimum), policy) });
}

/** d of a deterministic policy, S entries. */
function occupancyOf(mdp: NumericMdp, policy: readonly number[]): Float64Array {
  const probabilities = new Float64Array(mdp.rewards.length);
  for (const pair of policy) probabilities[pair] = 1;
  const evaluation = new Evaluation(mdp);
  evaluation.setPolicy(probabilities);
  evaluation.evaluate();
  return evaluation.occupancy;
}
