import type { Work } from '../math/work.js';
import { type Arms, isOptimalArm } from './arms.js';
import type { ConditionEntry, Setting } from './entry.js';
import type { HullProof } from './proofs.js';
import { hullProofOf, type Pair, type Separation, separate } from './separation.js';
import { arePairsFew, isPairwise } from './sizes.js';
import type { Condition, Reason } from './types.js';

/**
 * Can the policy come arbitrarily close to optimal: is sup_θ Σ_{a optimal} π_θ(a) = 1?
 *
 * Let O be the actions with the greatest reward and S the others. The answer is yes iff some o ∈ O has a direction w with
 * ⟨w, x_o − x_s⟩ > 0 for every s ∈ S: along parameters that send π(S) to 0, one optimal action must, infinitely often, have
 * the greatest logit of O, and its lead over each s grows without bound. In other words: not exposed iff O ⊂ conv(S). The
 * position of the optimal actions relative to each other does not matter. An optimal action with the features of a worse one
 * never has more probability than that one, so only arms of optimal actions alone qualify.
 *
 * P = {x_o − x_s : s ∈ S}; margin: the distance of x_o from conv(S), for the best o.
 */
function* exposed({
  arms,
  budget,
  keepsProof,
}: Pick<Setting, 'arms' | 'budget' | 'keepsProof'>): Work<Condition<'exposed'>> {
  const worse = arms.members.map((_, arm) => arm).filter((arm) => !isOptimalArm(arms, arm));
  const candidates = arms.members.map((_, arm) => arm).filter((arm) => isOptimalArm(arms, arm));
  if (worse.length === 0) {
    return {
      id: 'exposed',
      holds: true,
      basis: 'proved',
      margin: null,
      actions: arms.optimal,
      reason: { code: 'all-optimal' },
      ...(keepsProof && { proof: { kind: 'apart', arm: 0, hull: null } }),
    };
  }
  if (candidates.length === 0) {
    return { ...sharedRow(arms), ...(keepsProof && { proof: { kind: 'together', hulls: [] } }) };
  }
  yield;

  let best: Separation | null = null;
  const refuted: Separation[] = [];
  for (const arm of candidates) {
    const separation = yield* separate(
      arms,
      worse.map((other): Pair => [arm, other]),
      budget,
    );
    if (!separation.apart) refuted.push(separation);
    else if (best === null || separation.normSquare > best.normSquare) best = separation;
  }

  if (best) {
    return {
      id: 'exposed',
      holds: true,
      basis: best.basis,
      margin: Math.sqrt(best.normSquare),
      actions: involved(arms, best),
      witness: best.point,
      ...(best.exactPoint && { exactWitness: best.exactPoint }),
      ...(best.reason && { reason: best.reason }),
      ...(keepsProof &&
        best.basis === 'proved' && {
          proof: { kind: 'apart', arm: best.pairs[0]![0], hull: yield* hullProofOf(arms, best) },
        }),
    };
  }
  const first = refuted[0]!;
  const unproved = refuted.find((separation) => separation.basis === 'numerical');
  return {
    id: 'exposed',
    holds: false,
    basis: unproved ? 'numerical' : 'proved',
    margin: 0,
    actions: involved(arms, first),
    certificate: first.terms,
    ...reasonOfFailure(arms, candidates, unproved),
    ...(keepsProof &&
      !unproved && { proof: { kind: 'together', hulls: yield* hullProofsOf(arms, refuted) } }),
  };
}

function* hullProofsOf(arms: Arms, refuted: readonly Separation[]): Work<HullProof[]> {
  const hulls: HullProof[] = [];
  for (const separation of refuted) hulls.push(yield* hullProofOf(arms, separation));
  return hulls;
}

function reasonOfFailure(
  arms: Arms,
  candidates: readonly number[],
  unproved: Separation | undefined,
): { readonly reason?: Reason } {
  if (unproved?.reason) return { reason: unproved.reason };
  if (arms.optimal.length === 1) return {};
  return { reason: { code: candidates.length === 1 ? 'other-optima-share-rows' : 'other-optima-alike' } };
}

/** Every optimal action has the features of a worse one: x_o − x_s = 0 is itself the certificate. */
function sharedRow(arms: Arms): Condition<'exposed'> {
  const optimal = arms.optimal[0]!;
  const sharing = arms.members[arms.armOf[optimal]!]!.find((action) => !arms.optimal.includes(action))!;
  return {
    id: 'exposed',
    holds: false,
    basis: 'proved',
    margin: 0,
    actions: [optimal, sharing],
    certificate: [{ from: optimal, to: sharing, weight: 1, exact: '1' }],
    reason: { code: 'optimum-shares-row' },
  };
}

/** The optimal action, then the actions with positive weight. */
function involved(arms: Arms, separation: Separation): number[] {
  const arm = separation.pairs[0]![0];
  return [arms.members[arm]![0]!, ...separation.terms.map((term) => term.to)];
}

export const EXPOSED = {
  id: 'exposed',
  about: 'Some θ makes the best action almost certain: necessary for any method.',
  isRepairable: true,
  isDecisive: true,
  // Each optimal arm is separated from all others.
  isInReach(arms, shape) {
    const optimal = arms.members.filter((_, arm) => isOptimalArm(arms, arm)).length;
    const worse = arms.members.length - optimal;
    return arePairsFew(shape, worse) && isPairwise({ ...shape, actions: Math.sqrt(optimal * worse) });
  },
  *check(setting, found) {
    found.push(yield* exposed(setting));
  },
} satisfies ConditionEntry<'exposed'>;
