/** Formatting as edits of a document. */
import type { Range, TextEdit } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Work } from '../math/work.js';
import { formattingSpec } from '../spec/formatting/format.js';
import { rangeOf } from './diagnostics.js';
import { frozen } from './positions.js';

/** None if the text has syntax errors or is too long. @param within only lines that overlap it */
export function* formatEdits(document: TextDocument, within: Range | null): Work<TextEdit[]> {
  const now = frozen(document);
  const text = now.getText();
  const edits = yield* formattingSpec(text);
  if (typeof edits === 'string') return [];
  const wanted = edits.map(({ range, newText }) => ({ range: rangeOf(now, range), newText }));
  return within === null ? wanted : wanted.filter(({ range }) => touches(range, within));
}

function touches({ start, end }: Range, { start: first, end: last }: Range): boolean {
  // A selection of whole lines ends at the beginning of the next line.
  const lastLine = last.character === 0 && last.line > first.line ? last.line - 1 : last.line;
  return end.line >= first.line && start.line <= lastLine;
}
