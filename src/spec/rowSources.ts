import type { ActionSource, Reading, SpecSource } from './types.js';

/**
 * The place of each row of the problem in the text: the actions of a bandit, or the pairs of a state and an action. null: the row is not written, as
 * for a terminal state. An environment has no rows in the text.
 */
export function rowSources({ actions, states }: SpecSource): readonly (ActionSource | null)[] {
  if (states.length === 0) return actions;
  return states.flatMap((state): readonly (ActionSource | null)[] =>
    state.actions.length === 0 ? [null] : state.actions,
  );
}

/** Does the text have a number of the problem that can be changed? All of them may be in files. */
export function writesNumbers({ source, namedFiles }: Pick<Reading, 'source' | 'namedFiles'>): boolean {
  const places = new Set(namedFiles.map(({ range }) => range.start));
  return rowSources(source).some(
    (row) => row !== null && (row.features.length > 0 || !places.has(row.reward.start)),
  );
}
