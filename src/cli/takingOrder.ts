/** The order in which threads take files. */
import { readFileSync } from 'node:fs';

/** So many neighbours are told soon after each other, however many files there are. */
const NEIGHBOURS = 64;

/** The sections of what takes longest, from the longest on. */
const LONGEST = [/^mdp:/m, /^generate:/m, /^contexts:/m];

/**
 * The indices of the files, of neighbours first those that mostly take longest: so no thread is left with a long file when the others have ended.
 *
 * @param files that can be read once more
 */
export function takingOrder(files: readonly string[]): number[] {
  const ranks = files.map(rankOf);
  const group = (index: number) => Math.floor(index / NEIGHBOURS);
  return [...files.keys()].sort((a, b) => group(a) - group(b) || ranks[a]! - ranks[b]!);
}

function rankOf(file: string): number {
  try {
    const text = readFileSync(file, 'utf8');
    const rank = LONGEST.findIndex((section) => section.test(text));
    return rank < 0 ? LONGEST.length : rank;
  } catch {
    // Whoever takes it says why it cannot be read.
    return LONGEST.length;
  }
}
