/**
 * A picture as data: a plot with axes, marks in the coordinates of its axes, and a legend. The writers of files do not know what it shows, and its
 * makers do not know about files. Colours are #rrggbb; lengths beside the axes are in pixels of the screen.
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
  /** Empty: the axis has no name. */
  readonly name: Words;
  readonly scale: AxisScale;
  readonly min: number;
  readonly max: number;
  /** `numbers`: round numbers at their positions. */
  readonly ticks: 'numbers' | 'none' | readonly Tick[];
}

export interface Stroke {
  readonly colour: string;
  readonly width: number;
  /** The lengths of dashes and gaps, alternating. */
  readonly dash?: readonly number[];
  /** 0 … 1. */
  readonly opacity?: number;
}

export interface Fill {
  readonly colour: string;
  /** 0 … 1. */
  readonly opacity: number;
  /** A hatching over the fill in the same colour; null: none. */
  readonly hatching?: Hatching | null;
}

/** Hatchings, so that areas are never distinguished by colour alone. */
export const HATCHINGS = ['rising', 'dots', 'falling', 'level', 'upright', 'crossed'] as const;
export type Hatching = (typeof HATCHINGS)[number];

export type Mark =
  | { readonly kind: 'line'; readonly points: readonly Point[]; readonly stroke: Stroke }
  /** Closed lines; points inside two of them are outside the area. */
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
      /** The fill of a closed shape; absent: its colour. */
      readonly inside?: string;
    }
  | Label;

/** Words at a point, vertically centred on it. */
export interface Label {
  readonly kind: 'label';
  readonly at: Point;
  readonly words: Words;
  /** In pixels from the point, to the right and down. */
  readonly shift?: Point;
  readonly align?: 'start' | 'middle' | 'end';
  readonly colour: string;
  /** The size of the letters; absent: that of the picture. */
  readonly size?: number;
  readonly isBold?: boolean;
  /** Does it have a background of its own, so that it can be read over colours? */
  readonly hasGround?: boolean;
}

export interface LegendEntry {
  readonly words: Words;
  readonly stroke?: Stroke;
  readonly marker?: { readonly shape: Marker; readonly colour: string };
  readonly fill?: Fill;
}

/** Colours that represent numbers. */
export interface ColourScale {
  readonly name: Words;
  readonly min: number;
  readonly max: number;
  /** Evenly spaced, beginning with the least number. */
  readonly colours: readonly string[];
}

export interface Picture {
  readonly title: string;
  /** The size of the plot, without what is around it. */
  readonly width: number;
  readonly height: number;
  readonly x: Axis;
  readonly y: Axis;
  /** The lines around and behind the plot. */
  readonly frame: 'grid' | 'box' | 'none';
  /** From the lowest to the topmost. Parts outside the axes are cut off. */
  readonly marks: readonly Mark[];
  readonly legend: readonly LegendEntry[];
  readonly colours: ColourScale | null;
  readonly paper: Paper;
}

/** The colours of background and drawing. */
export interface Paper {
  readonly background: string;
  readonly foreground: string;
  readonly muted: string;
  readonly grid: string;
}

/** The size of the letters. */
export const LETTERS = 13;

/** A text as it is, without markup. */
export function plain(words: Words): string {
  return typeof words === 'string' ? words : words.math;
}
