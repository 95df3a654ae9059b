/** Claims about a deterministic policy of a process: it attracts, it does not attract, or it is as good as the optimum. */
import type { Arms } from '../../conditions/arms.js';
import type { ExactMdp } from '../../conditions/policies/exactMdp.js';
import type { PolicyProof } from '../../conditions/policies/proofs.js';
import type { Evaluation } from '../../conditions/policies/values.js';
import type { Around } from '../around.js';
import { keyed } from '../deviations.js';
import { rational } from '../rational.js';
import { type NotAttracting, notAttracting } from './noTrap.js';
import { valuesOf } from './optimum.js';
import { type Attracting, attracting } from './trap.js';

/** The arm of each state, V and J. */
interface Valued {
  readonly policy: readonly number[];
  readonly values: readonly string[];
  readonly value: string;
}

export type PolicyClaim =
  /** `occupancies`: d of each state, present if better and worse actions of several states change their logits alike. */
  | (Valued & Attracting & { readonly claim: 'policy-trap'; readonly occupancies?: readonly string[] })
  | (Valued & NotAttracting & { readonly claim: 'policy-no-trap'; readonly occupancies?: readonly string[] })
  | (Valued & { readonly claim: 'policy-optimal' });

export function valued(model: ExactMdp, evaluation: Evaluation): Valued {
  return {
    policy: evaluation.policy.map((arm, state) => model.arms[state]![arm]!.pairs[0]!),
    ...valuesOf(evaluation),
  };
}

export function policyClaim(
  model: ExactMdp,
  rows: Arms,
  { evaluation, around: groups, isShared, proof, occupancies }: Extract<PolicyProof, { kind: 'policy' }>,
): PolicyClaim {
  const { better, level, worse } = groups;
  // In the order of the proof's arms: the policy itself first.
  const all = [...better, ...level, ...worse];
  const places = all.map((_, n) => n + 1);
  const around: Around = {
    better: places.slice(0, better.length),
    tied: places.slice(better.length, better.length + level.length),
    worse: places.slice(better.length + level.length),
    to: (other) => keyed(model, rows, all[other - 1]![0]!),
    scale: rows.scale,
  };
  const stated = {
    ...valued(model, evaluation),
    ...(occupancies && { occupancies: occupancies.map(({ above, below }) => rational(above, below)) }),
  };
  if (proof.kind === 'attracts') return { claim: 'policy-trap', ...stated, ...attracting(around, proof) };
  if (proof.kind === 'apart' || proof.kind === 'together')
    throw new RangeError('a proof of another condition');
  return { claim: 'policy-no-trap', ...stated, ...notAttracting(around, proof, isShared) };
}
