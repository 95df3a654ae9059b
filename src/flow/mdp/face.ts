/**
 * A maximum of J on a face: policies that keep some arms of each state, whose best mixture the flow tends to while θ goes to infinity.
 *
 * Near it ∇J is what an interior point of the face's own process has, which pulls back to its maximum, and Σ d(s) π(a|s) A(s, a) (φ(s, a) − φ_F) over the
 * arms outside, with A of the mixture: an exponential sum as at a vertex, in what no motion within the face undoes (../dominance.ts).
 */
import { Evaluation } from '../../engine/mdp/evaluation.js';
import type { Work } from '../../math/work.js';
import type { NumericProcess } from '../../model/numericMdp.js';
import { directing, type Pull, staysForEver } from '../dominance.js';
import { maximumNear } from '../stationary.js';
import { MdpField } from './field.js';
import { type MdpFlowProblem, preparingMdpFlow } from './problem.js';

/** The process of a face, ready to be followed. */
interface PreparedFace {
  readonly problem: MdpFlowProblem;
  readonly field: MdpField;
}

export interface Face {
  /** For each state, its arms on the face. */
  readonly arms: readonly (readonly number[])[];
  /** The probability of each arm of the process. */
  readonly policy: Float64Array;
  readonly value: number;
}

/** Arms outside a face have less than this fraction of the probability of the most probable arm of their state. */
const OUTSIDE = 1e-4;
/** A of the mixture, as a part of the greatest |Q|, that is not told from 0. */
const LEVEL = 1e-9;

/** For each state, the arms that have a share at the point where the field was evaluated last. */
export function armsInside({ problem: { arms }, evaluation: { pi, dominant } }: MdpField): number[][] {
  return Array.from(dominant, (likeliest, state) =>
    Array.from(
      { length: arms.offsets[state + 1]! - arms.offsets[state]! },
      (_, a) => arms.offsets[state]! + a,
    ).filter((arm) => pi[arm]! > OUTSIDE * pi[likeliest]!),
  );
}

/** Flows that come near a face ask for it again and again, but a problem with many states has many faces: features that all faces may have together. */
const MOST_PREPARED = 1e6;

/** The faces of one problem that were met, prepared once each. */
export class Faces {
  readonly #prepared = new Map<string, PreparedFace>();

  /** @param inside of each state, the arms of the face */
  *prepared(problem: MdpFlowProblem, inside: readonly (readonly number[])[]): Work<PreparedFace> {
    const key = inside.map((arms) => arms.join()).join(';');
    const known = this.#prepared.get(key);
    if (known !== undefined) return known;
    const face = yield* preparingMdpFlow(faceProcess(problem, inside));
    const prepared = { problem: face, field: new MdpField(face) };
    if (this.#prepared.size * problem.arms.features.length > MOST_PREPARED) this.#prepared.clear();
    this.#prepared.set(key, prepared);
    return prepared;
  }
}

/**
 * Is there a maximum of J on a face next to θ that the flow never leaves?
 * @param field scratch. @param visited which states some arms come to. @param theta in reduced coordinates
 */
export function* faceNear(
  field: MdpField,
  faces: Faces,
  visited: (taken: readonly boolean[]) => readonly boolean[],
  theta: Float64Array,
): Work<Face | null> {
  const { problem } = field;
  const { arms: numbers, rank } = problem;
  field.evaluate(theta);
  const inside = armsInside(field);
  const kept = inside.flat();
  if (kept.length === numbers.rewards.length || inside.every(({ length }) => length === 1)) return null;
  const isInside = Array.from(numbers.rewards, () => false);
  for (const arm of kept) isInside[arm] = true;
  const isVisited = visited(isInside);
  const isChosen = (state: number) => numbers.offsets[state + 1]! - numbers.offsets[state]! > 1;
  if (isVisited.some((each, state) => !each && isChosen(state))) return null;

  const { problem: face, field: faceField } = yield* faces.prepared(problem, inside);
  const maximum = yield* maximumNear(faceField, face.toReduced(theta));
  if (!maximum) return null;
  field.evaluate(face.fromReduced(maximum, theta));
  const { logPolicy } = field;
  const policy = Float64Array.from(logPolicy, (x, arm) => (isInside[arm] ? Math.exp(x) : 0));
  inside.forEach((arms) => {
    const sum = arms.reduce((total, arm) => total + policy[arm]!, 0);
    for (const arm of arms) policy[arm]! /= sum;
  });
  const evaluation = new Evaluation(numbers);
  evaluation.setPolicy(policy);
  evaluation.evaluate();
  const { base, lead, value, occupancy } = evaluation;
  const scale = base.reduce((most, q) => Math.max(most, Math.abs(q)), 0);
  const still = new Float64Array(face.rank);
  const outside = inside.flatMap(([first], state) =>
    Array.from(
      { length: numbers.offsets[state + 1]! - numbers.offsets[state]! },
      (_, a) => numbers.offsets[state]! + a,
    )
      .filter((arm) => !isInside[arm])
      .map((arm) => {
        const difference = Float64Array.from(
          { length: rank },
          (_, k) => numbers.features[first! * rank + k]! - numbers.features[arm * rank + k]!,
        );
        const advantage = base[state]! + lead[arm]! - value[state]!;
        const weight = occupancy[state]! * Math.abs(advantage);
        return { arm, advantage, weight, y: face.fromReduced(still, difference) };
      }),
  );
  if (outside.some(({ advantage }) => Math.abs(advantage) <= LEVEL * scale)) return null;
  const worse = outside.filter(({ advantage }) => advantage < 0);
  if (worse.length === 0) return null;
  const greatest = outside.reduce(
    (most, { arm }) => Math.max(most, logPolicy[arm]!),
    Number.NEGATIVE_INFINITY,
  );
  const pulls = (arms: typeof outside): Pull[] =>
    arms.map(({ arm, y, weight }) => ({ y, weight: weight * Math.exp(logPolicy[arm]! - greatest) }));
  const rest = outside.reduce((sum, { arm }) => sum + Math.exp(logPolicy[arm]!), 0);
  const { rewards, discount, start } = numbers;
  const range = rewards.reduce((a, b) => Math.max(a, b)) - rewards.reduce((a, b) => Math.min(a, b));
  const least = worse.reduce((a, { weight }) => Math.min(a, weight), Number.POSITIVE_INFINITY);
  yield;
  const stays = staysForEver(
    yield* directing(worse.map(({ y }) => y)),
    pulls(worse),
    pulls(outside.filter(({ advantage }) => advantage > 0)),
    [],
    // As at a vertex (settle.ts).
    (rest * range) / ((1 - discount) ** 3 * least),
  );
  if (!stays) return null;
  return { arms: inside, policy, value: start.reduce((sum, p, s) => sum + p * value[s]!, 0) };
}

/** The process that has the face's arms only, each as often as it has rows, over the same coordinates. */
function faceProcess(
  { arms: numbers, members, rank }: MdpFlowProblem,
  inside: readonly (readonly number[])[],
): NumericProcess {
  const states = inside.map((arms) => arms.flatMap((arm) => members[arm]!.map(() => arm)));
  const rows = states.flat();
  const offsets = [0];
  for (const { length } of states) offsets.push(offsets.at(-1)! + length);
  const begin = new Int32Array(rows.length + 1);
  rows.forEach((arm, row) => {
    begin[row + 1] = begin[row]! + numbers.begin[arm + 1]! - numbers.begin[arm]!;
  });
  const transitions = (values: ArrayLike<number>) =>
    rows.flatMap((arm) => Array.from(values).slice(numbers.begin[arm], numbers.begin[arm + 1]));
  return {
    discount: numbers.discount,
    start: numbers.start,
    offsets,
    dimensions: rank,
    rewards: Float64Array.from(rows, (arm) => numbers.rewards[arm]!),
    features: Float64Array.from(
      rows.flatMap((arm) => Array.from(numbers.features.subarray(arm * rank, (arm + 1) * rank))),
    ),
    coordinates: null,
    begin,
    next: Int32Array.from(transitions(numbers.next)),
    probabilities: Float64Array.from(transitions(numbers.probabilities)),
  };
}
