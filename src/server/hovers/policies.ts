/** Hovers of contextual bandits and MDPs: at their key the verdict, at a state its own bandit, at an action its value and the traps that take it. */
import { code, type Markdown, markdown } from '../../borders/markdown.js';
import type { MdpAnalysis, PolicyCondition } from '../../conditions/policies/types.js';
import { direction, equal, list, short } from '../../diagnostics/format.js';
import { equals, policyName, vanishingPairs } from '../../diagnostics/policyFormat.js';
import { policyReason } from '../../diagnostics/policyReasons.js';
import { policyWords } from '../../diagnostics/policyWords.js';
import { CLAIM } from '../../diagnostics/verdictWords.js';
import { alike } from '../../model/alike.js';
import { type DeterministicPolicy, featureRow, type Mdp, pairName } from '../../model/mdp.js';
import type { RunSection } from '../../model/run.js';
import { grouped } from '../../spec/format.js';
import type { Reading } from '../../spec/types.js';
import { featureAnswer } from './features.js';
import { policyInitHover } from './init.js';
import { policyRateHover } from './learningRate.js';
import { NOTHING, type Parts } from './parts.js';
import type { Place } from './place.js';

export function policyHover(mdp: Mdp, analysis: MdpAnalysis, { run, source }: Reading, place: Place): Parts {
  switch (place.at) {
    case 'mdp':
    case 'contexts':
      return whole(mdp, analysis, run);
    case 'state':
      return ofState(mdp, analysis, place.state);
    case 'pair':
    case 'pair-reward':
      return ofPair(mdp, analysis, place.pair);
    case 'pair-features':
      return ofFeatures(mdp, analysis, place.pair, place.feature);
    case 'learning-rate':
      return policyRateHover(mdp, run, place.entry);
    case 'init':
      return policyInitHover(mdp, analysis, place.entry);
    case 'run':
      return source.run.init ? NOTHING : policyInitHover(mdp, analysis, null);
    default:
      return NOTHING;
  }
}

function whole(mdp: Mdp, analysis: MdpAnalysis, run: RunSection | null): Parts {
  const { verdict, conditions } = analysis;
  const { heading, basis, scope } = policyWords(mdp, analysis, run);
  const inBrackets = [basis, scope].filter((one) => one !== null).join(', ');
  const order = conditions.find(({ id }) => id === 'order');
  return {
    answer: [inBrackets ? markdown`**${heading}** _(${inBrackets})_` : markdown`**${heading}**`],
    reason: [
      ...(verdict.best && verdict.best.gap.value !== 0
        ? [markdown`The best deterministic policy in reach: ${code(equals('J', verdict.best.value))}.`]
        : []),
      ...(order ? [orderLine(mdp, order)] : []),
      ...(verdict.lookedAt > 0
        ? [
            markdown`${grouped(verdict.lookedAt)} deterministic policies in reach looked at: ${verdict.isAll ? 'these are all' : 'these are not all'}; ${grouped(verdict.traps.length)} of them ${verdict.traps.length === 1 ? 'traps' : 'trap'}.`,
          ]
        : []),
    ],
    figures:
      analysis.values === null
        ? []
        : [
            markdown`${code(equals('J*', verdict.value))}, ${grouped(mdp.states.length)} states, ${grouped(mdp.pairs.length)} actions in all; \`∇J(θ) = Σ_s d(s) Σ_a π(a|s) A(s,a) φ(s,a)\``,
          ],
    pages: ['policies', 'order', 'trap'],
  };
}

function orderLine(mdp: Mdp, order: PolicyCondition): Markdown {
  if (order.holds === false)
    return markdown`Order of the actions not preserved: ${code(vanishingPairs(mdp, order.certificate ?? []))}.`;
  if (order.holds === null) return markdown`Order of the actions: ${policyReason(mdp, order) ?? 'undecided'}`;
  return markdown`Order of the actions of every state preserved: ${code(direction('w', order))}, by at least ${short(order.margin ?? 0)} for ‖w‖ = 1.`;
}

function ofState(mdp: Mdp, analysis: MdpAnalysis, state: number): Parts {
  const { values, verdict, states } = analysis;
  if (values === null) return NOTHING;
  const best = verdict.optimal[state]!.map((pair) => mdp.pairs[pair]!.name);
  const own = states.find((each) => each.state === state);
  return {
    answer: [
      markdown`**${mdp.states[state]!.name}**: ${code(`V* ${equal(values.states[state]!)}`)}, best: ${list(best)}${verdict.visited[state] ? '' : '; no optimal policy comes here'}.`,
    ],
    reason: own
      ? [
          markdown`By itself, with the features of its actions and the rewards Q*, it ${own.kind === 'undecided' ? 'is undecided' : CLAIM[own.kind]}. A diagnostic, and no theorem: one θ serves all states, which can contradict or free each other.`,
        ]
      : [],
    pages: ['policies'],
  };
}

function ofPair(mdp: Mdp, analysis: MdpAnalysis, pair: number): Parts {
  const { values, verdict } = analysis;
  if (values === null) return NOTHING;
  const state = mdp.stateOf[pair]!;
  const lead = values.advantages[pair]!;
  const isBest = verdict.optimal[state]!.includes(pair);
  const arm = alike(mdp, pair);
  const takes = (policy: DeterministicPolicy | undefined) => arm.includes(policy?.[state] ?? -1);
  const traps = verdict.traps.filter(
    ({ visited, policy }) => visited[state] && takes(policy) && !takes(verdict.best?.policy),
  );
  return {
    answer: [
      markdown`**${pairName(mdp, pair)}**${isBest ? ', an optimal action' : ''}: ${code(`Q* ${equal(values.states[state]! + lead)}`)}, ${code(`A* ${equal(lead)}`)}.`,
    ],
    reason: traps
      .slice(0, MOST_TRAPS)
      .map(
        (trap) =>
          markdown`A trap takes it: ${policyName(mdp, trap, verdict.best)}, with ${equals('J', trap.value)}.`,
      ),
    pages: ['policies', ...(traps.length > 0 ? (['trap'] as const) : [])],
  };
}

/** The most traps that the hover of an action names. */
const MOST_TRAPS = 3;

function ofFeatures(mdp: Mdp, analysis: MdpAnalysis, pair: number, feature: number | null): Parts {
  const symbol = `φ(${mdp.states[mdp.stateOf[pair]!]!.name}, ${mdp.pairs[pair]!.name})`;
  const { answer, reason, pages } = ofPair(mdp, analysis, pair);
  return {
    answer: featureAnswer(symbol, featureRow(mdp, pair), feature),
    reason: [...answer, ...(reason ?? [])],
    pages: pages ?? [],
  };
}
