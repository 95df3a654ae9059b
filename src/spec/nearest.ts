import { closest, distance } from 'fastest-levenshtein';

/** The known word that was probably meant; null if none is similar. */
export function nearest(word: string, known: readonly string[]): string | null {
  if (known.length === 0 || word.length > 60) return null;
  const guess = closest(word.toLowerCase(), [...known]);
  return distance(word.toLowerCase(), guess.toLowerCase()) <= Math.max(1, Math.ceil(guess.length / 3))
    ? guess
    : null;
}

/** The known word of which this one is a slip, in one letter or in a quarter of a long word: so near that it is read as that word. null: there is none. */
export function slipOf(word: string, known: readonly string[]): string | null {
  const guess = nearest(word, known);
  return guess !== null && distance(word.toLowerCase(), guess) <= Math.max(1, Math.floor(guess.length / 4))
    ? guess
    : null;
}
