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
import { finish, type Work } from '../../math/work.js';
import { type Spot, spotAt } from '../../spec/spot.js';
import { lineStart } from '../../spec/syntaxIssues/issue.js';
import type { Reading, TextRange } from '../../spec/types.js';
import { rangeOf } from '../diagnostics.js';
import { ownLine } from './line.js';
import { proposalsAt } from './proposals.js';
import { accepted } from './refused.js';
import type { KnownTraps } from './traps.js';

/** The place in a text for which a list is asked. */
export interface CompletionPlace {
  readonly document: TextDocument;
  readonly offset: number;
  readonly spot: Spot;
  /** What is replaced: the word that is being written, up to its end. */
  readonly range: TextRange;
  /** The part of the word before the cursor. */
  readonly written: string;
  /** What goes between the text before and the word: a blank, or what a line of its own begins with. */
  readonly gap: string;
  /** The same of further lines. */
  readonly gapBelow: string;
  /** On a line of its own: the place of an entry of a list, if no key may stand there. */
  entry(): CompletionPlace | null;
}

/** Are there only blanks between the beginning of the line and a position? */
export function isBlankBefore(document: TextDocument, position: Position): boolean {
  const start = { line: position.line, character: 0 };
  return document.getText({ start, end: position }).trim() === '';
}

/** null: nothing can be offered there. */
export function completionPlace(document: TextDocument, position: Position): CompletionPlace | null {
  const text = document.getText();
  const offset = document.offsetAt(position);
  const [before, after] = [text.slice(0, offset), text.slice(offset)];
  // Nothing can be written in front of what a line holds.
  if (/(?:^|\n)[ \t]*$/.test(before) && /^[ \t]+[^\s#]/.test(after)) return null;
  // A colon, or a dash, needs a blank before the value behind it.
  const gap = /(?:[^\s{[,]:|(?:^|\n) *(?:- +)*-)$/.test(before) ? ' ' : '';
  const inLine = placeIn(document, offset, { from: offset, word: '', gap });
  const line = ownLine(text, offset);
  if (!line || inLine?.spot.inFlow) return inLine;
  if (line === 'unknown') return null;
  const { indentation, start, from } = line;
  const word = text.slice(start, offset);
  // Of a text of several lines it may be a part.
  if (!inLine && word !== '') return null;
  const missing = indentation.slice(Math.min(from, start) - (before.lastIndexOf('\n') + 1));
  const place = placeIn(document, offset, { from, word, gap: missing });
  return (
    place && {
      ...place,
      entry: () => placeIn(document, offset, { from, word, gap: `${missing}- ` }),
    }
  );
}

/** The place as if there were `gap` and `word` from an offset up to the cursor. */
function placeIn(
  document: TextDocument,
  offset: number,
  { from, word, gap }: { readonly from: number; readonly word: string; readonly gap: string },
): CompletionPlace | null {
  const text = document.getText();
  const [before, after] = [text.slice(0, from) + gap + word, text.slice(offset)];
  const spot = spotAt(before + placeholder(before, after) + after, before.length);
  if (!spot?.word || /^["']/.test(spot.word.source)) return null;
  const shift = before.length - offset;
  // The placeholder is one character of the word.
  const end = Math.max(offset, spot.word.range.end - shift - 1);
  const start = from < offset ? from : Math.min(offset, spot.word.range.start);
  const gapBelow = /^ $/.test(gap) ? '' : gap.replace('-', ' ');
  const written = from < offset ? word : text.slice(start, offset);
  return { document, offset, spot, range: { start, end }, written, gap, gapBelow, entry: () => null };
}

/** The list at a position, from the text alone. */
export function completionAt(document: TextDocument, position: Position): CompletionList {
  const place = completionPlace(document, position);
  return place ? finish(completing(place, null)) : { isIncomplete: false, items: [] };
}

/** @param traps as for `proposalsAt` */
export function* completing(place: CompletionPlace, traps: KnownTraps | null): Work<CompletionList> {
  const items = yield* itemsIn(place, traps);
  const entry = items.length === 0 ? place.entry() : null;
  return { isIncomplete: false, items: entry ? yield* itemsIn(entry, traps) : items };
}

function* itemsIn(place: CompletionPlace, traps: KnownTraps | null): Work<CompletionItem[]> {
  const { document, offset, spot, range, written, gap, gapBelow } = place;
  const text = document.getText();
  const isFollowed = /^[ \t]*:(?=\s|$)/.test(text.slice(range.end));
  // A comment needs a blank before it.
  const beforeComment = text[range.end] === '#' ? ' ' : '';
  const editsFor = (reading: Reading | null) =>
    proposalsAt({ spot, written, isFollowed, traps, reading }).map((proposal) => ({
      ...proposal,
      newText: gap + proposal.insert.replaceAll('\n', `\n${gapBelow}`) + beforeComment,
    }));
  const indentation = /^[ \t]*/.exec(text.slice(lineStart(text, range.start), range.start))![0];
  const kept = yield* accepted({ text, offset, range, indentation }, editsFor, ({ newText }) => newText);
  return kept.map(
    ({ label, kind, newText, about, filter }, order): CompletionItem => ({
      label,
      kind,
      ...(filter !== undefined && { filterText: filter }),
      sortText: String(order).padStart(3, '0'),
      insertTextFormat: InsertTextFormat.Snippet,
      insertTextMode: InsertTextMode.adjustIndentation,
      textEdit: { range: rangeOf(document, range), newText },
      ...(about !== null && { documentation: { kind: MarkupKind.Markdown, value: about } }),
    }),
  );
}

/** A placeholder for the word about to be written, so that the text can be parsed with it; on a line of its own it is a key. */
function placeholder(before: string, after: string): string {
  const isAlone = /(?:^|\n)[ \t]*[^\s,:{}[\]"'#]*$/.test(before) && /^[ \t]*(?:#.*)?(?:\r?\n|$)/.test(after);
  // Without a blank, a comment that begins here would become part of the word.
  const beforeComment = after.startsWith('#') && /(?:^|[\s:,[{])$/.test(before) ? ' ' : '';
  return (isAlone ? 'x:' : 'x') + beforeComment;
}
