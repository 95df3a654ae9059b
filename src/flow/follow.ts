/** What the flows of a bandit and of a process have in common: followed in the coordinates in which they move, told in all of them. */
import type { Unsettled } from '../conditions/types.js';
import type { Work } from '../math/work.js';
import { type ArcField, followArc, type Path, type Settler } from './arcLength.js';
import type { Coordinates } from './flowProblem.js';

/** A finite stationary point, with the probability of each row; `maximum` is false if what is climbed is not seen to be concave there. */
export interface FiniteLimit {
  readonly kind: 'finite';
  readonly theta: Float64Array;
  readonly policy: Float64Array;
  readonly value: number;
  readonly maximum: boolean;
}

export interface UndecidedLimit {
  readonly kind: 'undecided';
  readonly reason: Unsettled;
  readonly policy: Float64Array;
}

export interface Followed<Limit> {
  readonly limit: Limit;
  /** Where the integration stopped: d entries. Beyond it the limit is known. */
  readonly theta: Float64Array;
  readonly steps: number;
}

export interface FlowOptions {
  /** Greatest number of steps tried, accepted or not. */
  readonly maxSteps?: number;
  /** Error allowed in a step, as a part of the usual. Default 1; a basin thinner than 1e-5 of the distance from 0 asks for less. */
  readonly precision?: number;
  /**
   * Told each θ of the path, in order, the start first: d entries, never changed afterwards. Its answer says whether to go on although the
   * end is known by then, for who wants to see more of the path.
   */
  readonly onStep?: (theta: Float64Array) => boolean;
}

const MAX_STEPS = 2000;

/**
 * @param fields two of one kind
 * @param start θ_0: d entries
 * @param limitOf what the end of the path is
 */
export function* follow<Field extends ArcField, Settled, Limit>(
  fields: readonly [Field, Field],
  settler: Settler<Field, Settled>,
  coordinates: Coordinates,
  start: ArrayLike<number>,
  { onStep, maxSteps = MAX_STEPS, precision = 1 }: FlowOptions,
  limitOf: (path: Path<Settled>) => Limit,
): Work<Followed<Limit>> {
  const path = yield* followArc(fields, settler, coordinates.toReduced(start), {
    maxSteps,
    precision,
    visit: (reduced) => onStep?.(coordinates.fromReduced(reduced, start)) ?? false,
  });
  const { theta, steps } = path;
  return { limit: limitOf(path), theta: coordinates.fromReduced(theta, start), steps };
}
