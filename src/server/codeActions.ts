/**
 * Quick fixes: those that the reading attached to its issues, and the repairs of what the conditions report.
 *
 * A title says what changes and by how much, if that is found in a moment. What takes longer is listed by its purpose and searched for
 * when it is chosen (`codeAction/resolve`), if the client supports that. A list that an editor requests by itself, at every move of the cursor, is
 * answered at once with what is known, though not in the same moment as one that the user requested. The search continues in the background, whether
 * or not the list is still wanted, so that the next request finds it done or well advanced. What was found, completely or in part, is kept as long
 * as the text does not change. Searching is done in short turns. The edits name the version they belong to, so that an editor with a newer
 * version refuses them.
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
import type { Finding } from '../diagnostics/finding.js';
import { policyTitleOfSearch } from '../diagnostics/policyRepairTitles.js';
import { titleOfSearch } from '../diagnostics/repairTitles.js';
import type { PolicyGoal } from '../repair/policies/types.js';
import { missedGoals } from '../repair/repairs.js';
import type { Goal } from '../repair/types.js';
import { writesNumbers } from '../spec/rowSources.js';
import type { TextEdit } from '../spec/types.js';
import type { DocumentAnalysis } from './analyser.js';
import { actionsOfOneRow, BanditFixes, type BanditSubject, goalsOf, type Offer } from './banditFixes.js';
import { kindsAsked } from './codeActionKinds.js';
import { diagnosticsOf } from './diagnostics.js';
import { askedLater, madeLater, type Sought, type Untried } from './later.js';
import { PolicyFixes, type PolicySubject, policyGoalsOf } from './policyFixes.js';
import { ReadingFixes } from './readingFixes.js';
import { workspaceEdit } from './workspaceEdit.js';

/** One version of a document, and what is known of it so far. */
interface Version {
  readonly known: DocumentAnalysis;
  readonly version: number;
  readonly text: string;
}

/** The request for a list. */
interface Listing {
  readonly version: Version;
  /** The client's diagnostics at this place. */
  readonly shown: readonly Diagnostic[];
  readonly margin: number;
  /** Is there still time, and does somebody wait? */
  readonly isWanted: () => boolean;
  /** The edits that are already listed. */
  readonly seen: Set<string>;
}

/** Starts a period of waiting; the function that it returns says whether there is still time. */
export type Patience = () => () => boolean;

/**
 * In milliseconds: how long the search may take for a list that the user requested; the rest is searched for when it is chosen. VS Code requests a list by
 * itself 250 ms after the cursor has moved, and half a second later drops the list that the user waits for.
 */
const LIST = 100;
/**
 * In milliseconds: the least time between a list that the user requested and one that the editor requested by itself. VS Code shows no menu if it gets both
 * in one turn, the second one last.
 */
const APART = 50;
/** In milliseconds: how long the search continues in the background after a list. */
const AHEAD = 2000;
const within =
  (milliseconds: number): Patience =>
  () => {
    const began = performance.now();
    return () => performance.now() - began < milliseconds;
  };

export class CodeActions {
  readonly #versions = new Map<string, Version>();
  /** Resolves a moment after the list that the user last requested has been answered. */
  #asked: Promise<unknown> = Promise.resolve();
  /** How many lists were answered. */
  #lists = 0;
  readonly #fixes = new ReadingFixes();
  readonly #bandits = new BanditFixes();
  readonly #policies = new PolicyFixes();
  /** Can the edit of an action be made when it is chosen? If not, the client gets everything that is found, however long that takes. */
  resolves = false;
  /** Shows the user a message for which no menu is open any more. */
  say: (message: string) => void = () => {};
  /** Can the client refuse edits of another version? */
  versioned = false;

  /** @param patience for a list, if the client asks for the rest when it is chosen */
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

  async #list(params: CodeActionParams, token: CancellationToken): Promise<CodeAction[] | null> {
    const { textDocument, context } = params;
    const now = this.#versions.get(textDocument.uri);
    if (!now) return null;
    const { touches, wants, isAt } = placeOf(params, now);
    const stands = () => !token.isCancellationRequested && this.#isCurrent(now);
    const actions: CodeAction[] = [];
    if (wants(CodeActionKind.QuickFix)) {
      actions.push(...(await this.#readingFixes(now, context.diagnostics, touches, stands)));
      if (!stands()) return null;
    }

    const isInvoked = context.triggerKind === CodeActionTriggerKind.Invoked;
    const isAutomatic = context.triggerKind === CodeActionTriggerKind.Automatic;
    const hasPatience = isAutomatic ? () => false : this.patience();
    const isWanted = this.resolves ? () => stands() && hasPatience() : stands;
    const finished = await this.#finished(now, isWanted);
    if (token.isCancellationRequested) return null;
    const policies = finished && policySubjectOf(finished);
    const subject = finished && banditSubjectOf(finished);
    if (finished === null || (subject === null && !(policies && wants(CodeActionKind.QuickFix)))) {
      // At the end of the analysis the diagnostics change, and the editor requests a list again by itself.
      if (isInvoked && actions.length === 0 && stands() && !this.#latest(now)!.known.complete)
        this.say('The conditions are still being checked: ask for quick fixes again when that is done.');
      return actions;
    }
    const margin = await this.marginOf(textDocument.uri);
    const listing = {
      version: finished,
      shown: context.diagnostics,
      margin,
      isWanted,
      seen: new Set<string>(),
    };
    const findings = wants(CodeActionKind.QuickFix) ? finished.known.found.filter(touches) : [];
    if (policies) {
      for (const finding of findings) actions.push(...(await this.#policyFixes(listing, policies, finding)));
      return stands() ? actions : null;
    }
    for (const finding of findings) actions.push(...(await this.#banditFixes(listing, subject!, finding)));
    // What the verdict makes irrelevant is no issue, but may be asked for.
    if (isInvoked && wants(CodeActionKind.RefactorRewrite) && isAt(finished.known.reading.source.banditKey))
      actions.push(...(await this.#rewrites(listing, subject!)));
    const goals = findings.flatMap((finding) => goalsOf(finding, subject!.analysis));
    if (this.resolves) void this.#searchAhead(listing, subject!, goals);
    return stands() ? actions : null;
  }

  /** The fixes that the reading attached to findings, tried as far as there is time. */
  async #readingFixes(
    version: Version,
    shown: readonly Diagnostic[],
    touches: (finding: Finding) => boolean,
    stands: () => boolean,
  ): Promise<CodeAction[]> {
    const { known, text } = version;
    const own = known.found.filter((finding) => touches(finding) && finding.fix);
    const hasPatience = this.patience();
    const isWanted = this.resolves ? () => stands() && hasPatience() : stands;
    const offers = await this.#fixes.offers(text, known, own, isWanted);
    return offers.map(({ finding, offer, isTried }) => {
      const isOnly = own.length === 1 && !finding.otherFixes;
      const isPreferred = isTried && finding.severity === 'error' && isOnly;
      if (isTried) return this.#quickFix(version, shown, offer, finding, { isPreferred });
      return {
        ...madeLater(version.known.document, offer.title, { edits: offer.edits }),
        kind: CodeActionKind.QuickFix,
        diagnostics: [shownAs(version, finding, shown)],
      };
    });
  }

  /** For one finding of a bandit: the repairs that are found, and those that are searched for when they are chosen. */
  async #banditFixes(listing: Listing, subject: BanditSubject, finding: Finding): Promise<CodeAction[]> {
    const { version, shown, margin, isWanted } = listing;
    const actions: CodeAction[] = [];
    let preferred = true;
    for (const goal of goalsOf(finding, subject.analysis)) {
      const { offers, later } = await this.#bandits.offers(subject, goal, margin, isWanted);
      for (const offer of offers) {
        if (!isNew(listing, offer)) continue;
        const isPreferred: boolean = preferred && !offer.costly;
        actions.push(this.#quickFix(version, shown, offer, finding, { isPreferred }));
        preferred &&= !isPreferred;
      }
      for (const scope of this.resolves ? later : [])
        actions.push({
          ...madeLater(version.known.document, titleOfSearch(subject.bandit, subject.analysis, goal, scope), {
            goal,
            scope,
          }),
          kind: CodeActionKind.QuickFix,
          diagnostics: [shownAs(version, finding, shown)],
        });
    }
    for (const action of actionsOfOneRow(finding, subject.analysis)) {
      for (const offer of await this.#bandits.separations(subject, action, margin, isWanted)) {
        if (isNew(listing, offer))
          actions.push(this.#quickFix(version, shown, offer, finding, { isPreferred: false }));
      }
    }
    return actions;
  }

  /** Repairs of conditions without a finding. */
  async #rewrites(listing: Listing, subject: BanditSubject): Promise<CodeAction[]> {
    const { version, margin, isWanted } = listing;
    const actions: CodeAction[] = [];
    const kind = CodeActionKind.RefactorRewrite;
    for (const goal of missedGoals(subject.analysis)) {
      if (goal.id === 'verdict' || goal.id === 'trap') continue;
      const { offers, later } = await this.#bandits.offers(subject, goal, margin, isWanted);
      for (const scope of this.resolves ? later : []) {
        const title = titleOfSearch(subject.bandit, subject.analysis, goal, scope);
        actions.push({ ...madeLater(version.known.document, title, { goal, scope }), kind });
      }
      for (const offer of offers) {
        if (isNew(listing, offer))
          actions.push({
            title: visible(offer.title),
            kind,
            edit: this.#workspaceEdit(version, offer.edits),
          });
      }
    }
    return actions;
  }

  /** Continues the search after a list, until another list is requested or the text changes. */
  async #searchAhead(
    { version, margin }: Listing,
    subject: BanditSubject,
    goals: readonly Goal[],
  ): Promise<void> {
    const list = ++this.#lists;
    const hasPatience = within(AHEAD)();
    const isWanted = () => this.#lists === list && this.#isCurrent(version) && hasPatience();
    try {
      for (const goal of goals) await this.#bandits.search(subject, goal, margin, isWanted);
    } catch (fault) {
      // The user is told when asking for the repair; the log gets the whole error, with its stack.
      console.error(fault);
    }
  }

  /** The version once it is analysed; null: there is nothing to analyse, or nobody waits any more. */
  async #finished(asked: Version, isWanted: () => boolean): Promise<Version | null> {
    // The analysis continues by a step with each turn of this thread.
    while (this.#latest(asked)?.known.complete === false && isWanted()) await new Promise(setImmediate);
    const now = this.#latest(asked);
    return now?.version === asked.version && now.known.complete ? now : null;
  }

  /** For one finding of a contextual bandit or an MDP: the repairs that are found, and those that are searched for when they are chosen. */
  async #policyFixes(
    { version, shown, margin, isWanted }: Listing,
    subject: PolicySubject,
    finding: Finding,
  ): Promise<CodeAction[]> {
    const actions: CodeAction[] = [];
    const seen = new Set<string>();
    let preferred = true;
    for (const goal of policyGoalsOf(subject, finding)) {
      const { offers, later } = await this.#policies.offers(subject, goal, margin, isWanted);
      for (const offer of offers) {
        if (!isNew({ seen }, offer)) continue;
        const isPreferred: boolean = preferred && !offer.costly;
        actions.push(this.#quickFix(version, shown, offer, finding, { isPreferred }));
        preferred &&= !isPreferred;
      }
      for (const scope of this.resolves ? later : [])
        actions.push({
          ...madeLater(
            version.known.document,
            policyTitleOfSearch(subject.mdp, subject.analysis, goal, scope),
            {
              goal,
              scope,
            },
          ),
          kind: CodeActionKind.QuickFix,
          diagnostics: [shownAs(version, finding, shown)],
        });
    }
    return actions;
  }

  /** The edit of an action that was listed without one. */
  async resolve(action: CodeAction, token: CancellationToken): Promise<CodeAction> {
    const asked = askedLater(action);
    if (asked === null) return action;
    const { uri, version } = asked;
    const now = this.#versions.get(uri);
    if (now?.version !== version) return action;
    const stands = () => !token.isCancellationRequested && this.#isCurrent(now);
    return 'edits' in asked
      ? this.#tried(action, now, asked, stands)
      : this.#found(action, now, asked, stands);
  }

  async #tried(
    action: CodeAction,
    now: Version,
    { edits }: Untried,
    stands: () => boolean,
  ): Promise<CodeAction> {
    const mends = await this.#fixes.mends(now.text, now.known, edits, stands);
    if (mends === true) return { ...action, edit: this.#workspaceEdit(now, edits) };
    if (mends === false)
      this.say(`${action.title}: not done, since it would leave more errors than there are.`);
    return action;
  }

  async #found(
    action: CodeAction,
    now: Version,
    { goal, scope }: Sought,
    stands: () => boolean,
  ): Promise<CodeAction> {
    const { uri } = now.known.document;
    const finished = await this.#finished(now, stands);
    if (finished === null) return action;
    const margin = await this.marginOf(uri);
    const subject = banditSubjectOf(finished);
    const policies = policySubjectOf(finished);
    const { offers } = policies
      ? await this.#policies.offers(policies, goal as PolicyGoal, margin, stands)
      : subject
        ? await this.#bandits.offers(subject, goal as Goal, margin, stands)
        : { offers: [] };
    const offer = offers.find((each) => each.scope === scope);
    if (offer) return { ...action, edit: this.#workspaceEdit(finished, offer.edits) };
    if (stands()) this.say(`${action.title}: none was found.`);
    return action;
  }

  #latest({ known }: Version): Version | undefined {
    return this.#versions.get(known.document.uri);
  }

  #isCurrent(version: Version): boolean {
    return this.#latest(version)?.version === version.version;
  }

  #quickFix(
    version: Version,
    shown: readonly Diagnostic[],
    { title, edits }: Offer,
    finding: Finding,
    { isPreferred }: { readonly isPreferred: boolean },
  ): CodeAction {
    return {
      title: visible(title),
      kind: CodeActionKind.QuickFix,
      diagnostics: [shownAs(version, finding, shown)],
      ...(isPreferred && { isPreferred }),
      edit: this.#workspaceEdit(version, edits),
    };
  }

  #workspaceEdit({ known, version }: Version, edits: readonly TextEdit[]): WorkspaceEdit {
    return workspaceEdit(known.document, edits, this.versioned, version);
  }
}

/** What a list is requested for: which findings, which kinds, and whether a key is at the place. */
function placeOf({ range, context }: CodeActionParams, { known: { document } }: Version) {
  const [start, end] = [document.offsetAt(range.start), document.offsetAt(range.end)];
  const isAt = (place: { readonly start: number; readonly end: number } | null) =>
    place !== null && place.start <= end && place.end >= start;
  return {
    isAt,
    touches: (finding: Finding) => isAt(finding.range),
    wants: kindsAsked(context),
  };
}

/** Remembers the edits of an offer. @returns whether they were not listed before */
function isNew({ seen }: Pick<Listing, 'seen'>, { edits }: Offer): boolean {
  const before = seen.size;
  return seen.add(JSON.stringify(edits)).size > before;
}

/** The diagnostic of a finding, as the client has it. */
function shownAs({ known }: Version, finding: Finding, shown: readonly Diagnostic[]): Diagnostic {
  const own = diagnosticsOf(known.document, [finding])[0]!;
  return shown.find(({ code, message }) => code === own.code && message === own.message) ?? own;
}

/** null: there is no bandit, or none of its numbers is in the text. */
function banditSubjectOf({ known, text }: Version): BanditSubject | null {
  const { analysis, reading } = known;
  return reading.bandit && analysis && writesNumbers(reading)
    ? { text, known, bandit: reading.bandit, analysis }
    : null;
}

function policySubjectOf({ known, text }: Version): PolicySubject | null {
  const { mdp } = known.reading;
  return mdp && known.policies ? { text, known, mdp, analysis: known.policies } : null;
}
