import type { WorkspaceEdit } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { TextEdit } from '../spec/types.js';
import { rangeOf } from './diagnostics.js';

/** Edits of one document. @param versioned the client can refuse those of another version. */
export function workspaceEdit(
  document: TextDocument,
  edits: readonly TextEdit[],
  versioned: boolean,
  version = document.version,
): WorkspaceEdit {
  const changes = edits.map(({ range, newText }) => ({ range: rangeOf(document, range), newText }));
  return versioned
    ? { documentChanges: [{ textDocument: { uri: document.uri, version }, edits: changes }] }
    : { changes: { [document.uri]: changes } };
}
