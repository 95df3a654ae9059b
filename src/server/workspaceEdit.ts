import type { WorkspaceEdit } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { TextEdit } from '../spec/types.js';
import { rangeOf } from './diagnostics.js';

/** A new file with its content. */
interface NewFile {
  readonly uri: string;
  readonly content: string;
}

/**
 * Edits of one document.
 *
 * @param versioned can the client refuse edits of another version?
 * @param file a new file beside it, for a client that can create files (`resourceOperations`).
 */
export function workspaceEdit(
  document: TextDocument,
  edits: readonly TextEdit[],
  versioned: boolean,
  version = document.version,
  file?: NewFile,
): WorkspaceEdit {
  const changes = edits.map(({ range, newText }) => ({ range: rangeOf(document, range), newText }));
  if (!versioned) return { changes: { [document.uri]: changes } };
  return {
    documentChanges: [
      ...(file ? made(file) : []),
      ...(changes.length > 0 ? [{ textDocument: { uri: document.uri, version }, edits: changes }] : []),
    ],
  };
}

function made({ uri, content }: NewFile): NonNullable<WorkspaceEdit['documentChanges']> {
  const start = { line: 0, character: 0 };
  return [
    { kind: 'create', uri },
    {
      textDocument: { uri, version: null },
      edits: [{ range: { start, end: start }, newText: content }],
    },
  ];
}
