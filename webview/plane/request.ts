/** Which map of basins is asked for next. Pure. */
import type { BasinOrder } from '../../src/experiment/basins.js';
import { type BasinSquare, isWhole } from '../../src/flow/basins.js';
import { FEWEST } from './problem.js';
import type { PlaneState } from './state.js';

/** Along each side. */
const PIXELS = 256;
/** While the features are being dragged a coarser map keeps up with the hand. */
const PIXELS_IN_MOTION = 64;
/** And of the flows that may be followed one in so many. */
const IN_MOTION = 16;

/** @returns null: what is shown was asked for last, or that is to be answered first */
export function nextOrder(
  { problem, window, request, basins }: PlaneState,
  { isEditPending }: { readonly isEditPending: boolean },
): BasinOrder | null {
  if (problem === null || window === null) return null;
  const isDone = request?.isAnswered === true && basins !== null && isWhole(basins.map);
  // One map after another while there is a hand to keep up with: dropped ones would only cost.
  if (isEditPending && request !== null && !isDone) return null;
  if (!problem.isMapped) return null;
  const { plane } = problem.slice;
  const { x, y, half } = window;
  const columns = isEditPending ? PIXELS_IN_MOTION : PIXELS;
  const rows = plane.up.every((entry) => entry === 0) ? 1 : columns;
  const square: BasinSquare = { plane, x, y, half, columns, rows };
  const isSame = request?.problem === problem && JSON.stringify(request.square) === JSON.stringify(square);
  const most = isEditPending ? Math.max(FEWEST, Math.floor(problem.most / IN_MOTION)) : problem.most;
  return isSame ? null : { square, most };
}

/** Was what is asked for coarse, for a hand that has let go since? */
export function isDue(
  { request }: PlaneState,
  { isEditPending }: { readonly isEditPending: boolean },
): boolean {
  return !isEditPending && request !== null && request.square.columns !== PIXELS;
}
