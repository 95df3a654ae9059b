/** A^σ of deterministic policies by exact arithmetic, with the arms of a flow: which actions are tied, and which are better by however little. */
import { readingExactly } from '../../conditions/policies/exactMdp.js';
import { advantage, Evaluator } from '../../conditions/policies/values.js';
import { budgetOf } from '../../math/budget.js';
import type { Work } from '../../math/work.js';
import type { Mdp } from '../../model/mdp.js';
import type { MdpFlowProblem } from './problem.js';

/** A^σ(s, arm) of every arm, exactly 0 where it is 0. @param taken σ: the arm of each state */
export type Leads = (taken: Int32Array) => Work<Float64Array>;

/** Exact arithmetic of one flow, in estimated nanoseconds; beyond it signs are those of doubles. */
const BUDGET = 1.5e9;

/** @param problem that of the same process */
export function* exactLeads(mdp: Mdp, { arms: { offsets }, members }: MdpFlowProblem): Work<Leads> {
  const armOf = new Array<number>(mdp.pairs.length);
  members.forEach((pairs, arm) => {
    for (const pair of pairs) armOf[pair] = arm;
  });
  const model = yield* readingExactly(mdp, armOf);
  const evaluator = new Evaluator(model);
  const budget = budgetOf(BUDGET);
  return function* (taken) {
    const policy = Array.from(taken, (arm, state) => arm - offsets[state]!);
    const evaluation = yield* evaluator.evaluating(policy, budget);
    return Float64Array.from(
      model.arms.flatMap((arms, state) =>
        arms.map((arm, a) => (evaluation.signs[state]![a] === 0 ? 0 : advantage(evaluation, state, arm))),
      ),
    );
  };
}
