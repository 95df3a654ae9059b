/** Every diagnostic of a text, with its sentences: what the reading found, and what the conditions say about the bandit. */

import { faultMessage } from '../borders/fault.js';
import type { MdpAnalysis } from '../conditions/policies/types.js';
import type { Analysis, Condition } from '../conditions/types.js';
import type { Bandit } from '../model/bandit.js';
import { compareReals, levelsBy, meanReward } from '../model/ranking.js';
import { nearestDouble } from '../model/rational.js';
import { grouped } from '../spec/format.js';
import { writesNumbers } from '../spec/rowSources.js';
import type { Reading, TextRange } from '../spec/types.js';
import { approximationErrorFinding } from './approximationError.js';
import type { Finding } from './finding.js';
import { forecastFindings } from './forecastFindings.js';
import {
  attractors,
  direction,
  either,
  equal,
  list,
  mixture,
  short,
  vanishing,
  withReward,
} from './format.js';
import { indistinctFindings } from './indistinct.js';
import { policyFindings } from './policyFindings.js';
import { reasonText } from './reasons.js';
import { sampledStepFindings } from './sampledStep.js';
import { stepSizeFindings } from './stepSize.js';
import { verdictWords } from './verdictWords.js';

/**
 * The reading's own issues first, then the verdict, then the conditions that matter to a reader of the text. A condition that
 * the verdict makes irrelevant (a sufficient condition that fails although the verdict is proved) appears only in the table of conditions.
 * `analysis` is null if there is no bandit or it is not analysed yet; `policies` is the same for a contextual bandit or an MDP.
 */
export function findings(
  reading: Reading,
  analysis: Analysis | null,
  policies: MdpAnalysis | null = null,
): Finding[] {
  const own = ownFindings(reading);
  if (policies !== null) {
    const [verdict, ...others] = policyFindings(reading, policies);
    return [
      ...own,
      ...atMost(MOST_TOLD, indistinctFindings(reading)),
      ...(verdict ? [verdict] : []),
      ...atMost(MOST_TOLD, others),
      ...stepSizeFindings(reading),
    ];
  }
  const { bandit } = reading;
  if (bandit === null || analysis === null) return own;
  let levels: (readonly number[])[][] | null = null;
  const context: Context = {
    bandit,
    reading,
    analysis,
    levels: () => {
      levels ??= levelsOfArms(bandit, analysis);
      return levels;
    },
  };
  return [
    ...own,
    ...atMost(MOST_TOLD, indistinctFindings(reading)),
    ...verdictFinding(context),
    ...atMost(
      writesNumbers(reading) ? MOST_TOLD : MOST_AT_A_FILE,
      analysis.conditions.flatMap((condition) => conditionFindings(context, condition)),
    ),
    ...atMost(MOST_TOLD, forecastFindings(reading, analysis)),
    ...stepSizeFindings(reading),
    ...sampledStepFindings(reading),
  ];
}

/** At most this many diagnostics of one kind are reported one by one: a large bandit has thousands of traps. */
const MOST_TOLD = 300;
/** At most this many if all are at one place, the path of a file. */
const MOST_AT_A_FILE = 5;

/** The first findings, and at the place of the next one how many more there are. */
function atMost(most: number, all: readonly Finding[]): Finding[] {
  const next = all[most];
  if (next === undefined) return [...all];
  const count = all.length - most;
  const message = `${count === 1 ? 'One more finding' : `${grouped(count)} more findings`} of this kind, the first of them here.`;
  return [
    ...all.slice(0, most),
    { severity: next.severity, code: 'more', message, range: next.range, related: [] },
  ];
}

/** The findings if a fault of this program ended the analysis: the issues of the text itself, and that there is no verdict. */
export function findingsOfFault(reading: Reading, fault: unknown): Finding[] {
  const { banditKey, generateKey, mdpKey, contextsKey } = reading.source;
  const range = banditKey ?? generateKey ?? mdpKey ?? contextsKey ?? { start: 0, end: 0 };
  const message = `No verdict: a fault of Lin-SPG itself ended the analysis (${faultMessage(fault)}). Nothing is wrong with the text because of that, and its experiment runs. Please report it, with the text.`;
  return [...ownFindings(reading), { severity: 'warning', code: 'fault', message, range, related: [] }];
}

function ownFindings({ issues }: Reading): Finding[] {
  return issues.map((issue) => ({ ...issue, related: [] }));
}

interface Context {
  readonly bandit: Bandit;
  readonly reading: Reading;
  readonly analysis: Analysis;
  /** Computed once for each analysis. */
  readonly levels: () => (readonly number[])[][];
}

function verdictFinding({ bandit, reading, analysis }: Context): Finding[] {
  const range = reading.source.banditKey;
  if (range === null) return [];
  const { kind, traps, optimal } = analysis.verdict;
  return [
    {
      severity:
        kind === 'never' || kind === 'depends' || (analysis.maxima?.maxima.length ?? 0) > 0
          ? 'warning'
          : 'information',
      code: 'verdict',
      message: verdictWords(bandit, analysis, reading.run).sentence,
      range,
      related: [
        ...[...optimal, ...traps]
          .slice(0, RELATED)
          .flatMap((action) => place(reading, action, optimal.includes(action) ? 'optimal' : 'attracts')),
        ...(kind === 'always' ? unchecked(analysis) : [])
          .slice(0, RELATED)
          .flatMap((action) => place(reading, action, 'no trap, unless features coincide exactly')),
      ],
    },
  ];
}

/** The actions that may attract by a coincidence of the features, since the search did not exclude it. */
function unchecked({ conditions }: Analysis): number[] {
  return conditions.filter(({ unlessCoincidence }) => unlessCoincidence).map(({ action }) => action!);
}

function conditionFindings(context: Context, condition: Condition): Finding[] {
  // The verdict reports it.
  if (condition.tooLarge) return [];
  switch (condition.id) {
    case 'exposed':
      return condition.holds === false ? notExposed(context, condition) : [];
    case 'order':
      return condition.holds === false ? orderViolated(context, condition) : [];
    case 'trap':
      return condition.holds === true
        ? attracts(context, condition)
        : condition.holds === null
          ? mayAttract(context, condition)
          : [];
    case 'identical-rows':
      return condition.holds === true ? identical(context, condition) : [];
    case 'rank':
      return condition.holds === false ? deficient(context, condition) : [];
    case 'realizable':
      return approximationErrorFinding(context.reading, condition);
    case 'features-3-sto':
      return condition.holds === false ? sampledOrder(context, condition) : [];
    default:
      return [];
  }
}

function notExposed({ bandit, reading }: Context, condition: Condition): Finding[] {
  const action = condition.actions[0]!;
  const terms = condition.certificate ?? [];
  return at(reading, action, {
    severity: 'warning',
    code: 'exposed',
    condition: 'exposed',
    message:
      terms.length === 1
        ? `No θ makes ${withReward(bandit, action)} almost certain: ${bandit.names[terms[0]!.to]} has the same features and so, at every θ, the same probability.`
        : `No θ makes ${withReward(bandit, action)} almost certain: x(${bandit.names[action]}) ${mixture(bandit, terms)}, so at every θ one of those is at least as likely.${because(bandit, condition)}`,
    related: condition.actions
      .slice(1, RELATED)
      .flatMap((other) => place(reading, other, `${withReward(bandit, other)} is part of the combination`)),
  });
}

function orderViolated({ bandit, reading, analysis }: Context, condition: Condition): Finding[] {
  const range = reading.source.banditKey;
  // If the optimum is out of reach, or there is a trap, the order is not what decides.
  if (range === null || analysis.verdict.kind !== 'undecided') return [];
  return [
    {
      severity: 'information',
      code: 'order',
      condition: 'order',
      message: `No w gives logits Xw in the order of the rewards: of the rows, ${vanishing(bandit, condition.certificate ?? [])}. So a finite local maximum, where Lin-SPG stops short of the optimum, is not excluded.${because(bandit, condition)}`,
      range,
      related: condition.actions
        .slice(0, RELATED)
        .flatMap((action) =>
          place(reading, action, `${withReward(bandit, action)} is part of the combination`),
        ),
    },
  ];
}

function attracts(context: Context, condition: Condition): Finding[] {
  const { bandit, reading, analysis } = context;
  const action = condition.action!;
  const arm = alike(context, condition);
  if (arm[0] !== action) return [];
  const optimal = either(analysis.verdict.optimal.map((best) => withReward(bandit, best)));
  const driving = condition.actions.slice(1);
  return at(reading, action, {
    severity: 'warning',
    code: 'trap',
    condition: 'trap',
    message: `Lin-SPG can converge to ${attractors(bandit, analysis.conditions, arm)} instead of ${optimal}: far along ${direction('p', condition)}, pushed by ${list(
      driving.map((other) => bandit.names[other]!),
    )}, ${
      // At a boundary, the reason describes it.
      condition.margin === 0
        ? ''
        : `${dying(betterArms(context, action))} out faster than the slowest worse one, so `
    }nothing pulls θ out.${because(bandit, condition)}`,
    related: [
      ...analysis.verdict.optimal.flatMap((best) =>
        place(reading, best, `the best action, ${withReward(bandit, best)}`),
      ),
      ...driving
        .slice(0, RELATED)
        .flatMap((other) =>
          place(reading, other, `${withReward(bandit, other)} is worse and pushes θ into the trap`),
        ),
    ],
  });
}

/** The arms, each as the list of its actions, in levels of equal mean reward, best first. */
function levelsOfArms({ names, rewards }: Bandit, { conditions }: Analysis): (readonly number[])[][] {
  const shared = conditions
    .filter(({ id, holds }) => id === 'identical-rows' && holds === true)
    .map(({ actions }) => actions);
  const among = new Set(shared.flat());
  const arms = [...shared, ...[...names.keys()].filter((each) => !among.has(each)).map((each) => [each])];
  const means = arms.map((arm) => meanReward(arm.map((each) => rewards[each]!)));
  // Rounding to the nearest double keeps the order, so doubles that differ are in the order of the exact numbers.
  const doubles = means.map(({ s, n, d }) => nearestDouble(s * n, d));
  const levels = levelsBy(arms.length, (a, b) =>
    doubles[a]! === doubles[b]! ? means[a]!.compare(means[b]!) : doubles[a]! - doubles[b]!,
  );
  return levels.map((level) => level.map((arm) => arms[arm]!));
}

/** The arms with a greater mean reward than that of an action, each as the list of its actions. */
function betterArms({ levels }: Context, action: number): readonly (readonly number[])[] {
  const own = levels().findIndex((level) => level.some((arm) => arm.includes(action)));
  return levels().slice(0, own).flat();
}

/** Actions that share their features act as one arm. */
function dying(better: readonly (readonly number[])[]): string {
  const arms = better.some(({ length }) => length > 1) ? 'arm' : 'action';
  return better.length === 1 ? `the better ${arms} dies` : `the better ${arms}s die`;
}

function mayAttract(context: Context, condition: Condition): Finding[] {
  const { bandit, reading } = context;
  const action = condition.action!;
  const arm = alike(context, condition);
  if (arm[0] !== action) return [];
  return at(reading, action, {
    severity: 'information',
    code: 'trap',
    condition: 'trap',
    message: `Undecided whether Lin-SPG can converge to ${attractors(bandit, context.analysis.conditions, arm)}: ${reasonText(bandit.names, condition)}`,
    related: condition.actions
      .slice(1, RELATED)
      .flatMap((other) => place(reading, other, `${withReward(bandit, other)} takes part`)),
  });
}

/** One finding for all actions with the same row, at the first action that repeats it. */
function identical({ bandit, reading, analysis }: Context, { actions, values }: Condition): Finding[] {
  const rewards = actions.map((action) => bandit.rewards[action]!);
  const same = rewards.every((reward) => compareReals(reward, rewards[0]!) === 0);
  const spoilsOptimum = !same && actions.some((each) => analysis.verdict.optimal.includes(each));
  const [, repeated] = actions;
  return at(
    reading,
    repeated!,
    {
      severity: spoilsOptimum ? 'warning' : 'information',
      code: 'identical-rows',
      condition: 'identical-rows',
      message: `${list(actions.map((action) => bandit.names[action]!))} have the same features: at every θ they are one arm, with the mean reward ${short(values![0]!.value)}. Change a feature, or keep one of them.`,
      related: actions
        .filter((action) => action !== repeated)
        .slice(0, RELATED)
        .flatMap((other) => place(reading, other, `${withReward(bandit, other)} has the same features`)),
    },
    'row',
  );
}

/** The actions that share the row of an action, including itself, and have the same outcome. */
function alike({ analysis }: Context, { id, action, holds }: Condition): readonly number[] {
  const same = (other: number) =>
    analysis.conditions.some((each) => each.id === id && each.action === other && each.holds === holds);
  const identical = analysis.conditions.find(
    (each) => each.id === 'identical-rows' && each.actions.includes(action!),
  );
  return identical?.holds ? identical.actions.filter(same) : [action!];
}

function deficient({ reading }: Context, condition: Condition): Finding[] {
  const range = reading.source.banditKey;
  if (range === null) return [];
  const value = condition.values![0]!.value;
  return [
    {
      severity: 'hint',
      code: 'rank',
      condition: 'rank',
      message: `The feature matrix has rank ${value} only: its rows or columns depend on each other, so that some directions of θ change no logit.`,
      range,
      related: [],
    },
  ];
}

/** Only if rewards are sampled: the published guarantee for sampled gradients with three actions. */
function sampledOrder({ bandit, reading, analysis }: Context, condition: Condition): Finding[] {
  const range = reading.source.banditKey;
  if (range === null || analysis.verdict.kind !== 'always' || !reading.run?.gradient.includes('sampled'))
    return [];
  const [a, b, c] = condition.actions.map((action) => `x(${bandit.names[action]})`);
  return [
    {
      severity: 'hint',
      code: 'features-3-sto',
      condition: 'features-3-sto',
      message: `The verdict is about exact gradients. The published condition for sampled ones does not hold here: ⟨${a} − ${b}, ${b} − ${c}⟩ ${equal(condition.margin!)} is not > 0.`,
      range,
      related: [],
    },
  ];
}

/** The most other places that one finding lists. */
const RELATED = 8;

function at(
  reading: Reading,
  action: number,
  finding: Omit<Finding, 'range' | 'action'>,
  where: 'name' | 'row' = 'name',
): Finding[] {
  const source = reading.source.actions[action];
  return source ? [{ ...finding, action, range: source[where] }] : [];
}

function place(reading: Reading, action: number, message: string): { range: TextRange; message: string }[] {
  const source = reading.source.actions[action];
  return source ? [{ range: source.name, message }] : [];
}

function because({ names }: Bandit, condition: Condition): string {
  const reason = reasonText(names, condition);
  return reason ? ` ${reason}` : '';
}
