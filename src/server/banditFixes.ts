/** Quick fixes for bandits: the goals of a finding, and what is known of their repairs. */
import { conditionOf } from '../conditions/catalogue.js';
import type { Analysis } from '../conditions/types.js';
import type { Finding } from '../diagnostics/finding.js';
import { list } from '../diagnostics/format.js';
import { titleOf } from '../diagnostics/repairTitles.js';
import type { Work } from '../math/work.js';
import type { Bandit } from '../model/bandit.js';
import { costOf } from '../repair/effect.js';
import { separatedAction } from '../repair/identical.js';
import { changed } from '../repair/literals.js';
import { missedGoals, repairing } from '../repair/repairs.js';
import type { Goal, Repair, Scope } from '../repair/types.js';
import type { TextEdit } from '../spec/types.js';
import { numberEdits, type ReadText, removalEdits } from './edits.js';
import { inTurns, type Search, Searches, scopesLeft } from './turns.js';

const SCOPES: readonly Scope[] = ['one row', 'all rows', 'one reward'];

/** A complete analysis of a text. */
export interface BanditSubject {
  readonly text: string;
  readonly known: ReadText;
  readonly bandit: Bandit;
  readonly analysis: Analysis;
}

export interface Offer {
  readonly title: string;
  readonly edits: readonly TextEdit[];
}

export interface RepairOffer extends Offer {
  readonly scope: Scope;
  /** It loses something that was there: it is offered after the others, and never preferred. */
  readonly costly: boolean;
}

export class BanditFixes {
  /** The searches, complete or not, for the bandit of the present text. */
  readonly #searches = new Searches();

  /** The repairs that are found while they are wanted; `later`: the scopes in which there may be more. */
  async offers(
    subject: BanditSubject,
    goal: Goal,
    margin: number,
    isWanted: () => boolean,
  ): Promise<{ readonly offers: readonly RepairOffer[]; readonly later: readonly Scope[] }> {
    const search = await this.search(subject, goal, margin, isWanted);
    const repairs = [...(search.latest ?? [])];
    const later = scopesLeft(search, SCOPES);
    return { offers: await inTurns(offersOf(subject, repairs)), later };
  }

  /** Searches for repairs of a goal while they are wanted. */
  async search(
    { bandit, analysis }: BanditSubject,
    goal: Goal,
    margin: number,
    isWanted: () => boolean,
  ): Promise<Search<readonly Repair[]>> {
    const search = this.#searches.of(bandit, JSON.stringify([goal, margin]), () =>
      repairing(bandit, analysis, goal, margin),
    );
    await search.goOn(isWanted);
    return search;
  }

  /** Changes that distinguish an action from those with the same row, or remove it. */
  async separations(
    { bandit, analysis, text, known }: BanditSubject,
    action: number,
    margin: number,
    isWanted: () => boolean,
  ): Promise<Offer[]> {
    const group = analysis.conditions.find(
      ({ id, actions }) => id === 'identical-rows' && actions.includes(action),
    )!;
    const name = bandit.names[action]!;
    const others = list(
      group.actions.filter((other) => other !== action).map((other) => bandit.names[other]!),
    );
    const offers: Offer[] = [];
    const search = this.#searches.of(bandit, `separate ${action} ${margin}`, () =>
      separatedAction(bandit, action, margin),
    );
    await search.goOn(isWanted);
    const separated = search.isDone ? search.latest : null;
    if (separated) {
      const { change } = separated;
      const edits = await inTurns(numberEdits(text, known, [change], changed(bandit, [change])));
      const title = `Change feature ${change.feature! + 1} of ${name} from ${change.from.literal} to ${change.to.literal}: θ can then tell it from ${others}`;
      if (edits) offers.push({ title, edits });
    }
    const removal = await inTurns(removalEdits(text, known, action));
    if (removal)
      offers.push({ title: `Remove ${name}, which has the features of ${others}`, edits: removal });
    return offers;
  }
}

function* offersOf(
  { bandit, analysis, text, known }: BanditSubject,
  repairs: readonly Repair[],
): Work<RepairOffer[]> {
  const offers: RepairOffer[] = [];
  for (const repair of repairs) {
    if (!isProgress(analysis, repair)) continue;
    const edits = yield* numberEdits(text, known, repair.changes, repair.bandit);
    const costly = costOf(analysis, repair.analysis) !== null;
    if (edits) offers.push({ title: titleOf(bandit, analysis, repair), edits, costly, scope: repair.scope });
  }
  return offers.sort((a, b) => Number(a.costly) - Number(b.costly));
}

/** The goals of a finding: the verdict first, then its own condition. */
export function goalsOf({ code, condition, action }: Finding, analysis: Analysis): Goal[] {
  const isDecisive = condition === undefined ? code === 'verdict' : conditionOf(condition)?.isDecisive;
  return missedGoals(analysis).filter((goal) => {
    if (goal.id === 'verdict') return isDecisive;
    return goal.id === condition && (goal.id !== 'trap' || goal.action === action);
  });
}

/** For at most this many actions with the same row, telling them apart and removing them is offered. */
const MOST_OF_ONE_ROW = 3;

/** The actions of a finding about identical rows, beginning with the one at which it is reported. */
export function actionsOfOneRow({ condition, action }: Finding, { conditions }: Analysis): number[] {
  if (condition !== 'identical-rows' || action === undefined) return [];
  const group = conditions.find(({ id, actions }) => id === condition && actions.includes(action))!.actions;
  return [action, ...group.filter((other) => other !== action)].slice(0, MOST_OF_ONE_ROW);
}

/** A repair of one condition must not cost a verdict that holds. */
function isProgress(before: Analysis, { analysis }: Repair): boolean {
  return before.verdict.kind !== 'always' || analysis.verdict.kind === 'always';
}
