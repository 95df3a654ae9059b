/** Text on its way into Markdown, for example in hovers. */
import { visible } from './visible.js';

/** A string that is Markdown already. Every other string is text and is escaped. */
export class Markdown {
  constructor(readonly source: string) {}
}

/**
 * A tag for Markdown templates: the literal parts are Markdown, the values are text and cannot become a link, a picture, a heading or HTML. A value
 * that is Markdown is passed as `Markdown`.
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
  // A reader removes one space on each side.
  const padding = /^`|`$|^ .*[^ ].* $/.test(inside) ? ' ' : '';
  return new Markdown(`${fence}${padding}${inside}${padding}${fence}`);
}

/**
 * A backslash before every mark that Markdown could interpret, also in addresses that a reader would turn into links. Blanks at the ends become
 * numeric character references, since as plain blanks they would be cut off or would stop bold type from beginning.
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
    // Emphasis, except for an underscore inside a word.
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
