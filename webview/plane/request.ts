/** Which map of basins is asked for next. Pure. */
import type { BasinSquare } from '../../src/flow/basins.js';
import type { PlaneState } from './state.js';

/** Along each side. */
const PIXELS = 256;
/** While the features are being dragged a coarser map keeps up with the hand. */
const PIXELS_IN_MOTION = 64;

/** @returns null: what is shown was asked for last, or that is to be answered first */
export function nextSquare(
  { problem, window, request, basins }: PlaneState,
  { isEditPending }: { readonly isEditPending: boolean },
): BasinSquare | null {
  if (problem === null || window === null) return null;
  const isWhole = request?.isAnswered === true && basins?.map.spacing === 1;
  // One map after another while there is a hand to keep up with: dropped ones would only cost.
  if (isEditPending && request !== null && !isWhole) return null;
  const { plane } = problem.slice;
  const { x, y, half } = window;
  const columns = isEditPending ? PIXELS_IN_MOTION : PIXELS;
  const rows = plane.up.every((entry) => entry === 0) ? 1 : columns;
  const square: BasinSquare = { plane, x, y, half, columns, rows };
  const isSame = request?.problem === problem && JSON.stringify(request.square) === JSON.stringify(square);
  return isSame ? null : square;
}

/** Was what is asked for coarse, for a hand that has let go since? */
export function isDue(
  { request }: PlaneState,
  { isEditPending }: { readonly isEditPending: boolean },
): boolean {
  return !isEditPending && request !== null && request.square.columns !== PIXELS;
}
