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
import { type Spot, spotAt } from '../../spec/spot.js';
import type { TextRange } from '../../spec/types.js';
import { rangeOf } from '../diagnostics.js';
import { proposalsAt } from './proposals.js';
import type { KnownTraps } from './traps.js';

/** The place in a text for which a list is asked. */
export interface CompletionPlace {
  readonly document: TextDocument;
  readonly spot: Spot;
  /** The word that is being written, up to its end. */
  readonly range: TextRange;
  /** The part of it before the cursor. */
  readonly written: string;
  /** What goes between the text before and the word. */
  readonly gap: '' | ' ';
}

/** null: nothing can be offered there. */
export function completionPlace(document: TextDocument, position: Position): CompletionPlace | null {
  const text = document.getText();
  const offset = document.offsetAt(position);
  const [before, after] = [text.slice(0, offset), text.slice(offset)];
  // A colon needs a blank before the value behind it.
  const gap = /[^\s{[,]:$/.test(before) ? ' ' : '';
  const word = gap + placeholder(before, after);
  const spot = spotAt(before + word + after, offset + gap.length);
  if (!spot?.word || /^["']/.test(spot.word.source)) return null;
  const { start, end } = spot.word.range;
  const range = { start: Math.min(start, offset), end: Math.max(offset, end - gap.length - 1) };
  return { document, spot, range, written: before.slice(range.start), gap };
}

/** The list at a position, from the text alone. */
export function completionAt(document: TextDocument, position: Position): CompletionList {
  const place = completionPlace(document, position);
  return place ? completionIn(place, null) : { isIncomplete: false, items: [] };
}

/** @param traps as for `proposalsAt` */
export function completionIn(
  { document, spot, range, written, gap }: CompletionPlace,
  traps: KnownTraps | null,
): CompletionList {
  const text = document.getText();
  const isFollowed = /^[ \t]*:(?=\s|$)/.test(text.slice(range.end));
  // A comment needs a blank before it.
  const beforeComment = text[range.end] === '#' ? ' ' : '';
  const items = proposalsAt(spot, written, isFollowed, traps).map(
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

/** A placeholder for the word about to be written, so that the text can be parsed with it; on a line of its own it is a key. */
function placeholder(before: string, after: string): string {
  const isAlone = /(?:^|\n)[ \t]*[^\s,:{}[\]"'#]*$/.test(before) && /^[ \t]*(?:#.*)?(?:\r?\n|$)/.test(after);
  // Without a blank, a comment that begins here would become part of the word.
  const beforeComment = after.startsWith('#') && /(?:^|[\s:,[{])$/.test(before) ? ' ' : '';
  return (isAlone ? 'x:' : 'x') + beforeComment;
}
