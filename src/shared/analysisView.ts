/** What is found about the problem of a text, in the form that is sent to the panel and the host. */
import { localBandits } from '../conditions/policies/local.js';
import type { MdpAnalysis } from '../conditions/policies/types.js';
import type { Analysis } from '../conditions/types.js';
import { saidConditions } from '../diagnostics/policyConditions.js';
import { trapPairs } from '../diagnostics/policyFindings.js';
import { policyWords } from '../diagnostics/policyWords.js';
import { verdictWords } from '../diagnostics/verdictWords.js';
import type { Reading } from '../spec/types.js';
import type { AnalysisView } from './messages.js';

/** null: there is no problem, or nothing is known about it. */
export function analysisView(
  { bandit, mdp, run }: Pick<Reading, 'bandit' | 'mdp' | 'run'>,
  analysis: Analysis | null,
  policies: MdpAnalysis | null,
): AnalysisView | null {
  if (bandit && analysis) {
    const { verdict, conditions } = analysis;
    return { verdict, conditions, words: verdictWords(bandit, analysis, run) };
  }
  if (mdp === null || policies === null) return null;
  const local = localBandits(mdp, policies);
  return {
    verdict: { kind: policies.verdict.kind, traps: trapPairs(mdp, policies) },
    words: policyWords(mdp, policies, run),
    conditions: [],
    policies: saidConditions(mdp, policies),
    ...(local && { local }),
  };
}
