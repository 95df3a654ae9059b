import { Matrix, pseudoInverse } from 'ml-matrix';
import { dot } from '../math/dot.js';
import { minNorming } from '../math/minnorm.js';
import { Points } from '../math/points.js';
import { BEYOND, type Demand, dotOfDifferences, minus, plus, times } from './demand.js';
import type { Model } from './model.js';

/**
 * The demand that unit i does not attract (`trap.ts`). Let p = x_i − z be the min-norm point of the differences to the worse units, z the nearest point
 * of their hull. Some better b lies beyond the face at z on the side of x_i, ⟨x_b − z, p⟩ ≥ length·‖p‖, or some e of the same reward lies beyond x_i,
 * ⟨x_e − x_i, p⟩ ≥ length·‖p‖.
 *
 * Of these units, the one furthest beyond at the present point is chosen. If p = 0, nothing is demanded: i then lies between worse units, which
 * excludes the order, and it never attracts.
 */
export function escapes(model: Model, i: number, length: number): Demand {
  const level = model.levelOf[i]!;
  return function* ({ rows }) {
    // Found anew each time: a thousand units would need lists of a thousand members each.
    const units = model.rows.map((_, unit) => unit);
    const worse = units.filter((unit) => model.levelOf[unit]! > level);
    if (worse.length === 0 || level === 0) return [];
    const {
      point: p,
      support,
      weights,
    } = yield* minNorming(
      Points.between(
        rows,
        worse.map((unit) => [i, unit]),
      ),
    );
    const norm = Math.sqrt(dot(p, p));
    if (norm < 1e-9) return [];
    const z = minus(rows[i]!, p);
    const zero = new Float64Array(p.length);
    const beyond = (unit: number) => dotOfDifferences(rows[unit]!, z, p, zero) / norm;
    let furthest: Furthest = { unit: i, beyond: Number.NEGATIVE_INFINITY, passes: 1 };
    for (const unit of units)
      if (model.levelOf[unit]! < level && beyond(unit) > furthest.beyond)
        furthest = { unit, beyond: beyond(unit), passes: 1 };
    for (const unit of units)
      if (unit !== i && model.levelOf[unit] === level && beyond(unit) - norm > furthest.beyond)
        furthest = { unit, beyond: beyond(unit) - norm, passes: 0 };
    const face = support.map((n) => worse[n]!);
    return [
      {
        value: furthest.beyond - BEYOND * length,
        byRow: () => derivatives(rows, i, face, weights, p, furthest),
        byDirection: null,
      },
    ];
  };
}

/** The unit that lies furthest beyond the face, and by how much; `passes`: the unit is better, and is measured from the face itself. */
interface Furthest {
  readonly unit: number;
  readonly beyond: number;
  readonly passes: 0 | 1;
}

/**
 * The derivative of ⟨x_b − x_i + c·p, p⟩/‖p‖ (c = 1: ⟨x_b − z, p⟩/‖p‖) while the face {x_j} that carries z stays the same. p is the part of x_i − x_j orthogonal to the span
 * D of the face: its change is (I − P)(dx_i − Σ λ_j dx_j) and, inside D, what keeps p orthogonal to x_j − x_0.
 */
function derivatives(
  rows: readonly Float64Array[],
  i: number,
  face: readonly number[],
  weights: readonly number[],
  p: Float64Array,
  { unit: b, passes: c }: Furthest,
): Map<number, Float64Array> {
  const norm = Math.sqrt(dot(p, p));
  const origin = face[0]!;
  const span = face.slice(1).map((unit) => minus(rows[unit]!, rows[origin]!));
  const inverse =
    span.length === 0 ? null : pseudoInverse(new Matrix(span.map((vector) => Array.from(vector))));
  // f = g/‖p‖ with g = ⟨x_b − x_i + c·p, p⟩, so df = (⟨dx_b − dx_i, p⟩ + ⟨q, dp⟩)/‖p‖.
  const away = minus(rows[b]!, rows[i]!);
  const f = (dot(away, p) + c * dot(p, p)) / norm;
  const q = plus(plus(away, 2 * c, p), -f / norm, p);
  const inside = inverse
    ? inverse
        .transpose()
        .mmul(Matrix.columnVector(Array.from(q)))
        .to1DArray()
    : [];
  let outside = q;
  span.forEach((vector, n) => {
    outside = plus(outside, -inside[n]!, vector);
  });
  const byRow = new Map<number, Float64Array>();
  const add = (unit: number, vector: Float64Array) => {
    const known = byRow.get(unit);
    byRow.set(unit, known ? plus(known, 1, vector) : vector);
  };
  add(b, times(1 / norm, p));
  add(i, times(1 / norm, minus(outside, p)));
  face.forEach((unit, n) => {
    add(unit, times(-weights[n]! / norm, outside));
    if (n === 0) return;
    add(unit, times(-inside[n - 1]! / norm, p));
    add(origin, times(inside[n - 1]! / norm, p));
  });
  return byRow;
}
