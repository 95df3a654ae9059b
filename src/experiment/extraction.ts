/** Moves the features or the rewards of a text into a file under a name that a person chose. */
import { finish } from '../math/work.js';
import { errorCount } from '../model/runnable.js';
import type { Files, PinnedFile } from '../spec/files/port.js';
import { readSpec } from '../spec/read.js';
import { type Extracted, extractable, extracted, whyNotInto } from '../spec/rewrites/toFile.js';
import type { TextEdit } from '../spec/types.js';

/** Survives `structuredClone`. */
export interface ExtractionOrder {
  readonly text: string;
  readonly what: Extracted;
  /** The path of the new file, as the text will name it; its ending says the format. */
  readonly path: string;
  /** The files that the text names. */
  readonly files: readonly PinnedFile[];
}

export type ExtractionAnswer =
  | {
      readonly edits: readonly TextEdit[];
      readonly content: Uint8Array;
      /** What is not the same afterwards, as sentences. */
      readonly notes: readonly string[];
    }
  /** A sentence. */
  | { readonly refused: string };

/** @param files those that the text names */
export function extraction({ text, what, path }: ExtractionOrder, files: Files): ExtractionAnswer {
  const reading = readSpec(text, files);
  const errors = reading.issues.filter(({ severity }) => severity === 'error');
  if (errorCount(reading.issues) > 0)
    return { refused: `The text has errors, so nothing is moved: ${errors[0]!.message}` };
  if (!extractable(reading).includes(what))
    return {
      refused: `The text has no ${what} that could be moved: they are in a file, drawn, or not there.`,
    };
  const reason = whyNotInto(path, reading);
  if (reason !== null) return { refused: reason };
  const done = finish(extracted({ text, reading, files }, what, path));
  if (done === null)
    return { refused: `The ${what} of this text cannot be cut out: write them in the usual form first.` };
  return {
    edits: done.edits,
    content: done.content,
    notes: [
      ...(done.isRounded
        ? [
            'Some numbers are no doubles, and the file has the doubles nearest to them: runs are the same, and conditions are now about the doubles.',
          ]
        : []),
      ...(done.parameters === null
        ? []
        : [
            `The file has the numbers at ${done.parameters} in the place of expressions, and does not follow parameters.`,
          ]),
      ...(done.losesComments ? ['Comments beside the numbers are left out: the format has none.'] : []),
    ],
  };
}

/** What of a text can be moved into a file; empty if it has errors. */
export function movable(text: string, files: Files): Extracted[] {
  const reading = readSpec(text, files);
  return errorCount(reading.issues) > 0 ? [] : extractable(reading);
}
