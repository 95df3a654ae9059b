/**
 * The condition `trap` at action i as geometry. p = Σ λ_j (x_i − x_j) is the arrow to x_i from q = Σ λ_j x_j, the point of the worse actions'
 * hull that is nearest to x_i. The supporting line {x : ⟨x_i − x, p⟩ = ‖p‖²} goes through q, orthogonally to p; i attracts if every better action
 * lies strictly beyond it; the least distance of a better action from the line is the margin divided by ‖p‖. Pure.
 */
import type { Condition } from '../../src/conditions/types.js';
import { reasonText } from '../../src/diagnostics/reasons.js';
import { hull } from '../../src/drawing/hull.js';
import type { Subject } from '../../src/shared/messages.js';
import { equal, figure } from '../format.js';
import { proofText } from '../sections/proof.js';
import type { XY } from './frame.js';

export interface TrapFigure {
  readonly action: number;
  /** The corners of the worse actions' hull in the two shown coordinates. */
  readonly worse: readonly XY[];
  /** null: p = 0, the action lies within the hull. */
  readonly arrow: { readonly from: XY; readonly to: XY; readonly p: XY } | null;
  /** From the better action that decides to its foot on the line; only if the picture shows all coordinates. */
  readonly margin: { readonly action: number; readonly from: XY; readonly foot: XY } | null;
  readonly text: string;
}

export type Coordinates = readonly [number, number];

/** A row in the two shown coordinates; −1 means none. */
export function shownOf(row: readonly number[], [i, j]: Coordinates): XY {
  return [row[i] ?? 0, row[j] ?? 0];
}

export function trapFigure(
  subject: Subject,
  condition: Condition,
  coordinates: Coordinates,
): TrapFigure | null {
  const { features, rewards, actions } = subject;
  const i = condition.action;
  if (i === undefined || features[i] === undefined) return null;
  const row = features[i]!;
  const worse = features.filter((_, j) => rewards[j]! < rewards[i]!);
  const p = condition.witness;
  const name = actions[i]!;
  const common = { action: i, worse: hull(worse.map((other) => shownOf(other, coordinates))) };
  if (worse.length === 0 || p === undefined || p.every((entry) => entry === 0)) {
    const text =
      worse.length === 0
        ? `No action is worse than ${name}, so it attracts nothing.`
        : `${name} lies within the hull of the worse actions: p = 0, and it never has more probability than they have.`;
    return { ...common, arrow: null, margin: null, text };
  }
  const square = inner(p, p);
  const q = row.map((entry, k) => entry - p[k]!);
  const along = (b: number) => inner(p, row) - inner(p, features[b]!);
  const better = features.map((_, b) => b).filter((b) => rewards[b]! > rewards[i]!);
  const deciding = better.reduce((least, b) => (along(b) < along(least) ? b : least), better[0]!);
  const margin = along(deciding) - square;
  const x = features[deciding]!;
  const foot = x.map((entry, k) => entry + (margin / square) * p[k]!);
  return {
    ...common,
    arrow: { from: shownOf(q, coordinates), to: shownOf(row, coordinates), p: shownOf(p, coordinates) },
    margin:
      row.length <= 2
        ? { action: deciding, from: shownOf(x, coordinates), foot: shownOf(foot, coordinates) }
        : null,
    text: [
      `${proofText(condition, () => name)}, ‖p‖² ${equal(square)}.`,
      `The better action nearest to the line is ${actions[deciding]}: ⟨x(${name}) − x(${actions[deciding]}), p⟩ ${equal(along(deciding))}, so the margin is ${figure(margin)}.`,
      condition.holds === true
        ? `Every better action lies beyond the line: ${name} attracts.`
        : condition.holds === null
          ? `Undecided: ${reasonText(actions, condition) ?? 'a boundary case.'}`
          : `${actions[deciding]} does not lie beyond it: ${name} does not attract.`,
    ].join(' '),
  };
}

function inner(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, entry, k) => sum + entry * b[k]!, 0);
}
