import type { CodeLens } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { RUN_COMMAND } from '../shared/protocol.js';
import type { Reading } from '../spec/types.js';
import { rangeOf } from './diagnostics.js';

/** "▶ Run" above the key `run`. */
export function runLens(document: TextDocument, { source: { runKey } }: Reading): CodeLens[] {
  if (runKey === null) return [];
  return [
    {
      range: rangeOf(document, runKey),
      command: { title: '▶ Run', command: RUN_COMMAND, arguments: [document.uri] },
    },
  ];
}
