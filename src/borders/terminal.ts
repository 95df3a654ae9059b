/** Text on its way to a terminal, where control characters are commands. */
import { visible } from './visible.js';

/** A string that may go to a terminal as it is. */
export class TerminalText {
  constructor(readonly source: string) {}
}

/** A tag for templates of terminal text: the literal parts are kept, and control characters of the values are escaped. */
export function terminal(
  words: TemplateStringsArray,
  ...values: readonly (string | number | TerminalText)[]
): TerminalText {
  const sources = values.map((value) =>
    value instanceof TerminalText ? value.source : visible(String(value)),
  );
  return new TerminalText(words.map((word, i) => word + (sources[i] ?? '')).join(''));
}

/** A text of several lines; its line breaks are kept. */
export function terminalLines(text: string): TerminalText {
  return new TerminalText(text.split('\n').map(visible).join('\n'));
}

/** The texts, each below the one before. */
export function below(lines: readonly TerminalText[]): TerminalText {
  return new TerminalText(lines.map(({ source }) => `${source}\n`).join(''));
}
