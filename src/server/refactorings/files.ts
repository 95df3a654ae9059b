/** Moves numbers of a text into a file beside it, and numbers of a file into the text. */
import { CodeActionKind } from 'vscode-languageserver/node';
import { clip, grouped } from '../../spec/format.js';
import {
  type FileNumbers,
  fileAt,
  MOST_WRITTEN,
  numbersOfFile,
  written,
} from '../../spec/rewrites/fromFile.js';
import { extractable, extracted, NOT_TRUSTED } from '../../spec/rewrites/toFile.js';
import { freeFile } from './newFile.js';
import { edited, isWithin, type Place, type Refactoring } from './refactoring.js';

export function extractions(place: Place): Refactoring[] {
  const { reading, creating, isTrusted, uri } = place;
  const { banditKey, contextsKey, mdpKey, runKey } = reading.source;
  const key = banditKey ?? contextsKey ?? mdpKey;
  if (creating === null || key === null || !isWithin(place, key, runKey)) return [];
  return extractable(reading).map((what) => ({
    id: `extract ${what}`,
    title: `Extract the ${what} to a CSV file`,
    kind: CodeActionKind.RefactorExtract,
    ...(creating !== 'allowed' && { disabled: creating.refused }),
    ...(!isTrusted && { disabled: NOT_TRUSTED }),
    *make() {
      const file = freeFile(uri, `-${what}`, 'csv');
      const extraction = yield* extracted(place, what, file.name);
      if (extraction === null) return null;
      const content = new TextDecoder().decode(extraction.content);
      return { edits: extraction.edits, file: { uri: file.uri, content } };
    },
  }));
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
