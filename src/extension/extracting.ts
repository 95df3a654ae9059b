/** Moves the features or the rewards of the experiment in front into a file, in the format that the ending of its name says. */
import { posix } from 'node:path';
import { Range, type TextDocument, type Uri, WorkspaceEdit, window, workspace } from 'vscode';
import { notification } from '../borders/vscode.js';
import { type Extracted, NOT_TRUSTED } from '../spec/rewrites/toFile.js';
import { textOf } from './documents.js';
import type { Makers } from './exporting.js';
import type { ExperimentSession } from './session/session.js';

const FILTERS = { CSV: ['csv'], TSV: ['tsv'], JSON: ['json'], 'NumPy array': ['npy'] };

/** @param target the file, which is written over; without it the user chooses. @param what which numbers, as a code action names them; of others the user chooses. */
export async function extractToFile(
  session: ExperimentSession,
  { movable, extraction }: Pick<Makers, 'movable' | 'extraction'>,
  { target, what: asked }: { readonly target?: Uri | undefined; readonly what?: unknown },
): Promise<void> {
  const document = await textOf(session.document);
  const obstacle = whyNot(document);
  if (obstacle !== null) return refuse(obstacle);
  const [text, version] = [document.getText(), document.version];
  const files = session.analysis?.version === session.text?.version ? (session.analysis?.files ?? []) : [];
  const all = await movable({ text, files });
  const what = all.find((each) => each === asked) ?? (await chosen(all));
  const file = what && (target ?? (await ask(document, what)));
  if (!what || !file) return;
  const path = posix.relative(posix.dirname(document.uri.path), file.path);
  const answer = await extraction({ text, what, path, files });
  if ('refused' in answer) return refuse(answer.refused);
  if (document.version !== version)
    return refuse('The text has changed meanwhile, so nothing was moved. Extract again.');
  await workspace.fs.writeFile(file, answer.content);
  const edit = new WorkspaceEdit();
  for (const { range, newText } of answer.edits) {
    const [start, end] = [document.positionAt(range.start), document.positionAt(range.end)];
    edit.replace(document.uri, new Range(start, end), newText);
  }
  await workspace.applyEdit(edit);
  for (const note of answer.notes) void window.showInformationMessage(notification(note));
}

function refuse(reason: string): void {
  void window.showErrorMessage(notification(reason));
}

/** A sentence; null: numbers of the text can go into a file. */
function whyNot({ isUntitled }: TextDocument): string | null {
  if (isUntitled) return 'Save this text first: the path of a file of numbers is relative to its folder.';
  return workspace.isTrusted ? null : NOT_TRUSTED;
}

function ask({ uri }: TextDocument, what: Extracted): Thenable<Uri | undefined> {
  const defaultUri = uri.with({ path: `${uri.path.replace(/\.[^./]+$/, '')}-${what}.csv` });
  return window.showSaveDialog({ title: `Extract the ${what}`, defaultUri, filters: FILTERS });
}

async function chosen(what: readonly Extracted[]): Promise<Extracted | undefined> {
  const [first, another] = what;
  if (first === undefined)
    refuse(
      'The text has no features or rewards that could be moved: it has errors, or they are in a file, drawn, or not there.',
    );
  if (another === undefined) return first;
  const items = what.map((each) => ({ label: `The ${each}`, each }));
  return (await window.showQuickPick(items, { title: 'Extract to a File' }))?.each;
}
