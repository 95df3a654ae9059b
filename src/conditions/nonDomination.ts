import { dot } from '../math/dot.js';
import { dotExact, minusExact } from '../math/exactLinear.js';
import { ratioToNumber } from '../math/ratio.js';
import type { Work } from '../math/work.js';
import type { Arms } from './arms.js';
import type { ConditionEntry } from './entry.js';
import { isPairwise } from './sizes.js';
import type { Condition } from './types.js';

/**
 * non-domination: ⟨x_i, x_j⟩ < ⟨x_i, x_i⟩ for all arms j ≠ i. Together with `order` it is sufficient for convergence. Not invariant under a
 * common shift of the features. Margin: the least ⟨x_i, x_i − x_j⟩.
 */
function* nonDomination(arms: Arms): Work<Condition<'non-domination'>> {
  let least: { margin: bigint; i: number; j: number } | null = null;
  for (const [n, [i, j]] of (yield* nearLeast(arms)).entries()) {
    if (n % 16 === 15) yield;
    const x = arms.exactRows[i]!;
    const margin = dotExact(x, minusExact(x, arms.exactRows[j]!));
    if (least === null || margin < least.margin) least = { margin, i, j };
  }
  if (least === null) {
    return { id: 'non-domination', holds: true, basis: 'proved', margin: null, actions: [] };
  }
  const [i, j] = [arms.members[least.i]![0]!, arms.members[least.j]![0]!];
  return {
    id: 'non-domination',
    holds: least.margin > 0n,
    basis: 'proved',
    margin: ratioToNumber(least.margin, arms.scale * arms.scale),
    actions: [i, j],
    ...(least.margin === 0n && { reason: { code: 'as-long-along', action: i, other: j } as const }),
  };
}

/** Multiplications between two pauses. */
const PAUSE = 5e5;

/**
 * The pairs whose ⟨x_i, x_i − x_j⟩ may be the least. The rounding error, including that of the decimals, is at most (d + 4)·2⁻⁵² of
 * ‖x_i‖² + ‖x_i‖‖x_j‖, so a pair that exceeds the least double by more than that is not the least.
 */
function* nearLeast(arms: Arms): Work<[number, number][]> {
  const { rows } = arms;
  const norms = rows.map((row) => Math.sqrt(dot(row, row)));
  const rounding = (arms.dimensions + 8) * 2 ** -51;
  const slack = (i: number, j: number) => rounding * norms[i]! * (norms[i]! + norms[j]!);
  const lowestOf = new Float64Array(rows.length);
  let ceiling = Number.POSITIVE_INFINITY;
  for (const [i, row] of rows.entries()) {
    const square = norms[i]! ** 2;
    let lowest = Number.POSITIVE_INFINITY;
    for (let j = 0; j < rows.length; j++) {
      if (i === j) continue;
      const margin = square - dot(row, rows[j]!);
      const rounding = slack(i, j);
      ceiling = Math.min(ceiling, margin + rounding);
      lowest = Math.min(lowest, margin - rounding);
    }
    lowestOf[i] = lowest;
    if ((i * rows.length * arms.dimensions) % PAUSE < rows.length * arms.dimensions) yield;
  }
  const near: [number, number][] = [];
  for (const [i, row] of rows.entries()) {
    if (lowestOf[i]! > ceiling) continue;
    const square = norms[i]! ** 2;
    for (let j = 0; j < rows.length; j++) {
      // Not `<=`: beyond the range of doubles a margin is NaN, and then only the integers can tell.
      if (i !== j && !(square - dot(row, rows[j]!) - slack(i, j) > ceiling)) near.push([i, j]);
    }
    yield;
  }
  return near;
}

export const NON_DOMINATION = {
  id: 'non-domination',
  about:
    '`⟨x_i, x_j⟩ < ⟨x_i, x_i⟩` for all j ≠ i: each action’s features score themselves higher than any other’s.',
  isRepairable: true,
  isInReach: (_, shape) => isPairwise(shape),
  *check({ arms }, found) {
    found.push(yield* nonDomination(arms));
  },
} satisfies ConditionEntry<'non-domination'>;
