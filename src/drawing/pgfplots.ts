/** The parts of a PGFPlots document (packages standalone and pgfplots ≥ 1.15). Here alone are the texts of a picture escaped for TeX. */
import { tex } from '../borders/tex.js';

declare const whole: unique symbol;

/** A whole piece of TeX. Only this file makes it, so no text gets into a document as it is. */
export type Tex = string & { readonly [whole]: true };

/** `key=value`, or a key alone, in the words of PGFPlots. */
export type Option = string;

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** An option whose value is a text. */
export function labelled(key: 'title' | 'xlabel' | 'ylabel', words: string): Option {
  return `${key}={${tex(words)}}`;
}

export function plot(options: readonly Option[], points: readonly Point[]): Tex {
  const coordinates = points.map(({ x, y }) => `  (${x}, ${y})`).join('\n');
  return `\\addplot[${options.join(', ')}] coordinates {\n${coordinates}\n};` as Tex;
}

/** The area between two plots that have the option `name path`. */
export function areaBetween(options: readonly Option[], low: string, high: string): Tex {
  return `\\addplot[${options.join(', ')}] fill between[of=${low} and ${high}];` as Tex;
}

/** Names the plot before it. */
export function legendEntry(words: string): Tex {
  return `\\addlegendentry{${tex(words)}}` as Tex;
}

/** A pattern of dashes whose lengths are in pixels of the screen. */
export function dashes(lengths: readonly number[]): Option {
  return `dash pattern=${lengths.map((length, i) => `${i % 2 === 0 ? 'on' : 'off'} ${length * 0.5}pt`).join(' ')}`;
}

export interface Document {
  /** Name and #rrggbb. */
  readonly colours: readonly (readonly [name: string, hex: string])[];
  readonly axis: readonly Option[];
  /** What it came from, line by line, as comments. */
  readonly provenance: readonly string[];
}

/** A document that compiles as it stands. */
export function texDocument({ colours, axis, provenance }: Document, plots: readonly Tex[]): string {
  return `${[
    ...provenance.map((line) => `% ${line}`),
    '\\documentclass[border=4pt]{standalone}',
    '\\usepackage[T1]{fontenc}',
    '\\usepackage{amsmath,amssymb}',
    '\\usepackage{pgfplots}',
    '\\usepgfplotslibrary{fillbetween}',
    '\\pgfplotsset{compat=1.15}',
    ...colours.map(([name, hex]) => `\\definecolor{${name}}{HTML}{${hex.slice(1).toUpperCase()}}`),
    '\\begin{document}',
    '\\begin{tikzpicture}',
    `\\begin{axis}[\n  ${axis.join(',\n  ')},\n]`,
    ...plots,
    '\\end{axis}',
    '\\end{tikzpicture}',
    '\\end{document}',
  ].join('\n')}\n`;
}
