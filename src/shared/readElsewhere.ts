/** Which texts are not read on a thread that somebody waits for, neither the server's nor the extension host's. */

/** In characters: reading a longer text may block a thread for more than 20 ms. */
export const LONG = 12_000;

export function isLong({ length }: string): boolean {
  return length > LONG;
}

/** May the text name files of numbers, whose size is not known? */
export function namesFile(text: string): boolean {
  return /\bfile['"]?\s*:/.test(text);
}
