/** The pages of `docs/`, which lie beside the folder of this program, so that no network is needed to read them. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Markdown } from '../borders/markdown.js';
import { CONDITIONS, FIGURES, PAGE_OF_POLICIES, pageOfCondition } from '../conditions/catalogue.js';
import { PAGE_COMMAND } from '../shared/protocol.js';

export const PAGES = [
  ...[...CONDITIONS, ...FIGURES].map(({ id }) => pageOfCondition(id)),
  'verdict',
  PAGE_OF_POLICIES,
  'forecast',
  'finite-maxima',
  'learning-rate',
] as const;

export type Page = (typeof PAGES)[number];

/** Codes of diagnostics that are explained on the page of another condition. */
const ALSO: Readonly<Record<string, Page>> = { 'no-trap': 'trap' };

/** The page that explains diagnostics of this code, if there is one. */
export function pageOf(code: string): Page | null {
  return PAGES.find((page) => page === code.toLowerCase()) ?? ALSO[code] ?? null;
}

/** The folder of the pages, beside that of the bundle. Computed when it is needed, since a program that is not bundled sets the folder first. */
export const folderOfPages = (): string => join(__dirname, '..', 'docs');

/** The URI of a page; the page `codes` has a paragraph for each code without a page of its own. */
export function uriOf(page: Page | 'codes'): string {
  const { href } = pathToFileURL(join(folderOfPages(), `${page}.md`));
  // A parenthesis in a folder's name would end a Markdown link.
  return href.replaceAll('(', '%28').replaceAll(')', '%29');
}

/** A line of links to pages. */
export function readMore(...pages: readonly Page[]): Markdown {
  return new Markdown(`Why: ${pages.map((page) => `[${page}](${uriOf(page)})`).join(' · ')}`);
}

/** A text in which links to pages are commands, for a client that opens pages itself. */
export function asCommands(text: string): string {
  return PAGES.reduce(
    (now, page) =>
      now.replaceAll(uriOf(page), `command:${PAGE_COMMAND}?${encodeURIComponent(JSON.stringify([page]))}`),
    text,
  );
}
