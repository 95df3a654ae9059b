import type { CodeLens } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type CannotRun, cannotRun } from '../model/runnable.js';
import { RUN_COMMAND } from '../shared/protocol.js';
import type { Reading } from '../spec/types.js';
import { rangeOf } from './diagnostics.js';

/** The command is the same in every case: it says why nothing can run, if the text has not been corrected by then. */
const TITLES: Readonly<Record<CannotRun, string>> = {
  errors: 'Cannot run: the text has errors',
  'no-problem': 'Cannot run: there is no problem',
  'no-run': 'Cannot run: there is no experiment',
};

/** "▶ Run" above the key `run`, or why it cannot. @param errors how many errors the text has. */
export function runLens(document: TextDocument, reading: Reading, errors: number): CodeLens[] {
  const { runKey } = reading.source;
  if (runKey === null) return [];
  const reason = cannotRun(errors, reading);
  return [
    {
      range: rangeOf(document, runKey),
      command: {
        title: reason === null ? '▶ Run' : TITLES[reason],
        command: RUN_COMMAND,
        arguments: [document.uri],
      },
    },
  ];
}
