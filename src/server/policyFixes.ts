/** Quick fixes for contextual bandits and MDPs: the goals of a finding, and what is known of their repairs. */
import type { MdpAnalysis } from '../conditions/policies/types.js';
import type { Finding } from '../diagnostics/finding.js';
import { trapPair } from '../diagnostics/policyFindings.js';
import { policyTitleOf } from '../diagnostics/policyRepairTitles.js';
import type { Work } from '../math/work.js';
import type { Mdp } from '../model/mdp.js';
import { policyCostOf } from '../repair/policies/effect.js';
import { missedPolicyGoals } from '../repair/policies/goals.js';
import { repairingPolicies } from '../repair/policies/repairs.js';
import type { PolicyGoal, PolicyRepair, PolicyScope } from '../repair/policies/types.js';
import { rowSources } from '../spec/rowSources.js';
import type { TextEdit } from '../spec/types.js';
import { numberEdits, type ReadText } from './edits.js';
import { inTurns, Searches, scopesLeft } from './turns.js';

const POLICY_SCOPES: readonly PolicyScope[] = ['one row', 'one reward'];

/** A complete analysis of a text. */
export interface PolicySubject {
  readonly text: string;
  readonly known: ReadText;
  readonly mdp: Mdp;
  readonly analysis: MdpAnalysis;
}

export interface PolicyOffer {
  readonly title: string;
  readonly edits: readonly TextEdit[];
  readonly scope: PolicyScope;
  /** It loses something that was there: it is offered after the others, and never preferred. */
  readonly costly: boolean;
}

export class PolicyFixes {
  /** The searches, complete or not, for the problem of the present text. */
  readonly #searches = new Searches();

  /** The repairs that are found while they are wanted; `later`: the scopes in which there may be more. */
  async offers(
    subject: PolicySubject,
    goal: PolicyGoal,
    margin: number,
    isWanted: () => boolean,
  ): Promise<{ readonly offers: readonly PolicyOffer[]; readonly later: readonly PolicyScope[] }> {
    const { mdp, analysis } = subject;
    const search = this.#searches.of(mdp, JSON.stringify([goal, margin]), () =>
      repairingPolicies(mdp, analysis, goal, margin),
    );
    await search.goOn(isWanted);
    const repairs = [...(search.latest ?? [])];
    const later = scopesLeft(search, POLICY_SCOPES);
    return { offers: await inTurns(offersOf(subject, repairs)), later };
  }
}

function* offersOf(
  { mdp, analysis, text, known }: PolicySubject,
  repairs: readonly PolicyRepair[],
): Work<PolicyOffer[]> {
  const offers: PolicyOffer[] = [];
  for (const repair of repairs) {
    const edits = yield* numberEdits(text, known, repair.changes, repair.mdp);
    const costly = policyCostOf(analysis, repair.analysis) !== null;
    if (edits)
      offers.push({ title: policyTitleOf(mdp, analysis, repair), edits, costly, scope: repair.scope });
  }
  return offers.sort((a, b) => Number(a.costly) - Number(b.costly));
}

/** The goals of a finding: the verdict first, then its own condition; none if no number of the text can be changed. */
export function policyGoalsOf(
  { known: { reading }, mdp, analysis }: Omit<PolicySubject, 'text'>,
  { code, range }: Finding,
): PolicyGoal[] {
  const rows = rowSources(reading.source);
  if (!rows.some((row) => row !== null)) return [];
  const isHere = (goal: PolicyGoal) => {
    if (goal.id !== 'trap') return goal.id === code;
    const pair = trapPair(mdp, analysis, goal);
    return code === 'trap' && pair !== undefined && rows[pair]?.name.start === range.start;
  };
  const told = ['verdict', 'exposed', 'order', 'trap'];
  return missedPolicyGoals(analysis).filter(
    (goal) => told.includes(code) && (goal.id === 'verdict' || isHere(goal)),
  );
}
