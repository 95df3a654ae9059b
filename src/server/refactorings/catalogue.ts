/** Every refactoring. */
import type { Work } from '../../math/work.js';
import { errorCount } from '../../model/runnable.js';
import { extractions, insertions } from './files.js';
import { instanceRefactorings } from './instance.js';
import { problemRefactorings } from './problem.js';
import type { Place, Refactoring } from './refactoring.js';
import { sweepRefactorings } from './sweeps.js';

/** The refactorings at a place; none if the text has errors. */
export function* refactoringsAt(place: Place): Work<Refactoring[]> {
  if (errorCount(place.reading.issues) > 0) return [];
  return [
    ...(yield* problemRefactorings(place)),
    ...(yield* sweepRefactorings(place)),
    ...extractions(place),
    ...insertions(place),
    ...instanceRefactorings(place),
  ];
}
