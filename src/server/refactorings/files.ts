/** Moves numbers of a text into a file beside it, and numbers of a file into the text. */
import { CodeActionKind } from 'vscode-languageserver/node';
import type { Work } from '../../math/work.js';
import { EXTRACT_COMMAND } from '../../shared/protocol.js';
import { clip, grouped } from '../../spec/format.js';
import {
  type FileNumbers,
  fileAt,
  MOST_WRITTEN,
  numbersOfFile,
  written,
} from '../../spec/rewrites/fromFile.js';
import { commentsOf } from '../../spec/rewrites/places.js';
import { WRITERS, type WrittenFormat } from '../../spec/rewrites/table.js';
import {
  type Extracted,
  extractable,
  extracted,
  NOT_TRUSTED,
  parametersMoved,
} from '../../spec/rewrites/toFile.js';
import { freeFile } from './newFile.js';
import { type Change, edited, isWithin, type Place, type Refactoring } from './refactoring.js';

/** One a set of numbers for a client that asks for the file, whose name says the format; otherwise one a format of text. */
export function extractions(place: Place): Refactoring[] {
  const { reading, creating, isTrusted, asksForFile, text } = place;
  const { banditKey, contextsKey, mdpKey, runKey } = reading.source;
  const key = banditKey ?? contextsKey ?? mdpKey;
  if (creating === null || key === null || !isWithin(place, key, runKey)) return [];
  const disabled = !isTrusted ? NOT_TRUSTED : creating !== 'allowed' ? creating.refused : null;
  const hasComments = () =>
    // Those of the actions of states stay in the text.
    (reading.bandit !== null || reading.source.beside.features !== undefined) &&
    commentsOf(text).some(
      ({ start, words }) => words !== '' && isWithin({ text, at: { start, end: start } }, key, runKey),
    );
  return extractable(reading).flatMap((what): Refactoring[] => {
    const offer = { kind: CodeActionKind.RefactorExtract, ...(disabled !== null && { disabled }) };
    const parameters = parametersMoved(reading, what);
    const title = (into: string) =>
      `Extract the ${what} to ${into}${parameters === null ? '' : `, with the numbers at ${parameters} in the place of expressions`}`;
    const command = { command: EXTRACT_COMMAND, arguments: [place.uri, what] };
    if (asksForFile) return [{ ...offer, id: `extract ${what}`, title: `${title('a file')}…`, command }];
    return TEXT_FORMATS.map((format) => {
      const { holdsComments } = WRITERS[format];
      const loses = !holdsComments && hasComments() ? ', without comments beside the numbers' : '';
      return {
        ...offer,
        id: `extract ${what} ${format}`,
        title: title(`a ${format.toUpperCase()} file${loses}`),
        make: () => movedTo(place, what, format),
      };
    });
  });
}

/** An edit of a workspace makes files of text only. */
const TEXT_FORMATS = ['csv', 'tsv', 'json'] as const satisfies readonly WrittenFormat[];

function* movedTo(place: Place, what: Extracted, format: (typeof TEXT_FORMATS)[number]): Work<Change | null> {
  const file = freeFile(place.uri, `-${what}`, format);
  const extraction = yield* extracted(place, what, file.name);
  if (extraction === null) return null;
  const content = new TextDecoder().decode(extraction.content);
  return { edits: extraction.edits, file: { uri: file.uri, content } };
}

export function insertions(place: Place): Refactoring[] {
  const file = fileAt(place.text, place.reading, place.at);
  const numbers = file && numbersOfFile(place, file);
  if (!file || !numbers) return [];
  const name = clip(file.path.slice(Math.max(file.path.lastIndexOf('/'), file.path.lastIndexOf('\\')) + 1));
  return [
    {
      id: 'write',
      title: titleOfInsertion(name, numbers),
      kind: CodeActionKind.RefactorInline,
      ...(numbers.count > MOST_WRITTEN && {
        disabled: `${name} has ${grouped(numbers.count)} numbers; at most ${grouped(MOST_WRITTEN)} are written into a text.`,
      }),
      make: () => edited(written(place, file)),
    },
  ];
}

function titleOfInsertion(name: string, { isExact, hasNames }: FileNumbers): string {
  const how = hasNames ? ' as `actions`' : '';
  const note = isExact
    ? ''
    : ', each as its shortest decimal: the same runs, but no longer exactly the doubles';
  return `Write the numbers of ${name} into this text${how}${note}`;
}
