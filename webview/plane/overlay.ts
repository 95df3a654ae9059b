/** What is drawn over the colours of the plane: borders, arrows, paths, directions of ends, the cursor. */
import type { ValueField } from '../../src/flow/plane.js';
import { centreOf, type Region } from '../../src/flow/regions.js';
import { type Box, besideRing, clipped, endBoxes, linesAround, place } from '../labels.js';
import type { Theme } from '../theme.js';
import { bordersBetween } from './borders.js';
import type { RimMark } from './ends.js';
import { type Look, look } from './look.js';
import type { RunPath } from './paths.js';
import { type PlaneWindow, toPixel, toPlane } from './window.js';

export interface Surface {
  readonly context: CanvasRenderingContext2D;
  readonly window: PlaneWindow;
  /** The pixels along each side. */
  readonly side: number;
  readonly theme: Theme;
  /** The boxes of existing words. */
  readonly words: Box[];
}

type Point = readonly [number, number];

const ARROWS = 13;

/** Dashed borders between regions. */
export function drawBorders({ context, window, side, theme }: Surface, regions: readonly Region[]): void {
  context.save();
  context.strokeStyle = theme.foreground;
  context.lineWidth = 1;
  context.globalAlpha = theme.highContrast ? 1 : 0.6;
  context.setLineDash([5, 4]);
  for (const [from, to] of bordersBetween(regions, window)) {
    context.beginPath();
    context.moveTo(...toPixel(window, side, ...from));
    context.lineTo(...toPixel(window, side, ...to));
    context.stroke();
  }
  context.restore();
}

/** The names of regions. */
export function nameRegions(surface: Surface, regions: readonly Region[], names: readonly string[]): void {
  const { window, side } = surface;
  for (const { action, polygon } of regions) {
    const [px, py] = toPixel(window, side, ...centreOf(polygon));
    write(surface, `π(${names[action]}) greatest`, px, py, { alpha: 0.9, isNeeded: false });
  }
}

/** The direction of the gradient on a grid; its length is not drawn. */
export function drawArrows({ context, window, side, theme }: Surface, field: ValueField): void {
  context.save();
  context.strokeStyle = theme.foreground;
  context.globalAlpha = theme.highContrast ? 0.9 : 0.55;
  context.lineWidth = 1;
  const spacing = side / ARROWS;
  for (let j = 0; j < ARROWS; j++) {
    for (let i = 0; i < ARROWS; i++) {
      const [px, py] = [(i + 0.5) * spacing, (j + 0.5) * spacing];
      field.evaluate(...toPlane(window, side, px, py));
      const length = Math.hypot(field.gradientAcross, field.gradientUp);
      if (!(length > 0)) continue;
      const reach = 0.3 * spacing;
      const [dx, dy] = [(reach * field.gradientAcross) / length, (-reach * field.gradientUp) / length];
      context.beginPath();
      context.moveTo(px - dx, py - dy);
      context.lineTo(px + dx, py + dy);
      context.moveTo(px + dx - 0.6 * dx - 0.35 * dy, py + dy - 0.6 * dy + 0.35 * dx);
      context.lineTo(px + dx, py + dy);
      context.lineTo(px + dx - 0.6 * dx + 0.35 * dy, py + dy - 0.6 * dy - 0.35 * dx);
      context.stroke();
    }
  }
  context.restore();
}

/** A line over the colours, with an edge that makes it visible on every colour. */
function strokePath(
  { context, theme, window, side }: Surface,
  points: readonly Point[],
  width: number,
  { colour, dash }: Pick<Look, 'colour' | 'dash'> = { colour: theme.foreground, dash: [] },
): void {
  const trace = () => {
    context.beginPath();
    for (const point of points) context.lineTo(...clamped(toPixel(window, side, ...point), side));
  };
  context.lineJoin = 'round';
  context.strokeStyle = theme.background;
  context.lineWidth = width + 2.5;
  trace();
  context.stroke();
  context.strokeStyle = colour;
  context.lineWidth = width;
  if (dash.length > 0) context.setLineDash([...dash]);
  trace();
  context.stroke();
}

/** The runs: a ring at the start, and at the end the marker of the most probable action, or that of the line if there is none. */
export function drawRuns(
  surface: Surface,
  paths: readonly RunPath[],
  { isFaint }: { readonly isFaint: boolean },
): void {
  const { context, window, side, theme } = surface;
  surface.words.push(
    ...endBoxes(paths.flatMap(({ points }) => points.slice(-1).map((end) => toPixel(window, side, ...end)))),
  );
  context.save();
  context.globalAlpha = isFaint ? 0.4 : paths.length > 20 ? 0.7 : 1;
  const small = paths.length > 20 ? 0.6 : 1;
  for (const { points, style } of paths) {
    strokePath(surface, points, 1.75 * small, style === null ? undefined : look(style, theme));
    context.setLineDash([]);
  }
  for (const { points, action, style } of paths) {
    const [first, last] = [points[0], points.at(-1)];
    if (first === undefined || last === undefined) continue;
    ring(surface, toPixel(window, side, ...first), 4.5 * small);
    const end = toPixel(window, side, ...last);
    if (!inside(end, side)) continue;
    const { colour, marker } = look(action ?? style ?? 0, theme);
    // The end of a single line without an action has the colour of the line.
    mark(surface, marker, end, action === null && style === null ? theme.foreground : colour, small);
  }
  context.restore();
}

/** The finite points of the map, with their numbers. */
export function drawFinite(surface: Surface, points: readonly { at: Point; number: number }[]): void {
  const { window, side } = surface;
  for (const { at, number } of points) {
    const pixel = toPixel(window, side, ...at);
    if (!inside(pixel, side)) continue;
    const [x, y] = pixel;
    ring(surface, [x + 15, y - 15], 9);
    // The number stays inside its ring.
    write({ ...surface, words: [] }, String(number), x + 15, y - 15, { isBold: true });
  }
}

/** The flow from a picked point: dotted, since it is a forecast. */
export function drawForecast(surface: Surface, points: readonly Point[]): void {
  const { context, window, side, theme } = surface;
  const [first] = points;
  if (first === undefined) return;
  context.save();
  context.setLineDash([2, 4]);
  context.lineCap = 'round';
  strokePath(surface, points, 2.25);
  context.setLineDash([]);
  const [px, py] = toPixel(window, side, ...first);
  context.beginPath();
  context.arc(px, py, 6, 0, 2 * Math.PI);
  context.fillStyle = theme.foreground;
  context.fill();
  context.strokeStyle = theme.background;
  context.lineWidth = 2;
  context.stroke();
  context.restore();
}

/** θ_0 as the text has it, with its name where no run passes under it. */
export function drawStart(surface: Surface, at: Point, paths: readonly RunPath[]): void {
  const { context, window, side } = surface;
  const [px, py] = toPixel(window, side, ...at);
  if (!inside([px, py], side)) return;
  context.save();
  ring(surface, [px, py], 5);
  const lines = paths.map(({ points }) => points.map((point) => toPixel(window, side, ...point)));
  write(surface, 'θ₀', ...besideRing([px, py], lines, surface.words, side));
  context.restore();
}

/** Ends at infinity: an arrow at the rim, in their direction from the window's middle. */
export function drawRim(surface: Surface, marks: readonly RimMark[]): void {
  const { side, theme, words } = surface;
  const arrows = marks.flatMap(({ action, along: [right, up], text }) => {
    const length = Math.hypot(right, up);
    if (length === 0) return [];
    const [ux, uy] = [right / length, -up / length];
    const reach = side / 2 / Math.max(Math.abs(ux), Math.abs(uy)) - 3;
    const tip: Point = [side / 2 + ux * reach, side / 2 + uy * reach];
    const colour = action === null ? theme.foreground : look(action, theme).colour;
    drawRimArrow(surface, tip, [ux, uy], colour);
    return { tip, ux, uy, text };
  });
  // Keeps names away from an arrow.
  for (const { tip, ux, uy } of arrows)
    words.push({
      x: tip[0] - (RIM / 2) * ux,
      y: tip[1] - (RIM / 2) * uy,
      width: RIM * Math.abs(ux) + 12,
      height: RIM * Math.abs(uy) + 12,
    });
  for (const { tip, ux, uy, text } of arrows) {
    // Beside the arrow, since paths come along it.
    const aside = 14 + 4 * text.length * Math.abs(uy);
    write(surface, text, tip[0] - 12 * ux - aside * uy, tip[1] - 12 * uy + aside * ux, { isBold: true });
  }
}

/** The length in pixels of an arrow at the rim. */
const RIM = 22;

function drawRimArrow({ context, theme }: Surface, tip: Point, [ux, uy]: Point, colour: string): void {
  context.save();
  for (const [stroke, width] of [
    [theme.background, 7],
    [colour, 4],
  ] as const) {
    context.strokeStyle = stroke;
    context.lineWidth = width;
    context.beginPath();
    context.moveTo(tip[0] - RIM * ux, tip[1] - RIM * uy);
    context.lineTo(...tip);
    context.moveTo(tip[0] - 9 * ux - 7 * uy, tip[1] - 9 * uy + 7 * ux);
    context.lineTo(...tip);
    context.lineTo(tip[0] - 9 * ux + 7 * uy, tip[1] - 9 * uy - 7 * ux);
    context.stroke();
  }
  context.restore();
}

export function drawCross({ context, window, side, theme }: Surface, at: Point): void {
  const [px, py] = toPixel(window, side, ...at);
  for (const [colour, width] of [
    [theme.background, 4],
    [theme.foreground, 1.5],
  ] as const) {
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.beginPath();
    context.moveTo(px - 9, py);
    context.lineTo(px + 9, py);
    context.moveTo(px, py - 9);
    context.lineTo(px, py + 9);
    context.stroke();
  }
}

export interface Writing {
  readonly alpha?: number;
  readonly isBold?: boolean;
  /** false: left out rather than written over other words. */
  readonly isNeeded?: boolean;
}

/** A text with an edge, kept inside the canvas, where a longer one is shortened: the legend has whole names. Where there are other words, above or below them. */
export function write(
  { context, side, theme, words }: Surface,
  named: string,
  px: number,
  py: number,
  { alpha = 1, isBold = false, isNeeded = true }: Writing = {},
): void {
  context.save();
  const height = Math.round(0.88 * theme.fontSize);
  const text = clipped(named, side - 16, height);
  context.font = `${isBold ? '600 ' : ''}${height}px ${theme.fontFamily}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  const width = context.measureText(text).width + 8;
  const x = Math.min(side - width / 2, Math.max(width / 2, px));
  const line = height + 4;
  const places = linesAround(py, line, side).map((y) => ({ x, y, width, height: line }));
  const free = place(places, words) ?? (isNeeded ? places[0]! : null);
  if (free !== null) {
    context.globalAlpha = alpha;
    context.lineJoin = 'round';
    context.lineWidth = 3.5;
    context.strokeStyle = theme.background;
    context.strokeText(text, free.x, free.y);
    context.fillStyle = theme.foreground;
    context.fillText(text, free.x, free.y);
  }
  context.restore();
}

function ring({ context, theme }: Surface, [px, py]: Point, radius: number): void {
  context.beginPath();
  context.arc(px, py, radius, 0, 2 * Math.PI);
  context.fillStyle = theme.background;
  context.fill();
  context.strokeStyle = theme.foreground;
  context.lineWidth = 2;
  context.stroke();
}

function mark(
  { context, theme }: Surface,
  path: string,
  [px, py]: Point,
  colour: string,
  size: number,
): void {
  context.save();
  context.translate(px, py);
  context.scale(1.3 * size, 1.3 * size);
  const shape = new Path2D(path);
  context.strokeStyle = theme.background;
  context.lineWidth = 4;
  context.stroke(shape);
  context.strokeStyle = colour;
  context.fillStyle = colour;
  context.lineWidth = 2;
  context.stroke(shape);
  context.fill(shape);
  context.restore();
}

/** Points far outside slow a canvas down, and are not visible. */
function clamped([px, py]: Point, side: number): Point {
  const far = 50 * side;
  return [Math.min(far, Math.max(-far, px)), Math.min(far, Math.max(-far, py))];
}

const inside = ([px, py]: Point, side: number): boolean => px >= 0 && py >= 0 && px <= side && py <= side;
