/** Actions that commands and panels share: on an experiment, its text, or the editor. */

import { Range, type Uri, ViewColumn, WorkspaceEdit, window, workspace } from 'vscode';
import { faultMessage } from '../borders/fault.js';
import { notification } from '../borders/vscode.js';
import type { ExperimentRunner } from '../experiment/runner.js';
import { isLong } from '../shared/readElsewhere.js';
import { readSpec } from '../spec/read.js';
import { rowSources } from '../spec/rowSources.js';
import type { Basins } from './basins.js';
import { textOf } from './documents.js';
import type { Edits } from './edits.js';
import type { Experiments } from './experiments.js';
import type { Makers } from './exporting.js';
import type { Front } from './front.js';
import type { Panels } from './panels.js';
import type { PhaseDiagrams } from './phases.js';
import type { ExperimentSession } from './session/session.js';

/** What a command, or a message of a panel, can use. */
export interface CommandContext {
  /** The folder of the extension. */
  readonly extension: Uri;
  readonly experiments: Experiments;
  readonly panels: Panels;
  readonly front: Front;
  readonly basins: Basins;
  readonly phases: PhaseDiagrams;
  readonly makers: Makers;
  readonly runner: Pick<ExperimentRunner, 'searchHit' | 'pointedNumber'>;
  readonly edits: Edits;
}

/** Opens the panel of an experiment, and runs it. */
export async function runExperiment(
  { experiments, panels }: CommandContext,
  session: ExperimentSession,
): Promise<void> {
  const text = await textOf(session.document);
  const opening = panels.open(session);
  experiments.run(text);
  await opening;
}

/** Puts the text of an earlier run back as one edit, so as one step of undo. */
export async function restoreText(session: ExperimentSession, run: number): Promise<void> {
  const text = session.textOf(run);
  if (text === null) return;
  const document = await textOf(session.document);
  const edit = new WorkspaceEdit();
  const whole = new Range(document.positionAt(0), document.positionAt(document.getText().length));
  edit.replace(document.uri, whole, text);
  await workspace.applyEdit(edit);
}

/** Selects an action's name in the present text. */
export async function revealAction(session: ExperimentSession, action: number): Promise<void> {
  const document = await textOf(session.document);
  const text = document.getText();
  // Reading a long text would block the editor.
  const place = isLong(text) ? undefined : rowSources(readSpec(text).source)[action]?.name;
  const selection = place && new Range(document.positionAt(place.start), document.positionAt(place.end));
  await showText(session, selection);
}

/** Focuses the text, in the editor that shows it if there is one. */
export async function showText(session: ExperimentSession, selection?: Range): Promise<void> {
  const document = await textOf(session.document);
  const open = window.visibleTextEditors.find((editor) => editor.document === document);
  await window.showTextDocument(document, {
    viewColumn: open?.viewColumn ?? ViewColumn.One,
    ...(selection && { selection }),
  });
}

/** Does what was asked for; if that fails, says why. */
export async function orSayWhyNot(act: () => unknown): Promise<void> {
  try {
    await act();
  } catch (error) {
    void window.showErrorMessage(notification(faultMessage(error)));
  }
}
