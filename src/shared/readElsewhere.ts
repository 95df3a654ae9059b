/** Texts that are not read on a thread that somebody else waits for: neither the server's nor the extension host's. */

/** Of more characters, reading alone may keep a thread for more than 20 ms. */
export const LONG = 12_000;

export function isLong({ length }: string): boolean {
  return length > LONG;
}

/** Whether a text may name files of numbers, which are as large as they are. */
export function namesFile(text: string): boolean {
  return /\bfile['"]?\s*:/.test(text);
}
