/** A little SVG: colours that are read on light and on dark, and a plane with its scale. Numbers have two decimals at most. */

export const INK = '#7a828e';
export const BLUE = '#388bfd';
export const AMBER = '#d29922';
export const RED = '#e5534b';
export const GREEN = '#3fa65a';

export type Point = readonly [x: number, y: number];

const WIDTH = 480;
const HEIGHT = 340;
const MARGIN = 36;

const n = (value: number): string => String(Number(value.toFixed(2)) + 0);

export interface Frame {
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly top: number;
}

/** The frame around points, with room at its edges; `even`: one unit is as long in both directions. */
export function frameOf(points: readonly Point[], even = true): Frame {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  let [left, right, bottom, top] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const grow = (low: number, high: number, by: number): [number, number] => [low - by, high + by];
  [left, right] = grow(left, right, 0.12 * (right - left || 1));
  [bottom, top] = grow(bottom, top, 0.12 * (top - bottom || 1));
  if (even) {
    const ratio = (WIDTH - 2 * MARGIN) / (HEIGHT - 2 * MARGIN);
    const [width, height] = [right - left, top - bottom];
    if (width < ratio * height) [left, right] = grow(left, right, (ratio * height - width) / 2);
    else [bottom, top] = grow(bottom, top, (width / ratio - height) / 2);
  }
  return { left, right, bottom, top };
}

export class Picture {
  readonly #parts: string[] = [];

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
    const [x, y] = this.at(point);
    return this.#add(`<circle cx="${n(x)}" cy="${n(y)}" r="${radius}" fill="${colour}"/>`);
  }

  line(points: readonly Point[], colour: string, { width = 2, dash = '', opacity = 1 } = {}): this {
    const path = points.map((point) => this.at(point).map(n).join(' ')).join(' L ');
    return this.#add(
      `<path d="M ${path}" fill="none" stroke="${colour}" stroke-width="${width}"${dash && ` stroke-dasharray="${dash}"`}${opacity < 1 ? ` stroke-opacity="${opacity}"` : ''}/>`,
    );
  }

  area(points: readonly Point[], colour: string): this {
    const path = points.map((point) => this.at(point).map(n).join(' ')).join(' L ');
    return this.#add(
      `<path d="M ${path} Z" fill="${colour}" fill-opacity="0.15" stroke="${colour}" stroke-opacity="0.6"/>`,
    );
  }

  arrow(from: Point, to: Point, colour: string): this {
    const [x, y] = this.at(to);
    const [u, v] = this.at(from);
    const length = Math.hypot(x - u, y - v) || 1;
    const [dx, dy] = [(x - u) / length, (y - v) / length];
    const head = [
      [x, y],
      [x - 10 * dx + 4 * dy, y - 10 * dy - 4 * dx],
      [x - 10 * dx - 4 * dy, y - 10 * dy + 4 * dx],
    ]
      .map(([a, b]) => `${n(a!)},${n(b!)}`)
      .join(' ');
    this.line([from, to], colour);
    return this.#add(`<polygon points="${head}" fill="${colour}"/>`);
  }

  /** `dx`, `dy`: pixels from the point. */
  text(point: Point, words: string, { colour = INK, dx = 8, dy = -6, anchor = 'start' } = {}): this {
    const [x, y] = this.at(point);
    return this.#add(
      `<text x="${n(x + dx)}" y="${n(y + dy)}" fill="${colour}" text-anchor="${anchor}">${escaped(words)}</text>`,
    );
  }

  /** Faint lines through 0, where they are in the frame. */
  axes(): this {
    const { left, right, bottom, top } = this.frame;
    const style = { width: 1, opacity: 0.5 };
    if (bottom < 0 && top > 0)
      this.line(
        [
          [left, 0],
          [right, 0],
        ],
        INK,
        style,
      );
    if (left < 0 && right > 0)
      this.line(
        [
          [0, bottom],
          [0, top],
        ],
        INK,
        style,
      );
    return this;
  }

  toString(): string {
    return [
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" font-family="sans-serif" font-size="13">`,
      `<title>${escaped(this.title)}</title>`,
      ...this.#parts,
      '</svg>\n',
    ].join('\n');
  }

  #add(part: string): this {
    this.#parts.push(part);
    return this;
  }
}

function escaped(words: string): string {
  return words.replace(/&/g, '&amp;').replace(/</g, '&lt;');
}

/** The corners of the convex hull, counter-clockwise (A. M. Andrew's monotone chain). */
export function hull(points: readonly Point[]): Point[] {
  const sorted = [...points].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const half = (ordered: readonly Point[]) => {
    const chain: Point[] = [];
    for (const point of ordered) {
      while (chain.length > 1 && turn(chain.at(-2)!, chain.at(-1)!, point) <= 0) chain.pop();
      chain.push(point);
    }
    return chain.slice(0, -1);
  };
  return [...half(sorted), ...half(sorted.reverse())];
}

function turn(a: Point, b: Point, c: Point): number {
  return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
}
