/** What the flows of a bandit and of a process share: they are followed in reduced coordinates and reported in all d. */
import type { Unsettled } from '../conditions/types.js';
import type { Work } from '../math/work.js';
import { type ArcField, followArc, type Path, type Settler } from './arcLength.js';
import type { Coordinates } from './flowProblem.js';

/** A finite stationary point, with the probability of each row; `maximum` is false if the climbed function does not look concave there. */
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
  /** Where the integration stopped: d entries. The limit of the path from there is known. */
  readonly theta: Float64Array;
  readonly steps: number;
}

export interface FlowOptions {
  /** Greatest number of steps tried, accepted or not. */
  readonly maxSteps?: number;
  /** The error allowed in a step, as a multiple of the usual one. Default 1; a basin thinner than 1e-5 of the distance from 0 needs less. */
  readonly precision?: number;
  /**
   * Called with each θ of the path in order, the start first: d entries, never changed afterwards. It returns whether to continue although the end
   * is known by then, for callers that draw more of the path.
   */
  readonly onStep?: (theta: Float64Array) => boolean;
}

/** The steps of one start, if the caller does not say how many. */
export const MAX_STEPS = 2000;

/**
 * Follows a flow from `start` and converts its end.
 *
 * @param fields two of one kind
 * @param start θ_0: d entries
 * @param limitOf makes the limit from the end of the path
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
