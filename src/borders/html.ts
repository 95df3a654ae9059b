/** Text on its way into an HTML page, as content or as an attribute between double quotes. */
import { visible } from './visible.js';
import { xml } from './xml.js';

/** A string that is HTML already. Every other string is text and is escaped. */
export class Html {
  constructor(readonly source: string) {}
}

/** A tag for HTML templates: the literal parts are HTML, the values are text and cannot become an element, an attribute or a script. */
export function html(
  words: TemplateStringsArray,
  ...values: readonly (string | number | Html | readonly Html[])[]
): Html {
  const sources = values.map((value) => {
    if (value instanceof Html) return value.source;
    if (typeof value === 'object') return value.map(({ source }) => source).join('\n');
    return xml(visible(String(value)));
  });
  return new Html(words.map((word, i) => word + (sources[i] ?? '')).join(''));
}

/** A text of several lines; its line breaks are kept. */
export function htmlLines(text: string): Html {
  return new Html(
    text
      .split(/\r\n|\r|\n/)
      .map((line) => xml(visible(line)))
      .join('\n'),
  );
}
