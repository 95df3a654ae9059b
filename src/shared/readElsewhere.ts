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

/**
 * The first paths of files of numbers that a text names in the usual way, `file: path` in one line, to estimate how large they are. Written in
 * another way a path is not found.
 *
 * @param most of them
 */
export function pathsIn(text: string, most: number): string[] {
  const named = text.matchAll(
    /\bfile['"]?[ \t]*:[ \t]*(?:'([^'\n]*)'|"([^"\n]*)"|([^\s'"{}[\],#][^,{}[\]#\n]*))/g,
  );
  const paths: string[] = [];
  for (const [, single, double, plain] of named) {
    if (paths.length === most) break;
    paths.push((single ?? double ?? plain ?? '').trim());
  }
  return paths;
}
