/** The phase diagram of the number at the cursor, as a code action: a command of the client, and only for a client that executes it. */
import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  CodeActionTriggerKind,
} from 'vscode-languageserver/node';
import { visible } from '../borders/visible.js';
import { errorCount } from '../model/runnable.js';
import { PHASES_COMMAND } from '../shared/protocol.js';
import { numberAt } from '../spec/numbers.js';
import type { DocumentAnalysis } from './analyser.js';
import { kindsAsked } from './codeActionKinds.js';

/** What editors list under refactorings: it is about a number, and changes none. */
export const PHASE_KIND = CodeActionKind.Refactor;

/** An editor that asks by itself, at every move of the cursor, gets none, since it belongs to no issue. */
export function phaseActions(
  { document, reading }: DocumentAnalysis,
  { range, context }: CodeActionParams,
  executes: readonly string[],
): CodeAction[] {
  const isAsked = context.triggerKind !== CodeActionTriggerKind.Automatic && kindsAsked(context)(PHASE_KIND);
  if (!isAsked || !executes.includes(PHASES_COMMAND) || errorCount(reading.issues) > 0) return [];
  const number = numberAt(document.getText(), reading, document.offsetAt(range.start));
  if (number === null) return [];
  const title = visible(`Show the verdict as this number changes: ${number.words}`);
  const command = { title, command: PHASES_COMMAND, arguments: [document.uri, number.words] };
  return [{ title, kind: PHASE_KIND, command }];
}
