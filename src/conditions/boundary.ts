/**
 * Decides whether an arm attracts although a better arm dies out along p exactly as fast as the slowest worse arms. It can be decided where worse
 * arms push θ on across p (docs/trap.md, "Boundaries").
 */
import { type Budget, eliminationCost, productsCost } from '../math/budget.js';
import {
  dotExact,
  type IntegerVector,
  independentColumns,
  minusExact,
  solvingExact,
} from '../math/exactLinear.js';
import { exactMinNorming, side } from '../math/exactMinNorm.js';
import type { Work } from '../math/work.js';
import type { Arms } from './arms.js';
import type { PushProof } from './proofs.js';

interface Row {
  readonly arm: number;
  readonly y: IntegerVector;
}

/** The arms around arm i, by their place relative to p. */
export interface Boundary {
  readonly arm: number;
  /** The worse arms with ⟨x_i − x_a, p⟩ = ‖p‖², of which p is a convex combination. */
  readonly face: readonly number[];
  /** The members of `face` with positive weight in p. */
  readonly support: readonly number[];
  /** The better arms with the same equality; the others die out faster. */
  readonly equal: readonly number[];
}

/**
 * The worse arms that push θ on across p, if every arm of `equal` dies out faster along that push than the slowest of them; also each push with
 * its proof. null: this is not so, or the exact numbers would be too long.
 * Let y_a = x_i − x_a, let A₀ be the face of conv{y_a : a in `face`} that has p in its relative interior, and V all v with ⟨y_a, v⟩ = 0 on A₀. Across V
 * the arms of A₀ do not push. The arms of `face` outside A₀ do: by themselves they push to the min-norm point q ≠ 0 of their projections on V, just as
 * the worse arms push to p. Arms with equality at q are treated a third time, and so on; V has fewer dimensions each time.
 */
export function* pushAcross(
  arms: Arms,
  { arm, face, support, equal }: Boundary,
  budget: Budget,
): Work<{ readonly pushed: readonly number[]; readonly pushes: readonly PushProof[] } | null> {
  const row = (other: number): Row => ({
    arm: other,
    y: minusExact(arms.exactRows[arm]!, arms.exactRows[other]!),
  });
  let pushing = face.map(row);
  let inside = new Set(support);
  let open = equal.map(row);
  let bits = 2 * arms.bits + 8;
  const pushed: number[] = [];
  const pushes: PushProof[] = [];
  while (open.length > 0) {
    const size = Math.min(pushing.length, arms.dimensions + 1);
    const cost =
      eliminationCost(size, bits) + productsCost(pushing.length * arms.dimensions, size * bits, bits);
    const steps = 4 * (pushing.length + arms.dimensions);
    // Until no more arms turn out to belong to A₀.
    for (;;) {
      if (!budget.take(steps * cost)) return null;
      const project = yield* across(pushing.filter((each) => inside.has(each.arm)));
      if (project === null) return null;
      const beside: Row[] = [];
      for (const { arm: other, y } of pushing) {
        if (inside.has(other)) continue;
        const projected = yield* project(y);
        if (projected.every((entry) => entry === 0n)) inside.add(other);
        else beside.push({ arm: other, y: projected });
      }
      if (beside.length === 0) return null;
      const q = yield* exactMinNorming(
        beside.map(({ y }) => y),
        { support: [0], weights: [1] },
        steps,
      );
      if (q === null) return null;
      const carrying = q.support.map((n) => beside[n]!.arm);
      if (q.normSquare === 0n) {
        inside = new Set([...inside, ...carrying]);
        continue;
      }
      const left: Row[] = [];
      for (const { arm: other, y } of open) {
        const projected = yield* project(y);
        const sign = side(q, projected);
        if (sign < 0) return null;
        if (sign === 0) left.push({ arm: other, y: projected });
      }
      pushed.push(...beside.map(({ arm: other }) => other).filter((other) => !pushed.includes(other)));
      pushes.push({
        face: pushing.map(({ arm: other }) => other).filter((other) => inside.has(other)),
        weights: carrying.map((other, n) => [other, q.weights[n]!]),
      });
      pushing = beside.filter(({ y }) => side(q, y) === 0);
      inside = new Set(carrying);
      open = left;
      bits *= 2 * (arms.dimensions + 1);
      break;
    }
  }
  return { pushed, pushes };
}

/** The projection on all v with ⟨y, v⟩ = 0 for every row, times a positive number that is the same for all vectors. */
function* across(rows: readonly Row[]): Work<((y: IntegerVector) => Work<bigint[]>) | null> {
  const all = rows.map(({ y }) => y);
  // Rows that span the others, found as columns of the transpose.
  const basis = independentColumns(all[0]!.map((_, k) => all.map((y) => y[k]!))).map((n) => all[n]!);
  const gram = basis.map((a) => basis.map((b) => dotExact(a, b)));
  yield;
  return function* (y) {
    const solution = yield* solvingExact(
      gram,
      basis.map((a) => dotExact(a, y)),
    );
    // The Gram matrix of independent rows is positive definite.
    const { numerators, denominator } = solution!;
    return y.map((entry, k) =>
      basis.reduce((rest, a, n) => rest - numerators[n]! * a[k]!, denominator * entry),
    );
  };
}
