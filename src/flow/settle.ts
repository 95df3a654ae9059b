/**
 * Where a flow is certain to end, known long before it gets there.
 *
 * For the best reward: f never decreases, and a stationary point (finite, or on a face of the simplex) with every suboptimal reward
 * below f writes a convex combination of optimal rows as one of suboptimal rows. So once f(θ) is above the second best reward, and the two
 * hulls are apart, f tends to the best reward. For everything else see `dominance.ts` and `stationary.ts`.
 */

import { dot } from '../math/dot.js';
import { minNorming } from '../math/minnorm.js';
import { Points } from '../math/points.js';
import type { Work } from '../math/work.js';
import type { Settler } from './arcLength.js';
import { directing, type Pull, staysForEver } from './dominance.js';
import { Field } from './field.js';
import { type FlowProblem, preparingFlow } from './flowProblem.js';
import { maximumNear } from './stationary.js';

/** The end of a flow in reduced coordinates. */
export type Settled =
  /** f tends to the common reward of these arms. */
  | { readonly kind: 'arms'; readonly arms: readonly number[] }
  /** The policy tends to one that has only these arms, a maximum of f on their face with this value. */
  | { readonly kind: 'face'; readonly arms: readonly number[]; readonly value: number }
  /** `maximum`: f is concave there beyond rounding. */
  | { readonly kind: 'finite'; readonly theta: Float64Array; readonly maximum: boolean };

/** Another arm as seen from the arm that the flow approaches: y = x_i − x_arm, and |r_i − r_arm|. */
interface Approached {
  readonly arm: number;
  readonly y: Float64Array;
  readonly gap: number;
}

interface Approach {
  readonly worse: readonly Approached[];
  readonly better: readonly Approached[];
  /** x_i − x_e for the arms e with the same reward. */
  readonly tied: readonly Float64Array[];
  readonly leastGap: number;
  /** The direction of the arm's trap. */
  readonly p: Float64Array;
}

/** The cosine of a right angle can be this large by rounding. */
const ROUNDING = 1e-14;
/** Arms outside a face have less than this fraction of the probability of its most probable arm. */
const OUTSIDE = 1e-4;

export class Settling implements Settler<Field, Settled> {
  private readonly optimal: readonly number[];
  private readonly second: number;
  /** Are the hulls of the best rows and of the others apart? null: not asked yet. */
  private exposed: boolean | null = null;
  private readonly range: number;
  /** The quantities that do not depend on θ, for each arm approached so far. */
  private readonly approaches = new Map<number, Approach>();
  private readonly scratch: Field;

  constructor(private readonly problem: FlowProblem) {
    const { rewards } = problem;
    const best = Math.max(...rewards);
    this.range = best - Math.min(...rewards);
    this.optimal = this.armsWith((r) => r === best);
    const others = this.armsWith((r) => r !== best);
    this.second = Math.max(...others.map((a) => rewards[a]!));
    this.scratch = new Field(problem);
  }

  /** The end, if it is certain at the point where `field` was last evaluated: far out at one arm, or above the second best reward. */
  *far(field: Field): Work<Settled | null> {
    if (field.value - this.second > 1e-9 * this.range && (yield* this.isExposed())) {
      return { kind: 'arms', arms: this.optimal };
    }
    const i = field.top;
    if (field.policy[i]! < 0.99) return null;
    let approach = this.approaches.get(i);
    if (!approach) {
      approach = yield* this.approach(i);
      this.approaches.set(i, approach);
    }
    const { worse, better, tied, leastGap, p } = approach;
    if (worse.length === 0) return null;
    const pull = ({ arm, y, gap }: Approached): Pull => ({ y, weight: field.scaledPolicy[arm]! * gap });
    const rest = field.policy.reduce((sum, probability, a) => (a === i ? sum : sum + probability), 0);
    const stays = staysForEver(p, worse.map(pull), better.map(pull), tied, (rest * this.range) / leastGap);
    return stays ? { kind: 'arms', arms: [i] } : null;
  }

  private *approach(i: number): Work<Approach> {
    const { rewards } = this.problem;
    const all = (arms: readonly number[]): Approached[] =>
      arms.map((arm) => ({ arm, y: this.difference(i, arm), gap: Math.abs(rewards[arm]! - rewards[i]!) }));
    const worse = all(this.armsWith((r) => r < rewards[i]!));
    yield;
    const p = worse.length > 0 ? yield* directing(worse.map(({ y }) => y)) : new Float64Array();
    return {
      worse,
      better: all(this.armsWith((r) => r > rewards[i]!)),
      tied: this.armsWith((r, e) => r === rewards[i] && e !== i).map((e) => this.difference(i, e)),
      leastGap: Math.min(...worse.map(({ gap }) => gap)),
      p,
    };
  }

  /** The maximum of f next to θ, or of f on a face that the flow does not leave. */
  *near(theta: Float64Array): Work<Settled | null> {
    const maximum = yield* maximumNear(this.scratch, theta);
    return maximum ? { kind: 'finite', theta: maximum, maximum: true } : yield* this.face(theta);
  }

  stationary({ policy, top, size }: Field, theta: Float64Array): Settled | null {
    const isInside = policy.every((probability) => probability > OUTSIDE * policy[top]!);
    return isInside || size === 0 ? { kind: 'finite', theta, maximum: false } : null;
  }

  private *face(theta: Float64Array): Work<Settled | null> {
    const { scratch: field, problem } = this;
    field.evaluate(theta);
    const likeliest = field.policy[field.top]!;
    const face = this.armsWith((_, a) => field.policy[a]! > OUTSIDE * likeliest);
    if (face.length < 2 || face.length === problem.arms) return null;
    const inside = yield* faceProblem(problem, face);
    const insideField = new Field(inside);
    const maximum = yield* maximumNear(insideField, inside.toReduced(theta));
    if (!maximum) return null;
    const value = insideField.value;
    const settled = inside.fromReduced(maximum, theta);
    field.evaluate(settled);

    const zero = new Float64Array(inside.rank);
    const outside = this.armsWith((_, a) => !face.includes(a)).map((a) => ({
      gap: value - problem.rewards[a]!,
      // The part of x_F − x_a that no motion within the face can cancel.
      y: inside.fromReduced(zero, this.difference(face[0]!, a)),
      // A common factor does not matter, and the logits differ by at most a few hundred here.
      probability: field.policy[a]!,
    }));
    const pulls = (arms: typeof outside): Pull[] =>
      arms.map(({ y, gap, probability }) => ({ y, weight: Math.abs(gap) * probability }));
    const worse = outside.filter(({ gap }) => gap > 0);
    if (worse.length === 0) return null;
    const rest = outside.reduce((sum, { probability }) => sum + probability, 0);
    yield;
    const stays = staysForEver(
      yield* directing(worse.map(({ y }) => y)),
      pulls(worse),
      pulls(outside.filter(({ gap }) => gap < 0)),
      outside.filter(({ gap }) => gap === 0).map(({ y }) => y),
      (rest * this.range) / Math.min(...worse.map(({ gap }) => gap)),
    );
    return stays ? { kind: 'face', arms: face, value } : null;
  }

  private *isExposed(): Work<boolean> {
    if (this.exposed === null) {
      const best = this.problem.rewards[this.optimal[0]!];
      const others = this.armsWith((r) => r !== best);
      const differences = this.optimal.flatMap((o) => others.map((a) => this.difference(o, a)));
      this.exposed = differences.length === 0 || (yield* apart(differences));
    }
    return this.exposed;
  }

  private armsWith(accept: (reward: number, arm: number) => boolean): number[] {
    const arms: number[] = [];
    this.problem.rewards.forEach((reward, a) => {
      if (accept(reward, a)) arms.push(a);
    });
    return arms;
  }

  private difference(i: number, j: number): Float64Array {
    const { rank, rows } = this.problem;
    return Float64Array.from({ length: rank }, (_, k) => rows[i * rank + k]! - rows[j * rank + k]!);
  }
}

/** The bandit of the face's arms alone, in the same coordinates. */
function* faceProblem(
  { rank, rows, rewards, members }: FlowProblem,
  face: readonly number[],
): Work<FlowProblem> {
  const actions = face.flatMap((arm) => members[arm]!.map(() => arm));
  return yield* preparingFlow({
    dimensions: rank,
    features: Float64Array.from(
      actions.flatMap((arm) => Array.from(rows.subarray(arm * rank, arm * rank + rank))),
    ),
    rewards: Float64Array.from(actions, (arm) => rewards[arm]!),
  });
}

/** Is the min-norm point on the positive side of every difference, beyond rounding? */
function* apart(differences: readonly Float64Array[]): Work<boolean> {
  const { point } = yield* minNorming(Points.of(differences));
  const norm = Math.sqrt(dot(point, point));
  return differences.every((y) => dot(y, point) > ROUNDING * norm * Math.sqrt(dot(y, y)));
}
