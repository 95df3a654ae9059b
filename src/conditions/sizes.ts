/**
 * How large a bandit may be for each condition to be decided, in short steps and in reasonable time. For a larger one the condition says so, and
 * everything else continues: the experiment runs, and cheaper conditions are decided. The limits depend on sizes alone, so they are the same on
 * every machine.
 */
import type { Condition, Shape } from './types.js';

/** The most numbers that are made exact. */
const MOST_ENTRIES = 1e5;
/** The most products of two features over all pairs of actions: for traps, and for conditions on every pair or triple. */
const MOST_PAIRWISE = 1e8;
/** The greatest min(K, d), and the greatest K, for conditions that need singular values. */
const MOST_SINGULAR = 128;
const MOST_ROWS = 2000;

/** Is any condition asked? */
export const isExaminable = ({ actions, dimensions }: Shape) => actions * dimensions <= MOST_ENTRIES;
/** Are conditions decided that compare all pairs of actions? */
export const isPairwise = ({ actions, dimensions }: Shape) => actions ** 2 * dimensions <= MOST_PAIRWISE;
/** Are singular values computed and flows followed? */
export const isFactored = ({ actions, dimensions }: Shape) =>
  actions <= MOST_ROWS &&
  Math.min(actions, dimensions) <= MOST_SINGULAR &&
  isExaminable({ actions, dimensions });
/** Can the differences of this many pairs of actions be examined together? */
export const arePairsFew = ({ dimensions }: Shape, pairs: number) => pairs * dimensions <= 2 * MOST_ENTRIES;

/** The condition of a bandit that is too large for it. */
export function notDecided<Id extends string>(id: Id, shape: Shape): Condition<Id> {
  return {
    id,
    holds: null,
    tooLarge: true,
    basis: 'numerical',
    margin: null,
    actions: [],
    reason: { code: 'bandit-too-large', shape },
  };
}
