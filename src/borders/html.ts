/** Text on its way into a page of HTML, as content or as an attribute between double quotes. */
import { visible } from './visible.js';
import { xml } from './xml.js';

/** What is HTML already; all else is text, and stays text. */
export class Html {
  constructor(readonly source: string) {}
}

/** A page as it is written here, with texts in it of which none becomes an element, an attribute or a script. */
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

/** A text of several lines, whose line breaks stay. */
export function htmlLines(text: string): Html {
  return new Html(
    text
      .split(/\r\n|\r|\n/)
      .map((line) => xml(visible(line)))
      .join('\n'),
  );
}
