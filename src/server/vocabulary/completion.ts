/** The list of what may be written at a place, as edits of the text. */
import {
  type CompletionItem,
  type CompletionList,
  InsertTextFormat,
  InsertTextMode,
  MarkupKind,
  type Position,
} from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { spotAt } from '../../spec/spot.js';
import { rangeOf } from '../diagnostics.js';
import { proposalsAt } from './proposals.js';

/** @param traps as for `proposalsAt` */
export function completionAt(
  document: TextDocument,
  position: Position,
  traps: readonly string[] | null = null,
): CompletionList {
  const text = document.getText();
  const offset = document.offsetAt(position);
  const [before, after] = [text.slice(0, offset), text.slice(offset)];
  // A colon needs a blank before the value behind it.
  const gap = /[^\s{[,]:$/.test(before) ? ' ' : '';
  const word = gap + placeholder(before, after);
  const spot = spotAt(before + word + after, offset + gap.length);
  if (!spot?.word || /^["']/.test(spot.word.source)) return { isIncomplete: false, items: [] };
  const { start, end } = spot.word.range;
  const range = { start: Math.min(start, offset), end: Math.max(offset, end - gap.length - 1) };
  const isFollowed = /^[ \t]*:(?=\s|$)/.test(text.slice(range.end));
  // A comment needs a blank before it.
  const beforeComment = text[range.end] === '#' ? ' ' : '';
  const items = proposalsAt(spot, before.slice(range.start), isFollowed, traps).map(
    ({ label, kind, insert, about, filter }, place): CompletionItem => ({
      label,
      kind,
      ...(filter !== undefined && { filterText: filter }),
      sortText: String(place).padStart(3, '0'),
      insertTextFormat: InsertTextFormat.Snippet,
      insertTextMode: InsertTextMode.adjustIndentation,
      textEdit: { range: rangeOf(document, range), newText: gap + insert + beforeComment },
      ...(about !== null && { documentation: { kind: MarkupKind.Markdown, value: about } }),
    }),
  );
  return { isIncomplete: false, items };
}

/** Is a start in a trap being written, so that the existing traps matter? */
export function isAtTrap(document: TextDocument, { line, character }: Position): boolean {
  const written = document.getText({ start: { line, character: 0 }, end: { line, character } });
  return /\btrap["']?[ \t]*:[^,{}[\]]*$/.test(written);
}

/** A placeholder for the word about to be written, so that the text can be parsed with it; on a line of its own it is a key. */
function placeholder(before: string, after: string): string {
  const isAlone = /(?:^|\n)[ \t]*[^\s,:{}[\]"'#]*$/.test(before) && /^[ \t]*(?:#.*)?(?:\r?\n|$)/.test(after);
  // Without a blank, a comment that begins here would become part of the word.
  const beforeComment = after.startsWith('#') && /(?:^|[\s:,[{])$/.test(before) ? ' ' : '';
  return (isAlone ? 'x:' : 'x') + beforeComment;
}
