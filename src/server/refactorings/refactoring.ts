import type { CodeActionKind } from 'vscode-languageserver/node';
import type { Work } from '../../math/work.js';
import type { SoundText } from '../../spec/rewrites/rewrite.js';
import type { TextEdit, TextRange } from '../../spec/types.js';

/** The place for which refactorings are asked. */
export interface Place extends SoundText {
  readonly uri: string;
  /** The selection, or the position of the cursor. */
  readonly at: TextRange;
  /** May a file be put beside the text? If not, why, as a sentence. null: the client cannot. */
  readonly creating: 'allowed' | { readonly refused: string } | null;
  /** Are files of numbers read? */
  readonly isTrusted: boolean;
}

/** A refactoring of a text without errors. */
export interface Refactoring {
  /** Identifies it among the refactorings of one place. */
  readonly id: string;
  /** Says what changes and what does not. */
  readonly title: string;
  readonly kind: CodeActionKind;
  /** Why it is not possible here, as a sentence. */
  readonly disabled?: string;
  /** null: the text cannot be changed this way. */
  make(): Work<Change | null>;
}

export interface Change {
  readonly edits: readonly TextEdit[];
  /** A new file beside the text. */
  readonly file?: NewFile;
}

export interface NewFile {
  readonly uri: string;
  readonly content: string;
}

/** A change that consists of edits only. */
export function* edited(edits: Work<readonly TextEdit[] | null>): Work<Change | null> {
  const made = yield* edits;
  return made && { edits: made };
}

/** Is the place in the section of a key, up to the next section? */
export function isWithin({ at, text }: Place, key: TextRange, next: TextRange | null): boolean {
  const end = next && next.start > key.start ? next.start - 1 : text.length;
  return at.start <= end && at.end >= key.start;
}
