/** The plane of parameters as a picture: basins or value, the marks drawn over them, and a legend. Pure. */
import type { Axis, Label, LegendEntry, Mark, Picture, Stroke } from '../../src/drawing/picture.js';
import { centreOf, type Region } from '../../src/flow/regions.js';
import { lineStyle } from '../charts/style.js';
import { percent } from '../format.js';
import { type Box, besideRing, clipped, endBoxes, linesAround, place, roughWidth } from '../labels.js';
import { bordersBetween, regionsIn } from '../plane/borders.js';
import { actionsIn, endLooks } from '../plane/endLooks.js';
import { finitePoints, type RimMark, rimMarks } from '../plane/ends.js';
import { namingOf, valueSymbol } from '../plane/naming.js';
import { flowPath, type RunPath, runPaths } from '../plane/paths.js';
import type { PlaneProblem } from '../plane/problem.js';
import { shares } from '../plane/sentences.js';
import { startOf } from '../plane/start.js';
import type { PlaneState } from '../plane/state.js';
import { type PlaneWindow, toPixel, toPlane } from '../plane/window.js';
import { basinFill, basinMarks, SHADES, valueMarks } from './basins.js';
import type { PictureColours } from './colours.js';

/** In pixels. */
const SIDE = 420;
const LETTERS = 12;
const ARROWS = 13;
/** The length of an arrow at the rim. */
const RIM = 22;

type XY = readonly [number, number];

/** @returns null: there is no plane to be drawn */
export function planePicture(state: PlaneState, colours: PictureColours): Picture | null {
  const { problem, window, slice, experiment, basins, pin, known } = state;
  if (problem === null || window === null || slice === null) return null;
  const { subject, field } = problem;
  const { plane } = slice;
  const start = startOf(state);
  const isValued = state.colours === 'value of the policy' || !problem.isMapped;
  const pen = new PlanePen(window, colours);
  const paths = experiment ? runPaths(experiment, plane) : [];
  const looks = basins === null ? [] : endLooks(basins.map.ends, colours.palette.length, actionsIn(subject));
  const isMapDrawn = !isValued && basins !== null;
  const ground = isValued
    ? valueMarks(field, window)
    : isMapDrawn
      ? basinMarks(basins, looks, window, colours)
      : [];
  const symbol = valueSymbol(subject);
  const regions = problem.bandit === null ? [] : regionsIn(window, problem.bandit, subject.actions.length);
  const rim = rimMarks(problem, state);
  // The arrows of the rim are placed before any name.
  pen.keepFree(rim);
  return {
    title: isValued ? `Value ${symbol} of the policy` : 'Basins of attraction',
    width: SIDE,
    height: SIDE,
    x: axisOf(slice.across, window.x, window),
    y:
      slice.up === ''
        ? { ...axisOf('', window.y, window), ticks: 'none' }
        : axisOf(slice.up, window.y, window),
    frame: 'box',
    marks: [
      ...ground,
      ...pen.gradients(problem),
      ...pen.borders(regions),
      ...pen.runs(paths, state),
      ...pen.names(regions, subject.actions),
      ...pen.rim(rim),
      ...(isMapDrawn && plane.origin.length <= 2 ? pen.finite(finitePoints(basins.map, plane)) : []),
      ...(start ? pen.start(start, paths) : []),
      ...(pin === null
        ? []
        : pen.forecast(flowPath(problem.flow, pin.theta, plane, [window.x, window.y], 2 * window.half))),
    ],
    legend: [
      ...(isMapDrawn
        ? shares(basins.map, namingOf(problem, known)).map(({ end, name, part }): LegendEntry => {
            const look = looks[basins.map.ends.indexOf(end)]!;
            return { words: `${name}: ${percent(part)}`, fill: basinFill(end, look, colours) };
          })
        : []),
      ...runEntries(paths, colours),
    ],
    colours: isValued
      ? { name: { math: `${symbol}(θ)` }, min: field.least, max: field.greatest, colours: SHADES }
      : null,
    paper: colours,
  };
}

/** Lines that are told apart have their names; a single one needs none. */
function runEntries(paths: readonly RunPath[], colours: PictureColours): LegendEntry[] {
  const entries = new Map<string, LegendEntry>();
  for (const { name, style } of paths) {
    if (style === null) continue;
    const { colour, dash } = lineStyle({ index: style }, colours);
    entries.set(name, { words: name, stroke: { colour, dash, width: 1.75 } });
  }
  return [...entries.values()];
}

function axisOf(name: string, middle: number, { half }: PlaneWindow): Axis {
  // The axis of a slice is a direction with a name, not a formula.
  const words = /^θ\(\d+\)$/.test(name) ? { math: name } : name;
  return { name: words, scale: 'linear', min: middle - half, max: middle + half, ticks: 'numbers' };
}

/** Makes the marks of a plane, and knows where there are words already. */
class PlanePen {
  readonly #words: Box[] = [];

  constructor(
    readonly window: PlaneWindow,
    readonly colours: PictureColours,
  ) {}

  #pixel([x, y]: XY): XY {
    return toPixel(this.window, SIDE, x, y);
  }

  #point(right: number, down: number): XY {
    return toPlane(this.window, SIDE, right, down);
  }

  /** The direction of the gradient on a grid; its length is not drawn. */
  gradients({ field }: PlaneProblem): Mark[] {
    const spacing = SIDE / ARROWS;
    const stroke: Stroke = { colour: this.colours.foreground, width: 0.8, opacity: 0.5 };
    return Array.from({ length: ARROWS * ARROWS }, (_, n) => n).flatMap((n): Mark[] => {
      const [px, py] = [((n % ARROWS) + 0.5) * spacing, (Math.floor(n / ARROWS) + 0.5) * spacing];
      field.evaluate(...this.#point(px, py));
      const { gradientAcross: right, gradientUp: up } = field;
      const length = Math.hypot(right, up);
      if (!(length > 0)) return [];
      const [dx, dy] = [(0.3 * spacing * right) / length, (-0.3 * spacing * up) / length];
      return [
        { kind: 'arrow', from: this.#point(px - dx, py - dy), to: this.#point(px + dx, py + dy), stroke },
      ];
    });
  }

  /** Dashed borders between regions. */
  borders(regions: readonly Region[]): Mark[] {
    const stroke: Stroke = { colour: this.colours.foreground, width: 1, dash: [5, 4], opacity: 0.6 };
    return bordersBetween(regions, this.window).map((points): Mark => ({ kind: 'line', points, stroke }));
  }

  /** The names of regions, over the runs. */
  names(regions: readonly Region[], actions: readonly string[]): Mark[] {
    return regions.flatMap(({ action, polygon }) =>
      this.#say(`π(${actions[action]}) greatest`, this.#pixel(centreOf(polygon)), { isNeeded: false }),
    );
  }

  /** The runs: a ring at the start, and at the end the marker of the most probable action. */
  runs(paths: readonly RunPath[], { isStale }: Pick<PlaneState, 'isStale'>): Mark[] {
    const small = paths.length > 20 ? 0.6 : 1;
    const opacity = isStale ? 0.4 : 1;
    const { foreground, background } = this.colours;
    const lines = paths.flatMap(({ points, style }): Mark[] => {
      const look = style === null ? null : lineStyle({ index: style }, this.colours);
      const width = 1.75 * small;
      return [
        { kind: 'line', points, stroke: { colour: background, width: width + 2.5, opacity } },
        {
          kind: 'line',
          points,
          stroke: { colour: look?.colour ?? foreground, dash: look?.dash ?? [], width, opacity },
        },
      ];
    });
    this.#words.push(
      ...endBoxes(paths.flatMap(({ points }) => points.slice(-1).map((end) => this.#pixel(end)))),
    );
    const ends = paths.flatMap(({ points, action, style }): Mark[] => {
      const [first, last] = [points[0], points.at(-1)];
      if (first === undefined || last === undefined) return [];
      const { colour, marker } = lineStyle({ index: action ?? style ?? 0 }, this.colours);
      return [
        this.#ring(first, 4.5 * small),
        {
          kind: 'markers',
          points: [last],
          shape: marker === 'none' ? 'circle' : marker,
          // The end of a single line without an action has the colour of the line.
          colour: action === null && style === null ? foreground : colour,
          radius: 6 * small,
        },
      ];
    });
    return [...lines, ...ends];
  }

  /** Keeps names away from an arrow of the rim. */
  keepFree(marks: readonly RimMark[]): void {
    for (const { tip, ux, uy } of marks.flatMap(rimArrow))
      this.#words.push({
        x: tip[0] - (RIM / 2) * ux,
        y: tip[1] - (RIM / 2) * uy,
        width: RIM * Math.abs(ux) + 12,
        height: RIM * Math.abs(uy) + 12,
      });
  }

  /** Ends at infinity: an arrow at the rim, with its name beside it. */
  rim(marks: readonly RimMark[]): Mark[] {
    const arrows = marks.flatMap(rimArrow);
    return [
      ...arrows.flatMap(({ tip, ux, uy, action }): Mark[] => {
        const { foreground, background } = this.colours;
        const colour = action === null ? foreground : lineStyle({ index: action }, this.colours).colour;
        const [from, to] = [this.#point(tip[0] - RIM * ux, tip[1] - RIM * uy), this.#point(...tip)];
        return [
          { kind: 'line', points: [from, to], stroke: { colour: background, width: 7 } },
          { kind: 'arrow', from, to, stroke: { colour, width: 3 } },
        ];
      }),
      ...arrows.flatMap(({ tip, ux, uy, text }) => {
        const aside = 14 + 4 * text.length * Math.abs(uy);
        return this.#say(text, [tip[0] - 12 * ux - aside * uy, tip[1] - 12 * uy + aside * ux], {
          isBold: true,
        });
      }),
    ];
  }

  /** The finite points of the map, with their numbers. */
  finite(points: readonly { readonly at: XY; readonly number: number }[]): Mark[] {
    return points.flatMap(({ at, number }): Mark[] => {
      const [x, y] = this.#pixel(at);
      const ring = this.#point(x + 15, y - 15);
      return [this.#ring(at, 2), this.#ring(ring, 9), this.#label(ring, String(number), { isBold: true })];
    });
  }

  /** θ_0 as the text has it, with its name where no run passes under it. */
  start(at: XY, paths: readonly RunPath[]): Mark[] {
    const lines = paths.map(({ points }) => points.map((point) => this.#pixel(point)));
    const beside = besideRing(this.#pixel(at), lines, this.#words, SIDE);
    return [this.#ring(at, 5), this.#label(this.#point(...beside), { math: 'θ₀' }, { hasGround: true })];
  }

  /** The flow from a picked point: dotted, since it is a forecast. */
  forecast(points: readonly XY[]): Mark[] {
    const [first] = points;
    if (first === undefined) return [];
    const { foreground, background } = this.colours;
    return [
      { kind: 'line', points, stroke: { colour: background, width: 4.5 } },
      { kind: 'line', points, stroke: { colour: foreground, width: 2.25, dash: [2, 4] } },
      { kind: 'markers', points: [first], shape: 'circle', colour: foreground, radius: 5 },
    ];
  }

  #ring(at: XY, radius: number): Mark {
    const { foreground, background } = this.colours;
    return { kind: 'markers', points: [at], shape: 'circle', colour: foreground, inside: background, radius };
  }

  #label(at: XY, words: Label['words'], more: Partial<Label> = {}): Label {
    return { kind: 'label', at, words, colour: this.colours.foreground, size: LETTERS, ...more };
  }

  /** Writes inside the plane; where there are other words, above or below them. */
  #say(
    named: string,
    [px, py]: XY,
    { isBold = false, isNeeded = true }: { readonly isBold?: boolean; readonly isNeeded?: boolean },
  ): Mark[] {
    const words = clipped(named, SIDE - 16, LETTERS);
    const width = roughWidth(words, LETTERS) + 8;
    const x = Math.min(SIDE - width / 2, Math.max(width / 2, px));
    const height = LETTERS + 4;
    const places = linesAround(py, height, SIDE).map((y) => ({ x, y, width, height }));
    const free = place(places, this.#words) ?? (isNeeded ? places[0]! : null);
    return free === null
      ? []
      : [this.#label(this.#point(free.x, free.y), words, { isBold, hasGround: true })];
  }
}

interface RimArrow {
  /** In pixels. */
  readonly tip: XY;
  readonly ux: number;
  readonly uy: number;
  readonly text: string;
  readonly action: number | null;
}

/** Empty for a direction that does not lie along the plane. */
function rimArrow({ action, along: [right, up], text }: RimMark): RimArrow[] {
  const length = Math.hypot(right, up);
  if (length === 0) return [];
  const [ux, uy] = [right / length, -up / length];
  const reach = SIDE / 2 / Math.max(Math.abs(ux), Math.abs(uy)) - 3;
  return [{ tip: [SIDE / 2 + ux * reach, SIDE / 2 + uy * reach], ux, uy, text, action }];
}
