/** Slopes of curves on log-log axes. */

/** log₁₀ y = intercept + slope·log₁₀ t, by least squares over the points with from ≤ t ≤ to. */
export interface PowerFit {
  readonly slope: number;
  readonly intercept: number;
  /** First and last iteration that took part. */
  readonly from: number;
  readonly to: number;
  readonly points: number;
}

/**
 * What `values` at `iterations` grow or fall like. Points that have no place on log-log axes take no part.
 * @returns null with fewer than three points, or all of them at one iteration.
 */
export function powerFit(
  iterations: readonly number[],
  values: readonly number[],
  from: number,
  to: number,
): PowerFit | null {
  const points = iterations.flatMap((t, i) => {
    const y = values[i]!;
    return t > 0 && t >= from && t <= to && y > 0 && Number.isFinite(y)
      ? [{ t, u: Math.log10(t), v: Math.log10(y) }]
      : [];
  });
  if (points.length < 3) return null;
  const mean = (of: (point: (typeof points)[number]) => number) =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const u = mean((point) => point.u);
  const v = mean((point) => point.v);
  const spread = mean((point) => (point.u - u) ** 2);
  if (spread === 0) return null;
  const slope = mean((point) => (point.u - u) * (point.v - v)) / spread;
  return {
    slope,
    intercept: v - slope * u,
    from: points[0]!.t,
    to: points.at(-1)!.t,
    points: points.length,
  };
}

/** The fit over the last decade of a curve: from a tenth of its last iteration on. */
export function lastDecadeFit(iterations: readonly number[], values: readonly number[]): PowerFit | null {
  const last = iterations.at(-1) ?? 0;
  return powerFit(iterations, values, last / 10, last);
}
