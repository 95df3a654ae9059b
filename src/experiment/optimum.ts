/** The optimum of a Markov decision process, for its runs: from the exact values, as doubles. */
import { optimizingPairs } from '../conditions/policies/optimum.js';
import { advantage, returnOf } from '../conditions/policies/values.js';
import { Evaluation, evaluationWork, structuring } from '../engine/mdp/evaluation.js';
import type { EliminationExcess } from '../math/eliminationOrder.js';
import { ratioToNumber } from '../math/ratio.js';
import { finish, type Work } from '../math/work.js';
import type { Mdp } from '../model/mdp.js';
import { type NumericMdp, type NumericProcess, numericProcessOf } from '../model/numericMdp.js';

const processes = new WeakMap<Mdp, NumericProcess>();
const known = new WeakMap<Mdp, NumericMdp>();

/** The numbers of a process, with its optimum. @throws RangeError for a process whose policies take too long to be evaluated. */
export function numericMdp(mdp: Mdp): NumericMdp {
  return finish(findingOptimum(mdp));
}

/** How much the evaluation of a policy takes, if it takes too long; else null. In short steps. */
export function* findingExcess(mdp: Mdp): Work<EliminationExcess | null> {
  const structure = yield* structuring(processOf(mdp));
  return 'multiplications' in structure ? structure : null;
}

/** About how many multiplications it takes to evaluate a policy, for a process without an excess. */
export function policyWork(mdp: Mdp): number {
  return evaluationWork(processOf(mdp));
}

/** `numericMdp` in short steps, for a process without an excess. */
export function* findingOptimum(mdp: Mdp): Work<NumericMdp> {
  const numbers = known.get(mdp) ?? (yield* computing(mdp));
  known.set(mdp, numbers);
  return numbers;
}

/** One object each, with which what is worked out of it is kept. */
function processOf(mdp: Mdp): NumericProcess {
  const numbers = processes.get(mdp) ?? numericProcessOf(mdp);
  processes.set(mdp, numbers);
  return numbers;
}

function* computing(mdp: Mdp): Work<NumericMdp> {
  const numbers = processOf(mdp);
  yield* structuring(numbers);
  const { model, optimum } = yield* optimizingPairs(mdp);
  const { evaluation, best } = optimum;
  const { numerators, denominator } = evaluation.values;
  const shortfalls = Float64Array.from(mdp.pairs, (_, pair) => {
    const state = mdp.stateOf[pair]!;
    const arm = pair - mdp.states[state]!.first;
    return best[state]!.includes(arm) ? 0 : -advantage(evaluation, state, model.arms[state]![arm]!);
  });
  const policy = mdp.states.map(({ first }, state) => first + best[state]![0]!);
  yield;
  return Object.assign(numbers, {
    optimal: mdp.pairs.flatMap((_, i) => (shortfalls[i] === 0 ? [i] : [])),
    noise: mdp.noise,
    optimum: {
      value: returnOf(evaluation),
      values: Float64Array.from(numerators, (above) => ratioToNumber(above, denominator)),
      shortfalls,
      occupancy: occupancyOf(numbers, policy),
    },
  });
}

/** d of a deterministic policy, S entries. */
function occupancyOf(numbers: NumericProcess, policy: readonly number[]): Float64Array {
  const probabilities = new Float64Array(numbers.rewards.length);
  for (const pair of policy) probabilities[pair] = 1;
  const evaluation = new Evaluation(numbers);
  evaluation.setPolicy(probabilities);
  evaluation.evaluate();
  return evaluation.occupancy;
}
