/** d(s) = Σ_t γ^t Pr(s_t = s) of a deterministic policy, exactly: d = ρ + γPᵀd. */
import type { Budget } from '../../math/budget.js';
import { type Ratio, ratioOf, SparseSolver } from '../../math/sparseSystem.js';
import type { Work } from '../../math/work.js';
import type { ArmPolicy, ExactMdp } from './exactMdp.js';

/** d of one policy of a model after the other: what a policy shares with the one before is not computed again. */
export class Occupancies {
  readonly #solver = new SparseSolver();
  readonly #start: ReadonlyMap<number, Ratio>;

  constructor(private readonly model: ExactMdp) {
    this.#start = new Map(model.start);
  }

  /** d of each state; null: the budget is not enough. */
  *of(policy: ArmPolicy, budget: Budget): Work<((state: number) => Ratio) | null> {
    const taken = policy.map((arm, state) => this.model.arms[state]![arm]!);
    const into = taken.map((): [number, bigint][] => []);
    for (const [state, { next }] of taken.entries()) {
      for (const [to, weight] of next) into[to]!.push([state, weight]);
    }
    // In terms of d(s)/unit_s, all weights are integers.
    const found = yield* this.#solver.solving(
      taken.map(({ unit }, state) => ({
        diagonal: unit,
        right: this.#start.get(state) ?? NONE,
        terms: into[state]!,
      })),
      budget,
    );
    return found && ((state) => ratioOf(found[state]!.above * taken[state]!.unit, found[state]!.below));
  }
}

const NONE: Ratio = { above: 0n, below: 1n };
