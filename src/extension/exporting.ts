import { Uri, window, workspace } from 'vscode';
import { toCsv } from '../experiment/csv.js';
import type { ExperimentSession } from './session.js';

/**
 * Writes what is charted, also of a run that was stopped or goes on, as CSV.
 * @param target where to; a person is asked without it.
 */
export async function exportCsv(session: ExperimentSession, target?: Uri): Promise<void> {
  const { experiment } = session;
  if (experiment === null) {
    void window.showInformationMessage('There are no results to export yet: run the experiment first.');
    return;
  }
  const csv = toCsv(experiment.subject.actions, experiment.results);
  const file = target ?? (await ask(session.document));
  if (file !== undefined) await workspace.fs.writeFile(file, new TextEncoder().encode(csv));
}

/** Beside the experiment, under its name; an untitled one leaves the place to the dialog. */
async function ask(document: string): Promise<Uri | undefined> {
  const uri = Uri.parse(document);
  return window.showSaveDialog({
    ...(uri.scheme !== 'untitled' && {
      defaultUri: uri.with({ path: `${uri.path.replace(/\.linspg$/, '')}.csv` }),
    }),
    filters: { 'Comma-separated values': ['csv'] },
    title: 'Export Data',
  });
}
