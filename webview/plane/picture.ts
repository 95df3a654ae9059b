/** The plane on its canvas: basins or values as colours, and what is drawn over them. */
import type { Theme } from '../theme.js';
import { paintBasins } from './basinImage.js';
import { regionsIn } from './borders.js';
import { actionsIn } from './endLooks.js';
import { finitePoints, rimMarks } from './ends.js';
import {
  drawArrows,
  drawBorders,
  drawCross,
  drawFinite,
  drawForecast,
  drawRim,
  drawRuns,
  drawStart,
  nameRegions,
  type Surface,
} from './overlay.js';
import { flowPath, type RunPath } from './paths.js';
import type { PlaneProblem } from './problem.js';
import { startOf } from './start.js';
import type { PlaneState } from './state.js';
import { paintValue } from './valueImage.js';
import type { PlaneWindow } from './window.js';

/** A plane that can be drawn. */
export interface DrawnPlane {
  readonly state: PlaneState;
  readonly problem: PlaneProblem;
  readonly window: PlaneWindow;
  readonly paths: readonly RunPath[];
  readonly theme: Theme;
}

export function drawPlane(canvas: HTMLCanvasElement, drawn: DrawnPlane): void {
  const { state, window, theme } = drawn;
  const { side } = state;
  const context = canvas.getContext('2d')!;
  const ratio = devicePixelRatio || 1;
  const size = Math.round(side * ratio);
  if (canvas.width !== size || canvas.height !== size) {
    canvas.width = size;
    canvas.height = size;
  }
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.putImageData(ground(context, size, ratio, drawn), 0, 0);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  drawOver({ context, window, side, theme, words: [] }, drawn, {
    hasFocus: document.activeElement === canvas,
  });
}

function ground(
  context: CanvasRenderingContext2D,
  size: number,
  ratio: number,
  { state, problem, window, theme }: DrawnPlane,
): ImageData {
  const { colours, basins, marksComputed } = state;
  const image = context.createImageData(size, size);
  if (colours === 'value of the policy') paintValue(image, problem.field, window);
  else if (basins !== null) {
    paintBasins(image, basins, window, theme, {
      ratio,
      marksComputed,
      actions: actionsIn(problem.subject),
    });
  }
  return image;
}

function drawOver(surface: Surface, drawn: DrawnPlane, { hasFocus }: { readonly hasFocus: boolean }): void {
  const { state, problem, window, paths } = drawn;
  const { subject, field, slice } = problem;
  const { basins, pin, cursor } = state;
  const { plane } = slice;
  drawArrows(surface, field);
  const regions = problem.bandit === null ? [] : regionsIn(window, problem.bandit, subject.actions.length);
  drawBorders(surface, regions);
  drawRuns(surface, paths, { isFaint: state.isStale });
  // Runs would cover them.
  nameRegions(surface, regions, subject.actions);
  drawRim(surface, rimMarks(problem, state));
  // A slice has no place for a point outside it.
  if (state.colours === 'basins of attraction' && basins !== null && plane.origin.length <= 2)
    drawFinite(surface, finitePoints(basins.map, plane));
  const start = startOf(state);
  if (start !== null) drawStart(surface, start, paths);
  if (pin !== null)
    drawForecast(surface, flowPath(problem.flow, pin.theta, plane, [window.x, window.y], 2 * window.half));
  if (cursor !== null && hasFocus) drawCross(surface, cursor);
}
