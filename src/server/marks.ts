/** What the outline shows behind names: rewards, values, which actions are best and which trap; and behind the problem its verdict. */
import { trapPairs } from '../diagnostics/policyFindings.js';
import { policyWords } from '../diagnostics/policyWords.js';
import { verdictWords } from '../diagnostics/verdictWords.js';
import { equal } from '../model/decimal.js';
import type { DocumentAnalysis } from './analyser.js';
import type { Marks } from './vocabulary/outline.js';

export function marksOf(known: DocumentAnalysis): Marks {
  return known.reading.mdp ? marksOfStates(known) : marksOfActions(known);
}

function marksOfActions({ reading, analysis }: DocumentAnalysis): Marks {
  const marks = new Map<number, string>();
  const { bandit, run, source } = reading;
  if (bandit === null || analysis === null) return marks;
  const { optimal, traps } = analysis.verdict;
  if (source.banditKey) marks.set(source.banditKey.start, verdictWords(bandit, analysis, run).status);
  for (const [action, { name }] of source.actions.entries())
    marks.set(
      name.start,
      joined(
        bandit.rewards[action]!.literal,
        optimal.includes(action) ? 'best' : traps.includes(action) ? 'trap' : null,
      ),
    );
  return marks;
}

function marksOfStates({ reading, policies }: DocumentAnalysis): Marks {
  const marks = new Map<number, string>();
  const { mdp, run, source } = reading;
  const key = source.mdpKey ?? source.contextsKey;
  if (mdp === null || policies === null) return marks;
  const { values, verdict } = policies;
  if (key) marks.set(key.start, policyWords(mdp, policies, run).status);
  const traps = trapPairs(mdp, policies);
  for (const [state, { name, actions }] of source.states.entries()) {
    if (values) marks.set(name.start, `V* ${equal(values.states[state]!)}`);
    for (const [action, { name: own }] of actions.entries()) {
      const pair = mdp.states[state]!.first + action;
      const isBest = verdict.optimal[state]?.includes(pair);
      const role = isBest ? 'best' : traps.includes(pair) ? 'trap' : null;
      marks.set(own.start, joined(mdp.pairs[pair]!.reward.literal, role));
    }
  }
  return marks;
}

function joined(reward: string, role: string | null): string {
  return role === null ? reward : `${reward} · ${role}`;
}
