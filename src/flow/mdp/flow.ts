/** The gradient flow of J(θ), followed to its end. Limits of this flow are forecasts for gradient ascent with small steps. */
import { evaluationWork } from '../../engine/mdp/evaluation.js';
import { finish, type Work } from '../../math/work.js';
import type { NumericProcess } from '../../model/numericMdp.js';
import type { Path } from '../arcLength.js';
import { type FiniteLimit, type FlowOptions, type Followed, follow, type UndecidedLimit } from '../follow.js';
import { MdpField } from './field.js';
import type { Leads } from './leads.js';
import { type MdpFlowProblem, prepareMdpFlow } from './problem.js';
import { type MdpSettled, MdpSettling } from './settle.js';

/** Where a flow ends. */
export type MdpLimit =
  /** The policy tends to one arm of each state, or to several tied ones: `rows` has their rows, none for a state that it does not visit. */
  | { readonly kind: 'policy'; readonly rows: readonly (readonly number[])[]; readonly value: number }
  /** The policy tends to a mixture of these rows of each state while θ goes to infinity: a maximum of J among such mixtures. */
  | {
      readonly kind: 'face';
      readonly rows: readonly (readonly number[])[];
      readonly policy: Float64Array;
      readonly value: number;
    }
  | FiniteLimit
  | UndecidedLimit;

/** Follows the flow of one process from any number of starts. */
export class MdpFlow {
  readonly problem: MdpFlowProblem;
  readonly #settling: MdpSettling;
  readonly #fields: readonly [MdpField, MdpField];

  /**
   * @param problem the prepared input, if the caller has prepared it in short steps.
   * @param leads exact ones; null: policies whose values differ by rounding error count as tied
   */
  constructor(input: NumericProcess, problem = prepareMdpFlow(input), leads: Leads | null = null) {
    this.problem = problem;
    this.#settling = new MdpSettling(problem, leads);
    this.#fields = [new MdpField(problem), new MdpField(problem)];
  }

  /** The approximate number of multiplications of one step: for the derivative and for solving with it. */
  get stepCost(): number {
    const { arms, rank } = this.problem;
    return (2 * rank + 3) * (evaluationWork(arms) + arms.rewards.length * (rank + 20)) + rank ** 3;
  }

  /** @param start θ_0: d entries */
  from(start: ArrayLike<number>, options: FlowOptions = {}): Followed<MdpLimit> {
    return finish(this.following(start, options));
  }

  /** `from` in short steps. Two starts of one `MdpFlow` must not be followed at the same time. */
  following(start: ArrayLike<number>, options: FlowOptions = {}): Work<Followed<MdpLimit>> {
    return follow(this.#fields, this.#settling, this.problem, start, options, (path) =>
      this.#limit(path, start),
    );
  }

  #limit(path: Path<MdpSettled>, start: ArrayLike<number>): MdpLimit {
    const { problem } = this;
    if ('reason' in path) {
      return { kind: 'undecided', reason: path.reason, policy: this.#policyAt(path.theta).policy };
    }
    const { settled } = path;
    if (settled.kind === 'policy') {
      return { kind: 'policy', rows: this.#rowsOf(settled.arms), value: settled.value };
    }
    if (settled.kind === 'face') {
      return {
        kind: 'face',
        rows: this.#rowsOf(settled.arms),
        policy: this.#ofRows(settled.policy),
        value: settled.value,
      };
    }
    return {
      kind: 'finite',
      theta: problem.fromReduced(settled.theta, start),
      ...this.#policyAt(settled.theta),
      maximum: settled.maximum,
    };
  }

  #policyAt(reduced: Float64Array): { policy: Float64Array; value: number } {
    const [field] = this.#fields;
    field.evaluate(reduced);
    return { policy: this.#ofRows(field.evaluation.pi), value: field.value };
  }

  /** In the order of the text. */
  #rowsOf(arms: readonly (readonly number[])[]): number[][] {
    const { members } = this.problem;
    return arms.map((own) => own.flatMap((arm) => members[arm]!).sort((a, b) => a - b));
  }

  /** The probability of each row, from those of the arms. */
  #ofRows(pi: Float64Array): Float64Array {
    const policy = new Float64Array(this.problem.input.rewards.length);
    this.problem.members.forEach((rows, arm) => {
      for (const row of rows) policy[row] = pi[arm]! / rows.length;
    });
    return policy;
  }
}
