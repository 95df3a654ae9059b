/** The certificate of one contextual bandit or Markov decision process: exact numbers, claims, and the verdict that follows from them. */
import { analyseMdp } from '../conditions/policies/analyse.js';
import { visited } from '../conditions/policies/exactMdp.js';
import type { PolicyProof, ProcessProof } from '../conditions/policies/proofs.js';
import type { MdpVerdict, PolicyCondition } from '../conditions/policies/types.js';
import { compareReturns } from '../conditions/policies/values.js';
import type { VerdictKind } from '../conditions/types.js';
import type { Mdp } from '../model/mdp.js';
import { type Answer, isClaim } from './claim.js';
import { exposedPolicy } from './claims/exposed.js';
import { notExposedPolicies } from './claims/notExposed.js';
import type { OpenClaim } from './claims/open.js';
import { orderOfPolicies } from './claims/order.js';
import { policiesClaim } from './claims/policies.js';
import { optimalPolicy, policyClaim } from './claims/policy.js';
import { valuesClaim } from './claims/values.js';
import { type ProblemRecord, processRecord } from './record.js';

export interface ProcessCertificate {
  readonly kind: 'process';
  readonly record: ProblemRecord;
  readonly claims: readonly Answer[];
  /** What follows from the claims alone. */
  readonly verdict: VerdictKind;
  /** The verdict of the analysis; the claims may prove less. */
  readonly said: MdpVerdict;
}

export function certifyProcess(mdp: Mdp): ProcessCertificate {
  const { verdict: said, conditions, proof } = analyseMdp(mdp, { keepsProof: true });
  const claims = claimsOf(said, conditions, proof);
  return { kind: 'process', record: processRecord(mdp), claims, verdict: verdictOf(claims), said };
}

/** The first case that applies, as docs/policies.md has them. */
function verdictOf(claims: readonly Answer[]): VerdictKind {
  const has = (claim: string) => claims.some((each) => isClaim(each) && each.claim === claim);
  if (has('not-exposed')) return 'never';
  if (!has('exposed')) return 'undecided';
  if (has('trap')) return 'depends';
  const isOrdered = has('order') && has('policies') && claims.every(isClaim);
  return has('tabular') || isOrdered ? 'always' : 'undecided';
}

function claimsOf(
  said: MdpVerdict,
  conditions: readonly PolicyCondition[],
  proof: ProcessProof | undefined,
): Answer[] {
  if (!proof?.optimum || !proof.least || !proof.greatest) return [open('values', 'values-too-large')];
  const { model, rows, optimum, least, greatest } = proof;
  const seen = visited(model, null).flatMap((isSeen, state) => (isSeen ? [state] : []));
  const claims: Answer[] = [valuesClaim(optimum, least, greatest, seen)];

  const found = conditions.find(({ id }) => id === 'exposed');
  const reach = found?.proof;
  if (reach?.kind === 'out-of-reach') return [...claims, notExposedPolicies(model, rows, reach.refuted)];
  claims.push(
    reach?.kind === 'in-reach' ? exposedPolicy(model, rows, reach) : open('exposed', reasonOf(found)),
  );
  if (proof.isTabular) {
    const uncovered = said.why.find(({ code }) => code === 'start-not-everywhere');
    return [...claims, uncovered ? open('tabular', uncovered.code) : { claim: 'tabular' }];
  }
  return [...claims, ...policyClaims(conditions, proof)];
}

function policyClaims(
  conditions: readonly PolicyCondition[],
  { model, rows, optimum, choices, tree, best }: ProcessProof,
): Answer[] {
  if (rows === null) return [open('order', 'too-large'), open('policies', 'too-large')];
  const found = conditions.find(({ id }) => id === 'order');
  const order = found?.proof;
  const claims: Answer[] = [
    order?.kind === 'order' ? orderOfPolicies(model, rows, order) : open('order', reasonOf(found)),
    tree ? policiesClaim(model, rows, choices, tree) : open('policies', 'not-all-policies'),
  ];
  for (const evaluation of tree ? best : []) {
    const isExact = evaluation.values.error === 0n;
    if (isExact && compareReturns(evaluation, optimum!) === 0) claims.push(optimalPolicy(model, evaluation));
  }
  for (const condition of conditions) {
    if (condition.id !== 'trap') continue;
    const names = condition.policy?.policy.map((pair) => model.mdp.pairs[pair]!.name) ?? [];
    const question = `trap ${names.join(', ')}`;
    const kept = condition.proof;
    const isExact = kept?.kind === 'policy' && kept.evaluation.values.error === 0n;
    claims.push(
      isExact
        ? (policyClaim(model, rows, kept as Kept) ?? open(question, 'on-a-line'))
        : open(question, reasonOf(condition)),
    );
  }
  return claims;
}

type Kept = Extract<PolicyProof, { kind: 'policy' }>;

function reasonOf(condition: PolicyCondition | undefined): string {
  if (condition?.unlessCoincidence) return 'search-cut-short';
  return condition?.reason?.code ?? 'not-asked';
}

function open(question: string, because: string): OpenClaim {
  return { open: question, because };
}
