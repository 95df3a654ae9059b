/** Claims about a deterministic policy: that it attracts, that it does not, or that it is as good as the optimum. An action of a bandit is one. */
import type { Arms } from '../../conditions/arms.js';
import type { ArmPolicy, ExactMdp } from '../../conditions/policies/exactMdp.js';
import { Occupancies } from '../../conditions/policies/occupancy.js';
import type { PolicyProof } from '../../conditions/policies/proofs.js';
import { type Evaluation, exactAdvantage } from '../../conditions/policies/values.js';
import type { Proof } from '../../conditions/proofs.js';
import { budgetOf } from '../../math/budget.js';
import { finish } from '../../math/work.js';
import { type Around, aroundArm } from '../around.js';
import { keyed } from '../deviations.js';
import { rational } from '../rational.js';
import { type NotAttracting, notAttracting } from './noTrap.js';
import { type Attracting, attracting } from './trap.js';
import { returnsOf } from './values.js';

/** The arm of each state, V and J. */
interface Valued {
  readonly policy: readonly number[];
  readonly values: readonly string[];
  readonly value: string;
}

interface Compared extends Valued {
  /** d(s), the discounted visits of each state. */
  readonly visits: readonly string[];
  /** A(s, a) of all arms, by the states. */
  readonly advantages: readonly string[];
}

export type PolicyClaim =
  | (Valued & { readonly claim: 'optimal' })
  | (Compared & Attracting & { readonly claim: 'trap' })
  | (Compared & NotAttracting & { readonly claim: 'no-trap' });

export function optimalArm(arms: Arms, arm: number): PolicyClaim {
  return { claim: 'optimal', ...valuedArm(arms, arm) };
}

export function optimalPolicy(model: ExactMdp, evaluation: Evaluation): PolicyClaim {
  return { claim: 'optimal', ...valuedPolicy(model, evaluation) };
}

/** null: there are no words for its proof. */
export function armClaim(arms: Arms, arm: number, proof: Proof): PolicyClaim | null {
  const own = arms.rewards[arm]!;
  const compared = {
    ...valuedArm(arms, arm),
    visits: ['1'],
    advantages: arms.rewards.map((reward) => reward.sub(own).toFraction()),
  };
  return claimOf(compared, aroundArm(arms, arm), proof, true);
}

/** null: there are no words for its proof. */
export function policyClaim(
  model: ExactMdp,
  rows: Arms,
  { evaluation, around: groups, isShared, proof }: Extract<PolicyProof, { kind: 'policy' }>,
): PolicyClaim | null {
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
  const compared = {
    ...valuedPolicy(model, evaluation),
    visits: visitsOf(model, evaluation.policy),
    advantages: model.arms.flatMap((arms, state) =>
      arms.map((arm) => {
        // V is exact, or nothing is claimed.
        const { above, below } = exactAdvantage(evaluation, state, arm)!;
        return rational(above, below);
      }),
    ),
  };
  return claimOf(compared, around, proof, isShared);
}

function claimOf(compared: Compared, around: Around, proof: Proof, isShared: boolean): PolicyClaim | null {
  if (proof.kind === 'apart' || proof.kind === 'together')
    throw new RangeError('a proof of another condition');
  if (proof.kind === 'attracts') return { claim: 'trap', ...compared, ...attracting(around, proof) };
  const stated = notAttracting(around, proof, isShared);
  return stated && { claim: 'no-trap', ...compared, ...stated };
}

function valuedArm(arms: Arms, arm: number): Valued {
  const mean = arms.rewards[arm]!.toFraction();
  return { policy: [arms.members[arm]![0]!], values: [mean], value: mean };
}

function valuedPolicy(model: ExactMdp, evaluation: Evaluation): Valued {
  return {
    policy: evaluation.policy.map((arm, state) => model.arms[state]![arm]!.pairs[0]!),
    ...returnsOf(evaluation),
  };
}

function visitsOf(model: ExactMdp, policy: ArmPolicy): string[] {
  const visits = finish(new Occupancies(model).of(policy, budgetOf(Number.POSITIVE_INFINITY)))!;
  return policy.map((_, state) => {
    const { above, below } = visits(state);
    return rational(above, below);
  });
}
