/** What a hover says, in the order in which it is read. */
import type { Markdown } from '../../borders/markdown.js';
import { type Page, readMore } from '../docs.js';

export interface Parts {
  /** The verdict, or what is meant by the number under the mouse. */
  readonly answer: readonly Markdown[];
  /** Why that is so. */
  readonly reason?: readonly Markdown[];
  /** Sizes, values and approximations, which by themselves decide nothing; those of least squares last. */
  readonly figures?: readonly Markdown[];
  /** Where to read more. */
  readonly pages?: readonly Page[];
}

export const NOTHING: Parts = { answer: [] };

/** @param meaning what the language says of the word: the answer where there is no other */
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
