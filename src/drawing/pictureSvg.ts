/** A picture as a self-contained SVG with vectors, and its provenance as metadata. */
import { visible } from '../borders/visible.js';
import { markerPath } from './marker.js';
import {
  type Axis,
  type Fill,
  type Hatching,
  type Label,
  LETTERS,
  type LegendEntry,
  type Mark,
  type Picture,
  plain,
  type Stroke,
  type Words,
} from './picture.js';
import { inSight, type Place, placeOf } from './sight.js';
import {
  area,
  type Box,
  circle,
  group,
  hatching,
  levelLine,
  line,
  type Markup,
  NOTHING,
  type Point,
  rect,
  rings,
  shapeAt,
  svg,
  text,
  textUpwards,
} from './svg.js';
import { numberWords, powerWords, ticksOf } from './ticks.js';

export interface SvgFile {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

/** Pixels around a plot. */
const MARGIN = { left: 78, right: 22, top: 40, bottom: 44, bare: 14 };
const LEGEND = { row: 20, sample: 36, gap: 8, above: 18 };
const TITLE_LETTERS = LETTERS + 2;
const SCALE = { width: 14, room: 84 };
const FONT = 'Helvetica, Arial, sans-serif';

/** The position of the plot in the page. */
interface Sheet {
  readonly picture: Picture;
  readonly plot: Box;
  /** Maps numbers to pixels of the page. */
  readonly at: (point: Point) => Point;
}

/**
 * @param provenance line by line
 * @param id the prefix of names within the picture, unique in a page that shows several
 */
export function pictureSvg(picture: Picture, provenance: readonly string[], id = 'p'): SvgFile {
  const { x, y, colours, paper } = picture;
  const isBare = (axis: Axis) => axis.ticks === 'none' && axis.name === '';
  const plot: Box = {
    left: isBare(y) ? MARGIN.bare : leftOf(y),
    top: MARGIN.top,
    width: picture.width,
    height: picture.height,
  };
  const place: Place = placeOf(picture);
  const sheet: Sheet = {
    picture,
    plot,
    at: (point) => {
      const [right, down] = place.to(point);
      return [plot.left + right, plot.top + down];
    },
  };
  const around = plot.left + plot.width + MARGIN.right + (colours === null ? 0 : SCALE.room);
  // Names in the legend and the title are never cut off.
  const title = LETTER_WIDTH * TITLE_LETTERS * widthInLetters(picture.title);
  const width = Math.max(around, plot.left + entryWidth(picture.legend) + MARGIN.right, title + MARGIN.right);
  const middle = Math.min(width - title / 2, Math.max(title / 2, plot.left + plot.width / 2));
  const under = plot.top + plot.height + (isBare(x) ? MARGIN.bare : MARGIN.bottom);
  const legend = legendAt(picture, id, [plot.left, under], width - plot.left - MARGIN.right);
  const height = under + legend.height;
  const file = svg(
    {
      title: picture.title,
      width,
      height,
      size: 'fixed',
      font: { 'font-family': FONT, 'font-size': LETTERS, fill: paper.foreground },
      background: paper.background,
      provenance,
    },
    [
      ...hatchings(picture, id),
      text([middle, 24], picture.title, {
        'text-anchor': 'middle',
        'font-size': TITLE_LETTERS,
        'font-weight': 'bold',
      }),
      ...axesOf(sheet),
      ...inSight(picture).map((mark) => markOf(mark, sheet, id)),
      picture.frame === 'none' ? NOTHING : rect(plot, { fill: 'none', stroke: paper.muted }),
      ...scaleOf(sheet),
      ...legend.parts,
    ],
  );
  return { svg: file, width, height };
}

/** Room for the words at the ticks, and for the name before them. */
function leftOf({ ticks, name }: Axis): number {
  if (typeof ticks === 'string') return MARGIN.left;
  const longest = Math.max(0, ...ticks.map(({ words }) => words.length));
  return Math.max(MARGIN.left, LETTER_WIDTH * LETTERS * longest + (name === '' ? 18 : 44));
}

/** Every hatching that the picture has, defined once. */
function hatchings({ marks, legend }: Picture, id: string): Markup[] {
  const fills = [
    ...marks.map((mark) => (mark.kind === 'area' ? mark.fill : null)),
    ...legend.map((one) => one.fill),
  ];
  const found = new Map<string, Markup>();
  for (const fill of fills) {
    if (!fill?.hatching) continue;
    const name = hatchingName(fill, fill.hatching, id);
    found.set(name, hatching(name, fill.hatching, fill.colour));
  }
  return [...found.values()];
}

const hatchingName = ({ colour }: Fill, kind: Hatching, id: string): string =>
  `${id}-${kind}-${colour.slice(1)}`;

function axesOf({ picture, plot, at }: Sheet): Markup[] {
  const { x, y, frame, paper } = picture;
  const [right, bottom] = [plot.left + plot.width, plot.top + plot.height];
  const words = { power: powerWords, number: numberWords };
  const grid = { stroke: paper.grid };
  const tick = { stroke: paper.muted };
  const across = ticksOf(x, words).flatMap(({ value, words }): Markup[] => {
    const [px] = at([value, y.min]);
    return [
      frame === 'grid'
        ? line(
            [
              [px, plot.top],
              [px, bottom],
            ],
            grid,
          )
        : line(
            [
              [px, bottom],
              [px, bottom + 4],
            ],
            tick,
          ),
      text([px, bottom + 18], words, { 'text-anchor': 'middle' }),
    ];
  });
  const upwards = ticksOf(y, words).flatMap(({ value, words }): Markup[] => {
    const [, py] = at([x.min, value]);
    return [
      frame === 'grid'
        ? line(
            [
              [plot.left, py],
              [right, py],
            ],
            grid,
          )
        : line(
            [
              [plot.left - 4, py],
              [plot.left, py],
            ],
            tick,
          ),
      text([plot.left - 8, py + 4], words, { 'text-anchor': 'end' }),
    ];
  });
  const names = [
    x.name === ''
      ? NOTHING
      : text([plot.left + plot.width / 2, bottom + 38], plain(x.name), {
          'text-anchor': 'middle',
          ...letters(x.name),
        }),
    y.name === '' ? NOTHING : textUpwards([18, plot.top + plot.height / 2], plain(y.name), letters(y.name)),
  ];
  return [...across, ...upwards, ...names];
}

/** Letters of formulas are italic. */
function letters(words: Words) {
  return { 'font-style': typeof words === 'string' ? null : 'italic' };
}

function strokeOf({ colour, width, dash = [], opacity = 1 }: Stroke) {
  return {
    stroke: colour,
    'stroke-width': width,
    'stroke-linejoin': 'round',
    'stroke-dasharray': dash.length > 0 ? dash.join(' ') : null,
    'stroke-opacity': opacity < 1 ? opacity : null,
  };
}

function fillOf({ colour, opacity }: Fill) {
  return { fill: colour, 'fill-opacity': opacity < 1 ? opacity : null, 'fill-rule': 'evenodd' };
}

function markOf(mark: Mark, sheet: Sheet, id: string): Markup {
  const { at } = sheet;
  switch (mark.kind) {
    case 'line':
      return line(mark.points.map(at), strokeOf(mark.stroke));
    case 'area': {
      const shapes = mark.rings.map((ring) => ring.map(at));
      const { fill, stroke } = mark;
      return group({}, [
        fill === null ? NOTHING : rings(shapes, fillOf(fill)),
        fill?.hatching
          ? rings(shapes, { fill: `url(#${hatchingName(fill, fill.hatching, id)})`, 'fill-rule': 'evenodd' })
          : NOTHING,
        stroke === undefined ? NOTHING : rings(shapes, { fill: 'none', ...strokeOf(stroke) }),
      ]);
    }
    case 'arrow':
      return arrow(at(mark.from), at(mark.to), mark.stroke);
    case 'markers':
      return group(
        {},
        mark.points.map((point) =>
          shapeAt(at(point), markerPath(mark.shape, mark.radius), {
            fill: mark.inside ?? mark.colour,
            stroke: mark.colour,
            'stroke-width': mark.inside === undefined ? 1 : 2,
          }),
        ),
      );
    case 'label':
      return labelOf(mark, sheet);
  }
}

/** The length and half the width of an arrow's head, in widths of its line. */
const HEAD = { length: 5, half: 2 };
const LEAST_HEAD = 5;

function arrow(from: Point, to: Point, stroke: Stroke): Markup {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  if (length === 0) return NOTHING;
  const [ux, uy] = [(to[0] - from[0]) / length, (to[1] - from[1]) / length];
  const long = Math.min(length, Math.max(LEAST_HEAD, HEAD.length * stroke.width));
  const half = (long * HEAD.half) / HEAD.length;
  const back: Point = [to[0] - long * ux, to[1] - long * uy];
  return group({ opacity: stroke.opacity ?? null }, [
    line([from, back], strokeOf({ ...stroke, opacity: 1 })),
    area([to, [back[0] - half * uy, back[1] + half * ux], [back[0] + half * uy, back[1] - half * ux]], {
      fill: stroke.colour,
    }),
  ]);
}

function labelOf(
  { at, words, shift = [0, 0], align = 'middle', colour, size, isBold, hasGround }: Label,
  sheet: Sheet,
): Markup {
  const [x, y] = sheet.at(at);
  const height = size ?? LETTERS;
  const ground = sheet.picture.paper.background;
  return text([x + shift[0], y + shift[1] + 0.35 * height], plain(words), {
    fill: colour,
    'text-anchor': align,
    'font-size': size ?? null,
    'font-weight': isBold ? 'bold' : null,
    ...letters(words),
    ...(hasGround && {
      stroke: ground,
      'stroke-width': 6,
      'stroke-linejoin': 'round',
      'paint-order': 'stroke',
    }),
  });
}

/** The colours that represent numbers, to the right of the plot. */
function scaleOf({ picture: { colours, paper }, plot }: Sheet): Markup[] {
  if (colours === null) return [];
  const left = plot.left + plot.width + 18;
  const step = plot.height / colours.colours.length;
  const bottom = plot.top + plot.height;
  const axis: Axis = { ...colours, scale: 'linear', ticks: 'numbers' };
  return [
    ...colours.colours.map((fill, n) =>
      // Half a pixel more, so that no background shows between two.
      rect(
        { left, top: bottom - (n + 1) * step, width: SCALE.width, height: step + (n === 0 ? 0 : 0.5) },
        { fill },
      ),
    ),
    rect(
      { left, top: plot.top, width: SCALE.width, height: plot.height },
      { fill: 'none', stroke: paper.muted },
    ),
    ...ticksOf(axis, { power: powerWords, number: numberWords }).map(({ value, words }) => {
      const y = bottom - ((value - colours.min) / (colours.max - colours.min)) * plot.height;
      return text([left + SCALE.width + 6, y + 4], words);
    }),
    text([left, plot.top - 8], plain(colours.name), letters(colours.name)),
  ];
}

/** The approximate width of letters, relative to their size. */
const LETTER_WIDTH = 0.56;

/** The width of the longest entry. */
function entryWidth(legend: readonly LegendEntry[]): number {
  const letters = legend.reduce((most, { words }) => Math.max(most, widthInLetters(plain(words))), 0);
  return LEGEND.sample + LEGEND.gap + LETTER_WIDTH * LETTERS * letters;
}

/** Ideographs and pictographs are about as wide as two letters. */
function widthInLetters(words: string): number {
  return [...visible(words)].reduce((sum, letter) => sum + (letter.codePointAt(0)! >= 0x1100 ? 2 : 1), 0);
}

/** Puts the entries in as many columns as their names allow. */
function legendAt(
  { legend, paper }: Picture,
  id: string,
  [left, top]: Point,
  width: number,
): { readonly parts: Markup[]; readonly height: number } {
  if (legend.length === 0) return { parts: [], height: 0 };
  const columns = Math.max(1, Math.min(3, legend.length, Math.floor(width / (entryWidth(legend) + 16))));
  const parts = legend.flatMap((one, n) => {
    const x = left + ((n % columns) * width) / columns;
    const y = top + LEGEND.above + Math.floor(n / columns) * LEGEND.row;
    return [
      ...sampleOf(one, [x, y], id, paper.muted),
      text([x + LEGEND.sample + LEGEND.gap, y + 4], plain(one.words), letters(one.words)),
    ];
  });
  return { parts, height: LEGEND.above + Math.ceil(legend.length / columns) * LEGEND.row };
}

function sampleOf({ stroke, marker, fill }: LegendEntry, [x, y]: Point, id: string, rim: string): Markup[] {
  const box: Box = { left: x, top: y - 7, width: LEGEND.sample, height: 14 };
  return [
    ...(fill ? [rect(box, fillOf(fill))] : []),
    ...(fill?.hatching ? [rect(box, { fill: `url(#${hatchingName(fill, fill.hatching, id)})` })] : []),
    ...(fill ? [rect(box, { fill: 'none', stroke: rim })] : []),
    ...(stroke ? [levelLine([x, y], LEGEND.sample, strokeOf(stroke))] : []),
    ...(marker
      ? [
          marker.shape === 'circle'
            ? circle([x + LEGEND.sample / 2, y], 3.5, { fill: marker.colour })
            : shapeAt([x + LEGEND.sample / 2, y], markerPath(marker.shape, 3.5), {
                fill: marker.colour,
                stroke: marker.colour,
              }),
        ]
      : []),
  ];
}
