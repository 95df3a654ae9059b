/** Text on its way into Markdown, such as hovers show. */
import { visible } from './visible.js';

/** What is Markdown already; all else is text, and stays text. */
export class Markdown {
  constructor(readonly source: string) {}
}

/**
 * Markdown as it is written here, with texts in it that read as they are: no text becomes a link, a picture, a heading or HTML. What is to
 * be more is handed over as `Markdown`.
 */
export function markdown(
  words: TemplateStringsArray,
  ...values: readonly (string | number | Markdown)[]
): Markdown {
  const sources = values.map((value) => (value instanceof Markdown ? value.source : escaped(String(value))));
  return new Markdown(words.map((word, i) => word + (sources[i] ?? '')).join(''));
}

/** A span of code that holds exactly this text. */
export function code(text: string): Markdown {
  const inside = visible(text);
  const longest = (inside.match(/`+/g) ?? []).reduce((most, { length }) => Math.max(most, length), 0);
  const fence = '`'.repeat(longest + 1);
  // One space on each side is taken off again.
  const padding = /^`|`$|^ .*[^ ].* $/.test(inside) ? ' ' : '';
  return new Markdown(`${fence}${padding}${inside}${padding}${fence}`);
}

/**
 * A backslash wherever a mark could mean something, also in the addresses that a reader of Markdown would link by itself. Blanks at the ends
 * are named by number: as they are, they would be cut off, or keep bold type from beginning.
 */
function escaped(text: string): string {
  return visible(text)
    .replace(MARKS, '\\$&')
    .replace(/^\s+|\s+$/g, (blanks) => [...blanks].map((one) => `&#${one.codePointAt(0)};`).join(''));
}

const MARKS = new RegExp(
  [
    // Code, emphasis, links and pictures, HTML, tables, formulas, headings, mail.
    /[\\`*~[\]<>&|$#@]/u,
    // Emphasis, but for one inside a word.
    /(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/u,
    // Addresses: the colon of https://, a dot before letters or after www.
    /:(?=\/\/)|\.(?=\p{L})|(?<=[Ww]{3})\./u,
    // At the beginning of a line: lists, rules, underlines.
    /^[-+=]|(?<=^\d{1,9})[.)](?=\s|$)/u,
  ]
    .map(({ source }) => source)
    .join('|'),
  'gu',
);
