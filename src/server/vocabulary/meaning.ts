import { keywordsAt, meaningAt } from '../../spec/schemaAt.js';
import { spotAt } from '../../spec/spot.js';
import type { TextRange } from '../../spec/types.js';

/** The meaning of a word in the language. */
export interface Meaning {
  readonly markdown: string;
  /** The range of the word. */
  readonly range: TextRange;
}

/** For a key, its meaning; for a value, the meaning of its key, and of the value itself if it is a keyword. null: nothing is known. */
export function meaningOfWord(text: string, offset: number): Meaning | null {
  if (!/\S/.test(text.slice(Math.max(0, offset - 1), offset + 1))) return null;
  const spot = spotAt(text, offset);
  const about = spot && meaningAt(spot.path);
  if (!spot || about === null) return null;
  const word = spot.role === 'value' && spot.word?.source;
  const keyword = keywordsAt(spot.path).find((each) => each.word === word)?.about;
  return {
    markdown: keyword ? `${about}\n\n\`${word}\`: ${keyword}` : (about as string),
    range: spot.word?.range ?? { start: offset, end: offset },
  };
}
