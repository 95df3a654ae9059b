/** Colours for a terminal, and nothing for a file or a pipe. */
import { TerminalText, terminal } from '../borders/terminal.js';
import type { Severity } from '../spec/types.js';

export type Style = (code: keyof typeof CODES, text: string) => TerminalText;

const CODES = { bold: 1, dim: 2, error: 31, warning: 33, information: 36, hint: 2, good: 32 } as const;

export function styleFor(stream: NodeJS.WriteStream): Style {
  const coloured = stream.isTTY && stream.hasColors();
  return coloured
    ? (code, text) =>
        terminal`${new TerminalText(`\x1b[${CODES[code]}m`)}${text}${new TerminalText('\x1b[0m')}`
    : (_, text) => terminal`${text}`;
}

export function severityIn(style: Style, severity: Severity): TerminalText {
  return style(severity, severity);
}
