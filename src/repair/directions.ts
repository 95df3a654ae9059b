/**
 * Directions w along which little has to change for the rows to be in the order of the rewards. With ‖w‖ = 1 fixed, the least change moves
 * each row along w only, and the distances are an isotonic regression of Xw, solved exactly by pooling adjacent violators. What remains is a
 * function of w alone, ½‖α‖² with gradient −Σ_a α_a x_a, which is descended on the sphere from several starts.
 */
import { dot } from '../math/dot.js';
import { minNorming } from '../math/minnorm.js';
import { Points } from '../math/points.js';
import type { Work } from '../math/work.js';
import { plus } from './demand.js';
import { unit } from './descend.js';
import type { Model } from './model.js';

const STEPS = 60;
const RANDOM_STARTS = 16;

/**
 * The best `count` directions found, best first. `weights`: the cost of changing each unit; `length`: the least lead of one level over the
 * next, in units of the scale.
 */
export function* directionsOf(
  model: Model,
  weights: readonly number[],
  length: number,
  count: number,
): Work<Float64Array[]> {
  const found: Lowered[] = [];
  for (const start of starts(model)) found.push(yield* lowered(model, weights, length, start));
  found.sort((a, b) => a.cost - b.cost);
  const kept: Float64Array[] = [];
  for (const { w } of found) {
    if (kept.length === count) break;
    if (kept.every((other) => dot(other, w) < 0.999)) kept.push(w);
  }
  return kept;
}

/** The min-norm direction of the pairs (the best one, if they can be separated), otherwise null. */
export function* separating(
  rows: readonly Float64Array[],
  pairs: readonly (readonly [number, number])[],
): Work<Float64Array | null> {
  if (pairs.length === 0) return null;
  const { point } = yield* minNorming(Points.between(rows, pairs));
  return dot(point, point) > 1e-18 ? unit(point) : null;
}

function starts({ rows, levelOf, levels, dimensions }: Model): Float64Array[] {
  const mean = new Float64Array(dimensions);
  for (const row of rows) for (let k = 0; k < dimensions; k++) mean[k]! += row[k]! / rows.length;
  // The direction of the covariance of the rewards with the features, its parts, and others spread over the sphere.
  const slope = new Float64Array(dimensions);
  rows.forEach((row, u) => {
    for (let k = 0; k < dimensions; k++)
      slope[k]! += (levels.length / 2 - levelOf[u]!) * (row[k]! - mean[k]!);
  });
  const axes = Array.from(slope, (value, k) =>
    Float64Array.from(slope, (_, n) => (n === k ? Math.sign(value) || 1 : 0)),
  );
  const random = spread();
  const others = Array.from({ length: RANDOM_STARTS }, () => Float64Array.from(slope, random));
  return [slope, ...axes.slice(0, RANDOM_STARTS), ...others].filter((w) => dot(w, w) > 0).map(unit);
}

interface Lowered {
  readonly w: Float64Array;
  readonly cost: number;
}

function* lowered(
  model: Model,
  weights: readonly number[],
  length: number,
  start: Float64Array,
): Work<Lowered> {
  let w = start;
  let { cost, gradient } = costAt(model, weights, length, w);
  let rate = 1;
  for (let n = 0; n < STEPS && cost > 0; n++) {
    const tangent = plus(gradient, -dot(gradient, w), w);
    const next = unit(plus(w, -rate, tangent));
    const there = costAt(model, weights, length, next);
    yield;
    if (there.cost < cost) {
      [w, cost, gradient] = [next, there.cost, there.gradient];
      rate *= 2;
    } else rate /= 4;
    if (rate * Math.sqrt(dot(tangent, tangent)) < 1e-7) break;
  }
  return { w, cost };
}

/**
 * The rows on one line along w, in the order of the rewards and at least `length` apart: the order is kept and no row attracts, wherever the rows
 * were before. This is a repair, although a large one.
 */
export function onLine(model: Model, length: number, w: Float64Array): Float64Array[] {
  const moves = isotonic(
    model,
    model.units.map(() => 1),
    length,
    w,
  );
  const mean = model.rows[0]!.map(
    (_, k) => model.rows.reduce((sum, row) => sum + row[k]!, 0) / model.rows.length,
  );
  const foot = plus(mean, -dot(mean, w), w);
  return model.rows.map((row, u) => plus(foot, dot(row, w) + moves[u]!, w));
}

function costAt(model: Model, weights: readonly number[], length: number, w: Float64Array) {
  const moves = isotonic(model, weights, length, w);
  let cost = 0;
  const gradient = new Float64Array(w.length);
  moves.forEach((move, u) => {
    if (move === 0) return;
    cost += 0.5 * weights[u]! * move * move;
    const row = model.rows[u]!;
    for (let k = 0; k < gradient.length; k++) gradient[k]! -= weights[u]! * move * row[k]!;
  });
  return { cost, gradient };
}

/** How far each unit moves along w. Units of one level may be in any order, so they are taken in their present order. */
function isotonic(
  { rows, levels }: Model,
  weights: readonly number[],
  length: number,
  w: Float64Array,
): Float64Array {
  const along = rows.map((row) => dot(row, w));
  const members: { readonly unit: number; readonly lowered: number }[] = [];
  /** Each pool holds the members from its `first` to the next pool's `first`. */
  const pools: { sum: number; weight: number; first: number }[] = [];
  levels.forEach((level, n) => {
    for (const u of [...level].sort((a, b) => along[b]! - along[a]!)) {
      const lowered = along[u]! + n * length;
      let pool = { sum: weights[u]! * lowered, weight: weights[u]!, first: members.length };
      members.push({ unit: u, lowered });
      for (
        let last = pools.at(-1);
        last && last.sum / last.weight < pool.sum / pool.weight;
        last = pools.at(-1)
      ) {
        pool = { sum: last.sum + pool.sum, weight: last.weight + pool.weight, first: last.first };
        pools.pop();
      }
      pools.push(pool);
    }
  });
  const moves = new Float64Array(rows.length);
  for (const [n, { sum, weight, first }] of pools.entries()) {
    const end = pools[n + 1]?.first ?? members.length;
    if (end - first === 1) continue;
    for (const { unit: u, lowered } of members.slice(first, end)) moves[u] = sum / weight - lowered;
  }
  return moves;
}

/** Numbers in [−1, 1), always the same sequence (a Weyl sequence). */
export function spread(): () => number {
  let n = 0;
  return () => {
    n++;
    return 2 * ((n * 0.6180339887498949 + ((n * n) % 97) * 0.4142135623730951) % 1) - 1;
  };
}
