/** d(s) = Σ_t γ^t Pr(s_t = s) of a deterministic policy, exactly: d = ρ + γPᵀd. */
import type { Budget } from '../../math/budget.js';
import { type Ratio, ratioOf, solvingSparse } from '../../math/sparseSystem.js';
import type { Work } from '../../math/work.js';
import type { ArmPolicy, ExactMdp } from './exactMdp.js';

/** d, one ratio for each state; null: the budget is not enough. */
export function* occupancies(model: ExactMdp, policy: ArmPolicy, budget: Budget): Work<Ratio[] | null> {
  const taken = policy.map((arm, state) => model.arms[state]![arm]!);
  const into = taken.map((): [number, bigint][] => []);
  for (const [state, { next }] of taken.entries()) {
    for (const [to, weight] of next) into[to]!.push([state, weight]);
  }
  const start = new Map(model.start);
  // In terms of d(s)/unit_s, all weights are integers.
  const found = yield* solvingSparse(
    taken.map(({ unit }, state) => ({
      diagonal: unit,
      right: start.get(state) ?? { above: 0n, below: 1n },
      terms: into[state]!,
    })),
    budget,
  );
  return found?.map(({ above, below }, state) => ratioOf(above * taken[state]!.unit, below)) ?? null;
}
