/** Slopes of curves on log-log axes, and how reliable they are. */

/** log₁₀ y = intercept + slope·log₁₀ t, by least squares over the points with from ≤ t ≤ to. */
export interface PowerFit {
  readonly slope: number;
  readonly intercept: number;
  /** The first and the last iteration in the fit. */
  readonly from: number;
  readonly to: number;
  readonly points: number;
  /** The standard error of the slope, as if the residuals were independent. */
  readonly standardError: number;
  /** The fraction of the variance of log₁₀ y that the line explains; 0 if y does not vary. */
  readonly r2: number;
  /** |slope of the later half of the range − slope of its earlier half|; null: one half has fewer than two points. */
  readonly bend: number | null;
}

interface Place {
  readonly t: number;
  /** log₁₀ t and log₁₀ y. */
  readonly u: number;
  readonly v: number;
}

/**
 * The power of the iteration that `values` follow. Points that cannot be drawn on log-log axes are ignored.
 *
 * @returns null with fewer than three points, or if all of them are at one iteration.
 */
export function powerFit(
  iterations: readonly number[],
  values: readonly number[],
  from: number,
  to: number,
): PowerFit | null {
  const points = iterations.flatMap((t, i): Place[] => {
    const y = values[i]!;
    return t > 0 && t >= from && t <= to && y > 0 && Number.isFinite(y)
      ? [{ t, u: Math.log10(t), v: Math.log10(y) }]
      : [];
  });
  if (points.length < 3) return null;
  const line = leastSquares(points);
  if (line === null) return null;
  const { slope, intercept, spread } = line;
  const residuals = points.reduce((sum, { u, v }) => sum + (v - intercept - slope * u) ** 2, 0);
  const v = mean(points, (point) => point.v);
  const variation = points.reduce((sum, point) => sum + (point.v - v) ** 2, 0);
  return {
    slope,
    intercept,
    from: points[0]!.t,
    to: points.at(-1)!.t,
    points: points.length,
    standardError: Math.sqrt(residuals / (points.length - 2) / (spread * points.length)),
    r2: variation > 0 ? 1 - residuals / variation : 0,
    bend: bendOf(points),
  };
}

/** The fit over the last decade of a curve: from a tenth of its last iteration on. */
export function lastDecadeFit(iterations: readonly number[], values: readonly number[]): PowerFit | null {
  const last = iterations.at(-1) ?? 0;
  return powerFit(iterations, values, last / 10, last);
}

const LEAST_POINTS = 5;
/** The least ratio of the last iteration to the first. */
const LEAST_RANGE = 3;
const LEAST_R2 = 0.95;
const MOST_BEND = { absolute: 0.1, relative: 0.2 };
/** If the slope changes by more than this fraction of itself, the curve is approaching a level. */
const MOST_CHANGE = 0.5;

/** Is the slope meaningful: enough points over enough of a range, close to one line, and to the same line in both halves? */
export function isPowerLaw({ points, from, to, r2, bend, slope }: PowerFit): boolean {
  return (
    points >= LEAST_POINTS &&
    to >= LEAST_RANGE * from &&
    r2 >= LEAST_R2 &&
    bend !== null &&
    bend <= MOST_BEND.absolute + MOST_BEND.relative * Math.abs(slope) &&
    bend <= MOST_CHANGE * Math.abs(slope)
  );
}

/** The halves are those of log t; a point in the middle belongs to both. */
function bendOf(points: readonly Place[]): number | null {
  const middle = (points[0]!.u + points.at(-1)!.u) / 2;
  const earlier = leastSquares(points.filter(({ u }) => u <= middle));
  const later = leastSquares(points.filter(({ u }) => u >= middle));
  return earlier && later && Math.abs(later.slope - earlier.slope);
}

/** `spread` is the mean square of u around its mean; null if that is 0. */
function leastSquares(points: readonly Place[]): { slope: number; intercept: number; spread: number } | null {
  if (points.length < 2) return null;
  const u = mean(points, (point) => point.u);
  const v = mean(points, (point) => point.v);
  const spread = mean(points, (point) => (point.u - u) ** 2);
  if (spread === 0) return null;
  const slope = mean(points, (point) => (point.u - u) * (point.v - v)) / spread;
  return { slope, intercept: v - slope * u, spread };
}

function mean(points: readonly Place[], of: (point: Place) => number): number {
  return points.reduce((sum, point) => sum + of(point), 0) / points.length;
}
