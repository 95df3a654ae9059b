/** The certificate of one bandit: its exact numbers, a claim for each question that its verdict rests on, and the verdict that follows. */
import { analyse } from '../conditions/analyse.js';
import { type Arms, armsOf } from '../conditions/arms.js';
import { suboptimalArms } from '../conditions/entry.js';
import type { Condition, Verdict, VerdictKind } from '../conditions/types.js';
import type { Bandit, Real } from '../model/bandit.js';
import { toFraction } from '../model/rational.js';
import { aroundArm } from './around.js';
import type { BanditClaim } from './claim.js';
import { exposedClaim } from './claims/exposed.js';
import { notAttracting } from './claims/noTrap.js';
import { notExposedClaim } from './claims/notExposed.js';
import { notOrderedClaim } from './claims/notOrdered.js';
import type { OpenClaim } from './claims/open.js';
import { orderClaim } from './claims/order.js';
import { attracting } from './claims/trap.js';
import { rational } from './rational.js';

/** The numbers of a bandit as exact rationals. */
export interface BanditRecord {
  readonly actions: readonly string[];
  readonly rewards: readonly string[];
  readonly features: readonly (readonly string[])[];
  /** The actions of each arm, which have the same features, and the mean of their rewards; in the order of their first actions. */
  readonly arms: readonly (readonly [actions: readonly number[], mean: string])[];
}

export interface BanditCertificate {
  readonly kind: 'bandit';
  readonly record: BanditRecord;
  /**
   * First whether the optimum is exposed. Then, unless it is proved not to be: whether the order is preserved, and one claim for each suboptimal
   * arm.
   */
  readonly claims: readonly BanditClaim[];
  /** What follows from the claims alone. */
  readonly verdict: VerdictKind;
  /** The verdict of the analysis; the claims may prove less. */
  readonly said: Verdict;
}

export function certifyBandit(bandit: Bandit): BanditCertificate {
  const { verdict: said, conditions } = analyse(bandit, { keepsProof: true });
  const arms = armsOf(bandit);
  const exposed = exposedOf(
    arms,
    conditions.find(({ id }) => id === 'exposed'),
  );
  const claims: BanditClaim[] = [exposed];
  if (exposed.claim !== 'not-exposed') {
    claims.push(
      orderOf(
        arms,
        conditions.find(({ id }) => id === 'order'),
      ),
    );
    for (const arm of suboptimalArms(arms).toSorted((a, b) => a - b)) {
      // The condition of one of the arm's suboptimal actions; the arm's first action may be optimal.
      const found = conditions.find(({ id, action }) => id === 'trap' && arms.armOf[action!] === arm);
      claims.push(trapOf(arms, arm, found));
    }
  }
  return { kind: 'bandit', record: recordOf(bandit, arms), claims, verdict: verdictOf(claims), said };
}

/** The first case that applies, in the order of docs/verdict.md. */
export function verdictOf(claims: readonly BanditClaim[]): VerdictKind {
  const has = (claim: BanditClaim['claim']) => claims.some((each) => each.claim === claim);
  if (has('not-exposed')) return 'never';
  if (has('exposed') && has('trap')) return 'depends';
  return has('exposed') && has('order') && !has('trap') && !has('open') ? 'always' : 'undecided';
}

function exposedOf(arms: Arms, condition: Condition | undefined): BanditClaim {
  const proof = condition?.proof;
  if (proof?.kind === 'apart') return exposedClaim(arms, proof.arm!, proof.hull);
  return proof?.kind === 'together' ? notExposedClaim(arms, proof.hulls) : open('exposed', condition);
}

function orderOf(arms: Arms, condition: Condition | undefined): BanditClaim {
  const proof = condition?.proof;
  if (proof?.kind === 'apart') return orderClaim(arms, proof.hull);
  return proof?.kind === 'together' ? notOrderedClaim(arms, proof.hulls[0]!) : open('order', condition);
}

function trapOf(arms: Arms, arm: number, condition: Condition | undefined): BanditClaim {
  const action = arms.members[arm]![0]!;
  const proof = condition?.proof;
  if (!proof || proof.kind === 'apart' || proof.kind === 'together')
    return { ...open('trap', condition), action };
  const around = aroundArm(arms, arm);
  return proof.kind === 'attracts'
    ? { claim: 'trap', action, ...attracting(around, proof) }
    : { claim: 'no-trap', action, ...notAttracting(around, proof) };
}

function open(about: OpenClaim['about'], condition: Condition | undefined): OpenClaim {
  const reason = condition?.unlessCoincidence ? 'search-cut-short' : condition?.reason?.code;
  return { claim: 'open', about, because: reason ?? 'not-asked' };
}

function recordOf({ names, rewards, features }: Bandit, arms: Arms): BanditRecord {
  return {
    actions: names,
    rewards: rewards.map(exact),
    features: features.map((row) => row.map(exact)),
    arms: arms.members.map((actions, arm) => {
      const { s, n, d } = arms.rewards[arm]!;
      return [actions, rational(s * n, d)] as const;
    }),
  };
}

function exact(real: Real): string {
  const { s, n, d } = toFraction(real);
  return rational(s * n, d);
}
