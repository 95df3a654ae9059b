/** The gradient flow of f(θ) = softmax(Xθ)ᵀr, followed to its end. Limits of this flow are forecasts for gradient ascent with small steps. */
import type { Unsettled } from '../conditions/types.js';
import { finish, type Work } from '../math/work.js';
import type { NumericRows } from '../model/problem.js';
import { Field } from './field.js';
import { type FlowProblem, prepareFlow } from './flowProblem.js';
import { type FiniteLimit, type FlowOptions, type Followed, follow, type UndecidedLimit } from './follow.js';
import { type Settled, Settling } from './settle.js';

/** Where a flow ends. Actions are indices into the rewards. */
export type Limit =
  /** The policy tends to this action alone. */
  | { readonly kind: 'action'; readonly action: number; readonly value: number }
  /** The policy tends to these actions only: tied or identical ones, or a face at a maximum of its own. θ itself has no limit. */
  | { readonly kind: 'set'; readonly actions: readonly number[]; readonly value: number }
  | FiniteLimit
  | UndecidedLimit;

/** Follows the flow of one bandit from any number of starts. */
export class Flow {
  readonly problem: FlowProblem;
  private readonly settling: Settling;
  private readonly field: Field;
  private readonly next: Field;

  /** @param problem the prepared input, if the caller has prepared it in short steps. */
  constructor(input: NumericRows, problem = prepareFlow(input)) {
    this.problem = problem;
    this.settling = new Settling(this.problem);
    this.field = new Field(this.problem);
    this.next = new Field(this.problem);
  }

  /** The approximate number of multiplications of one step: for the Hessian and for solving with it. */
  get stepCost(): number {
    const { arms, rank } = this.problem;
    return rank * rank * (arms + rank);
  }

  /** @param start θ_0: d entries */
  from(start: ArrayLike<number>, options: FlowOptions = {}): Followed<Limit> {
    return finish(this.following(start, options));
  }

  /** `from` in short steps. Two starts of one `Flow` must not be followed at the same time. */
  following(start: ArrayLike<number>, options: FlowOptions = {}): Work<Followed<Limit>> {
    const { field, next, settling, problem } = this;
    return follow([field, next], settling, problem, start, options, (path) =>
      'reason' in path ? this.undecided(path) : this.describe(path.settled, start),
    );
  }

  private describe(settled: Settled, start: ArrayLike<number>): Limit {
    const { problem } = this;
    if (settled.kind === 'finite') {
      this.field.evaluate(settled.theta);
      return {
        kind: 'finite',
        theta: problem.fromReduced(settled.theta, start),
        policy: this.actionPolicy(),
        value: this.field.value,
        maximum: settled.maximum,
      };
    }
    const actions = settled.arms.flatMap((arm) => problem.members[arm]!).sort((a, b) => a - b);
    if (settled.kind === 'face') {
      return { kind: 'set', actions, value: settled.value };
    }
    const value = problem.rewards[settled.arms[0]!]!;
    return actions.length === 1
      ? { kind: 'action', action: actions[0]!, value }
      : { kind: 'set', actions, value };
  }

  private undecided({ theta, reason }: { theta: Float64Array; reason: Unsettled }): Limit {
    this.field.evaluate(theta);
    return { kind: 'undecided', reason, policy: this.actionPolicy() };
  }

  /** The probabilities of the K actions at the last θ of `field`. */
  private actionPolicy(): Float64Array {
    const policy = new Float64Array(this.problem.input.rewards.length);
    this.problem.members.forEach((arm, a) => {
      for (const action of arm) policy[action] = this.field.policy[a]! / arm.length;
    });
    return policy;
  }
}
