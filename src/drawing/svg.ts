/**
 * SVG as text. Every picture that is written to a file is made of these pieces. Its texts are escaped and its numbers rounded here and nowhere
 * else.
 */
import { visible } from '../borders/visible.js';
import { xml } from '../borders/xml.js';

declare const whole: unique symbol;

/** A complete piece of SVG. Only this file makes it, so no text gets into a picture without being escaped. */
export type Markup = string & { readonly [whole]: true };

/** Attributes by their names in SVG. Numbers are rounded; null: the attribute is absent. */
export type Attributes = Readonly<Record<string, string | number | null>>;

export type Point = readonly [x: number, y: number];

/** In pixels, from the top left. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** To hundredths of a pixel, finer than any printer. Never −0. */
const rounded = (value: number): number => Math.round(value * 100) / 100 + 0;

function element(name: string, attributes: Attributes, ...children: readonly Markup[]): Markup {
  const written = Object.entries(attributes).flatMap(([key, value]) =>
    value === null ? [] : [` ${key}="${typeof value === 'number' ? rounded(value) : xml(value)}"`],
  );
  const start = `<${name}${written.join('')}`;
  return (children.length === 0 ? `${start}/>` : `${start}>${children.join('')}</${name}>`) as Markup;
}

/** As a name may be hostile, marks that change the direction of writing are written out: they would turn the numbers behind it around. */
const characters = (words: string): Markup => xml(visible(words)) as Markup;
const linesOf = (all: readonly string[]): Markup => xml(all.join('\n')) as Markup;

function commands(points: readonly Point[]): string {
  return points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${rounded(x)} ${rounded(y)}`).join('');
}

/** A line through points; empty if there are none. */
export function line(points: readonly Point[], attributes: Attributes): Markup {
  return points.length === 0
    ? NOTHING
    : element('path', { d: commands(points), fill: 'none', ...attributes });
}

/** A horizontal line to the right of a point. */
export function levelLine([x, y]: Point, length: number, attributes: Attributes): Markup {
  return element('path', {
    d: `M${rounded(x)} ${rounded(y)}h${rounded(length)}`,
    fill: 'none',
    ...attributes,
  });
}

/** The area inside a closed line; empty if there are no points. */
export function area(points: readonly Point[], attributes: Attributes): Markup {
  return points.length === 0 ? NOTHING : element('path', { d: `${commands(points)}Z`, ...attributes });
}

/** Several closed lines as one shape. */
export function rings(all: readonly (readonly Point[])[], attributes: Attributes): Markup {
  const drawn = all.filter((points) => points.length > 0);
  return drawn.length === 0
    ? NOTHING
    : element('path', { d: drawn.map((points) => `${commands(points)}Z`).join(''), ...attributes });
}

/** The period of hatchings, in pixels. */
const PERIOD = 9;

/** What each hatching draws in a square tile of `PERIOD` pixels. */
const HATCHES = {
  rising: `M0 ${PERIOD}L${PERIOD} 0M-1 1L1 -1M${PERIOD - 1} ${PERIOD + 1}L${PERIOD + 1} ${PERIOD - 1}`,
  falling: `M0 0L${PERIOD} ${PERIOD}M-1 ${PERIOD - 1}L1 ${PERIOD + 1}M${PERIOD - 1} -1L${PERIOD + 1} 1`,
  level: 'M0 0.5h9',
  upright: 'M0.5 0v9',
  crossed: `M0 ${PERIOD}L${PERIOD} 0M0 0L${PERIOD} ${PERIOD}`,
  dots: 'M1 1h2v2h-2z',
} as const;

/** Defines a hatching, which is used as a fill by its name. @param id unique in the page that shows the picture */
export function hatching(id: string, kind: keyof typeof HATCHES, colour: string): Markup {
  const shape = kind === 'dots' ? { fill: colour } : { stroke: colour, 'stroke-width': 1.2, fill: 'none' };
  return element(
    'pattern',
    { id, width: PERIOD, height: PERIOD, patternUnits: 'userSpaceOnUse' },
    element('path', { d: HATCHES[kind], ...shape }),
  );
}

/** A shape at a point. @param d its path around (0, 0), in SVG's path commands */
export function shapeAt([x, y]: Point, d: string, attributes: Attributes): Markup {
  return element('path', { transform: `translate(${rounded(x)} ${rounded(y)})`, d, ...attributes });
}

export function circle([cx, cy]: Point, r: number, attributes: Attributes): Markup {
  return element('circle', { cx, cy, r, ...attributes });
}

export function rect({ left, top, width, height }: Box, attributes: Attributes): Markup {
  return element('rect', { x: left, y: top, width, height, ...attributes });
}

export function text([x, y]: Point, words: string, attributes: Attributes = {}): Markup {
  return element('text', { x, y, ...attributes }, characters(words));
}

/** A text that runs upwards, centred on its point. */
export function textUpwards([x, y]: Point, words: string, attributes: Attributes = {}): Markup {
  const transform = `translate(${rounded(x)} ${rounded(y)}) rotate(-90)`;
  return element('text', { transform, 'text-anchor': 'middle', ...attributes }, characters(words));
}

/** 10 with its exponent raised. */
export function powerOfTen([x, y]: Point, exponent: number, attributes: Attributes): Markup {
  const raised = element('tspan', { dy: -4, 'font-size': 8 }, characters(String(exponent).replace('-', '−')));
  return element('text', { x, y, ...attributes }, characters('10'), raised);
}

export function group(attributes: Attributes, parts: readonly Markup[]): Markup {
  return element('g', attributes, ...parts);
}

/** Parts clipped to a box. @param id unique in the page that shows the picture */
export function clipped(id: string, box: Box, parts: readonly Markup[]): Markup {
  return [
    element('clipPath', { id }, rect(box, {})),
    element('g', { 'clip-path': `url(#${id})` }, ...parts),
  ].join('\n') as Markup;
}

export interface Page {
  readonly title: string;
  readonly width: number;
  readonly height: number;
  /** null: it fills the room it is given. */
  readonly size: 'fixed' | null;
  readonly font: Attributes;
  /** null: the background shows through. */
  readonly background: string | null;
  /** The provenance, line by line; not drawn. */
  readonly provenance?: readonly string[];
}

/** A picture, ready for a file. */
export function svg(
  { title, width, height, size, font, background, provenance }: Page,
  parts: readonly Markup[],
): string {
  const head = [
    element('title', {}, characters(title)),
    ...(provenance ? [element('metadata', {}, linesOf(['', ...provenance, '']))] : []),
    ...(background === null ? [] : [rect({ left: 0, top: 0, width, height }, { fill: background })]),
  ];
  const all = [...head, ...parts].filter((part) => part !== NOTHING);
  const page = element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `0 0 ${width} ${height}`,
      width: size && width,
      height: size && height,
      role: 'img',
      ...font,
    },
    `\n${all.join('\n')}\n` as Markup,
  );
  return `${page}\n`;
}

export const NOTHING = '' as Markup;
