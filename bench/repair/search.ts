/**
 * A search for small repairs of the verdict that shares nothing with the product's own but the min-norm point: points that meet the demands
 * are drawn at random, then pulled towards the rows as they stand by random steps that keep the demands met (an evolution strategy with the
 * one-fifth rule). Slow, and blind to derivatives and to which demand is active, so that it errs in other ways.
 */

import { dot } from '../../src/math/dot.js';
import { minNorming } from '../../src/math/minnorm.js';
import { Points } from '../../src/math/points.js';
import { finish } from '../../src/math/work.js';
import type { Random } from '../random.js';

export interface Problem {
  /** K rows of d features. */
  readonly rows: readonly Float64Array[];
  /** Actions by reward, best first. */
  readonly levels: readonly (readonly number[])[];
  /** By how much the order has to be kept, and a trap to be left. */
  readonly length: number;
}

/** Are the rows in the order of the rewards, and is each suboptimal one outlived by a better one or outgrown by one of its reward, by the length each? */
export function meets(rows: readonly Float64Array[], { levels, length }: Problem): boolean {
  const difference = (a: number, b: number) => rows[a]!.map((x, k) => x - rows[b]![k]!);
  const neighbours = levels
    .slice(1)
    .flatMap((lower, n) => levels[n]!.flatMap((from) => lower.map((to) => difference(from, to))));
  const { point: w } = finish(minNorming(Points.of(neighbours)));
  if (Math.sqrt(dot(w, w)) < length) return false;
  return levels.slice(1, -1).every((level, n) => {
    const better = levels.slice(0, n + 1).flat();
    const worse = levels.slice(n + 2).flat();
    return level.every((i) => {
      const { point: p } = finish(minNorming(Points.of(worse.map((j) => difference(i, j)))));
      const norm = Math.sqrt(dot(p, p));
      const lead = (b: number) => -dot(difference(i, b), p) / norm;
      return better.some((b) => norm + lead(b) >= length) || level.some((e) => e !== i && lead(e) >= length);
    });
  });
}

export interface Effort {
  readonly starts: number;
  readonly steps: number;
}

/** The smallest change found of the rows `movable`, from random starts and from `known` rows; null: none that meets the demands. */
export function smallest(
  problem: Problem,
  movable: readonly number[],
  known: readonly (readonly Float64Array[])[],
  draw: Random,
  { starts, steps }: Effort,
): { readonly rows: readonly Float64Array[]; readonly size: number } | null {
  let best: { rows: readonly Float64Array[]; size: number } | null = null;
  const scale = spreadOf(problem.rows);
  for (let n = 0; n < starts + known.length; n++) {
    const start = n < known.length ? known[n]! : drawn(problem, movable, scale, draw);
    if (start === null || !meets(start, problem)) continue;
    const found = pulled(problem, movable, start, draw, steps);
    if (best === null || found.size < best.size) best = found;
  }
  return best;
}

function sizeOf({ rows }: Problem, moved: readonly Float64Array[], movable: readonly number[]): number {
  let sum = 0;
  for (const a of movable)
    for (let k = 0; k < rows[a]!.length; k++) sum += (moved[a]![k]! - rows[a]![k]!) ** 2;
  return Math.sqrt(sum);
}

/** Some point that meets the demands: of one row tries in growing balls, of all rows on a line first. */
function drawn(
  problem: Problem,
  movable: readonly number[],
  scale: number,
  draw: Random,
): readonly Float64Array[] | null {
  const { rows, levels, length } = problem;
  for (let n = 0; n < 400; n++) {
    const reach = scale * 10 ** (-1.5 + 2.5 * draw.uniform());
    const moved = rows.map((row, a) =>
      movable.includes(a) ? row.map((x) => x + reach * draw.normal()) : row,
    );
    if (meets(moved, problem)) return moved;
    if (movable.length < rows.length || n < 30) continue;
    const w = rows[0]!.map(() => draw.normal());
    const norm = Math.sqrt(dot(w, w));
    const step = length * (1.5 + 3 * draw.uniform()) * (1 + draw.uniform());
    const middle = draw.normal() * scale;
    const line = rows.map((row, a) => {
      const level = levels.findIndex((some) => some.includes(a));
      const wanted = middle - level * step;
      const keep = 0.3 * draw.uniform();
      const along = dot(row, w) / norm;
      return row.map((x, k) => keep * (x - (along * w[k]!) / norm) + (wanted * w[k]!) / norm);
    });
    if (meets(line, problem)) return line;
  }
  return null;
}

function pulled(
  problem: Problem,
  movable: readonly number[],
  start: readonly Float64Array[],
  draw: Random,
  steps: number,
) {
  let [rows, size] = [start, sizeOf(problem, start, movable)];
  let sigma = 0.3;
  for (let n = 0; n < steps && sigma > 1e-6; n++) {
    const pull = draw.uniform() < 0.5 ? sigma * draw.uniform() : 0;
    const some = draw.uniform() < 0.3 ? movable[draw.whole(0, movable.length - 1)]! : null;
    const length = (sigma * size) / Math.sqrt(movable.length * rows[0]!.length);
    const next = rows.map((row, a) =>
      movable.includes(a)
        ? row.map((x, k) => {
            const noise = some === null || some === a ? length * draw.normal() : 0;
            return x + pull * (problem.rows[a]![k]! - x) + noise;
          })
        : row,
    );
    const there = sizeOf(problem, next, movable);
    if (there < size && meets(next, problem)) {
      [rows, size] = [next, there];
      sigma = Math.min(0.5, sigma * 1.6);
    } else sigma *= 0.9;
  }
  return { rows, size };
}

function spreadOf(rows: readonly Float64Array[]): number {
  const mean = rows[0]!.map((_, k) => rows.reduce((sum, row) => sum + row[k]!, 0) / rows.length);
  const square = rows.reduce((sum, row) => sum + row.reduce((s, x, k) => s + (x - mean[k]!) ** 2, 0), 0);
  return Math.sqrt(square / rows.length) || 1;
}
