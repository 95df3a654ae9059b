/**
 * A picture as a PGFPlots document that compiles by itself with pdflatex and the package pgfplots alone (Debian: texlive-latex-base,
 * texlive-pictures).
 */
import type { Marker } from './marker.js';
import {
  closed,
  colourBarTitle,
  dashes,
  labelled,
  legendEntry,
  length,
  markedAt,
  node,
  type Option,
  plot,
  segment,
  type Tex,
  texDocument,
} from './pgfplots.js';
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
} from './picture.js';
import { inSight } from './sight.js';
import { numberWords, powerWords, ticksOf } from './ticks.js';

/** The colours of a picture, each with a name. */
class Colours {
  readonly #names = new Map<string, string>();

  /** @param hex #rrggbb */
  name(hex: string): string {
    const name = this.#names.get(hex) ?? `colour${this.#names.size + 1}`;
    this.#names.set(hex, name);
    return name;
  }

  get all(): (readonly [name: string, hex: string])[] {
    return [...this.#names].map(([hex, name]) => [name, hex]);
  }
}

const WHITE = '#ffffff';

/** @param provenance line by line */
export function pictureTex(picture: Picture, provenance: readonly string[]): string {
  const colours = new Colours();
  const { paper } = picture;
  const ink = colours.name(paper.foreground);
  const ground = paper.background === WHITE ? null : colours.name(paper.background);
  const axis = axisOptions(picture, colours);
  const parts = [
    ...inSight(picture).flatMap((mark) => markOf(mark, picture, colours)),
    ...picture.legend.map((entry) => legendEntry(sampleOf(entry, colours), entry.words)),
  ];
  return texDocument({ colours: colours.all, ink, ground, axis, provenance }, parts);
}

function axisOptions(
  { title, width, height, x, y, frame, paper, legend, colours: bar }: Picture,
  colours: Colours,
): Option[] {
  const muted = colours.name(paper.muted);
  return [
    'scale only axis',
    `width=${length(width)}`,
    `height=${length(height)}`,
    ...ends('x', x),
    ...ends('y', y),
    labelled('title', title),
    ...(x.name === '' ? [] : [labelled('xlabel', x.name)]),
    ...(y.name === '' ? [] : [labelled('ylabel', y.name)]),
    // Marks outside the axes have already been cut off; words may reach over the rim.
    'clip=false',
    ...(frame === 'grid' ? ['grid=major', `grid style={${colours.name(paper.grid)}}`] : []),
    ...(frame === 'none'
      ? ['hide axis']
      : [`axis line style={${muted}}`, 'tick align=outside', 'tick pos=left']),
    ...(frame === 'box' ? ['axis on top'] : []),
    ...(legend.length === 0 ? [] : legendOptions(legend, { isBare: x.ticks === 'none' })),
    ...(bar === null
      ? []
      : [
          'colorbar',
          `point meta min=${bar.min}`,
          `point meta max=${bar.max}`,
          `colormap={values}{${bar.colours.map((hex) => `color=(${colours.name(hex)})`).join(' ')}}`,
          colourBarTitle(bar.name),
        ]),
  ];
}

function ends(direction: 'x' | 'y', axis: Axis): Option[] {
  const { scale, min, max, ticks } = axis;
  const isOwn = ticks !== 'numbers' && ticks !== 'none';
  const marked = ticksOf(axis, { power: powerWords, number: numberWords });
  // PGFPlots writes the numbers of a logarithmic axis as powers of ten by itself.
  const options = isOwn
    ? markedAt(direction, marked)
    : ticks === 'none' || scale === 'linear'
      ? markedAt(
          direction,
          marked.map(({ value }) => ({ value })),
        )
      : [];
  return [
    ...(scale === 'log' ? [`${direction}mode=log`] : []),
    `${direction}min=${min}`,
    `${direction}max=${max}`,
    ...options,
  ];
}

/** The approximate number of letters in a line of the legend, and how many an entry takes in addition to its name. */
const LEGEND = { line: 96, entry: 12 };

function legendOptions(legend: readonly LegendEntry[], { isBare }: { readonly isBare: boolean }): Option[] {
  const longest = legend.reduce((most, { words }) => Math.max(most, plain(words).length), 0);
  const columns = Math.max(1, Math.min(3, legend.length, Math.floor(LEGEND.line / (longest + LEGEND.entry))));
  return [
    `legend style={at={(0.5,0)}, yshift=-${length(isBare ? 12 : 56)}, anchor=north, draw=none, fill=none, /tikz/every even column/.append style={column sep=8pt}}`,
    `legend columns=${columns}`,
    'legend cell align=left',
  ];
}

function strokeOf({ colour, width, dash = [], opacity = 1 }: Stroke, colours: Colours): Option[] {
  return [
    `draw=${colours.name(colour)}`,
    `line width=${length(width)}`,
    'line join=round',
    ...(dash.length > 0 ? [dashes(dash)] : []),
    ...(opacity < 1 ? [`draw opacity=${opacity}`] : []),
  ];
}

const PATTERNS: Record<Hatching, string> = {
  rising: 'north east lines',
  falling: 'north west lines',
  level: 'horizontal lines',
  upright: 'vertical lines',
  crossed: 'crosshatch',
  dots: 'crosshatch dots',
};

function fillOf({ colour, opacity, hatching = null }: Fill, colours: Colours): Option[] {
  const name = colours.name(colour);
  return [
    `fill=${name}`,
    `fill opacity=${opacity}`,
    'even odd rule',
    ...(hatching === null
      ? []
      : [`postaction={pattern=${PATTERNS[hatching]}, pattern color=${name}, fill opacity=1}`]),
  ];
}

const MARKS: Record<Marker, string> = {
  circle: '*',
  rect: 'square*',
  triangle: 'triangle*',
  rectRot: 'diamond*',
  crossRot: 'x',
  star: 'asterisk',
};

function markOf(mark: Mark, { paper }: Picture, colours: Colours): Tex[] {
  switch (mark.kind) {
    case 'line':
      return [plot([...strokeOf(mark.stroke, colours), 'no marks', 'forget plot'], mark.points)];
    case 'area': {
      const { fill, stroke } = mark;
      const options = [
        ...(fill === null ? [] : fillOf(fill, colours)),
        ...(stroke === undefined ? [] : strokeOf(stroke, colours)),
      ];
      return options.length === 0 ? [] : [closed(options, mark.rings)];
    }
    case 'arrow': {
      const { width } = mark.stroke;
      const head = length(Math.max(5, 5 * width));
      return [
        segment(
          [...strokeOf(mark.stroke, colours), `-{Latex[length=${head}, width'=0 0.8]}`],
          mark.from,
          mark.to,
        ),
      ];
    }
    case 'markers': {
      const [colour, inside] = [colours.name(mark.colour), colours.name(mark.inside ?? mark.colour)];
      const line = mark.inside === undefined ? '' : `, line width=${length(2)}`;
      return [
        plot(
          [
            'only marks',
            `mark=${MARKS[mark.shape]}`,
            `mark size=${length(mark.radius)}`,
            `mark options={solid, draw=${colour}, fill=${inside}${line}}`,
            'forget plot',
          ],
          mark.points,
        ),
      ];
    }
    case 'label':
      return [node(labelOptions(mark, paper.background, colours), mark.at, mark.words)];
  }
}

const ANCHORS = { start: 'west', middle: 'center', end: 'east' } as const;

function labelOptions(
  { shift: [right, down] = [0, 0], align = 'middle', colour, size = LETTERS, isBold, hasGround }: Label,
  ground: string,
  colours: Colours,
): Option[] {
  const font = `${size < LETTERS - 1 ? '\\footnotesize' : ''}${isBold ? '\\bfseries' : ''}`;
  return [
    `anchor=${ANCHORS[align]}`,
    'inner sep=1pt',
    ...(right === 0 ? [] : [`xshift=${length(right)}`]),
    ...(down === 0 ? [] : [`yshift=${length(-down)}`]),
    `text=${colours.name(colour)}`,
    ...(font === '' ? [] : [`font=${font}`]),
    ...(hasGround ? [`fill=${colours.name(ground)}`, 'fill opacity=0.7', 'text opacity=1'] : []),
  ];
}

/** The sample in an entry of the legend: a line with its marker, or a patch. */
function sampleOf({ stroke, marker, fill }: LegendEntry, colours: Colours): Option[] {
  if (fill) return ['area legend', ...fillOf(fill, colours), `draw=${colours.name(fill.colour)}`];
  return [
    ...(stroke ? strokeOf(stroke, colours) : ['only marks']),
    ...(marker
      ? [
          `mark=${MARKS[marker.shape]}`,
          'mark size=2pt',
          `mark options={solid, draw=${colours.name(marker.colour)}, fill=${colours.name(marker.colour)}}`,
        ]
      : ['no marks']),
  ];
}
