/**
 * The point of least Euclidean norm in the convex hull of finitely many points, in floating point.
 *
 * P. Wolfe, "Finding the nearest point in a polytope", Mathematical Programming 11 (1976): an active-set method that keeps
 * an affinely independent set of points (a corral) whose affine hull has its nearest point inside their convex hull.
 */
import { Corral } from './corral.js';
import { dot } from './dot.js';
import type { Points } from './points.js';
import { Pauses, type Work } from './work.js';

export interface MinNormPoint {
  /** The point p, length d. */
  readonly point: Float64Array;
  /** Indices of the points with positive weight, affinely independent up to rounding. */
  readonly support: readonly number[];
  /** Their convex weights: positive, sum 1. */
  readonly weights: readonly number[];
  /** false: rounding stopped the method before its own optimality test was met. */
  readonly settled: boolean;
}

/** What rounding can leave of an exact zero, relative to the norms of the points involved. */
const ROUNDING = 1e-13;

/** Multiplications between two pauses, in whatever number of hulls, and those that a cycle takes as long as besides its own. */
const pauses = new Pauses(2e4);
const START = 200;

/** This many of the points furthest below the hyperplane are tested first; all others are tested only when none of these is below it. */
const SHORT_LIST = 32;

/**
 * The point nearest to 0 in the hull of n ≥ 1 points of finite coordinates; any scale, duplicates allowed. Near degenerate configurations rounding
 * makes the support a guess; `exactMinNorm.ts` confirms or corrects it.
 */
export function* minNorming(given: Points): Work<MinNormPoint> {
  const { largest } = given;
  if (largest === 0)
    return { point: new Float64Array(given.dimensions), support: [0], weights: [1], settled: true };
  // So that squares neither overflow nor underflow.
  const scale = largest > 1e-100 && largest < 1e100 ? 1 : largest;
  const points = scale === 1 ? given : given.times(1 / scale);

  const norms = new Float64Array(points.count);
  let first = 0;
  for (let i = 0; i < norms.length; i++) {
    norms[i] = Math.sqrt(points.product(i, i));
    if (norms[i]! < norms[first]!) first = i;
  }
  const corral = new Corral(points);
  corral.join(first);
  if (pauses.after(START + points.coordinates.length)) yield;
  const entrance = new EnteringPoint(points, norms);
  let found = { support: [first], weights: [1], point: points.combine([first], [1]) };
  let settled = false;

  // Every major cycle lowers the norm, so no corral occurs twice; the bound is only a guard against rounding.
  for (let major = 0; major < 20 * (points.count + points.dimensions); major++) {
    const square = dot(found.point, found.point);
    let longest = 0;
    for (const index of found.support) longest = Math.max(longest, norms[index]!);
    const entering =
      Math.sqrt(square) <= ROUNDING * longest
        ? null
        : yield* entrance.furthestBelow(corral.members, found.point);
    if (entering === null) {
      settled = true;
      break;
    }
    const weights = corral.join(entering) ? descend(corral, [...found.weights, 0]) : null;
    if (weights === null) break;
    const point = points.combine(corral.members, weights);
    if (dot(point, point) >= square) break;
    found = { support: [...corral.members], weights, point };
    if (pauses.after(START + weights.length * (weights.length + points.dimensions))) yield;
  }
  const { support, weights } = found;
  return { point: found.point.map((entry) => entry * scale), support, weights, settled };
}

/** Wolfe's minor cycle: walk towards the affine minimiser, dropping the points whose weight reaches 0 on the way. */
function descend(corral: Corral, start: number[]): number[] | null {
  let weights = start;
  for (;;) {
    const target = corral.weights();
    if (target === null) return null;
    if (isPositive(target)) return [...target];
    let step = 1;
    for (let i = 0; i < target.length; i++) {
      if (target[i]! <= ROUNDING)
        step = Math.min(step, weights[i]! / Math.max(weights[i]! - target[i]!, ROUNDING));
    }
    const moved: number[] = [];
    let leaving = -1;
    for (let i = 0; i < target.length; i++) {
      moved.push(weights[i]! + step * (target[i]! - weights[i]!));
      if (target[i]! <= ROUNDING && (leaving < 0 || moved[i]! < moved[leaving]!)) leaving = i;
    }
    const stays = (i: number) => i !== leaving && moved[i]! > ROUNDING;
    corral.sift(stays);
    weights = moved.filter((_, i) => stays(i));
    if (weights.length === 0) return null;
  }
}

function isPositive(weights: Float64Array): boolean {
  for (let i = 0; i < weights.length; i++) if (!(weights[i]! > ROUNDING)) return false;
  return true;
}

/** Finds the point that enters the corral: the one furthest below p's hyperplane, relative to its own norm. */
class EnteringPoint {
  /** The points that were furthest below it when all points were last tested. */
  #short: readonly number[] = [];
  readonly #all: readonly number[];
  readonly #above: Float64Array;

  constructor(
    private readonly points: Points,
    private readonly norms: Float64Array,
  ) {
    const all: number[] = [];
    for (let index = 0; index < norms.length; index++) all.push(index);
    this.#all = all;
    this.#above = new Float64Array(norms.length);
  }

  /**
   * null: no point is below the hyperplane by more than rounding. As long as a point of the short list is below it, the furthest of the short list
   * is returned.
   */
  *furthestBelow(corral: readonly number[], p: Float64Array): Work<number | null> {
    const known = this.#furthest(this.#short, corral, p);
    if (known !== null) return known;
    const furthest = this.#furthest(this.#all, corral, p);
    if (pauses.after(this.points.coordinates.length)) yield;
    const far = this.#all.length < SHORT_LIST ? 0 : this.#above.slice().sort()[SHORT_LIST - 1]!;
    this.#short = this.#all.filter((index) => this.#above[index]! <= far);
    return furthest;
  }

  #furthest(candidates: readonly number[], corral: readonly number[], p: Float64Array): number | null {
    const square = dot(p, p);
    let furthest: number | null = null;
    let least = -ROUNDING * Math.sqrt(square);
    for (const index of candidates) {
      const above = (this.points.along(index, p) - square) / this.norms[index]!;
      this.#above[index] = above;
      if (above < least && !corral.includes(index)) {
        least = above;
        furthest = index;
      }
    }
    return furthest;
  }
}
