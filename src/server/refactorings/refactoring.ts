import type { CodeActionKind } from 'vscode-languageserver/node';
import type { Work } from '../../math/work.js';
import type { SoundText } from '../../spec/rewrites/rewrite.js';
import type { TextEdit, TextRange } from '../../spec/types.js';

/** Where a refactoring is asked for. */
export interface Place extends SoundText {
  readonly uri: string;
  /** What is selected, or where the cursor stands. */
  readonly at: TextRange;
  /** May a file be put beside the text? Else why not, as a sentence. null: the client cannot. */
  readonly creating: 'allowed' | { readonly refused: string } | null;
  /** Are files of numbers read? */
  readonly isTrusted: boolean;
}

/** What may be done with a text that is in order. */
export interface Refactoring {
  /** Among those of one place it names one. */
  readonly id: string;
  /** What changes, and what does not. */
  readonly title: string;
  readonly kind: CodeActionKind;
  /** Why it cannot be done here, as a sentence. */
  readonly disabled?: string;
  /** null: the text cannot be changed so. */
  make(): Work<Change | null>;
}

export interface Change {
  readonly edits: readonly TextEdit[];
  /** A file that is put beside the text. */
  readonly file?: NewFile;
}

export interface NewFile {
  readonly uri: string;
  readonly content: string;
}

/** Edits alone. */
export function* edited(edits: Work<readonly TextEdit[] | null>): Work<Change | null> {
  const made = yield* edits;
  return made && { edits: made };
}

/** Is the place in the section of a key, up to the section that follows it? */
export function isWithin({ at, text }: Place, key: TextRange, next: TextRange | null): boolean {
  const end = next && next.start > key.start ? next.start - 1 : text.length;
  return at.start <= end && at.end >= key.start;
}
