/** The geometry of one condition behind the vectors. */
import { svg } from '../dom.js';
import { type Box, clipped, roughWidth } from '../labels.js';
import { type Frame, toPixels, type XY } from './frame.js';
import type { OrderFigure } from './orderFigure.js';
import type { TrapFigure } from './trapFigure.js';

export interface Drawn {
  readonly elements: readonly SVGElement[];
  /** The boxes of its words. */
  readonly words: readonly Box[];
}

/** Shades the worse actions' hull; draws p, the supporting line and the margin. @param fontSize in pixels */
export function drawTrap(
  figure: TrapFigure,
  frame: Frame,
  names: readonly string[],
  fontSize: number,
): Drawn {
  const at = (point: XY) => toPixels(frame, point);
  const elements = [area(figure.worse.map(at), 'worse')];
  const words: Box[] = [];
  const { arrow, margin } = figure;
  if (arrow === null) return { elements, words };
  const say = (middle: XY, said: string, name: string) => {
    const box = { x: middle[0], y: middle[1], width: roughWidth(said, fontSize), height: fontSize + 4 };
    // Kept inside the picture.
    const x = Math.min(frame.width - box.width / 2, Math.max(box.width / 2, box.x));
    words.push({ ...box, x });
    elements.push(text([x, box.y], said, name));
  };
  const from = at(arrow.from);
  const to = at(arrow.to);
  if (margin !== null) {
    const length = Math.hypot(...arrow.p);
    const far = frame.width + frame.height;
    const across: XY = [(-arrow.p[1] / length) * far, (arrow.p[0] / length) * far];
    // Pixels count downwards, so the second entry of the direction changes its sign.
    elements.push(
      line([from[0] - across[0], from[1] + across[1]], [from[0] + across[0], from[1] - across[1]], 'support'),
    );
    const { drawn, beside } = dimension(at(margin.from), at(margin.foot));
    elements.push(...drawn);
    const name = clipped(`margin to ${names[margin.action]}`, WIDEST * frame.width, fontSize);
    if (beside !== null)
      say([beside[0] + 6 + roughWidth(name, fontSize) / 2, beside[1] - 8], name, 'note-text');
  }
  elements.push(line(from, to, 'p'), tip(from, to), dot(from));
  const [x, y] = middle(from, to);
  say([x + 10, y - 8], 'p', 'p-text');
  return { elements, words };
}

/** A name in the picture takes at most this part of its width; the sentence below has it whole. */
const WIDEST = 0.7;

/** A length, drawn beside the line that it measures, and a place for its name. */
function dimension(a: XY, b: XY): { readonly drawn: SVGElement[]; readonly beside: XY | null } {
  const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
  if (length < 1) return { drawn: [], beside: null };
  const [ux, uy] = [(b[0] - a[0]) / length, (b[1] - a[1]) / length];
  const aside = (point: XY, by: number): XY => [point[0] - by * uy, point[1] + by * ux];
  // To the right of the line, or below it, where there is room for its name.
  const side = -uy > 0 || (uy === 0 && ux > 0) ? 1 : -1;
  const drawn = [
    line(aside(a, side * 3), aside(a, side * 13), 'margin-end'),
    line(aside(b, side * 3), aside(b, side * 13), 'margin-end'),
    line(aside(a, side * 10), aside(b, side * 10), 'margin'),
  ];
  return { drawn, beside: aside(middle(a, b), side * 12) };
}

/** Draws the direction w beside the vectors, and the foot of each action on it; their order is stated below the picture. */
export function drawOrder({ direction, places }: OrderFigure, frame: Frame, fontSize: number): Drawn {
  if (direction === null || places.length === 0) return { elements: [], words: [] };
  const at = (along: number): XY => toPixels(frame, [along * direction[0], along * direction[1]]);
  const least = at(Math.min(0, places.at(-1)!.along));
  const most = at(Math.max(0, places[0]!.along));
  const length = Math.hypot(most[0] - least[0], most[1] - least[1]) || 1;
  const beyond = (pixels: number): XY => [
    most[0] + ((most[0] - least[0]) / length) * pixels,
    most[1] + ((most[1] - least[1]) / length) * pixels,
  ];
  const end = beyond(26);
  const [x, y] = beyond(38);
  return {
    elements: [
      ...places.flatMap(({ from, along }) => [
        line(toPixels(frame, from), at(along), 'drop'),
        dot(at(along)),
      ]),
      line(least, end, 'p'),
      tip(least, end),
      text([x, y], 'w', 'p-text'),
    ],
    words: [{ x, y, width: fontSize, height: fontSize }],
  };
}

/** The hull of all the actions. */
export function drawHull(points: readonly XY[], frame: Frame): SVGElement {
  return area(
    points.map((point) => toPixels(frame, point)),
    'hull',
  );
}

export function line([x1, y1]: XY, [x2, y2]: XY, name: string): SVGElement {
  return svg('line', { x1, y1, x2, y2, class: name });
}

/** Words centred on a point. */
function text([x, y]: XY, words: string, name: string): SVGElement {
  return svg('text', { x, y: y + 4, class: name }, words);
}

function area(points: readonly XY[], name: string): SVGElement {
  return svg('path', {
    d: points.length > 0 ? `M${points.map((p) => p.join(' ')).join('L')}Z` : '',
    class: name,
  });
}

function dot([cx, cy]: XY): SVGElement {
  return svg('circle', { cx, cy, r: 2.5, class: 'dot' });
}

/** The head of an arrow. */
function tip(from: XY, to: XY): SVGElement {
  const angle = (Math.atan2(to[1] - from[1], to[0] - from[0]) * 180) / Math.PI;
  return svg('path', {
    d: 'M0 0L-9-4L-9 4Z',
    transform: `translate(${to[0]} ${to[1]}) rotate(${angle})`,
    class: 'tip',
  });
}

const middle = (a: XY, b: XY): XY => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
