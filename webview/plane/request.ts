/** Which map of basins is requested next. Pure. */
import type { BasinOrder } from '../../src/experiment/basins.js';
import { type BasinSquare, isWhole } from '../../src/flow/basins.js';
import { FEWEST } from './problem.js';
import type { PlaneState } from './state.js';

/** Pixels along each side. */
const PIXELS = 256;
/** During a drag of features, a coarser map keeps up with the pointer. */
const PIXELS_IN_MOTION = 64;
/** The number of flows that may be followed is then divided by this. */
const IN_MOTION = 16;

/** @returns null: the last request was for what is shown, or has to be answered first */
export function nextOrder(
  { problem, window, request, basins }: PlaneState,
  { isEditPending }: { readonly isEditPending: boolean },
): BasinOrder | null {
  if (problem === null || window === null) return null;
  const isDone = request?.isAnswered === true && basins !== null && isWhole(basins.map);
  // During a drag one map after another, since a map that is dropped is only a cost.
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

/** Was the last request coarse because of a drag that has ended since? */
export function isDue(
  { request }: PlaneState,
  { isEditPending }: { readonly isEditPending: boolean },
): boolean {
  return !isEditPending && request !== null && request.square.columns !== PIXELS;
}
