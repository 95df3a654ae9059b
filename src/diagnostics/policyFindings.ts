/** The diagnostics about a contextual bandit or an MDP: the verdict at its key, traps at the actions that they take, and what is out of reach. */
import type { MdpAnalysis, PolicyCondition, PolicyValue } from '../conditions/policies/types.js';
import { type Mdp, pairName } from '../model/mdp.js';
import type { Reading, TextRange } from '../spec/types.js';
import type { Finding } from './finding.js';
import { direction, list, short } from './format.js';
import { policyForecastFindings } from './policyForecast.js';
import { differing, equals, policyName, shortfall, vanishingPairs } from './policyFormat.js';
import { policyReason } from './policyReasons.js';
import { policyWords } from './policyWords.js';
import { unevaluatedText } from './unevaluated.js';

/** The most other places that one finding lists. */
const RELATED = 8;

export function policyFindings(reading: Reading, analysis: MdpAnalysis): Finding[] {
  const { mdp } = reading;
  if (mdp === null) return [];
  const context = { mdp, reading, analysis };
  return [
    ...verdict(context),
    ...unevaluated(context),
    ...analysis.conditions.flatMap((condition) => conditionFindings(context, condition)),
    ...policyForecastFindings(reading, analysis),
  ];
}

interface Context {
  readonly mdp: Mdp;
  readonly reading: Reading;
  readonly analysis: MdpAnalysis;
}

function keyOf({ source }: Reading): TextRange | null {
  return source.mdpKey ?? source.contextsKey;
}

function verdict({ mdp, reading, analysis }: Context): Finding[] {
  const range = keyOf(reading);
  if (range === null) return [];
  const { kind } = analysis.verdict;
  return [
    {
      severity: kind === 'never' || kind === 'depends' ? 'warning' : 'information',
      code: 'verdict',
      message: policyWords(mdp, analysis, reading.run).sentence,
      range,
      related: [],
    },
  ];
}

function unevaluated({ mdp, reading, analysis }: Context): Finding[] {
  const range = keyOf(reading);
  if (range === null || analysis.unevaluated === undefined) return [];
  const why = unevaluatedText(mdp, analysis.unevaluated, reading.run);
  const message = `No flow is followed and no run starts. ${why}`;
  return [{ severity: 'warning', code: 'too-large', message, range, related: [] }];
}

function conditionFindings(context: Context, condition: PolicyCondition): Finding[] {
  switch (condition.id) {
    case 'exposed':
      return condition.holds === false ? outOfReach(context, condition) : [];
    case 'order':
      return condition.holds === false ? orderViolated(context, condition) : [];
    case 'trap':
      return trapFindings(context, condition);
  }
}

function outOfReach({ mdp, reading }: Context, condition: PolicyCondition): Finding[] {
  const terms = condition.certificate ?? [];
  const [first] = terms;
  if (first === undefined) return [];
  const name = pairName(mdp, first.from);
  const reason = policyReason(mdp, condition);
  return at(reading, mdp, first.from, {
    severity: 'warning',
    code: 'exposed',
    condition: 'exposed',
    message:
      terms.length === 1
        ? `No θ makes the optimal ${name} certain: ${pairName(mdp, first.to)} has the same features and so, at every θ, the same probability.`
        : `No θ makes ${name} and the other optimal actions certain together: ${vanishingPairs(mdp, terms)}.${reason ? ` ${reason}` : ''}`,
    related: others(reading, mdp, condition.actions, first.from, 'is part of the combination'),
  });
}

function orderViolated({ mdp, reading, analysis }: Context, condition: PolicyCondition): Finding[] {
  const range = keyOf(reading);
  // If there is a trap, or the optimum is out of reach, the order is not what decides.
  if (range === null || analysis.verdict.kind !== 'undecided') return [];
  return [
    {
      severity: 'information',
      code: 'order',
      condition: 'order',
      message: `No w has ⟨φ(s, a), w⟩ in the order of the actions of every state: ${vanishingPairs(mdp, condition.certificate ?? [])}. So a finite local maximum, where Lin-SPG stops short of the optimum, is not excluded.`,
      range,
      related: others(reading, mdp, condition.actions, -1, 'is part of the combination'),
    },
  ];
}

/** For each trap the action at which it is reported, without duplicates. */
export function trapPairs(mdp: Mdp, analysis: MdpAnalysis): number[] {
  const pairs = analysis.verdict.traps.map((trap) => trapPair(mdp, analysis, trap));
  return [...new Set(pairs.filter((pair) => pair !== undefined))];
}

/** Where a trap is reported: at the action that it takes in the first state in which it differs from the best policy in reach. */
export function trapPair(
  mdp: Mdp,
  { verdict: { best } }: MdpAnalysis,
  trap: Pick<PolicyValue, 'policy' | 'visited'>,
): number | undefined {
  const state = best === null ? undefined : differing(mdp, trap, best)[0];
  return state === undefined ? undefined : trap.policy[state];
}

/** Reported at the action that the trap takes in the first state in which it differs from the best policy in reach. */
function trapFindings({ mdp, reading, analysis }: Context, condition: PolicyCondition): Finding[] {
  const { best, traps } = analysis.verdict;
  const policy = condition.policy!;
  if (condition.holds === false || best === null) return [];
  const states = differing(mdp, policy, best);
  const [state] = states;
  if (state === undefined) return [];
  const pair = policy.policy[state]!;
  const related = states
    .slice(1, RELATED)
    .flatMap((other) =>
      place(reading, mdp, policy.policy[other]!, `${pairName(mdp, policy.policy[other]!)} is of it too`),
    );
  if (condition.holds === null) {
    return at(reading, mdp, pair, {
      severity: 'information',
      code: 'trap',
      condition: 'trap',
      message: `Undecided whether Lin-SPG can converge to ${policyName(mdp, policy, best)}, with ${equals('J', policy.value)}: ${policyReason(mdp, condition) ?? 'a boundary case.'}`,
      related,
    });
  }
  if (!traps.some((trap) => trap.policy === policy.policy)) return [];
  const pushing = condition.actions.filter((other) => other !== pair);
  const margin =
    condition.margin === null
      ? 'no action is better while the policy is near'
      : `every better action of a state dies out faster, by a margin of ${short(condition.margin)}`;
  return at(reading, mdp, pair, {
    severity: 'warning',
    code: 'trap',
    condition: 'trap',
    message: `Lin-SPG can converge to ${policyName(mdp, policy, best)}, with ${equals('J', policy.value)}, ${short(shortfall(policy, best))} below ${best.gap.value === 0 ? 'J*' : 'the best in reach'}: far along ${direction('p', condition)}, pushed by the worse ${list(
      pushing.map((other) => pairName(mdp, other)),
      3,
    )}, ${margin}.`,
    related: [...related, ...others(reading, mdp, pushing, pair, 'is worse, and pushes θ on')].slice(
      0,
      RELATED,
    ),
  });
}

function sourceOf({ source }: Reading, { stateOf, states }: Mdp, pair: number) {
  const state = stateOf[pair]!;
  return source.states[state]?.actions[pair - states[state]!.first];
}

function at(reading: Reading, mdp: Mdp, pair: number, finding: Omit<Finding, 'range' | 'action'>): Finding[] {
  const source = sourceOf(reading, mdp, pair);
  return source ? [{ ...finding, range: source.name }] : [];
}

function place(reading: Reading, mdp: Mdp, pair: number, message: string) {
  const source = sourceOf(reading, mdp, pair);
  return source ? [{ range: source.name, message }] : [];
}

function others(reading: Reading, mdp: Mdp, pairs: readonly number[], except: number, what: string) {
  return pairs
    .filter((pair) => pair !== except)
    .slice(0, RELATED)
    .flatMap((pair) => place(reading, mdp, pair, `${pairName(mdp, pair)} ${what}`));
}
