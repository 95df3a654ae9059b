/** Copies the features and rewards of the experiment in front to the clipboard, for another program. */
import { env, window } from 'vscode';
import { notification } from '../borders/vscode.js';
import type { MatrixFormat } from '../experiment/matrixText.js';
import type { Makers } from './exporting.js';
import type { ExperimentSession } from './session/session.js';

const NAMES: Readonly<Record<MatrixFormat, string>> = { numpy: 'NumPy', latex: 'LaTeX', julia: 'Julia' };

/** For the status bar, where it covers nothing. */
const MILLISECONDS_OF_A_CONFIRMATION = 8000;

export async function copyMatrix(
  session: ExperimentSession,
  format: MatrixFormat,
  { matrix }: Pick<Makers, 'matrix'>,
): Promise<void> {
  const { text, analysis } = session;
  if (text === null) return;
  const files = analysis?.version === text.version ? analysis.files : [];
  const copied = await matrix({ format, text: text.text, files });
  if ('refused' in copied) {
    void window.showWarningMessage(notification(copied.refused));
    return;
  }
  await env.clipboard.writeText(copied.text);
  window.setStatusBarMessage(
    `$(check) The matrix is copied as ${NAMES[format]}`,
    MILLISECONDS_OF_A_CONFIRMATION,
  );
}
