/** The certificate of one contextual bandit or Markov decision process: exact numbers, claims, and the verdict that follows from them. */
import { analyseMdp } from '../conditions/policies/analyse.js';
import type { PolicyProof, ProcessProof } from '../conditions/policies/proofs.js';
import type { MdpVerdict, PolicyCondition } from '../conditions/policies/types.js';
import { compareReturns } from '../conditions/policies/values.js';
import type { VerdictKind } from '../conditions/types.js';
import type { Real } from '../model/bandit.js';
import { featureRow, type Mdp } from '../model/mdp.js';
import { toFraction } from '../model/rational.js';
import type { ProcessClaim } from './claim.js';
import { boundsClaim } from './claims/bounds.js';
import { inReachClaim, outOfReachClaim } from './claims/inReach.js';
import type { OpenClaim } from './claims/open.js';
import { optimumClaim } from './claims/optimum.js';
import { policiesClaim } from './claims/policies.js';
import { policyClaim, valued } from './claims/policy.js';
import { policyOrderClaim } from './claims/policyOrder.js';
import { rational } from './rational.js';

/** The numbers of a process as exact rationals; pairs of a state and an action are numbered through all states. */
export interface ProcessRecord {
  readonly states: readonly string[];
  readonly discount: string;
  readonly start: readonly string[];
  readonly pairs: readonly {
    readonly state: number;
    readonly action: string;
    readonly reward: string;
    readonly to: readonly (readonly [state: number, probability: string])[];
    readonly features: readonly string[];
  }[];
}

export interface ProcessCertificate {
  readonly kind: 'process';
  readonly record: ProcessRecord;
  readonly claims: readonly ProcessClaim[];
  /** What follows from the claims alone. */
  readonly verdict: VerdictKind;
  /** The verdict of the analysis; the claims may prove less. */
  readonly said: MdpVerdict;
}

export function certifyProcess(mdp: Mdp): ProcessCertificate {
  const { verdict: said, conditions, proof } = analyseMdp(mdp, { keepsProof: true });
  const claims = claimsOf(said, conditions, proof);
  return { kind: 'process', record: recordOf(mdp), claims, verdict: verdictOf(claims), said };
}

/** The first case that applies, in the order of docs/policies.md. */
function verdictOf(claims: readonly ProcessClaim[]): VerdictKind {
  const has = (claim: ProcessClaim['claim']) => claims.some((each) => each.claim === claim);
  if (has('out-of-reach')) return 'never';
  if (!has('in-reach')) return 'undecided';
  if (has('policy-trap')) return 'depends';
  const isOrdered = has('policy-order') && has('policies') && !has('open');
  return has('tabular') || isOrdered ? 'always' : 'undecided';
}

function claimsOf(
  said: MdpVerdict,
  conditions: readonly PolicyCondition[],
  proof: ProcessProof | undefined,
): ProcessClaim[] {
  if (!proof?.optimum) return [open('optimum', 'values-too-large')];
  const claims: ProcessClaim[] = [optimumClaim(proof.optimum)];
  const { model, rows, least, greatest } = proof;
  if (!least || !greatest) return [...claims, open('bounds', 'values-too-large')];
  claims.push(boundsClaim(least, greatest));

  const found = conditions.find(({ id }) => id === 'exposed');
  const reach = found?.proof;
  if (reach?.kind === 'out-of-reach') return [...claims, outOfReachClaim(model, rows, reach.refuted)];
  claims.push(
    reach?.kind === 'in-reach' ? inReachClaim(model, rows, reach) : open('in-reach', reasonOf(found)),
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
): ProcessClaim[] {
  if (rows === null) return [open('policy-order', 'too-large'), open('policies', 'too-large')];
  const found = conditions.find(({ id }) => id === 'order');
  const order = found?.proof;
  const claims: ProcessClaim[] = [
    order?.kind === 'order' ? policyOrderClaim(model, rows, order) : open('policy-order', reasonOf(found)),
    tree ? policiesClaim(model, rows, choices, tree) : open('policies', 'not-all-policies'),
  ];
  for (const evaluation of tree ? best : []) {
    const isExact = evaluation.values.error === 0n;
    if (isExact && compareReturns(evaluation, optimum!) === 0)
      claims.push({ claim: 'policy-optimal', ...valued(model, evaluation) });
  }
  for (const condition of conditions) {
    if (condition.id !== 'trap') continue;
    const kept = condition.proof;
    const isExact = kept?.kind === 'policy' && kept.evaluation.values.error === 0n;
    claims.push(
      isExact ? policyClaim(model, rows, kept as Kept) : open('policy', reasonOf(condition), condition),
    );
  }
  return claims;
}

type Kept = Extract<PolicyProof, { kind: 'policy' }>;

function reasonOf(condition: PolicyCondition | undefined): string {
  if (condition?.unlessCoincidence) return 'search-cut-short';
  return condition?.reason?.code ?? 'not-asked';
}

function open(about: OpenClaim['about'], because: string, condition?: PolicyCondition): OpenClaim {
  const policy = condition?.policy?.policy;
  return { claim: 'open', about, ...(policy && { policy }), because };
}

function recordOf(mdp: Mdp): ProcessRecord {
  return {
    states: mdp.states.map(({ name }) => name),
    discount: exact(mdp.discount),
    start: mdp.start.map(exact),
    pairs: mdp.pairs.map(({ name, reward, to }, pair) => ({
      state: mdp.stateOf[pair]!,
      action: name,
      reward: exact(reward),
      to: to
        .filter(({ probability }) => probability.value !== 0)
        .map(({ state, probability }) => [state, exact(probability)] as const),
      features: featureRow(mdp, pair).map(exact),
    })),
  };
}

function exact(real: Real): string {
  const { s, n, d } = toFraction(real);
  return rational(s * n, d);
}
