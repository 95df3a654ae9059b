/**
 * Characters that cannot be seen, or that make a terminal or a reader of text do something. The joiners that scripts and emoji need are not among
 * them.
 */
export const HIDDEN = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/**
 * A text of others on one line with every invisible character escaped: line breaks, control characters, marks that change the direction of writing,
 * lone surrogates. The escapes are those of YAML between double quotes, such as `\n`, `\e` and `\u202E`. All other characters stay. Applying it
 * twice is the same as applying it once.
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
