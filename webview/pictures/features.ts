/** The features of a bandit as a picture: its vectors, and the geometry of the chosen condition. Pure. */
import { hull } from '../../src/drawing/hull.js';
import type { Label, Mark, Picture, Stroke } from '../../src/drawing/picture.js';
import { groupBy } from '../../src/experiment/groupBy.js';
import type { Subject } from '../../src/shared/messages.js';
import { lineStyle } from '../charts/style.js';
import { type Figure, figureOf, pointsOf } from '../features/figure.js';
import { type Frame, frameAround, toPixels, type XY } from '../features/frame.js';
import { arrowsOf, ranked } from '../features/many.js';
import type { OrderFigure } from '../features/orderFigure.js';
import { titleOf } from '../features/sentences.js';
import { dimensions, type FeaturesState, headsOf } from '../features/state.js';
import type { TrapFigure } from '../features/trapFigure.js';
import { labelBoxes, vectorTexts } from '../features/vectorLabels.js';
import { type Box, clipped, roughWidth } from '../labels.js';
import type { PictureColours } from './colours.js';

/** In pixels. */
const SIZE = { width: 480, height: 360, line: 130, margin: 52 };
const LETTERS = 13;

/** @returns null: there are no features to be drawn */
export function featuresPicture(state: FeaturesState, colours: PictureColours): Picture | null {
  const { subject, choice, place, coordinates } = state;
  if (subject === null || coordinates[0] < 0) return null;
  const isLine = dimensions(subject) === 1;
  const { figure, selected } = figureOf(subject, state);
  const heads = headsOf(state, subject);
  const points: XY[] = [[0, 0], ...heads, ...pointsOf(figure)];
  const frame = frameAround(points, SIZE.width, isLine ? SIZE.line : SIZE.height, SIZE.margin);
  const pen = new Pen(frame, colours);
  const geometry = geometryOf(figure, subject.actions, pen);
  const about = figure === null ? '' : `: ${clipped(selected, frame.width / 2, LETTERS)}`;
  return {
    title: `${titleOf(choice, place)}${about}`,
    width: frame.width,
    height: frame.height,
    x: axisOf(frame, 0, coordinates[0]),
    y: isLine ? { ...axisOf(frame, 1, -1), name: '', ticks: 'none' } : axisOf(frame, 1, coordinates[1]),
    frame: 'grid',
    marks: [
      ...pen.throughOrigin(),
      pen.area(hull(heads), null, { colour: colours.muted, width: 1, dash: [2, 3] }),
      ...geometry.marks,
      ...vectorMarks(subject, heads, pen, {
        isLine,
        arrows: arrowsOf(subject, state.page, figure).actions,
        taken: geometry.words,
      }),
    ],
    legend: [],
    colours: null,
    paper: colours,
  };
}

function axisOf({ width, height, scale, centre }: Frame, direction: 0 | 1, feature: number): Picture['x'] {
  const half = (direction === 0 ? width : height) / 2 / scale;
  const middle = centre[direction];
  const name = `feature ${feature + 1}`;
  return { name, scale: 'linear', min: middle - half, max: middle + half, ticks: 'numbers' };
}

/** Makes marks at points of the frame, and at distances in pixels from them. */
class Pen {
  constructor(
    readonly frame: Frame,
    readonly colours: PictureColours,
  ) {}

  /** A point this many pixels to the right of and below another. */
  beside([x, y]: XY, right: number, down: number): XY {
    const { scale } = this.frame;
    return [x + right / scale, y - down / scale];
  }

  line(from: XY, to: XY, stroke: Partial<Stroke> = {}): Mark {
    return { kind: 'line', points: [from, to], stroke: this.#stroke(stroke) };
  }

  arrow(from: XY, to: XY, stroke: Partial<Stroke> = {}): Mark {
    return { kind: 'arrow', from, to, stroke: this.#stroke(stroke) };
  }

  area(corners: readonly XY[], fill: Extract<Mark, { kind: 'area' }>['fill'], stroke: Stroke): Mark {
    // Two points have only the line between them.
    return corners.length < 3
      ? { kind: 'line', points: corners, stroke }
      : { kind: 'area', rings: [corners], fill, stroke };
  }

  dot(at: XY): Mark {
    return { kind: 'markers', points: [at], shape: 'circle', colour: this.colours.foreground, radius: 2.5 };
  }

  say(at: XY, words: Label['words'], more: Partial<Label> = {}): Label {
    return { kind: 'label', at, words, colour: this.colours.foreground, hasGround: true, ...more };
  }

  /** Both axes, if 0 is visible. */
  throughOrigin(): Mark[] {
    const { width, height } = this.frame;
    const far =
      (width + height) / this.frame.scale + Math.abs(this.frame.centre[0]) + Math.abs(this.frame.centre[1]);
    const stroke = { colour: this.colours.muted, width: 0.75 };
    return [this.line([-far, 0], [far, 0], stroke), this.line([0, -far], [0, far], stroke)];
  }

  #stroke(stroke: Partial<Stroke>): Stroke {
    return { colour: this.colours.foreground, width: 1, ...stroke };
  }
}

interface Geometry {
  readonly marks: readonly Mark[];
  /** The boxes of its words, in pixels. */
  readonly words: readonly Box[];
}

function geometryOf(figure: Figure | null, names: readonly string[], pen: Pen): Geometry {
  switch (figure?.kind) {
    case 'trap':
      return trapMarks(figure.trap, names, pen);
    case 'order':
      return orderMarks(figure.order, pen);
    case undefined:
      return { marks: [], words: [] };
  }
}

/** The box of words centred on a point. */
function boxOf(words: string, at: XY, { frame }: Pen): Box {
  const [x, y] = toPixels(frame, at);
  return { x, y, width: roughWidth(words, LETTERS) + 4, height: LETTERS + 4 };
}

/** The worse actions' hull; p, the supporting line and the margin. */
function trapMarks({ worse, arrow, margin }: TrapFigure, names: readonly string[], pen: Pen): Geometry {
  const { palette } = pen.colours;
  const hull = pen.area(
    worse,
    { colour: palette[4]!, opacity: 0.2, hatching: null },
    { colour: palette[4]!, width: 1 },
  );
  if (arrow === null) return { marks: [hull], words: [] };
  const { from, to, p } = arrow;
  const length = Math.hypot(...p);
  const far = (pen.frame.width + pen.frame.height) / pen.frame.scale;
  const across: XY = [(-p[1] / length) * far, (p[0] / length) * far];
  const middle: XY = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
  const named = pen.beside(middle, 10, -8);
  const marks: Mark[] = [hull];
  const words = [boxOf('p', named, pen)];
  if (margin !== null) {
    marks.push(
      pen.line([from[0] - across[0], from[1] - across[1]], [from[0] + across[0], from[1] + across[1]], {
        dash: [6, 3],
      }),
    );
    const name = clipped(`margin to ${names[margin.action]}`, pen.frame.width - 16, LETTERS);
    const said = marginMarks(margin.from, margin.foot, name, pen);
    marks.push(...said.marks);
    words.push(...said.words);
  }
  marks.push(
    pen.arrow(from, to, { width: 2 }),
    pen.dot(from),
    pen.say(named, { math: 'p' }, { isBold: true }),
  );
  return { marks, words };
}

/** A length, drawn beside the line that it measures, with its name. */
function marginMarks(from: XY, foot: XY, name: string, pen: Pen): Geometry {
  const [a, b] = [toPixels(pen.frame, from), toPixels(pen.frame, foot)];
  const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
  if (length < 1) return { marks: [], words: [] };
  const [ux, uy] = [(b[0] - a[0]) / length, (b[1] - a[1]) / length];
  // To the right of the line, or below it, where there is room for its name.
  const side = -uy > 0 || (uy === 0 && ux > 0) ? 1 : -1;
  const aside = (point: XY, by: number): XY => pen.beside(point, -side * by * uy, side * by * ux);
  const width = roughWidth(name, LETTERS);
  const middle: XY = [(from[0] + foot[0]) / 2, (from[1] + foot[1]) / 2];
  const [x] = toPixels(pen.frame, aside(middle, 12));
  const room = Math.min(pen.frame.width - width - 4, x + 6) - x;
  const at = pen.beside(aside(middle, 12), room + width / 2, -8);
  return {
    marks: [
      pen.line(aside(from, 3), aside(from, 13)),
      pen.line(aside(foot, 3), aside(foot, 13)),
      pen.line(aside(from, 10), aside(foot, 10), { width: 1.5, dash: [1.5, 2.5] }),
      pen.say(at, name),
    ],
    words: [boxOf(name, at, pen)],
  };
}

/** The direction w beside the vectors, and the foot of each action on it. */
function orderMarks({ direction, places }: OrderFigure, pen: Pen): Geometry {
  if (direction === null || places.length === 0) return { marks: [], words: [] };
  const at = (along: number): XY => [along * direction[0], along * direction[1]];
  const least = at(Math.min(0, places.at(-1)!.along));
  const most = at(Math.max(0, places[0]!.along));
  const end = pen.beside(most, 26 * direction[0], -26 * direction[1]);
  const named = pen.beside(most, 38 * direction[0], -38 * direction[1]);
  return {
    marks: [
      ...places.flatMap(({ from, along }) => [
        pen.line(from, at(along), { colour: pen.colours.muted, dash: [2, 2] }),
        pen.dot(at(along)),
      ]),
      pen.arrow(least, end, { width: 2 }),
      pen.say(named, { math: 'w' }, { isBold: true }),
    ],
    words: [boxOf('w', named, pen)],
  };
}

/** Each action as a vector from the origin, with its marker, its name and its reward; if there are many, as a dot. Names that find no room are left out. */
function vectorMarks(
  subject: Subject,
  heads: readonly XY[],
  pen: Pen,
  {
    isLine,
    arrows,
    taken,
  }: { readonly isLine: boolean; readonly arrows: readonly number[]; readonly taken: readonly Box[] },
): Mark[] {
  const { frame, colours } = pen;
  const isBest = new Set(subject.optimal);
  const isArrow = new Set(arrows);
  const textsOf = vectorTexts(subject, frame.width, LETTERS);
  const order = ranked(subject).filter((action) => isArrow.has(action));
  const boxes = labelBoxes({ order, heads, frame, fontSize: LETTERS, isLine, taken }, textsOf);
  const lookOf = (action: number) => lineStyle({ index: action }, colours);
  const others = groupBy(
    [...heads.keys()].filter((action) => !isArrow.has(action)),
    (action) => lookOf(action).colour,
  );
  const dots = [...others].map(([colour, actions]): Mark => {
    const points = actions.map((action) => heads[action]!);
    return { kind: 'markers', points, shape: 'circle', colour, radius: 2 };
  });
  const shafts = arrows.map((action) =>
    pen.line([0, 0], heads[action]!, {
      colour: lookOf(action).colour,
      width: isBest.has(action) ? 2.5 : 1.25,
    }),
  );
  const markers = arrows.map((action): Mark => {
    const { marker, colour } = lookOf(action);
    const shape = marker === 'none' ? 'circle' : marker;
    return { kind: 'markers', points: [heads[action]!], shape, colour, radius: 5 };
  });
  const names = arrows.flatMap((action): Mark[] => {
    const { x, y, text, free } = boxes[action]!;
    const at: XY = [
      frame.centre[0] + (x - frame.width / 2) / frame.scale,
      frame.centre[1] - (y - frame.height / 2) / frame.scale,
    ];
    return free ? [pen.say(at, text)] : [];
  });
  return [...dots, ...shafts, ...markers, ...names];
}
