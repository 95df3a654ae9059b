/**
 * A picture as data: a plot with axes, marks in the numbers of its axes, and a legend. Who writes it to a file knows nothing of what it shows, and who
 * makes it knows nothing of files. Colours are #rrggbb; lengths beside the axes are pixels of the screen.
 */
import type { AxisScale } from './axis.js';
import type { Marker } from './marker.js';
import type { Point } from './svg.js';

/** A text, or a formula such as `θ(1)`, whose letters are variables. */
export type Words = string | { readonly math: string };

export interface Tick {
  readonly value: number;
  readonly words: string;
}

export interface Axis {
  /** Empty: it has none. */
  readonly name: Words;
  readonly scale: AxisScale;
  readonly min: number;
  readonly max: number;
  /** `numbers`: round ones, at the places where they are. */
  readonly ticks: 'numbers' | 'none' | readonly Tick[];
}

export interface Stroke {
  readonly colour: string;
  readonly width: number;
  /** Lengths of dashes and gaps by turns. */
  readonly dash?: readonly number[];
  /** 0 … 1. */
  readonly opacity?: number;
}

export interface Fill {
  readonly colour: string;
  /** 0 … 1. */
  readonly opacity: number;
  /** Hatched over the fill in the same colour; null: not hatched. */
  readonly hatching?: Hatching | null;
}

/** So that areas are never told apart by colour alone. */
export const HATCHINGS = ['rising', 'dots', 'falling', 'level', 'upright', 'crossed'] as const;
export type Hatching = (typeof HATCHINGS)[number];

export type Mark =
  | { readonly kind: 'line'; readonly points: readonly Point[]; readonly stroke: Stroke }
  /** Closed lines; what lies within two of them is outside. */
  | {
      readonly kind: 'area';
      readonly rings: readonly (readonly Point[])[];
      readonly fill: Fill | null;
      readonly stroke?: Stroke;
    }
  | { readonly kind: 'arrow'; readonly from: Point; readonly to: Point; readonly stroke: Stroke }
  | {
      readonly kind: 'markers';
      readonly points: readonly Point[];
      readonly shape: Marker;
      readonly colour: string;
      readonly radius: number;
      /** What a closed shape is filled with; left out: its colour. */
      readonly inside?: string;
    }
  | Label;

/** Words at a point, with their middle line at its height. */
export interface Label {
  readonly kind: 'label';
  readonly at: Point;
  readonly words: Words;
  /** Pixels from the point to the right and down. */
  readonly shift?: Point;
  readonly align?: 'start' | 'middle' | 'end';
  readonly colour: string;
  /** Of the letters; left out: that of the picture. */
  readonly size?: number;
  readonly isBold?: boolean;
  /** Does it stand on a ground of its own, so that it can be read over colours? */
  readonly hasGround?: boolean;
}

export interface LegendEntry {
  readonly words: Words;
  readonly stroke?: Stroke;
  readonly marker?: { readonly shape: Marker; readonly colour: string };
  readonly fill?: Fill;
}

/** Colours that stand for numbers. */
export interface ColourScale {
  readonly name: Words;
  readonly min: number;
  readonly max: number;
  /** Evenly spaced, of the least number first. */
  readonly colours: readonly string[];
}

export interface Picture {
  readonly title: string;
  /** Of the plot, without what stands around it. */
  readonly width: number;
  readonly height: number;
  readonly x: Axis;
  readonly y: Axis;
  /** Around and behind the plot. */
  readonly frame: 'grid' | 'box' | 'none';
  /** From the lowest to the uppermost. What lies outside the axes is cut off. */
  readonly marks: readonly Mark[];
  readonly legend: readonly LegendEntry[];
  readonly colours: ColourScale | null;
  readonly paper: Paper;
}

/** What the picture is drawn on, and with. */
export interface Paper {
  readonly background: string;
  readonly foreground: string;
  readonly muted: string;
  readonly grid: string;
}

/** Size of the letters. */
export const LETTERS = 13;

/** A text as it stands, whatever it is. */
export function plain(words: Words): string {
  return typeof words === 'string' ? words : words.math;
}
