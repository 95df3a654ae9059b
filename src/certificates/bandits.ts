/** The certificate of one bandit: its exact numbers, a claim for each question that its verdict rests on, and the verdict that follows. */
import { analyse } from '../conditions/analyse.js';
import { type Arms, armsOf, isOptimalArm } from '../conditions/arms.js';
import type { Condition, Verdict, VerdictKind } from '../conditions/types.js';
import type { Bandit } from '../model/bandit.js';
import { toFraction } from '../model/rational.js';
import { type Answer, isClaim } from './claim.js';
import { exposedArm } from './claims/exposed.js';
import { notExposedArms } from './claims/notExposed.js';
import type { OpenClaim } from './claims/open.js';
import { orderOfArms } from './claims/order.js';
import { armClaim, optimalArm } from './claims/policy.js';
import type { ValuesClaim } from './claims/values.js';
import { banditRecord, type ProblemRecord } from './record.js';

export interface BanditCertificate {
  readonly kind: 'bandit';
  readonly record: ProblemRecord;
  /** First the values, then whether the optimum is exposed; if it is not known not to be: whether the order is preserved, then one for each arm. */
  readonly claims: readonly Answer[];
  /** What follows from the claims alone. */
  readonly verdict: VerdictKind;
  /** The verdict of the analysis; the claims may prove less. */
  readonly said: Verdict;
}

export function certifyBandit(bandit: Bandit): BanditCertificate {
  const { verdict: said, conditions } = analyse(bandit, { keepsProof: true });
  const arms = armsOf(bandit);
  const find = (id: string) => conditions.find((each) => each.id === id);
  const exposed = exposedOf(arms, find('exposed'));
  const claims: Answer[] = [valuesOf(arms), exposed];
  if (!isClaim(exposed) || exposed.claim === 'exposed') {
    claims.push(orderOf(arms, find('order')));
    for (const arm of arms.members.keys()) {
      // Of its suboptimal actions, of which the first need not be the first of the arm.
      const found = conditions.find(({ id, action }) => id === 'trap' && arms.armOf[action!] === arm);
      claims.push(isOptimalArm(arms, arm) ? optimalArm(arms, arm) : trapOf(arms, arm, found));
    }
  }
  return {
    kind: 'bandit',
    record: banditRecord(bandit),
    claims,
    verdict: verdictOf(claims),
    said,
  };
}

/** The first case that applies, as docs/verdict.md has them. */
function verdictOf(claims: readonly Answer[]): VerdictKind {
  const has = (claim: string) => claims.some((each) => isClaim(each) && each.claim === claim);
  if (has('not-exposed')) return 'never';
  if (has('exposed') && has('trap')) return 'depends';
  return has('exposed') && has('order') && claims.every(isClaim) ? 'always' : 'undecided';
}

function valuesOf(arms: Arms): ValuesClaim {
  const means = arms.levels.map(([arm]) => arms.rewards[arm!]!.toFraction());
  const best = arms.bandit.rewards[arms.optimal[0]!]!;
  const value = toFraction(best).toFraction();
  return {
    claim: 'values',
    values: [value],
    value,
    least: [means.at(-1)!],
    greatest: [means[0]!],
    visited: [0],
  };
}

function exposedOf(arms: Arms, condition: Condition | undefined): Answer {
  const proof = condition?.proof;
  if (proof?.kind === 'apart') return exposedArm(arms, proof.arm!, proof.hull);
  return proof?.kind === 'together' ? notExposedArms(arms, proof.hulls) : open('exposed', condition);
}

function orderOf(arms: Arms, condition: Condition | undefined): Answer {
  const proof = condition?.proof;
  if (proof?.kind === 'apart') return orderOfArms(arms, true, proof.hull);
  return proof?.kind === 'together' ? orderOfArms(arms, false, proof.hulls[0]!) : open('order', condition);
}

function trapOf(arms: Arms, arm: number, condition: Condition | undefined): Answer {
  const question = `trap ${arms.bandit.names[arms.members[arm]![0]!]}`;
  const proof = condition?.proof;
  if (!proof || proof.kind === 'apart' || proof.kind === 'together') return open(question, condition);
  return armClaim(arms, arm, proof) ?? { open: question, because: 'on-a-line' };
}

function open(question: string, condition: Condition | undefined): OpenClaim {
  const reason = condition?.unlessCoincidence ? 'search-cut-short' : condition?.reason?.code;
  return { open: question, because: reason ?? 'not-asked' };
}
