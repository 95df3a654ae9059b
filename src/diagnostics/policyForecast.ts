/** Sentences about where starts of a contextual bandit or an MDP end, and the places where they are reported. */
import type {
  MdpAnalysis,
  MdpVerdict,
  NoPolicyStart,
  PolicyEnd,
  PolicyEvidence,
  PolicyForecast,
  PolicyValue,
} from '../conditions/policies/types.js';
import { alike } from '../model/alike.js';
import { type Mdp, pairName } from '../model/mdp.js';
import type { Reading } from '../spec/types.js';
import type { Finding } from './finding.js';
import { placeOfStart } from './forecastFindings.js';
import { unsettledText } from './forecastWords.js';
import { list, short } from './format.js';
import { policyName } from './policyFormat.js';

/** The most traps that are named if the one that was asked for was not found. */
const TOLD = 3;
/** States that are told of a mixture. */
const MIXED = 3;

/** One clause that follows "Forecast: "; if there is no such start, sentences that say why. */
export function policyForecastText(mdp: Mdp, { verdict }: MdpAnalysis, forecast: PolicyForecast): string {
  const { ends, total, followed, impossible } = forecast;
  if (impossible) return noPolicyStartText(mdp, impossible);
  const [first] = ends;
  if (total === 1 && first) return `this start ${endText(mdp, verdict, first, 'ends')}`;
  const of = followed < total ? `the first ${followed} of ${total}` : `${total}`;
  return `of ${of} starts, ${endsText(mdp, verdict, ends)}`;
}

/** For an undecided verdict: what was observed. */
export function evidenceText(mdp: Mdp, verdict: MdpVerdict, { starts, ends }: PolicyEvidence): string {
  return `the flow from ${starts} random starts: ${endsText(mdp, verdict, ends)}`;
}

function endsText(mdp: Mdp, verdict: MdpVerdict, ends: readonly PolicyEnd[]): string {
  return list(
    ends.map((end) => `${end.count} ${endText(mdp, verdict, end, end.count === 1 ? 'ends' : 'end')}`),
    Number.POSITIVE_INFINITY,
  );
}

function endText(mdp: Mdp, verdict: MdpVerdict, end: PolicyEnd, verb: 'ends' | 'end'): string {
  if (end.kind === 'undecided') return `${verb} nowhere that is certain (${unsettledText(end.reason)})`;
  const below = end.gap > 0 ? `, ${short(end.gap)} below J*` : '';
  if (end.kind === 'finite') {
    const where = end.maximum ? 'at a finite local maximum' : 'at a stationary point';
    return `${verb} ${where} (J ≈ ${short(end.value)}${below})`;
  }
  if (end.kind === 'face')
    return `${verb} at a mixture of ${mixed(mdp, end)} (J ≈ ${short(end.value)}${below})`;
  if (end.gap === 0) return `${verb} at ${isOneOfSeveral(verdict) ? 'an optimal' : 'the best'} policy`;
  const name = holdsBest(mdp, end, verdict)
    ? 'a policy as good as the best in reach'
    : policyName(mdp, endPolicy(mdp, end), verdict.best);
  return `${verb} at ${name}, with J ≈ ${short(end.value)}${below}`;
}

/** `a1, a2 and a4 in s1`: the states in which several actions keep a share. */
function mixed(mdp: Mdp, { pairs }: Extract<PolicyEnd, { kind: 'face' }>): string {
  const named = pairs.flatMap((own, state) =>
    own.length > 1 && !own.every((pair) => alike(mdp, own[0]!).includes(pair))
      ? [`${list(own.map((pair) => mdp.pairs[pair]!.name))} in ${mdp.states[state]!.name}`]
      : [],
  );
  return list(named, MIXED);
}

/** Does the end leave several policies open, of which the best in reach is one? */
function holdsBest(
  mdp: Mdp,
  { pairs }: Extract<PolicyEnd, { kind: 'policy' }>,
  { best }: MdpVerdict,
): boolean {
  if (best === null) return false;
  return (
    isOpen(mdp, pairs) && pairs.every((own, state) => own.length === 0 || own.includes(best.policy[state]!))
  );
}

/** Are there states with several pairs that differ in their features? */
function isOpen(mdp: Mdp, pairs: readonly (readonly number[])[]): boolean {
  return pairs.some((own) => !own.every((pair) => alike(mdp, own[0]!).includes(pair)));
}

/** Are there several optimal policies that differ in states they visit? */
function isOneOfSeveral({ optimal, visited }: MdpVerdict): boolean {
  return optimal.some((pairs, state) => visited[state] && pairs.length > 1);
}

function endPolicy(mdp: Mdp, { pairs, value, gap }: Extract<PolicyEnd, { kind: 'policy' }>): PolicyValue {
  return {
    policy: pairs.map((own, state) => own[0] ?? mdp.states[state]!.first),
    visited: pairs.map(({ length }) => length > 0),
    value: { value },
    gap: { value: gap },
  };
}

export function noPolicyStartText(mdp: Mdp, { choices, code, traps }: NoPolicyStart): string {
  const asked = list(
    choices.map(([, pair]) => pairName(mdp, pair)),
    Number.POSITIVE_INFINITY,
  );
  const names = traps.slice(0, TOLD).map((trap) => `{${taken(mdp, trap)}}`);
  const more = traps.length > TOLD ? `, and ${traps.length - TOLD} more` : '';
  const known =
    traps.length === 0
      ? 'No policy is known to be a trap here: write zeros or a vector.'
      : `Traps are ${names.join('; ')}${more}.`;
  switch (code) {
    case 'none':
      return `\`init\`: no policy that takes ${asked} is known to be a trap. ${known}`;
    case 'several':
      return `\`init\`: several traps take ${asked}. Name more states. ${known}`;
    case 'thin':
      return `\`init\`: no start was found from which the flow certainly stays in the trap that takes ${asked}: its margin is too small. Write a vector.`;
  }
}

/** `s1: a2, s3: a1`: what a policy does in the states that it visits and that have a choice. */
function taken(mdp: Mdp, { policy, visited }: PolicyValue): string {
  return policy
    .filter((_, state) => visited[state] && mdp.states[state]!.actions > 1)
    .map((pair) => pairName(mdp, pair))
    .join(', ');
}

/** Only where a start ends below the best, or where there is no such start. */
export function policyForecastFindings(reading: Reading, analysis: MdpAnalysis): Finding[] {
  const { mdp, run } = reading;
  if (mdp === null) return [];
  const isExact = run?.gradient.includes('exact') === true;
  return (analysis.forecasts ?? []).flatMap((forecast): Finding[] => {
    const range = placeOfStart(reading, forecast);
    if (range === null) return [];
    const message = policyForecastText(mdp, analysis, forecast);
    if (forecast.impossible) return [{ severity: 'error', code: 'no-trap', message, range, related: [] }];
    if (!forecast.ends.some(({ gap }) => gap !== null && gap > 0)) return [];
    const isNews =
      isExact &&
      forecast.total === 1 &&
      analysis.verdict.kind !== 'never' &&
      run?.init[forecast.init]?.kind !== 'trap-policy';
    const scope = isExact ? 'small steps' : 'exact gradients and small steps';
    return [
      {
        severity: isNews ? 'warning' : 'information',
        code: 'forecast',
        message: `Forecast for ${scope}: ${message}.`,
        range,
        related: [],
      },
    ];
  });
}
