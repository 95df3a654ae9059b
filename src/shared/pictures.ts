/** What the pictures of the panel and the host say to each other: basins to be mapped, and changes of the text made with the mouse. */

import type { BasinProblem } from '../experiment/basins.js';
import type { BasinMap, BasinSquare } from '../flow/basins.js';

/** A map that the panel wants. A newer wish replaces the one before it. */
export interface BasinWish extends BasinProblem {
  /** Grows from wish to wish. */
  readonly wish: number;
  readonly square: BasinSquare;
}

/** A level of a wished map. */
export interface BasinNews {
  readonly wish: number;
  readonly map: BasinMap;
}

/** What a picture changes of the text. Numbers are written as they shall stand in it. */
export type Change =
  | {
      readonly kind: 'features';
      readonly action: number;
      readonly entries: readonly { readonly feature: number; readonly literal: string }[];
    }
  | { readonly kind: 'reward'; readonly action: number; readonly literal: string }
  | { readonly kind: 'init'; readonly literals: readonly string[] };

/**
 * One change out of a stroke: a drag, or a key held down, whose changes are one step of undo. The first change says which version of the text
 * the picture showed; if the text is another by then, or changes otherwise during the stroke, the rest of the stroke changes nothing.
 */
export interface Edit {
  /** Grows from stroke to stroke. */
  readonly stroke: number;
  /** Grows within the stroke. */
  readonly step: number;
  readonly textVersion: number;
  readonly last: boolean;
  readonly change: Change;
}

/** The answer to an edit; the next may then be sent. */
export interface EditDone {
  readonly stroke: number;
  readonly step: number;
  /** The version of the text with the change in it; null: the text had moved on, and nothing was changed. */
  readonly textVersion: number | null;
}
