/** The certificate of one contextual bandit or Markov decision process: exact numbers, claims, and the verdict that follows from them. */
import { analyseMdp } from '../conditions/policies/analyse.js';
import { visited } from '../conditions/policies/exactMdp.js';
import type { ProcessProof } from '../conditions/policies/proofs.js';
import type { MdpVerdict, PolicyCondition } from '../conditions/policies/types.js';
import { compareReturns, type Evaluation, exactly } from '../conditions/policies/values.js';
import type { VerdictKind } from '../conditions/types.js';
import { budgetOf } from '../math/budget.js';
import { finish } from '../math/work.js';
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

/** For exact V of policies of which an analysis only needs bounds, in estimated nanoseconds: what takes longer is left open. */
const VALUES_BUDGET = 2e9;

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
  const { verdict: said, conditions, proof } = analyseMdp(mdp, { keepsProof: true, withStates: false });
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
  const budget = budgetOf(VALUES_BUDGET);
  const exact = (evaluation: Evaluation) => finish(exactly(model, evaluation, budget));
  for (const each of tree ? best : []) {
    const evaluation = exact(each);
    if (evaluation && compareReturns(evaluation, optimum!) === 0)
      claims.push(optimalPolicy(model, evaluation));
  }
  const asked = conditions.filter(({ id }) => id === 'trap');
  // A trap decides the verdict, so it is solved for before the budget is spent.
  const exactOf = new Map(
    [...asked.filter(isTrap), ...asked.filter((each) => !isTrap(each))].map(
      (each) => [each, each.proof?.kind === 'policy' ? exact(each.proof.evaluation) : null] as const,
    ),
  );
  for (const condition of asked) {
    const names = condition.policy?.policy.map((pair) => model.mdp.pairs[pair]!.name) ?? [];
    const question = `trap ${names.join(', ')}`;
    const kept = condition.proof;
    const evaluation = exactOf.get(condition) ?? null;
    if (kept?.kind !== 'policy') claims.push(open(question, reasonOf(condition)));
    else if (evaluation === null) claims.push(open(question, 'values-too-large'));
    else claims.push(policyClaim(model, rows, { ...kept, evaluation }) ?? open(question, 'on-a-line'));
  }
  return claims;
}

function isTrap({ proof }: PolicyCondition): boolean {
  return proof?.kind === 'policy' && proof.proof.kind === 'attracts';
}

function reasonOf(condition: PolicyCondition | undefined): string {
  if (condition?.unlessCoincidence) return 'search-cut-short';
  return condition?.reason?.code ?? 'not-asked';
}

function open(question: string, because: string): OpenClaim {
  return { open: question, because };
}
