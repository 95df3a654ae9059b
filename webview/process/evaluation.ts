/** The values of a recorded policy: the engine's own evaluation, from a subject alone. */
import { Evaluation, structuring } from '../../src/engine/mdp/evaluation.js';
import { finish } from '../../src/math/work.js';
import { numericProcess, type ProcessNumbers } from '../../src/model/processNumbers.js';
import type { Subject } from '../../src/shared/messages.js';

export interface PolicyValues {
  /** V(s) of each state. */
  readonly values: readonly number[];
  /** d(s) = Σ_t γ^t Pr(s_t = s) of each state. */
  readonly occupancy: readonly number[];
  /** Q(s,a) − V(s) of each pair. */
  readonly advantages: readonly number[];
}

const machines = new WeakMap<ProcessNumbers, Evaluation | null>();
const known = new WeakMap<readonly number[], PolicyValues>();

/** Are policies evaluated here? Not if the transitions are more than are listed, or an evaluation takes too long. */
export function isEvaluable(subject: Pick<Subject, 'offsets' | 'rewards'>, process: ProcessNumbers): boolean {
  return machineOf(subject, process) !== null;
}

function machineOf(
  { offsets, rewards }: Pick<Subject, 'offsets' | 'rewards'>,
  process: ProcessNumbers,
): Evaluation | null {
  const before = machines.get(process);
  if (before !== undefined) return before;
  // No value depends on the features.
  const numbers = numericProcess({ offsets, rewards, features: [] }, process);
  const machine = numbers && 'elimination' in finish(structuring(numbers)) ? new Evaluation(numbers) : null;
  machines.set(process, machine);
  return machine;
}

/**
 * @param policy the n probabilities of a recording; each is evaluated only once.
 * @returns null if a probability is not finite, or no policy of the process is evaluated here.
 */
export function valuesOf(subject: Subject, policy: readonly number[]): PolicyValues | null {
  const { process, offsets } = subject;
  if (!process || !policy.every(Number.isFinite)) return null;
  const before = known.get(policy);
  if (before) return before;
  const machine = machineOf(subject, process);
  if (machine === null) return null;
  machine.setPolicy(policy);
  machine.evaluate();
  const { value, occupancy, lead } = machine;
  const advantages: number[] = [];
  for (let state = 0; state + 1 < offsets.length; state++) {
    const [from, end] = [offsets[state]!, offsets[state + 1]!];
    // From the leads over one action: Q − V itself would cancel near a vertex.
    let mean = 0;
    for (let row = from; row < end; row++) mean += policy[row]! * lead[row]!;
    for (let row = from; row < end; row++) advantages.push(lead[row]! - mean);
  }
  const found = { values: [...value], occupancy: [...occupancy], advantages };
  known.set(policy, found);
  return found;
}
