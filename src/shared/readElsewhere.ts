/** Which texts are not read on a thread that somebody waits for, neither the server's nor the extension host's. */

/** In characters: reading a longer text may block a thread for more than 20 ms. */
export const LONG = 12_000;

export function isLong({ length }: string): boolean {
  return length > LONG;
}

/**
 * Whether a text may name files of numbers, which are as large as they are: `true` of every text that has the key `file`, however YAML lets it be written,
 * and of some others. The word stands in the text, or is written with escapes of characters or of line breaks.
 */
export function mayNameFile(text: string): boolean {
  return /\bfile\b|\\[xuU\r\n]/.test(text);
}

/** The paths of files of numbers that a text names in the usual way, in one line, to estimate how large they are; where it is written otherwise, none. */
export function pathsIn(text: string): string[] {
  const named = text.matchAll(
    /\bfile['"]?[ \t]*:[ \t]*(?:'([^'\n]*)'|"([^"\n]*)"|([^\s'"{}[\],#][^,{}[\]#\n]*))/g,
  );
  return [...named].map(([, single, double, plain]) => (single ?? double ?? plain ?? '').trim());
}
