/** *in-reach* and *out-of-reach*: whether the optimum of a process is in reach of the features (docs/policies.md, "In reach"). */
import type { Arms } from '../../conditions/arms.js';
import type { ExactMdp } from '../../conditions/policies/exactMdp.js';
import type { PolicyProof, RefutedChoices } from '../../conditions/policies/proofs.js';
import { combinationOf } from '../around.js';
import { conflictWeights, keyed } from '../deviations.js';
import { type HullPoint, hullPoint, type Weight } from '../hull.js';

/** The point is absent if there is nothing to separate, or the features are tabular. */
export interface InReachClaim extends Partial<HullPoint> {
  readonly claim: 'in-reach';
  /** One optimal arm in each state that they visit, ascending. */
  readonly arms: readonly number[];
}

export interface OutOfReachClaim {
  readonly claim: 'out-of-reach';
  readonly refuted: Refuted;
}

export type Refuted =
  /** Weights of differences of the arms chosen so far; the weighted sum is 0. */
  | { readonly weights: readonly Weight[] }
  /** A state that the choices so far visit: each optimal arm, and why it cannot be chosen. */
  | { readonly state: number; readonly arms: readonly (readonly [arm: number, refuted: Refuted])[] };

type InReach = Extract<PolicyProof, { kind: 'in-reach' }>;

export function inReachClaim(
  model: ExactMdp,
  rows: Arms | null,
  { policy, differences, hull }: InReach,
): InReachClaim {
  const arms = policy.flatMap((arm, state) => (arm < 0 ? [] : [model.arms[state]![arm]!.pairs[0]!]));
  if (hull === null || rows === null) return { claim: 'in-reach', arms };
  const listed = differences.map((each) => keyed(model, rows, each));
  const combination = combinationOf(hull, (_from, _to, index) => listed[index]!);
  return { claim: 'in-reach', arms, ...hullPoint(combination, listed, [], rows.scale) };
}

export function outOfReachClaim(
  model: ExactMdp,
  rows: Arms | null,
  refuted: RefutedChoices,
): OutOfReachClaim {
  return { claim: 'out-of-reach', refuted: refutedOf(model, rows, refuted) };
}

function refutedOf(model: ExactMdp, rows: Arms | null, node: RefutedChoices): Refuted {
  // Conflicts are found only in rows, so `rows` is present.
  if (node.kind === 'conflict') return { weights: conflictWeights(model, rows!, node.conflict) };
  const { state, arms } = node;
  return {
    state,
    arms: arms.map(
      ([arm, below]) => [model.arms[state]![arm]!.pairs[0]!, refutedOf(model, rows, below)] as const,
    ),
  };
}
