/**
 * Quick fixes: what the reading attached to its problems, and the repairs of what the conditions say.
 *
 * A title says what changes and by how much where that is found in a moment. What takes longer is listed by what it is for, and looked for
 * when it is chosen (`codeAction/resolve`), where the client asks so. A list that an editor asks for by itself, at every move of the cursor, is
 * answered at once with what is known, but apart from one that a person asked for; the search goes on behind it, whether that list is still wanted or not, so that who asks next, by key, finds
 * it done or well begun. What was found, or half found, is kept for as long as the text stays as it is. Searching is done in short turns, for as
 * long as the text stays; the edits name the version they belong to, so that an editor that has moved on refuses them.
 */
import {
  type CancellationToken,
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  CodeActionTriggerKind,
  type Diagnostic,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import { visible } from '../borders/visible.js';
import type { Analysis } from '../conditions/types.js';
import type { Finding } from '../diagnostics/finding.js';
import { list } from '../diagnostics/format.js';
import { policyTitleOfSearch } from '../diagnostics/policyRepairTitles.js';
import { titleOf, titleOfSearch } from '../diagnostics/repairTitles.js';
import type { Work } from '../math/work.js';
import type { Bandit } from '../model/bandit.js';
import { costOf } from '../repair/effect.js';
import { separatedAction } from '../repair/identical.js';
import { changed } from '../repair/literals.js';
import type { PolicyGoal } from '../repair/policies/types.js';
import { missedGoals, repairing } from '../repair/repairs.js';
import type { Goal, Repair, Scope } from '../repair/types.js';
import type { TextEdit } from '../spec/types.js';
import type { DocumentAnalysis } from './analyser.js';
import { diagnosticsOf } from './diagnostics.js';
import { leavesMoreErrors, numberEdits, removalEdits } from './edits.js';
import { PolicyFixes, type PolicySubject, policyGoalsOf } from './policyFixes.js';
import { inTurns, Search } from './turns.js';
import { workspaceEdit } from './workspaceEdit.js';

/** One version of a document, with what is known of it so far. */
interface Version {
  readonly known: DocumentAnalysis;
  readonly version: number;
  readonly text: string;
}

/** A complete analysis of a bandit that could be read. */
interface Subject extends Version {
  readonly bandit: Bandit;
  readonly analysis: Analysis;
}

interface Offer {
  readonly title: string;
  readonly edits: readonly TextEdit[];
}

interface RepairOffer extends Offer {
  /** It takes something that was there: it is offered, after the others, and never preferred. */
  readonly costly: boolean;
}

/** A repair that is looked for when it is chosen. */
export interface Later {
  readonly uri: string;
  readonly version: number;
  /** Of a bandit, or of a contextual bandit or an MDP, as the text has. */
  readonly goal: Goal | PolicyGoal;
  readonly scope: Scope;
}

const SCOPES: readonly Scope[] = ['one row', 'all rows', 'one reward'];

/** Begins to wait; the answer says at each call whether there is still time. */
export type Patience = () => () => boolean;

/**
 * How long a list of actions that a person asked for is searched for, in milliseconds; the rest is looked for when it is chosen. VS Code asks for one by
 * itself 250 ms after the cursor has moved, and half a second later drops the list that a person waits for.
 */
const LIST = 100;
/**
 * How long after a list that a person asked for one may come that an editor asked for by itself: VS Code shows no menu where it hears both in one
 * turn, that one last. Milliseconds.
 */
const APART = 50;
/** How long the search goes on behind a list. Milliseconds. */
const AHEAD = 2000;
const within =
  (milliseconds: number): Patience =>
  () => {
    const began = performance.now();
    return () => performance.now() - began < milliseconds;
  };

export class CodeActions {
  readonly #versions = new Map<string, Version>();
  /** The list that a person asked for last is there, and has been for a moment. */
  #asked: Promise<unknown> = Promise.resolve();
  /** How many lists were answered. */
  #lists = 0;
  /** What was found, or half found, for a bandit of the text as it stands. */
  readonly #policies = new PolicyFixes();
  readonly #searches = new WeakMap<Bandit, Map<string, Search<unknown>>>();
  /** Does the client ask for the edit of an action when it is chosen? Else it gets what is found, however long that takes. */
  resolves = false;
  /** Tells a person something that no menu can tell any more. */
  say: (message: string) => void = () => {};
  /** Can the client refuse an edit of another version? */
  versioned = false;

  /** @param patience for a list, where the client asks for the rest when it is chosen */
  constructor(
    private readonly marginOf: (uri: string) => Promise<number>,
    private readonly patience = within(LIST),
  ) {}

  update(known: DocumentAnalysis): void {
    const { document } = known;
    this.#versions.set(document.uri, { known, version: document.version, text: document.getText() });
  }

  closed(uri: string): void {
    this.#versions.delete(uri);
  }

  async answer(params: CodeActionParams, token: CancellationToken): Promise<CodeAction[] | null> {
    if (params.context.triggerKind !== CodeActionTriggerKind.Automatic) {
      const list = this.#list(params, token);
      const moment = () => new Promise((resolve) => setTimeout(resolve, APART));
      this.#asked = list.then(moment, moment);
      return list;
    }
    if (this.resolves) await this.#asked;
    return this.#list(params, token);
  }

  async #list(
    { textDocument: { uri }, range, context }: CodeActionParams,
    token: CancellationToken,
  ): Promise<CodeAction[] | null> {
    const now = this.#versions.get(uri);
    if (!now) return null;
    const { document } = now.known;
    const [start, end] = [document.offsetAt(range.start), document.offsetAt(range.end)];
    const touches = (finding: Finding) => finding.range.start <= end && finding.range.end >= start;
    const wants = (kind: string) => !context.only || context.only.some((only) => isKindOf(kind, only));
    const actions: CodeAction[] = [];
    const own = now.known.found.filter((finding) => touches(finding) && finding.fix);
    if (wants(CodeActionKind.QuickFix)) {
      const offers = await inTurns(soundFixes(now, own));
      if (token.isCancellationRequested || !this.#isCurrent(now)) return null;
      for (const { finding, offer } of offers) {
        const isOnly = own.length === 1 && !finding.otherFixes;
        const preferred = finding.severity === 'error' && isOnly;
        actions.push(this.#quickFix(now, offer, finding, context.diagnostics, preferred));
      }
    }

    const isInvoked = context.triggerKind === CodeActionTriggerKind.Invoked;
    const isAutomatic = context.triggerKind === CodeActionTriggerKind.Automatic;
    const hasPatience = isAutomatic ? () => false : this.patience();
    const stands = () => !token.isCancellationRequested && this.#isCurrent(now);
    const isWanted = this.resolves ? () => stands() && hasPatience() : stands;
    const finished = await this.#finished(now, isWanted);
    if (token.isCancellationRequested) return null;
    const policies = finished && policySubjectOf(finished);
    if (policies && wants(CodeActionKind.QuickFix)) {
      const margin = await this.marginOf(uri);
      for (const finding of finished.known.found.filter(touches))
        actions.push(
          ...(await this.#policyFixes(finished, policies, finding, context.diagnostics, margin, isWanted)),
        );
      return stands() ? actions : null;
    }
    const subject = finished && banditSubjectOf(finished);
    if (subject === null) {
      // At the end of the analysis the diagnostics change, and an editor that asks by itself asks again.
      if (isInvoked && actions.length === 0 && stands() && !this.#versions.get(uri)!.known.complete)
        this.say('The conditions are still being checked: ask for quick fixes again when that is done.');
      return actions;
    }
    const margin = await this.marginOf(uri);
    const asked: Goal[] = [];
    const seen = new Set<string>();
    const isNew = ({ edits }: Offer) => {
      const key = JSON.stringify(edits);
      return !seen.has(key) && seen.add(key);
    };
    if (wants(CodeActionKind.QuickFix)) {
      const findings = subject.known.found.filter(touches);
      for (const finding of findings) {
        let preferred = true;
        for (const goal of goalsOf(finding, subject.analysis)) {
          asked.push(goal);
          const { offers, later } = await this.#repairs(subject, goal, margin, isWanted);
          for (const offer of offers) {
            if (!isNew(offer)) continue;
            const isPreferred: boolean = preferred && !offer.costly;
            actions.push(this.#quickFix(subject, offer, finding, context.diagnostics, isPreferred));
            preferred &&= !isPreferred;
          }
          for (const scope of later)
            actions.push(
              this.#later(subject, goal, scope, CodeActionKind.QuickFix, finding, context.diagnostics),
            );
        }
        for (const action of actionsOfOneRow(finding, subject.analysis)) {
          for (const offer of await this.#separations(subject, action, margin, isWanted)) {
            if (isNew(offer))
              actions.push(this.#quickFix(subject, offer, finding, context.diagnostics, false));
          }
        }
      }
    }
    // What the verdict makes irrelevant is no problem, but may be asked for.
    const key = subject.known.reading.source.banditKey;
    const atBandit = key !== null && key.start <= end && key.end >= start;
    if (atBandit && isInvoked && wants(CodeActionKind.RefactorRewrite)) {
      for (const goal of missedGoals(subject.analysis)) {
        if (goal.id === 'verdict' || goal.id === 'trap') continue;
        const { offers, later } = await this.#repairs(subject, goal, margin, isWanted);
        for (const scope of later)
          actions.push(this.#later(subject, goal, scope, CodeActionKind.RefactorRewrite));
        for (const offer of offers) {
          if (isNew(offer)) {
            actions.push({
              title: visible(offer.title),
              kind: CodeActionKind.RefactorRewrite,
              edit: this.#workspaceEdit(subject, offer.edits),
            });
          }
        }
      }
    }
    if (this.resolves) void this.#goAhead(subject, asked, margin);
    return token.isCancellationRequested || !this.#isCurrent(subject) ? null : actions;
  }

  /** Goes on searching behind a list, until another list is asked for or the text changes. */
  async #goAhead(subject: Subject, goals: readonly Goal[], margin: number): Promise<void> {
    const list = ++this.#lists;
    const hasPatience = within(AHEAD)();
    const isWanted = () => this.#lists === list && this.#isCurrent(subject) && hasPatience();
    try {
      for (const goal of goals) await this.#repairsOf(subject, goal, margin, isWanted);
    } catch (fault) {
      // The person who asks for the repair is told; the log has the whole, with its stack.
      console.error(fault);
    }
  }

  /** The version when it is analysed; null: there is nothing to analyse, or nobody waits any more. */
  async #finished(asked: Version, isWanted: () => boolean): Promise<Version | null> {
    const { uri } = asked.known.document;
    const latest = () => this.#versions.get(uri);
    // The analysis goes on by a step with each turn of this thread.
    while (latest()?.known.complete === false && isWanted()) await new Promise(setImmediate);
    const now = latest();
    return now?.version === asked.version && now.known.complete ? now : null;
  }

  /** Of one finding of a contextual bandit or an MDP: what is found, and what is looked for when it is chosen. */
  async #policyFixes(
    version: Version,
    subject: PolicySubject,
    finding: Finding,
    shown: readonly Diagnostic[],
    margin: number,
    isWanted: () => boolean,
  ): Promise<CodeAction[]> {
    const actions: CodeAction[] = [];
    const seen = new Set<string>();
    for (const goal of policyGoalsOf(subject, finding)) {
      const { offers, later } = await this.#policies.offers(subject, goal, margin, isWanted);
      for (const offer of offers) {
        const key = JSON.stringify(offer.edits);
        if (!seen.has(key)) actions.push(this.#quickFix(version, offer, finding, shown, seen.size === 0));
        seen.add(key);
      }
      for (const scope of this.resolves ? later : []) {
        const uri = version.known.document.uri;
        const data: Later = { uri, version: version.version, goal, scope };
        actions.push({
          title: visible(policyTitleOfSearch(subject.mdp, subject.analysis, goal, scope)),
          kind: CodeActionKind.QuickFix,
          diagnostics: [this.#shown(version, finding, shown)],
          data,
        });
      }
    }
    return actions;
  }

  /** The edit of a repair that was listed without one. */
  async resolve(action: CodeAction, token: CancellationToken): Promise<CodeAction> {
    const asked = searchedLater(action);
    if (asked === null) return action;
    const { uri, version, goal, scope } = asked;
    const now = this.#versions.get(uri);
    if (now?.version !== version) return action;
    const stands = () => !token.isCancellationRequested && this.#isCurrent(now);
    const finished = await this.#finished(now, stands);
    if (finished === null) return action;
    const margin = await this.marginOf(uri);
    const subject = banditSubjectOf(finished);
    const policies = policySubjectOf(finished);
    const offers: readonly Offer[] = policies
      ? (await this.#policies.offers(policies, goal as PolicyGoal, margin, stands)).offers.filter(
          (offer) => offer.scope === scope,
        )
      : subject
        ? await inTurns(
            offersOf(
              subject,
              (await this.#repairsOf(subject, goal as Goal, margin, stands)).repairs.filter(
                (repair) => repair.scope === scope,
              ),
            ),
          )
        : [];
    const [offer] = offers;
    if (offer) return { ...action, edit: this.#workspaceEdit(finished, offer.edits) };
    if (stands()) this.say(`${action.title}: none was found.`);
    return action;
  }

  /** What was found while it was wanted, and where else there may be something. */
  async #repairs(
    subject: Subject,
    goal: Goal,
    margin: number,
    isWanted: () => boolean,
  ): Promise<{ readonly offers: RepairOffer[]; readonly later: readonly Scope[] }> {
    const { repairs, done } = await this.#repairsOf(subject, goal, margin, isWanted);
    // They are searched in their order: what is missing before the last one found is not there.
    const last = Math.max(-1, ...repairs.map(({ scope }) => SCOPES.indexOf(scope)));
    return {
      offers: await inTurns(offersOf(subject, repairs)),
      later: done || !this.resolves ? [] : SCOPES.slice(last + 1),
    };
  }

  async #repairsOf(subject: Subject, goal: Goal, margin: number, isWanted: () => boolean) {
    const { bandit, analysis } = subject;
    const search = this.#search(subject, JSON.stringify([goal, margin]), () =>
      repairing(bandit, analysis, goal, margin),
    );
    await search.goOn(isWanted);
    return { repairs: [...(search.latest ?? [])], done: search.isDone };
  }

  async #separations(
    subject: Subject,
    action: number,
    margin: number,
    isWanted: () => boolean,
  ): Promise<Offer[]> {
    const { bandit, analysis, text, known } = subject;
    const group = analysis.conditions.find(
      ({ id, actions }) => id === 'identical-rows' && actions.includes(action),
    )!;
    const name = bandit.names[action]!;
    const others = list(
      group.actions.filter((other) => other !== action).map((other) => bandit.names[other]!),
    );
    const offers: Offer[] = [];
    const search = this.#search(subject, `separate ${action} ${margin}`, () =>
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

  #search<T>(subject: Subject, key: string, begin: () => Generator<unknown, T>): Search<T> {
    const searches = this.#searches.get(subject.bandit) ?? new Map<string, Search<unknown>>();
    this.#searches.set(subject.bandit, searches);
    const search = (searches.get(key) as Search<T> | undefined) ?? new Search(begin());
    searches.set(key, search);
    return search;
  }

  #later(
    subject: Subject,
    goal: Goal,
    scope: Scope,
    kind: CodeActionKind,
    finding?: Finding,
    shown: readonly Diagnostic[] = [],
  ): CodeAction {
    const { known, version, bandit, analysis } = subject;
    const data: Later = { uri: known.document.uri, version, goal, scope };
    return {
      title: visible(titleOfSearch(bandit, analysis, goal, scope)),
      kind,
      ...(finding && { diagnostics: [this.#shown(subject, finding, shown)] }),
      data,
    };
  }

  #isCurrent({ known, version }: Version): boolean {
    return this.#versions.get(known.document.uri)?.version === version;
  }

  #quickFix(
    version: Version,
    { title, edits }: Offer,
    finding: Finding,
    shown: readonly Diagnostic[],
    isPreferred: boolean,
  ): CodeAction {
    return {
      title: visible(title),
      kind: CodeActionKind.QuickFix,
      diagnostics: [this.#shown(version, finding, shown)],
      ...(isPreferred && { isPreferred }),
      edit: this.#workspaceEdit(version, edits),
    };
  }

  /** The diagnostic of a finding as the client has it. */
  #shown({ known }: Version, finding: Finding, shown: readonly Diagnostic[]): Diagnostic {
    const own = diagnosticsOf(known.document, [finding])[0]!;
    return shown.find(({ code, message }) => code === own.code && message === own.message) ?? own;
  }

  #workspaceEdit({ known, version }: Version, edits: readonly TextEdit[]): WorkspaceEdit {
    return workspaceEdit(known.document, edits, this.versioned, version);
  }
}

function banditSubjectOf(version: Version): Subject | null {
  const { analysis, reading } = version.known;
  return reading.bandit && analysis ? { ...version, bandit: reading.bandit, analysis } : null;
}

function policySubjectOf({ known, text }: Version): PolicySubject | null {
  const { mdp } = known.reading;
  return mdp && known.policies ? { text, known, mdp, analysis: known.policies } : null;
}

/** What the reading attached to findings, but for what would leave more errors than there are. */
function* soundFixes(
  { known, text }: Version,
  findings: readonly Finding[],
): Work<{ readonly finding: Finding; readonly offer: Offer }[]> {
  const sound: { readonly finding: Finding; readonly offer: Offer }[] = [];
  for (const finding of findings) {
    for (const offer of [finding.fix!, ...(finding.otherFixes ?? [])])
      if (!(yield* leavesMoreErrors(text, known, offer.edits))) sound.push({ finding, offer });
  }
  return sound;
}

function* offersOf(
  { bandit, analysis, text, known }: Subject,
  repairs: readonly Repair[],
): Work<RepairOffer[]> {
  const offers: RepairOffer[] = [];
  for (const repair of repairs) {
    if (!isProgress(analysis, repair)) continue;
    const edits = yield* numberEdits(text, known, repair.changes, repair.bandit);
    const costly = costOf(analysis, repair.analysis) !== null;
    if (edits) offers.push({ title: titleOf(bandit, analysis, repair), edits, costly });
  }
  return offers.sort((a, b) => Number(a.costly) - Number(b.costly));
}

/** What an action that was listed without an edit asks for; null: it has one, or none of ours. */
export function searchedLater({ edit, data }: CodeAction): Later | null {
  return edit || data === undefined ? null : (data as Later);
}

/** What mends a finding: the verdict first, then its own condition. */
function goalsOf({ code, condition, action }: Finding, analysis: Analysis): Goal[] {
  const goals = missedGoals(analysis);
  const isFor = (goal: Goal) =>
    goal.id === 'verdict'
      ? code !== 'features-3-sto'
      : goal.id === condition && (goal.id !== 'trap' || goal.action === action);
  const repairable = ['verdict', 'exposed', 'order', 'trap', 'features-3-sto', 'identical-rows'];
  return repairable.includes(code) ? goals.filter(isFor) : [];
}

/** Of so many actions with the same row each may be told apart, or removed. */
const MOST_OF_ONE_ROW = 3;

/** The actions of a finding about identical rows, the one that it stands at first. */
function actionsOfOneRow({ condition, action }: Finding, { conditions }: Analysis): number[] {
  if (condition !== 'identical-rows' || action === undefined) return [];
  const group = conditions.find(({ id, actions }) => id === condition && actions.includes(action))!.actions;
  return [action, ...group.filter((other) => other !== action)].slice(0, MOST_OF_ONE_ROW);
}

/** No repair of one condition may cost a verdict that is there. */
function isProgress(before: Analysis, { analysis }: Repair): boolean {
  return before.verdict.kind !== 'always' || analysis.verdict.kind === 'always';
}

/** `refactor` asks for `refactor.rewrite` as well. */
function isKindOf(kind: string, asked: string): boolean {
  return asked === '' || kind === asked || kind.startsWith(`${asked}.`);
}
