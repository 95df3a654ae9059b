/** The parts of a hover, in order. */
import type { Markdown } from '../../borders/markdown.js';
import { type Page, readMore } from '../docs.js';

export interface Parts {
  /** The verdict, or the meaning of the number under the mouse. */
  readonly answer: readonly Markdown[];
  /** The reason for it. */
  readonly reason?: readonly Markdown[];
  /** Sizes, values and approximations, which decide nothing by themselves; those of least squares come last. */
  readonly figures?: readonly Markdown[];
  /** Where to read more. */
  readonly pages?: readonly Page[];
}

export const NOTHING: Parts = { answer: [] };

/** @param meaning the meaning of the word in the language; it is the answer if there is no other */
export function paragraphsOf(
  { answer, reason = [], figures = [], pages = [] }: Parts,
  meaning: string | null,
): string[] {
  const links = pages.length > 0 ? [readMore(...pages)] : [];
  return [
    ...[...answer, ...reason].map(({ source }) => source),
    ...(meaning === null ? [] : [meaning]),
    ...[...figures, ...links].map(({ source }) => source),
  ];
}
