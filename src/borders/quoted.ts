/**
 * A text as a string literal between double quotes in a program of another language: on one line and without invisible characters. The program gets
 * exactly this text, except that U+FFFD replaces lone surrogates.
 */
import { HIDDEN } from './visible.js';

/** A string of Python. */
export function python(text: string): string {
  return `"${escaped(text)}"`;
}

/** A string of Julia, where a dollar sign would begin an expression. */
export function julia(text: string): string {
  return `"${escaped(text).replaceAll('$', '\\$')}"`;
}

function escaped(text: string): string {
  return text
    .replace(/\p{Cs}/gu, '\uFFFD')
    .replace(/[\\"]/g, '\\$&')
    .replace(HIDDEN, (one) => {
      const code = one.codePointAt(0)!.toString(16);
      return code.length > 4 ? `\\U${code.padStart(8, '0')}` : `\\u${code.padStart(4, '0')}`;
    });
}
