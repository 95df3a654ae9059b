/** Rewrites of a text that keep its meaning, or change it in a way that the user is told. */
import type { Work } from '../../math/work.js';
import type { Bandit, Real } from '../../model/bandit.js';
import { featureRow, type Mdp } from '../../model/mdp.js';
import { compareReals } from '../../model/ranking.js';
import { errorCount } from '../../model/runnable.js';
import { hasStates, type WrittenProblem } from '../../model/written.js';
import { applied } from '../applied.js';
import type { Files } from '../files/port.js';
import { readingSpec } from '../read.js';
import type { Reading, TextEdit, TextRange } from '../types.js';

/** A text without errors, with its reading. */
export interface SoundText {
  readonly text: string;
  readonly reading: Reading;
  readonly files: Files;
}

/** The text after the edits, with its reading; null: it would have errors. */
export function* soundAfter(
  { text }: Pick<SoundText, 'text'>,
  edits: readonly TextEdit[],
  files: Files,
): Work<Reading | null> {
  const after = yield* readingSpec(applied(text, edits), files);
  return errorCount(after.issues) === 0 ? after : null;
}

/** Have two bandits the same names, and exactly the same numbers? */
export function isSameBandit(one: Bandit | null, other: Bandit | null): boolean {
  if (one === null || other === null) return one === other;
  return (
    areSame(one.names, other.names, (a, b) => a === b) &&
    areSame(one.rewards, other.rewards, isSameReal) &&
    areSame(one.features, other.features, (a, b) => areSame(a, b, isSameReal))
  );
}

/** n rows of d features of a bandit or a process. */
export function rowsOfProblem(problem: WrittenProblem): readonly (readonly Real[])[] {
  return hasStates(problem) ? problem.pairs.map((_, pair) => featureRow(problem, pair)) : problem.features;
}

/** The bandit or the process of a text; null: it has none, or a family. */
export function problemIn({ bandit, mdp }: { readonly bandit: Bandit | null; readonly mdp: Mdp | null }) {
  return bandit ?? mdp;
}

export function isSameReal(a: Real, b: Real): boolean {
  return compareReals(a, b) === 0;
}

export function areSame<T>(one: readonly T[], other: readonly T[], isSame: (a: T, b: T) => boolean): boolean {
  return one.length === other.length && one.every((each, k) => isSame(each, other[k]!));
}

export function slice(text: string, { start, end }: TextRange): string {
  return text.slice(start, end);
}
