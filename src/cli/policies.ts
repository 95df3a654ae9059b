/** What `check --format json` says of a contextual bandit or an MDP: policies as objects, state → action. */
import type {
  MdpAnalysis,
  PolicyCondition,
  PolicyValue,
  StateVerdict,
} from '../conditions/policies/types.js';
import { policyReason } from '../diagnostics/policyReasons.js';
import { type Mdp, pairName } from '../model/mdp.js';

export function policiesJson(mdp: Mdp, analysis: MdpAnalysis, text: string | null): object {
  const { verdict, conditions, states } = analysis;
  const { kind, basis, optimal, value, best, traps, lookedAt, isAll } = verdict;
  const policy = (each: PolicyValue) => policyJson(mdp, each);
  return {
    verdict: {
      kind,
      basis,
      optimal: Object.fromEntries(
        optimal.map((pairs, state) => [mdp.states[state]!.name, pairs.map((pair) => mdp.pairs[pair]!.name)]),
      ),
      value: value.value,
      traps: traps.map((trap) => policy(trap).policy),
      best: best && policy(best),
      policies: { lookedAt, all: isAll },
      text,
    },
    conditions: conditions.map((each) => conditionJson(mdp, each)),
    states: states.map((each) => stateJson(mdp, each)),
  };
}

/** The states that it visits. */
function policyJson({ states, pairs }: Mdp, { policy, visited, value, gap }: PolicyValue) {
  const taken = policy.flatMap((pair, state) =>
    visited[state] ? [[states[state]!.name, pairs[pair]!.name] as const] : [],
  );
  return { policy: Object.fromEntries(taken), value: value.value, gap: gap.value };
}

function conditionJson(mdp: Mdp, condition: PolicyCondition): object {
  const { id, policy, holds, basis, margin, actions, certificate, reason: _, ...rest } = condition;
  const reason = policyReason(mdp, condition);
  return {
    id,
    ...(policy && policyJson(mdp, policy)),
    holds,
    basis,
    margin,
    actions: actions.map((pair) => pairName(mdp, pair)),
    ...(certificate && {
      certificate: certificate.map(({ from, to, ...weight }) => ({
        from: pairName(mdp, from),
        to: pairName(mdp, to),
        ...weight,
      })),
    }),
    ...rest,
    ...(reason && { reason }),
  };
}

function stateJson(mdp: Mdp, { state, kind, basis, traps }: StateVerdict): object {
  return {
    state: mdp.states[state]!.name,
    kind,
    basis,
    traps: traps.map((pair) => mdp.pairs[pair]!.name),
  };
}
