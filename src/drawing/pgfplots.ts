/** The parts of a PGFPlots document (pgfplots ≥ 1.15, and no other package). Texts of a picture are escaped for TeX here and nowhere else. */
import { tex, texFormula } from '../borders/tex.js';
import type { Words } from './picture.js';
import type { Point } from './svg.js';

declare const whole: unique symbol;

/** A complete piece of TeX. Only this file makes it, so no text gets into a document without being escaped. */
export type Tex = string & { readonly [whole]: true };

/** An option of PGFPlots: `key=value`, or a key alone. */
export type Option = string;

/** There are 96 pixels and 72 big points in an inch. */
const POINTS_A_PIXEL = 0.75;

/** A length given in pixels of the screen. */
export function length(pixels: number): string {
  return `${Number((POINTS_A_PIXEL * pixels).toFixed(2))}bp`;
}

function written(words: Words): string {
  return typeof words === 'string' ? tex(words) : texFormula(words.math);
}

/** An option whose value is a text. */
export function labelled(key: 'title' | 'xlabel' | 'ylabel', words: Words): Option {
  return `${key}={${written(words)}}`;
}

/** The ticks of an axis. @param direction 'x' or 'y' */
export function markedAt(
  direction: 'x' | 'y',
  ticks: readonly { readonly value: number; readonly words?: string }[],
): Option[] {
  if (ticks.length === 0) return [`${direction}tick=\\empty`];
  const values = `${direction}tick={${ticks.map(({ value }) => value).join(',')}}`;
  const words = ticks.map(({ words }) => words).filter((one) => one !== undefined);
  return words.length === 0
    ? [values]
    : [values, `${direction}ticklabels={${words.map((one) => `{${tex(one)}}`).join(',')}}`];
}

const number = (value: number): number => Number(value.toPrecision(8));
const coordinates = ([x, y]: Point): string => `(${number(x)}, ${number(y)})`;
const inAxes = ([x, y]: Point): string => `(axis cs:${number(x)},${number(y)})`;

export function plot(options: readonly Option[], points: readonly Point[]): Tex {
  return `\\addplot[${options.join(', ')}] coordinates {\n${points.map((one) => `  ${coordinates(one)}`).join('\n')}\n};` as Tex;
}

/** Closed lines as one path. */
export function closed(options: readonly Option[], rings: readonly (readonly Point[])[]): Tex {
  const paths = rings.map((ring) => `  ${ring.map(inAxes).join(' -- ')} -- cycle`);
  return `\\path[${options.join(', ')}]\n${paths.join('\n')};` as Tex;
}

export function segment(options: readonly Option[], from: Point, to: Point): Tex {
  return `\\draw[${options.join(', ')}] ${inAxes(from)} -- ${inAxes(to)};` as Tex;
}

export function node(options: readonly Option[], at: Point, words: Words): Tex {
  return `\\node[${options.join(', ')}] at ${inAxes(at)} {${written(words)}};` as Tex;
}

/** An entry of the legend: its sample, and its name. */
export function legendEntry(image: readonly Option[], words: Words): Tex {
  return `\\addlegendimage{${image.join(', ')}}\n\\addlegendentry{${written(words)}}` as Tex;
}

/** The title of a colour bar, above the bar. */
export function colourBarTitle(words: Words): Option {
  return `colorbar style={title={${written(words)}}}`;
}

/** A pattern of dashes whose lengths are in pixels of the screen. */
export function dashes(lengths: readonly number[]): Option {
  return `dash pattern=${lengths.map((one, i) => `${i % 2 === 0 ? 'on' : 'off'} ${length(one)}`).join(' ')}`;
}

export interface Document {
  /** The name and #rrggbb of each. */
  readonly colours: readonly (readonly [name: string, hex: string])[];
  /** The colour of letters and axes, and that of the background; null: the paper. */
  readonly ink: string;
  readonly ground: string | null;
  readonly axis: readonly Option[];
  /** The provenance, line by line, as comments. */
  readonly provenance: readonly string[];
}

/** A document that compiles by itself, with a page as large as its picture. */
export function texDocument(
  { colours, ink, ground, axis, provenance }: Document,
  parts: readonly Tex[],
): string {
  const behind =
    ground === null
      ? ''
      : `[show background rectangle, background rectangle/.style={fill=${ground}}, inner frame sep=4pt]`;
  return `${[
    ...provenance.map((line) => `% ${line}`),
    '\\documentclass{article}',
    '\\usepackage{pgfplots}',
    '\\usetikzlibrary{arrows.meta,backgrounds,patterns}',
    '\\pgfplotsset{compat=1.15}',
    ...colours.map(([name, hex]) => `\\definecolor{${name}}{HTML}{${hex.slice(1).toUpperCase()}}`),
    '\\newsavebox{\\picturebox}',
    '\\pagestyle{empty}',
    '\\begin{document}',
    '\\begin{lrbox}{\\picturebox}%',
    '\\small',
    `\\begin{tikzpicture}${behind}`,
    `\\color{${ink}}`,
    `\\begin{axis}[\n  ${axis.join(',\n  ')},\n]`,
    ...parts,
    '\\end{axis}',
    '\\end{tikzpicture}%',
    '\\end{lrbox}%',
    '% The page is as large as the picture where the engine is pdfTeX.',
    '\\ifdefined\\pdfhorigin',
    '  \\pdfhorigin=4pt \\pdfvorigin=4pt',
    '  \\pdfpagewidth=\\dimexpr\\wd\\picturebox+8pt\\relax',
    '  \\pdfpageheight=\\dimexpr\\ht\\picturebox+\\dp\\picturebox+8pt\\relax',
    '  \\shipout\\hbox{\\usebox{\\picturebox}}',
    '\\else',
    '  \\noindent\\usebox{\\picturebox}',
    '\\fi',
    '\\end{document}',
  ].join('\n')}\n`;
}
