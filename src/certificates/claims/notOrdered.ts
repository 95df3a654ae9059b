/**
 * *not-ordered*: no w gives logits in the order of the rewards. Proof: weights of differences between neighbouring levels whose weighted sum is 0.
 */
import type { Arms } from '../../conditions/arms.js';
import type { HullProof } from '../../conditions/proofs.js';
import { between, combinationOf } from '../around.js';
import { type Weight, weightsOf } from '../hull.js';

export interface NotOrderedClaim {
  readonly claim: 'not-ordered';
  readonly weights: readonly Weight[];
}

export function notOrderedClaim(arms: Arms, hull: HullProof): NotOrderedClaim {
  const combination = combinationOf(hull, (from, to) => between(arms, from, to));
  return { claim: 'not-ordered', weights: weightsOf(combination) };
}
