/**
 * Quick fixes: what the reading attached to its problems, and the repairs of what the conditions say.
 *
 * A title says what changes and by how much, so repairs are found before they are listed, not when one is chosen; they are kept for as long as
 * the text stays as it is. An edit that is listed can also be previewed from the menu. Searching is done in short turns and dropped with the next
 * version of the text; the edits name the version they belong to, so that an editor that has moved on refuses them.
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
import { list } from '../conditions/words.js';
import type { Finding } from '../diagnostics/findings.js';
import type { Bandit } from '../model/bandit.js';
import { costOf } from '../repair/effect.js';
import { separatedAction } from '../repair/identical.js';
import { changed } from '../repair/literals.js';
import { missedGoals, repairing } from '../repair/repairs.js';
import type { Goal, Repair } from '../repair/types.js';
import { titleOf } from '../repair/words.js';
import type { TextEdit } from '../spec/types.js';
import type { Known } from './analyser.js';
import { diagnosticsOf, rangeOf } from './diagnostics.js';
import { leavesMoreErrors, numberEdits, removalEdits } from './edits.js';
import { inTurns } from './turns.js';

/** One version of a document, with what is known of it so far. */
interface Version {
  readonly known: Known;
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

export class CodeActions {
  readonly #versions = new Map<string, Version>();
  readonly #waiting = new Map<string, (() => void)[]>();
  /** What was found, or is being looked for, for a bandit of the text as it stands. */
  readonly #searches = new WeakMap<Bandit, Map<string, Promise<unknown>>>();
  /** Can the client refuse an edit of another version? */
  versioned = false;

  constructor(private readonly marginOf: (uri: string) => Promise<number>) {}

  know(known: Known): void {
    const { document } = known;
    this.#versions.set(document.uri, { known, version: document.version, text: document.getText() });
    if (known.complete) this.#wake(document.uri);
  }

  closed(uri: string): void {
    this.#versions.delete(uri);
    this.#wake(uri);
  }

  async answer(
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
      for (const finding of own) {
        const offer = finding.fix!;
        if (leavesMoreErrors(now.text, now.known.reading, offer.edits)) continue;
        const preferred = finding.severity === 'error' && own.length === 1;
        actions.push(this.#quickFix(now, offer, finding, context.diagnostics, preferred));
      }
    }

    const subject = await this.#subject(uri, now, token);
    if (subject === null) return token.isCancellationRequested ? null : actions;
    const margin = await this.marginOf(uri);
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
          for (const offer of await this.#repairs(subject, goal, margin)) {
            if (!isNew(offer)) continue;
            const isPreferred: boolean = preferred && !offer.costly;
            actions.push(this.#quickFix(subject, offer, finding, context.diagnostics, isPreferred));
            preferred &&= !isPreferred;
          }
        }
        for (const action of twinsOf(finding, subject.analysis)) {
          for (const offer of await this.#separations(subject, action, margin)) {
            if (isNew(offer))
              actions.push(this.#quickFix(subject, offer, finding, context.diagnostics, false));
          }
        }
      }
    }
    // What the verdict makes irrelevant is no problem, but may be asked for.
    const key = subject.known.reading.source.banditKey;
    const atBandit = key !== null && key.start <= end && key.end >= start;
    if (
      atBandit &&
      context.triggerKind === CodeActionTriggerKind.Invoked &&
      wants(CodeActionKind.RefactorRewrite)
    ) {
      for (const goal of missedGoals(subject.analysis)) {
        if (goal.id === 'verdict' || goal.id === 'trap') continue;
        for (const offer of await this.#repairs(subject, goal, margin)) {
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
    return token.isCancellationRequested || !this.#isCurrent(subject) ? null : actions;
  }

  /** Waits for the end of the analysis; null: there is nothing to analyse, or nobody waits any more. */
  async #subject(uri: string, asked: Version, token: CancellationToken): Promise<Subject | null> {
    let now: Version | undefined = asked;
    while (now?.version === asked.version && !now.known.complete && !token.isCancellationRequested) {
      await new Promise<void>((resolve) => {
        const waiting = this.#waiting.get(uri) ?? [];
        this.#waiting.set(uri, [...waiting, resolve]);
        token.onCancellationRequested(() => resolve());
      });
      now = this.#versions.get(uri);
    }
    if (now?.version !== asked.version || !now.known.complete) return null;
    const { analysis, reading } = now.known;
    return reading.bandit && analysis ? { ...now, bandit: reading.bandit, analysis } : null;
  }

  async #repairs(subject: Subject, goal: Goal, margin: number): Promise<RepairOffer[]> {
    const { bandit, analysis } = subject;
    const repairs = await this.#search(subject, JSON.stringify([goal, margin]), () =>
      repairing(bandit, analysis, goal, margin),
    );
    return (repairs ?? [])
      .filter((repair) => isProgress(analysis, repair))
      .flatMap((repair) => {
        const edits = numberEdits(subject.text, subject.known.reading, repair.changes, repair.bandit);
        const costly = costOf(analysis, repair.analysis) !== null;
        return edits ? [{ title: titleOf(bandit, analysis, repair), edits, costly }] : [];
      })
      .sort((a, b) => Number(a.costly) - Number(b.costly));
  }

  async #separations(subject: Subject, action: number, margin: number): Promise<Offer[]> {
    const { bandit, analysis, text, known } = subject;
    const group = analysis.conditions.find(
      ({ id, actions }) => id === 'identical-rows' && actions.includes(action),
    )!;
    const name = bandit.names[action]!;
    const others = list(
      group.actions.filter((other) => other !== action).map((other) => bandit.names[other]!),
    );
    const offers: Offer[] = [];
    const separated = await this.#search(subject, `separate ${action} ${margin}`, () =>
      separatedAction(bandit, action, margin),
    );
    if (separated) {
      const { change } = separated;
      const edits = numberEdits(text, known.reading, [change], changed(bandit, [change]));
      const title = `Change feature ${change.feature! + 1} of ${name} from ${change.from.literal} to ${change.to.literal}: θ can then tell it from ${others}`;
      if (edits) offers.push({ title, edits });
    }
    const removal = removalEdits(text, known.reading, action);
    if (removal)
      offers.push({ title: `Remove ${name}, which has the features of ${others}`, edits: removal });
    return offers;
  }

  async #search<T>(subject: Subject, key: string, begin: () => Generator<unknown, T>): Promise<T | null> {
    const searches = this.#searches.get(subject.bandit) ?? new Map<string, Promise<unknown>>();
    this.#searches.set(subject.bandit, searches);
    const search = searches.get(key) ?? inTurns(begin(), () => this.#isCurrent(subject));
    searches.set(key, search);
    return search as Promise<T | null>;
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
    const [own] = diagnosticsOf(version.known.document, [finding]);
    const diagnostic = shown.find(({ code, message }) => code === own!.code && message === own!.message);
    return {
      title: visible(title),
      kind: CodeActionKind.QuickFix,
      diagnostics: [diagnostic ?? own!],
      ...(isPreferred && { isPreferred }),
      edit: this.#workspaceEdit(version, edits),
    };
  }

  #workspaceEdit({ known, version }: Version, edits: readonly TextEdit[]): WorkspaceEdit {
    const { document } = known;
    const changes = edits.map(({ range, newText }) => ({ range: rangeOf(document, range), newText }));
    return this.versioned
      ? { documentChanges: [{ textDocument: { uri: document.uri, version }, edits: changes }] }
      : { changes: { [document.uri]: changes } };
  }

  #wake(uri: string): void {
    const waiting = this.#waiting.get(uri) ?? [];
    this.#waiting.delete(uri);
    for (const resolve of waiting) resolve();
  }
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
const MOST_TWINS = 3;

/** The actions of a finding about identical rows, the one that it stands at first. */
function twinsOf({ condition, action }: Finding, { conditions }: Analysis): number[] {
  if (condition !== 'identical-rows' || action === undefined) return [];
  const group = conditions.find(({ id, actions }) => id === condition && actions.includes(action))!.actions;
  return [action, ...group.filter((other) => other !== action)].slice(0, MOST_TWINS);
}

/** No repair of one condition may cost a verdict that is there. */
function isProgress(before: Analysis, { analysis }: Repair): boolean {
  return before.verdict.kind !== 'always' || analysis.verdict.kind === 'always';
}

/** `refactor` asks for `refactor.rewrite` as well. */
function isKindOf(kind: string, asked: string): boolean {
  return asked === '' || kind === asked || kind.startsWith(`${asked}.`);
}
