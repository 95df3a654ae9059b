import type { TextEdit } from './types.js';

/** The text after edits that do not overlap. */
export function applied(text: string, edits: readonly TextEdit[]): string {
  const pieces: string[] = [];
  let done = 0;
  for (const { range, newText } of [...edits].sort((a, b) => a.range.start - b.range.start)) {
    pieces.push(text.slice(done, range.start), newText);
    done = range.end;
  }
  return pieces.join('') + text.slice(done);
}
