/**
 * A Markov decision process prepared for its gradient flow θ' = ∇J(θ). As for a bandit (../flowProblem.ts), actions of a state with identical rows
 * become one arm, with the mean of their rewards and of their next states; coordinates of the span of the rows' differences within states
 * replace R^d; and features are scaled so that no two rows of a state differ by more than 1.
 */
import { structuring } from '../../engine/mdp/evaluation.js';
import { finish, type Work } from '../../math/work.js';
import type { NumericProcess } from '../../model/numericMdp.js';
import { type Coordinates, coordinatesOf, dot, spanBasis } from '../flowProblem.js';

export interface MdpFlowProblem extends Coordinates {
  readonly input: NumericProcess;
  /** The same process with a row for each arm, in reduced coordinates. */
  readonly arms: NumericProcess;
  readonly rank: number;
  /** The logarithm of the number of rows in each arm; it is added to the arm's logit. */
  readonly logCounts: Float64Array;
  /** The rows of each arm. */
  readonly members: readonly (readonly number[])[];
}

/** Prepares the process once for any number of starts. */
export function prepareMdpFlow(input: NumericProcess): MdpFlowProblem {
  return finish(preparingMdpFlow(input));
}

/** `prepareMdpFlow` in short steps. */
export function* preparingMdpFlow(input: NumericProcess): Work<MdpFlowProblem> {
  const { offsets, dimensions: d } = input;
  const row = (i: number) =>
    input.coordinates
      ? Array.from({ length: d }, (_, k) => Number(input.coordinates![i] === k))
      : Array.from(input.features.subarray(i * d, i * d + d));
  const states = offsets.slice(1).map((end, s) => {
    const arms = new Map<string, number[]>();
    for (let i = offsets[s]!; i < end; i++) {
      // Adding 0 makes −0 and 0 the same key.
      const key = row(i)
        .map((x) => x + 0)
        .join();
      arms.set(key, [...(arms.get(key) ?? []), i]);
    }
    return [...arms.values()];
  });
  yield;
  const members = states.flat();
  const centred = states.flatMap((arms) => {
    const rows = arms.map(([first]) => row(first!));
    const mean = rows[0]!.map((_, k) => rows.reduce((sum, each) => sum + each[k]!, 0) / rows.length);
    return rows.map((each) => each.map((x, k) => x - mean[k]!));
  });
  yield;
  const length = centred.reduce((most, each) => Math.max(most, Math.hypot(...each)), 0);
  const scale = length > 0 ? 2 * length : 1;
  const basis = length > 0 ? yield* spanBasis(centred) : [];
  const rank = basis.length;
  const rows = Float64Array.from(centred.flatMap((each) => basis.map((b) => dot(b, each) / scale)));
  yield;
  const arms = meanOf(input, states, rank, rows);
  // Whoever follows a flow asks for it at once.
  yield* structuring(arms);
  return {
    input,
    arms,
    rank,
    logCounts: Float64Array.from(members, ({ length: n }) => Math.log(n)),
    members,
    ...coordinatesOf(basis, scale),
  };
}

/** The process of the arms: each arm has the mean of its rows. */
function meanOf(
  input: NumericProcess,
  states: readonly (readonly (readonly number[])[])[],
  rank: number,
  features: Float64Array,
): NumericProcess {
  const members = states.flat();
  const mean = (values: Float64Array) =>
    Float64Array.from(members, (rows) => rows.reduce((sum, i) => sum + values[i]!, 0) / rows.length);
  const transitions = members.map((rows) => {
    const to = new Map<number, number>();
    for (const i of rows)
      for (let t = input.begin[i]!; t < input.begin[i + 1]!; t++)
        to.set(input.next[t]!, (to.get(input.next[t]!) ?? 0) + input.probabilities[t]! / rows.length);
    return [...to];
  });
  const begin = new Int32Array(members.length + 1);
  transitions.forEach(({ length }, arm) => {
    begin[arm + 1] = begin[arm]! + length;
  });
  const offsets = [0];
  for (const arms of states) offsets.push(offsets.at(-1)! + arms.length);
  return {
    discount: input.discount,
    start: input.start,
    offsets,
    dimensions: rank,
    rewards: mean(input.rewards),
    features,
    coordinates: null,
    begin,
    next: Int32Array.from(transitions.flatMap((to) => to.map(([state]) => state))),
    probabilities: Float64Array.from(transitions.flatMap((to) => to.map(([, probability]) => probability))),
  };
}
