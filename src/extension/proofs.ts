/** Exports what the verdict on a text rests on, as a file that `checker/check.py` checks. */
import { Uri, window, workspace } from 'vscode';
import { version } from '../../package.json';
import { label } from '../borders/vscode.js';
import { fileNameOf } from '../shared/names.js';
import { textOf } from './documents.js';
import type { Makers } from './exporting.js';
import type { ExperimentSession } from './session/session.js';

/** For the status bar, where it covers nothing. */
const MILLISECONDS_OF_A_CONFIRMATION = 8000;

/**
 * Certifies the present text.
 *
 * @param target the file; without it the user chooses. Rejects with the reason if the text cannot be certified.
 */
export async function exportProof(
  { document, analysis }: ExperimentSession,
  { proofFile }: Makers,
  target?: Uri,
): Promise<void> {
  const text = await textOf(document);
  const files = analysis?.version === text.version ? analysis.files : [];
  const content = await proofFile({ version, file: fileNameOf(document), text: text.getText(), files });
  const file = target ?? (await ask(document));
  if (file === undefined) return;
  await workspace.fs.writeFile(file, content);
  window.setStatusBarMessage(
    `$(check) ${label(`The proof is saved as ${fileNameOf(file.toString())}; checker/check.py checks it`)}`,
    MILLISECONDS_OF_A_CONFIRMATION,
  );
}

/** Beside the text, under its name; for an untitled text the dialog decides where. */
async function ask(document: string): Promise<Uri | undefined> {
  const uri = Uri.parse(document);
  return window.showSaveDialog({
    ...(uri.scheme !== 'untitled' && {
      defaultUri: uri.with({ path: `${uri.path.replace(/\.linspg$/, '')}.proof.json` }),
    }),
    filters: { JSON: ['json'] },
    title: 'Export the Proof',
  });
}
