/**
 * Refactorings as code actions. They are listed at the cursor when the user asks; the edit of one is made when it is chosen
 * (`codeAction/resolve`), if the client supports that. The text after each edit is read again first: if it does not say what it
 * should, there is no edit.
 */
import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  CodeActionTriggerKind,
  type Range,
} from 'vscode-languageserver/node';
import { visible } from '../../borders/visible.js';
import { EXTRACT_COMMAND } from '../../shared/protocol.js';
import type { DocumentAnalysis } from '../analyser.js';
import { kindsAsked } from '../codeActionKinds.js';
import type { Access } from '../dataFiles.js';
import { type ClientRules, choosesLater } from '../rules.js';
import { inTurns } from '../turns.js';
import { workspaceEdit } from '../workspaceEdit.js';
import { refactoringsAt } from './catalogue.js';
import { whyNoFile } from './newFile.js';
import type { Change, Place, Refactoring } from './refactoring.js';

/** The data of an action for a refactoring, from which its edit is made when it is chosen. */
export interface ChosenRefactoring {
  readonly uri: string;
  readonly version: number;
  readonly refactoring: string;
  readonly range: Range;
}

/** The refactoring of an action without its edit; null: none. */
export function refactoringOf({ edit, data }: CodeAction): ChosenRefactoring | null {
  return edit || data === undefined || !('refactoring' in data) ? null : (data as ChosenRefactoring);
}

export const REFACTORING_KINDS = [
  CodeActionKind.RefactorRewrite,
  CodeActionKind.RefactorExtract,
  CodeActionKind.RefactorInline,
] as const;

/** The refactorings at a place. An editor that asks by itself, at every move of the cursor, gets none, since they belong to no issue. */
export async function refactoringActions(
  known: DocumentAnalysis,
  { range, context }: CodeActionParams,
  rules: ClientRules,
  access: Access,
): Promise<CodeAction[]> {
  const wants = kindsAsked(context);
  const isAsked = context.triggerKind === CodeActionTriggerKind.Invoked || context.only !== undefined;
  const isAutomatic = context.triggerKind === CodeActionTriggerKind.Automatic;
  if (!isAsked || isAutomatic || !REFACTORING_KINDS.some(wants)) return [];
  const { uri, version } = known.document;
  const offered = (await inTurns(refactoringsAt(placeOf(known, range, rules, access)))).filter(
    ({ kind, disabled }) => wants(kind) && (disabled === undefined || rules.disabledActions),
  );
  const actions: CodeAction[] = [];
  for (const one of offered) {
    const { id, title, kind, disabled } = one;
    const action: CodeAction = { title: visible(title), kind };
    if (disabled !== undefined) actions.push({ ...action, disabled: { reason: visible(disabled) } });
    else if ('command' in one) actions.push({ ...action, command: { title: action.title, ...one.command } });
    else if (choosesLater(rules))
      actions.push({ ...action, data: { uri, version, refactoring: id, range } satisfies ChosenRefactoring });
    else {
      const change = await inTurns(one.make());
      if (change) actions.push(withEdit(action, known, change, rules));
    }
  }
  return actions;
}

/** The action with its edit; null: the text cannot be changed this way. */
export async function resolvedRefactoring(
  known: DocumentAnalysis,
  action: CodeAction,
  { refactoring, range }: ChosenRefactoring,
  rules: ClientRules,
  access: Access,
): Promise<CodeAction | null> {
  const offered: Refactoring[] = await inTurns(refactoringsAt(placeOf(known, range, rules, access)));
  const chosen = offered.find(({ id, disabled }) => id === refactoring && disabled === undefined);
  const change = chosen && 'make' in chosen ? await inTurns(chosen.make()) : null;
  return change ? withEdit(action, known, change, rules) : null;
}

function placeOf(
  { document, reading, files }: DocumentAnalysis,
  range: Range,
  { createsFiles, executes }: ClientRules,
  { isTrusted }: Access,
): Place {
  const refused = whyNoFile(document.uri);
  return {
    text: document.getText(),
    reading,
    files,
    uri: document.uri,
    at: { start: document.offsetAt(range.start), end: document.offsetAt(range.end) },
    creating: createsFiles ? (refused === null ? 'allowed' : { refused }) : null,
    asksForFile: executes.includes(EXTRACT_COMMAND),
    isTrusted,
  };
}

function withEdit(
  action: CodeAction,
  { document }: DocumentAnalysis,
  { edits, file }: Change,
  { versionedEdits }: ClientRules,
): CodeAction {
  return { ...action, edit: workspaceEdit(document, edits, versionedEdits, document.version, file) };
}
