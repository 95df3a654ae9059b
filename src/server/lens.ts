import type { CodeLens } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { readSpec } from '../spec/read.js';
import { rangeOf } from './diagnostics.js';

/** "▶ Run" above the key `run`. */
export function runLens(document: TextDocument): CodeLens[] {
  const { runKey } = readSpec(document.getText()).source;
  if (runKey === null) return [];
  return [
    {
      range: rangeOf(document, runKey),
      command: { title: '▶ Run', command: 'linspg.run', arguments: [document.uri] },
    },
  ];
}
