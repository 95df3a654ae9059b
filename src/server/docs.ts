/** The pages of `docs/`, which are beside the folder that this program is in: no network is needed to read them. */
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

/** Codes of diagnostics that another page explains. */
const ALSO: Readonly<Record<string, Page>> = { 'no-trap': 'trap' };

/** The page that explains diagnostics of this code, if any does. */
export function pageOf(code: string): Page | null {
  return PAGES.find((page) => page === code.toLowerCase()) ?? ALSO[code] ?? null;
}

/** The folder of the pages, beside that of the bundle. Asked when it is needed: what is not bundled names the folder first. */
export const folderOfPages = (): string => join(__dirname, '..', 'docs');

/** The address of a page; that of `codes` has a paragraph for each code that no other page explains. */
export function uriOf(page: Page | 'codes'): string {
  const { href } = pathToFileURL(join(folderOfPages(), `${page}.md`));
  // A parenthesis in a folder's name would end a link of Markdown.
  return href.replaceAll('(', '%28').replaceAll(')', '%29');
}

/** A line of links to pages. */
export function readMore(...pages: readonly Page[]): Markdown {
  return new Markdown(`Why: ${pages.map((page) => `[${page}](${uriOf(page)})`).join(' · ')}`);
}

/** A text with the addresses of pages as commands of a client that opens them itself. */
export function asCommands(text: string): string {
  return PAGES.reduce(
    (now, page) =>
      now.replaceAll(uriOf(page), `command:${PAGE_COMMAND}?${encodeURIComponent(JSON.stringify([page]))}`),
    text,
  );
}
