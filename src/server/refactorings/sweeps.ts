/** Turns a value of the experiment into a list. */
import { CodeActionKind } from 'vscode-languageserver/node';
import type { Work } from '../../math/work.js';
import { sweepAt, swept } from '../../spec/rewrites/sweep.js';
import { edited, type Place, type Refactoring } from './refactoring.js';

export function* sweepRefactorings(place: Place): Work<Refactoring[]> {
  const sweep = sweepAt(place.text, place.reading, place.at);
  // A list that the experiment cannot have is not offered.
  if (sweep === null || (yield* swept(place, sweep)) === null) return [];
  const title = `Make a sweep of ${sweep.key}: ${sweep.list}`;
  return [
    {
      id: 'sweep',
      title,
      kind: CodeActionKind.RefactorRewrite,
      make: () => edited(swept(place, sweep)),
    },
  ];
}
