/**
 * Text in a CSV file (RFC 4180). No character of a name changes the structure of the file, whether the reader follows the RFC alone, skips what
 * follows a `#` (pandas, DuckDB, R), or is a spreadsheet, which computes cells that begin with `=`.
 */
import { visible } from './visible.js';

/** Fields that are quoted: those with a character that some reader treats specially, a blank at either end, or an invisible character. */
const QUOTED = /[",#;']|^\s|\s$|[\p{C}\p{Zl}\p{Zp}]/u;

/**
 * Control characters, which some readers take for the end of a field and terminals for a command, and lone surrogates, which cannot be decoded.
 * `visible` escapes them.
 */
const UNWRITABLE = /(?![\t\n\r])[\p{Cc}\p{Cs}]/gu;

/** A field. A reader gets the same text back, except for control characters and lone surrogates. */
export function csvField(text: string): string {
  const writable = text.replace(UNWRITABLE, visible);
  return QUOTED.test(writable) ? quoted(writable) : writable;
}

/** Matches where a reader that does not know comments would begin a quoted field, or a formula. */
const RISKY = /[,;\t]\s*(?:["=+@]|-(?![\d.]))/;

/**
 * A comment: a line that begins with `#`. If a reader that does not know comments would misread it, it is written as a row of two fields, so that the rows after it are read correctly; the `| ` keeps the second field from being a formula.
 *
 * @param line without a line break.
 */
export function csvComment(line: string): string {
  const writable = line.replace(UNWRITABLE, visible);
  return RISKY.test(writable) ? `#,${quoted(`| ${writable}`)}` : `# ${writable}`;
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
