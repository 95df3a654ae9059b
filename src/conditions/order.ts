import type { Work } from '../math/work.js';
import type { ConditionEntry, Setting } from './entry.js';
import type { HullProof, Proof } from './proofs.js';
import { hullProofOf, type Pair, type Separation, separate, separatedBy } from './separation.js';
import { arePairsFew } from './sizes.js';
import type { Condition } from './types.js';

/**
 * Is the order of the rewards preserved: does some w give logits Xw with ⟨w, x_i⟩ > ⟨w, x_j⟩ wherever r_i > r_j?
 *
 * Nothing is required between equal rewards: Cov_π(r, Xw) = ½ Σ_ij π_i π_j (r_i − r_j)⟨w, x_i − x_j⟩ does not contain those pairs, and
 * is positive as soon as π gives weight to two different rewards. So ⟨∇f(θ), w⟩ > 0 at every finite θ and on every face of
 * more than one reward: the flow can end only at actions of one reward.
 *
 * It is enough to compare neighbouring levels of reward, since the other differences are sums of theirs:
 * P = {x_i − x_j : i in one level, j in the next}; margin: ‖p‖, the least lead ⟨w, x_i − x_j⟩ over ‖w‖ = 1 at the best w.
 */
export function* order({
  arms,
  budget,
  keepsProof,
}: Pick<Setting, 'arms' | 'budget' | 'keepsProof'>): Work<Condition<'order'>> {
  const pairs: Pair[] = [];
  for (let level = 0; level + 1 < arms.levels.length; level++) {
    for (const from of arms.levels[level]!) for (const to of arms.levels[level + 1]!) pairs.push([from, to]);
  }
  if (pairs.length === 0) {
    return {
      id: 'order',
      holds: true,
      basis: 'proved',
      margin: null,
      actions: [],
      reason: { code: 'one-reward' },
      ...(keepsProof && { proof: { kind: 'apart', hull: null } }),
    };
  }
  yield;
  const separation = yield* separate(arms, pairs, budget);
  const actions = [...new Set(separation.terms.flatMap((term) => [term.from, term.to]))];
  return {
    id: 'order',
    basis: separation.basis,
    actions: actions.sort((a, b) => arms.levelOf[arms.armOf[a]!]! - arms.levelOf[arms.armOf[b]!]! || a - b),
    ...(separation.reason && { reason: separation.reason }),
    ...separatedBy(separation, separation.terms),
    ...(keepsProof &&
      separation.basis === 'proved' && { proof: proofOf(separation, yield* hullProofOf(arms, separation)) }),
  };
}

function proofOf({ apart }: Separation, hull: HullProof): Proof {
  return apart ? { kind: 'apart', hull } : { kind: 'together', hulls: [hull] };
}

export const ORDER = {
  id: 'order',
  about: 'Some `w` gives logits `Xw` in the order of the rewards.',
  isRepairable: true,
  isDecisive: true,
  isInReach({ levels }, shape) {
    const neighbours = levels.reduce((sum, { length }, n) => sum + length * (levels[n + 1]?.length ?? 0), 0);
    return arePairsFew(shape, neighbours);
  },
  *check(setting, found) {
    found.push(yield* order(setting));
  },
} satisfies ConditionEntry<'order'>;
