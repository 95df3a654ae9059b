import type { CodeActionKind, Command } from 'vscode-languageserver/node';
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
  /** Does the client ask for a file itself (`EXTRACT_COMMAND`)? */
  readonly asksForFile: boolean;
  /** Are files of numbers read? */
  readonly isTrusted: boolean;
}

/** A refactoring of a text without errors. */
export type Refactoring = Offer & (Made | Commanded);

interface Offer {
  /** Identifies it among the refactorings of one place. */
  readonly id: string;
  /** Says what changes and what does not. */
  readonly title: string;
  readonly kind: CodeActionKind;
  /** Why it is not possible here, as a sentence. */
  readonly disabled?: string;
}

/** It is an edit. */
interface Made {
  /** null: the text cannot be changed this way. */
  make(): Work<Change | null>;
}

/** The client does it by a command of its own. */
interface Commanded {
  readonly command: Required<Pick<Command, 'command' | 'arguments'>>;
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
export function isWithin(
  { at, text }: Pick<Place, 'at' | 'text'>,
  key: TextRange,
  next: TextRange | null,
): boolean {
  const end = next && next.start > key.start ? next.start - 1 : text.length;
  return at.start <= end && at.end >= key.start;
}
