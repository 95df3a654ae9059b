/** What a run needs to know of a text, read in the extension host if the language server does not report it. */
import { cannotRun, errorCount } from '../../model/runnable.js';
import { isLong } from '../../shared/readElsewhere.js';
import { subjectOf } from '../../shared/subject.js';
import { readSpec } from '../../spec/read.js';
import type { Readout } from './transitions.js';

/** null: the text is too long to be read while the editor waits, or names files, which are read elsewhere. */
export function readout(document: string, text: string): Readout | null {
  if (isLong(text)) return null;
  const reading = readSpec(text);
  if (reading.namedFiles.length > 0) return null;
  const errors = errorCount(reading.issues);
  return { subject: subjectOf(document, reading), errors, files: [], cannotRun: cannotRun(errors, reading) };
}
