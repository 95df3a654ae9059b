/**
 * How large a bandit each condition is decided for, in short steps and in reasonable time. Beyond it a condition says so, and all else
 * goes on: the experiment runs, and cheaper conditions are decided. By sizes alone, so that it is the same on every machine.
 */
import type { Condition, Shape } from './types.js';

/** Numbers that can be made exact. */
const MOST_ENTRIES = 1e5;
/** Products of two features for all pairs of actions: of traps, and of what is asked of every pair or triple. */
const MOST_PAIRWISE = 1e8;
/** The lesser of K and d, and K, for what needs singular values. */
const MOST_SINGULAR = 128;
const MOST_ROWS = 2000;

/** Is any condition asked? */
export const isExaminable = ({ actions, dimensions }: Shape) => actions * dimensions <= MOST_ENTRIES;
/** Are conditions asked that compare all pairs of actions? */
export const isPairwise = ({ actions, dimensions }: Shape) => actions ** 2 * dimensions <= MOST_PAIRWISE;
/** Are singular values worked out, and flows followed? */
export const isFactored = ({ actions, dimensions }: Shape) =>
  actions <= MOST_ROWS &&
  Math.min(actions, dimensions) <= MOST_SINGULAR &&
  isExaminable({ actions, dimensions });
/** Can the differences of so many pairs of actions be looked at together? */
export const arePairsFew = ({ dimensions }: Shape, pairs: number) => pairs * dimensions <= 2 * MOST_ENTRIES;

/** The condition for a bandit that it is too large for. */
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
