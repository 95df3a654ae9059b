/** Text on its way to a terminal, where control characters are commands. */
import { visible } from './visible.js';

/** What may go to a terminal as it is. */
export class TerminalText {
  constructor(readonly source: string) {}
}

/** Lines as they are written here, with texts in them of which no character is a command. */
export function terminal(
  words: TemplateStringsArray,
  ...values: readonly (string | number | TerminalText)[]
): TerminalText {
  const sources = values.map((value) =>
    value instanceof TerminalText ? value.source : visible(String(value)),
  );
  return new TerminalText(words.map((word, i) => word + (sources[i] ?? '')).join(''));
}

/** A text of several lines, whose line breaks stay. */
export function terminalLines(text: string): TerminalText {
  return new TerminalText(text.split('\n').map(visible).join('\n'));
}

/** One below the other. */
export function below(lines: readonly TerminalText[]): TerminalText {
  return new TerminalText(lines.map(({ source }) => `${source}\n`).join(''));
}
