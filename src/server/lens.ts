import type { CodeLens } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { refusalTitle } from '../diagnostics/refusal.js';
import { cannotRun } from '../model/runnable.js';
import { RUN_COMMAND } from '../shared/protocol.js';
import type { Reading } from '../spec/types.js';
import { rangeOf } from './diagnostics.js';

/**
 * "▶ Run" above the key `run`, or why it cannot. The command is the same in every case: it says why nothing can run, if the text has not been
 * corrected by then.
 *
 * @param errors how many errors the text has.
 */
export function runLens(document: TextDocument, reading: Reading, errors: number): CodeLens[] {
  const { runKey } = reading.source;
  if (runKey === null) return [];
  const reason = cannotRun(errors, reading);
  return [
    {
      range: rangeOf(document, runKey),
      command: {
        title: reason === null ? '▶ Run' : refusalTitle(reason),
        command: RUN_COMMAND,
        arguments: [document.uri],
      },
    },
  ];
}
