import type { ActionSource, Reading, SpecSource } from './types.js';

/**
 * Where each row of the problem stands in the text: the actions of a bandit, or the pairs of a state and an action. null: it is not written, as
 * the one of a terminal state; the rows of an environment are none.
 */
export function rowSources({ actions, states }: SpecSource): readonly (ActionSource | null)[] {
  if (states.length === 0) return actions;
  return states.flatMap((state): readonly (ActionSource | null)[] =>
    state.actions.length === 0 ? [null] : state.actions,
  );
}

/** Whether the text has a number of the problem that can be changed: they may all stand in files. */
export function writesNumbers({ source, namedFiles }: Pick<Reading, 'source' | 'namedFiles'>): boolean {
  const places = new Set(namedFiles.map(({ range }) => range.start));
  return rowSources(source).some(
    (row) => row !== null && (row.features.length > 0 || !places.has(row.reward.start)),
  );
}
