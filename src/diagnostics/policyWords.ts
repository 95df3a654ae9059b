/** The verdict about a contextual bandit or an MDP in words: one claim at three lengths, as in `verdictWords.ts` for bandits. */
import type { MdpAnalysis, MdpVerdict } from '../conditions/policies/types.js';
import type { VerdictKind } from '../conditions/types.js';
import { mdpTheoryRateOf } from '../math/mdpTheoryRate.js';
import type { Mdp } from '../model/mdp.js';
import type { RunSection } from '../model/run.js';
import { grouped } from '../spec/format.js';
import { evidenceText } from './policyForecast.js';
import { amount, equals, policyName, vanishingPairs } from './policyFormat.js';
import { undecidedText } from './policyReasons.js';
import { caveat, scopeBeyond, scopeText } from './scope.js';
import { CLAIM_OF_MANY, capital, type VerdictWords, wordsOf } from './verdictWords.js';

export const POLICY_CLAIM: Readonly<Record<VerdictKind, string>> = {
  always: 'converges from almost every start',
  depends: 'depends on the start',
  never: 'never reaches the optimum',
  undecided: 'undecided',
};

/** The claim about several problems, after their number. */
export const POLICY_CLAIM_OF_MANY: Readonly<Record<VerdictKind, string>> = {
  ...CLAIM_OF_MANY,
  never: 'never reach the optimum',
};

/** @param run null: the text has no experiment */
export function policyWords(mdp: Mdp, analysis: MdpAnalysis, run: RunSection | null): VerdictWords {
  const { kind, basis, complete } = analysis.verdict;
  const isOpen = kind === 'undecided';
  const bounded =
    kind === 'always' || kind === 'depends' ? scopeBeyond(run, () => mdpTheoryRateOf(mdp)) : null;
  const reason = reasonOf(mdp, analysis);
  // A policy that no parameter represents is out of reach of every method; what a trap does to Lin-SPG has the same limits as in the other cases.
  const ofTraps =
    kind === 'never' && analysis.verdict.traps.length > 0
      ? scopeBeyond(run, () => mdpTheoryRateOf(mdp))
      : null;
  const stated = bounded ?? ofTraps;
  return wordsOf({
    claim: isOpen && !complete ? 'not decided yet' : POLICY_CLAIM[kind],
    basis: isOpen ? null : basis,
    scope: bounded && scopeText(bounded),
    reason: stated ? `${reason} ${caveat(stated)}` : reason,
  });
}

function reasonOf(mdp: Mdp, { verdict, conditions, evidence }: MdpAnalysis): string {
  const seen = evidence ? ` Seen, not proved: ${evidenceText(mdp, verdict, evidence)}.` : '';
  const optimum = equals('J*', verdict.value);
  switch (verdict.kind) {
    case 'never': {
      const terms = conditions.find(({ id }) => id === 'exposed')!.certificate ?? [];
      return `no parameter θ gives a policy of J near ${optimum}. ${capital(hidden(mdp, terms))}.${bestInReach(verdict)}${below(mdp, verdict)}`;
    }
    case 'depends':
      return `from an open set of initial θ, Lin-SPG converges to ${trapsText(mdp, verdict)} instead of ${optimum}.`;
    case 'always':
      return verdict.ground === 'tabular'
        ? `each action of each state with a choice has a feature of its own, and each such state is visited whatever the policy, so Lin-SPG converges to ${optimum} (Agarwal et al., arXiv 1908.00261, Theorem 5.1).`
        : `one order of each state’s actions holds for every policy, the features preserve it, and no deterministic policy in reach traps, so Lin-SPG converges to ${optimum}.`;
    case 'undecided':
      return verdict.complete
        ? `${verdict.why.map((each) => undecidedText(mdp, each)).join('; ')}.${seen}`
        : 'some conditions are still being checked.';
  }
}

function hidden(mdp: Mdp, terms: Parameters<typeof vanishingPairs>[1]): string {
  const [first] = terms;
  return terms.length === 1
    ? `in ${mdp.states[mdp.stateOf[first!.from]!]!.name}, the optimal ${mdp.pairs[first!.from]!.name} has the same features as ${mdp.pairs[first!.to]!.name}, so the two are always equally likely`
    : `the optimal actions of the states that they visit cannot all be the likeliest: ${vanishingPairs(mdp, terms)}`;
}

function bestInReach({ best, lookedAt, isAll }: MdpVerdict): string {
  if (best === null) return '';
  const of = isAll ? '' : ` of ${grouped(lookedAt)} that were looked at`;
  return ` The best deterministic policy in reach${of} has ${equals('J', best.value)}: a gap of ${amount(best.gap)}.`;
}

/** For `never`: what attracts below the best policy in reach. */
function below(mdp: Mdp, verdict: MdpVerdict): string {
  if (verdict.traps.length === 0) return '';
  return ` From an open set of initial θ, Lin-SPG converges to ${trapsText(mdp, verdict)} instead.`;
}

function trapsText(mdp: Mdp, { traps, best }: MdpVerdict): string {
  const [first] = traps;
  const more = traps.length - 1;
  const others = more > 0 ? ` or to ${grouped(more)} more ${more === 1 ? 'trap' : 'traps'},` : '';
  return `${policyName(mdp, first!, best)}, with ${equals('J', first!.value)},${others}`;
}
