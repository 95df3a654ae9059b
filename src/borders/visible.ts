/** What is not seen, or makes a terminal or a reader of text do something. The joiners that scripts and emoji need are none of it. */
export const HIDDEN = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/**
 * A text of others on one line, with nothing in it that is not seen: line breaks, control characters, what turns the direction of writing
 * around, halves of characters. In their place stands what YAML writes between double quotes, such as `\n`, `\e` and `\u202E`. All other
 * characters stay. Said again, it changes nothing.
 */
export function visible(text: string): string {
  return text.replace(HIDDEN, escaped);
}

const NAMED: Readonly<Record<string, string>> = {
  '\0': '\\0',
  '\x07': '\\a',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\v': '\\v',
  '\f': '\\f',
  '\r': '\\r',
  '\x1b': '\\e',
  '\x85': '\\N',
  '\u2028': '\\L',
  '\u2029': '\\P',
};

function escaped(one: string): string {
  const code = one.codePointAt(0)!;
  const [letter, digits] = code < 0x100 ? ['x', 2] : code < 0x10000 ? ['u', 4] : ['U', 8];
  return NAMED[one] ?? `\\${letter}${code.toString(16).toUpperCase().padStart(digits, '0')}`;
}
