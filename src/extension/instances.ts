/** Opens instances of a charted family as specs of their own. */
import { ViewColumn, window, workspace } from 'vscode';
import { instanceSpec } from '../spec/instance.js';
import { LANGUAGE } from './documents.js';
import type { ExperimentSession } from './session/session.js';

/** Opens an untitled spec of an instance in the column of the family's text, or shows the one that is already open. */
export async function openInstance(session: ExperimentSession, run: number, number: number): Promise<void> {
  const charted = session.experiment;
  const instance = charted?.family?.instances[number];
  if (!charted || charted.stamp.run !== run || !instance) return;
  const content = instanceSpec(charted.text, charted.subject.fileName, number, instance);
  const open = workspace.textDocuments.find(
    (document) => document.isUntitled && !document.isClosed && document.getText() === content,
  );
  const document = open ?? (await workspace.openTextDocument({ language: LANGUAGE, content }));
  const beside = window.visibleTextEditors.find(
    (editor) => editor.document.uri.toString() === session.document,
  );
  await window.showTextDocument(document, { viewColumn: beside?.viewColumn ?? ViewColumn.One });
}
