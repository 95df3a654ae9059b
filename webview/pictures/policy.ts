/** The policy of a process as a picture: the states at their places, values as shades, probable actions as arrows. Pure. */
import type { Axis, Label, Mark, Picture, Stroke } from '../../src/drawing/picture.js';
import type { Point } from '../../src/drawing/svg.js';
import { figure } from '../format.js';
import { clipped } from '../labels.js';
import { arrowsOf, type Direction, directionsOf } from '../process/arrows.js';
import { rowsOf, stateName } from '../process/format.js';
import { layoutOf } from '../process/layout.js';
import { LEAST_LIKELY, type LikelyEdge, likelyEdges } from '../process/likelyEdges.js';
import type { Place } from '../process/places.js';
import { partOf, type Range, UNDER_WORDS } from '../process/shade.js';
import type { Moment } from '../process/stateTable.js';
import { stateLines } from '../process/stateWords.js';
import { mixed, type PictureColours } from './colours.js';

/** The width in pixels that the states may take side by side, and the size of their letters. */
const ROOM = 640;
const LETTERS = 11;
const SHADES = 12;

/**
 * @param range the range of values that the shades cover
 * @param about what part is shown, such as `at iteration 10`; empty: nothing needs to be said
 * @returns null: too many states or transitions to be drawn
 */
export function policyPicture(
  moment: Moment,
  range: Range,
  about: string,
  colours: PictureColours,
): Picture | null {
  const { experiment, policy, values } = moment;
  const { subject } = experiment;
  const layout = layoutOf(subject, ROOM);
  if (layout === null) return null;
  const { width, height, places, edges } = layout;
  const pen = new PolicyPen(height, colours);
  const { grid, kind } = subject.process!;
  const directions = directionsOf(subject);
  const hasScale = values !== null && range.high > range.low;
  return {
    title: `Policy in each ${kind === 'contexts' ? 'context' : 'state'}${about === '' ? '' : ` ${about}`}`,
    width,
    height,
    x: pixels(width),
    y: pixels(height),
    frame: 'none',
    marks: [
      ...likelyEdges(edges, subject, policy).flatMap((edge) => pen.edge(edge)),
      ...places.flatMap((place) => [
        ...pen.box(place, moment, range),
        ...(grid === null ? [] : pen.actions(place, moment, directions)),
        ...pen.words(place, moment),
      ]),
    ],
    legend: [],
    colours: hasScale
      ? { name: { math: 'V' }, min: range.low, max: range.high, colours: shadesOf(colours) }
      : null,
    paper: colours,
  };
}

function pixels(length: number): Axis {
  return { name: '', scale: 'linear', min: 0, max: length, ticks: 'none' };
}

/** The colour for a value's position in its range; words can be read on it. */
function shadeOf({ palette, background }: PictureColours, part: number): string {
  return mixed(palette[0]!, background, UNDER_WORDS * part);
}

function shadesOf(colours: PictureColours): string[] {
  return Array.from({ length: SHADES }, (_, n) => shadeOf(colours, n / (SHADES - 1)));
}

class PolicyPen {
  constructor(
    /** Layouts count downwards from the top, pictures upwards. */
    readonly height: number,
    readonly colours: PictureColours,
  ) {}

  #at(x: number, y: number): Point {
    return [x, this.height - y];
  }

  #say(x: number, y: number, words: string, more: Partial<Label> = {}): Label[] {
    const colour = this.colours.foreground;
    return words === '' ? [] : [{ kind: 'label', at: this.#at(x, y), words, colour, size: LETTERS, ...more }];
  }

  box({ state, x, y, width, height }: Place, { experiment, values }: Moment, range: Range): Mark[] {
    const { terminal } = experiment.subject.process!;
    const [right, down] = [width / 2 - 1, height / 2 - 1];
    const corners = [
      [-right, -down],
      [right, -down],
      [right, down],
      [-right, down],
    ] as const;
    const colour = values
      ? shadeOf(this.colours, partOf(range, values.values[state]!))
      : this.colours.background;
    const dash = terminal[state] ? [3, 2] : [];
    return [
      {
        kind: 'area',
        rings: [corners.map(([dx, dy]) => this.#at(x + dx, y + dy))],
        fill: { colour, opacity: 1 },
        stroke: { colour: this.colours.muted, width: 1, dash },
      },
    ];
  }

  words({ state, x, y, width, height }: Place, moment: Moment): Mark[] {
    const { subject } = moment.experiment;
    const isGrid = subject.process!.grid !== null;
    const room = width - 8;
    const name = clipped(stateName(subject, state), room, LETTERS);
    const lines = stateLines(moment, state).map((line) => clipped(line, room, LETTERS));
    const top = y - height / 2;
    if (isGrid)
      return [
        ...this.#say(x - width / 2 + 4, top + 9, name, { align: 'start' }),
        ...this.#say(x, top + height - 9, lines[0]!),
      ];
    return [
      ...this.#say(x, top + 11, name, { isBold: true }),
      ...lines.flatMap((line, n) => this.#say(x, top + 26 + 15 * n, line)),
    ];
  }

  /** Actions with the same direction are one arrow, as long and as dark as they are probable together; a ring if they lead to no place. */
  actions(
    { state, x, y, width }: Place,
    { experiment, policy }: Moment,
    directions: readonly (Direction | null)[],
  ): Mark[] {
    const rows = rowsOf(experiment.subject, state);
    if (rows.length < 2) return [];
    return arrowsOf(rows, directions).flatMap(({ direction, rows: together }): Mark[] => {
      const likely = together.reduce((sum, row) => sum + policy[row]!, 0);
      if (!(likely >= LEAST_LIKELY)) return [];
      const opacity = Number((0.3 + 0.7 * likely).toFixed(2));
      const colour = this.colours.foreground;
      if (direction === null)
        return [
          {
            kind: 'markers',
            points: [this.#at(x, y)],
            shape: 'circle',
            colour,
            inside: this.colours.background,
            radius: 2 + 5 * likely,
          },
        ];
      const length = (width / 2 - 6) * Math.max(0.22, likely);
      const to = this.#at(x + length * direction[0], y - length * direction[1]);
      return [{ kind: 'arrow', from: this.#at(x, y), to, stroke: { colour, width: 1.5, opacity } }];
    });
  }

  /** Strong where the most probable action of a state leads, with its probability. */
  edge({ edge: { points, label }, probability }: LikelyEdge): Mark[] {
    const strong = probability !== null;
    const { foreground, muted } = this.colours;
    const stroke: Stroke = strong
      ? { colour: foreground, width: 1.75 }
      : { colour: muted, width: 0.75, opacity: 0.6 };
    const way = smooth(points.map(({ x, y }) => this.#at(x, y)));
    const [before, end] = [way.at(-2)!, way.at(-1)!];
    const said = strong && probability < 1 ? figure(probability) : '';
    return [
      { kind: 'line', points: way.slice(0, -1), stroke },
      { kind: 'arrow', from: before, to: end, stroke },
      ...this.#say(label.x, label.y, said, { hasGround: true }),
    ];
  }
}

/** Points along each bend. */
const BEND = 8;

/** Quadratic curves through the midpoints, so that there are no corners. The last part is straight. */
function smooth(points: readonly Point[]): Point[] {
  const [first, ...rest] = points;
  const way: Point[] = [first!];
  rest.forEach((bend, n) => {
    const next = rest[n + 1];
    const from = way.at(-1)!;
    if (next === undefined) {
      way.push(bend);
      return;
    }
    const to: Point = [(bend[0] + next[0]) / 2, (bend[1] + next[1]) / 2];
    for (let part = 1; part <= BEND; part++) way.push(along(from, bend, to, part / BEND));
  });
  return way;
}

function along(from: Point, bend: Point, to: Point, t: number): Point {
  const at = (k: 0 | 1) => (1 - t) ** 2 * from[k] + 2 * t * (1 - t) * bend[k] + t ** 2 * to[k];
  return [at(0), at(1)];
}
