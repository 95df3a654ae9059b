/** All that is known of a text as one page: what `linspg report` writes, made by a process of its own. */
import { execFile } from 'node:child_process';
import { ProgressLocation, Uri, window, workspace } from 'vscode';
import { label } from '../borders/vscode.js';
import { fileNameOf } from '../shared/names.js';
import { textOf } from './documents.js';
import type { ExperimentSession } from './session/session.js';

/** In the status bar, where it covers nothing. */
const MILLISECONDS_OF_A_CONFIRMATION = 8000;

/**
 * Saves the text, runs its experiment and writes the report.
 * @param extension where it is installed
 * @param target where to; a person is asked without it. Rejects with what keeps the report from being made.
 */
export async function exportReport(
  extension: Uri,
  { document }: ExperimentSession,
  target?: Uri,
): Promise<void> {
  if (!workspace.isTrusted)
    throw new Error(
      'This workspace is not trusted, so no report is made in it: a report reads the files that a text names. Trust the workspace (command Workspaces: Manage Workspace Trust) to make one.',
    );
  const text = await textOf(document);
  if (text.uri.scheme !== 'file')
    throw new Error(
      `A report is made of a file on disk, and ${fileNameOf(document)} is none. Save it there first.`,
    );
  // It is the file that is read.
  if (text.isDirty && !(await text.save())) return;
  const file = target ?? (await ask(text.uri));
  if (file === undefined) return;
  if (file.scheme !== 'file') throw new Error('A report can only be written to a file on disk.');
  const options = {
    location: ProgressLocation.Notification,
    title: label(`The report of ${fileNameOf(document)} is being made`),
    cancellable: true,
  };
  const isMade = await window.withProgress(options, (_, cancellation) => {
    const abort = new AbortController();
    cancellation.onCancellationRequested(() => abort.abort());
    return made(extension, text.uri, file, abort.signal);
  });
  if (!isMade) return;
  window.setStatusBarMessage(
    `$(check) ${label(`The report is saved as ${fileNameOf(file.toString())}; a browser shows it`)}`,
    MILLISECONDS_OF_A_CONFIRMATION,
  );
}

/** @returns false: it was given up. Rejects with what the process says is wrong. */
function made(extension: Uri, text: Uri, file: Uri, signal: AbortSignal): Promise<boolean> {
  const program = Uri.joinPath(extension, 'dist', 'cli.cjs').fsPath;
  const words = [program, 'report', text.fsPath, '--out', file.fsPath];
  const options = { env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' }, signal };
  return new Promise((resolve, reject) => {
    execFile(process.execPath, words, options, (error, _, complaint) => {
      if (signal.aborted) resolve(false);
      else if (error === null) resolve(true);
      else reject(new Error(complaint.trim() || error.message));
    });
  });
}

/** Beside the text, under its name. */
async function ask(text: Uri): Promise<Uri | undefined> {
  return window.showSaveDialog({
    defaultUri: text.with({ path: `${text.path.replace(/\.linspg$/, '')}.report.html` }),
    filters: { HTML: ['html'] },
    title: 'Export the Report',
  });
}
