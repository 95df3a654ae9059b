/** A plane with its scale, in colours that are legible on light and on dark backgrounds. */
import { area, circle, line, type Markup, type Point, svg, text } from '../../src/drawing/svg.js';

export type { Point };

export const INK = '#7a828e';
export const BLUE = '#388bfd';
export const AMBER = '#d29922';
export const RED = '#e5534b';
export const GREEN = '#3fa65a';

const WIDTH = 480;
const HEIGHT = 340;
const MARGIN = 36;

export interface Frame {
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly top: number;
}

/** The frame around points, with a margin. @param options.isEven is a unit equally long in both directions? */
export function frameOf(points: readonly Point[], { isEven = true } = {}): Frame {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  let [left, right, bottom, top] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const grow = (low: number, high: number, by: number): [number, number] => [low - by, high + by];
  [left, right] = grow(left, right, 0.12 * (right - left || 1));
  [bottom, top] = grow(bottom, top, 0.12 * (top - bottom || 1));
  if (isEven) {
    const ratio = (WIDTH - 2 * MARGIN) / (HEIGHT - 2 * MARGIN);
    const [width, height] = [right - left, top - bottom];
    if (width < ratio * height) [left, right] = grow(left, right, (ratio * height - width) / 2);
    else [bottom, top] = grow(bottom, top, (width / ratio - height) / 2);
  }
  return { left, right, bottom, top };
}

export class Picture {
  readonly #parts: Markup[] = [];

  constructor(
    readonly frame: Frame,
    private readonly title: string,
  ) {}

  at([x, y]: Point): Point {
    const { left, right, bottom, top } = this.frame;
    return [
      MARGIN + ((x - left) / (right - left)) * (WIDTH - 2 * MARGIN),
      HEIGHT - MARGIN - ((y - bottom) / (top - bottom)) * (HEIGHT - 2 * MARGIN),
    ];
  }

  dot(point: Point, colour: string, radius = 4): this {
    return this.#add(circle(this.at(point), radius, { fill: colour }));
  }

  line(points: readonly Point[], colour: string, { width = 2, dash = '', opacity = 1 } = {}): this {
    return this.#add(
      line(
        points.map((point) => this.at(point)),
        {
          stroke: colour,
          'stroke-width': width,
          'stroke-dasharray': dash || null,
          'stroke-opacity': opacity < 1 ? opacity : null,
        },
      ),
    );
  }

  area(points: readonly Point[], colour: string): this {
    return this.#add(
      area(
        points.map((point) => this.at(point)),
        { fill: colour, 'fill-opacity': 0.15, stroke: colour, 'stroke-opacity': 0.6 },
      ),
    );
  }

  arrow(from: Point, to: Point, colour: string): this {
    const [x, y] = this.at(to);
    const [u, v] = this.at(from);
    const length = Math.hypot(x - u, y - v) || 1;
    const [dx, dy] = [(x - u) / length, (y - v) / length];
    const head: Point[] = [
      [x, y],
      [x - 10 * dx + 4 * dy, y - 10 * dy - 4 * dx],
      [x - 10 * dx - 4 * dy, y - 10 * dy + 4 * dx],
    ];
    return this.line([from, to], colour).#add(area(head, { fill: colour }));
  }

  /** `dx`, `dy`: pixels from the point. */
  text(point: Point, words: string, { colour = INK, dx = 8, dy = -6, anchor = 'start' } = {}): this {
    const [x, y] = this.at(point);
    return this.#add(text([x + dx, y + dy], words, { fill: colour, 'text-anchor': anchor }));
  }

  /** Faint lines through 0, if 0 is inside the frame. */
  axes(): this {
    const { left, right, bottom, top } = this.frame;
    const style = { width: 1, opacity: 0.5 };
    const across: Point[] = [
      [left, 0],
      [right, 0],
    ];
    const up: Point[] = [
      [0, bottom],
      [0, top],
    ];
    if (bottom < 0 && top > 0) this.line(across, INK, style);
    if (left < 0 && right > 0) this.line(up, INK, style);
    return this;
  }

  toString(): string {
    const font = { 'font-family': 'sans-serif', 'font-size': 13 };
    const page = { title: this.title, width: WIDTH, height: HEIGHT, size: null, font, background: null };
    return svg(page, this.#parts);
  }

  #add(part: Markup): this {
    this.#parts.push(part);
    return this;
  }
}
