/** What `check --format json` reports about a contextual bandit or an MDP: policies as objects, state → action. */
import type {
  MdpAnalysis,
  PolicyCondition,
  PolicyEnd,
  PolicyForecast,
  PolicyValue,
  StateVerdict,
} from '../conditions/policies/types.js';
import { evidenceText, policyForecastText } from '../diagnostics/policyForecast.js';
import { policyReason } from '../diagnostics/policyReasons.js';
import { type Mdp, pairName } from '../model/mdp.js';

export function policiesJson(mdp: Mdp, analysis: MdpAnalysis, text: string | null): object {
  const { verdict, conditions, states, forecasts, evidence } = analysis;
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
    ...(forecasts && { forecasts: forecasts.map((each) => forecastJson(mdp, analysis, each)) }),
    ...(evidence && {
      evidence: {
        starts: evidence.starts,
        text: evidenceText(mdp, verdict, evidence),
        ends: evidence.ends.map((end) => endJson(mdp, end)),
      },
    }),
  };
}

function forecastJson(mdp: Mdp, analysis: MdpAnalysis, forecast: PolicyForecast): object {
  const { init, followed, total, ends, impossible } = forecast;
  const text = policyForecastText(mdp, analysis, forecast);
  return {
    init,
    followed,
    total,
    text,
    ...(impossible && { impossible: text }),
    ends: ends.map((end) => endJson(mdp, end)),
  };
}

/** The limit policy: for each state that it visits, the actions that it may take; several if they are tied. */
function endJson({ states, pairs }: Mdp, end: PolicyEnd): object {
  const { kind, gap, count } = end;
  if (end.kind === 'undecided') return { kind, gap, count };
  const policy =
    end.kind !== 'finite' &&
    Object.fromEntries(
      end.pairs.flatMap((taken, state) =>
        taken.length > 0 ? [[states[state]!.name, taken.map((pair) => pairs[pair]!.name)] as const] : [],
      ),
    );
  return { kind, ...(policy && { policy }), value: end.value, gap, count };
}

/** Only the states that the policy visits. */
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
