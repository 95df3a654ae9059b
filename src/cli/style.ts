/** Colours for a terminal, and nothing for a file or a pipe. */
import type { Severity } from '../spec/types.js';

export type Style = (code: keyof typeof CODES, text: string) => string;

const CODES = { bold: 1, dim: 2, error: 31, warning: 33, information: 36, hint: 2, good: 32 } as const;

export function styleFor(stream: NodeJS.WriteStream): Style {
  const coloured = stream.isTTY && stream.hasColors();
  return coloured ? (code, text) => `\x1b[${CODES[code]}m${text}\x1b[0m` : (_, text) => text;
}

export function severityIn(style: Style, severity: Severity): string {
  return style(severity, severity);
}
