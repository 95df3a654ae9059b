import { closest, distance } from 'fastest-levenshtein';

/** The known word that was probably meant; null if none is similar. */
export function nearest(word: string, known: readonly string[]): string | null {
  if (known.length === 0 || word.length > 60) return null;
  const guess = closest(word.toLowerCase(), [...known]);
  return distance(word.toLowerCase(), guess.toLowerCase()) <= Math.max(1, Math.ceil(guess.length / 3))
    ? guess
    : null;
}
