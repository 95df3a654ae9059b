/**
 * Text in a CSV file (RFC 4180). What a name holds is never taken for the structure of the file: neither by readers that follow the RFC alone,
 * nor by those that leave out what follows a `#` (pandas, DuckDB, R), nor by spreadsheets, which compute what begins with `=`.
 */
import { visible } from './visible.js';

/** Signs that some reader gives a meaning outside quotes, blanks at an end, and what is not to be seen. */
const QUOTED = /[",#;']|^\s|\s$|[\p{C}\p{Zl}\p{Zp}]/u;

/** What many readers take for an end or cannot decode, and a terminal for a command: as `visible` writes it. */
const UNWRITABLE = /(?![\t\n\r])[\p{Cc}\p{Cs}]/gu;

/** A field. A reader gets the same text back, but for control characters and halves of characters. */
export function csvField(text: string): string {
  const writable = text.replace(UNWRITABLE, visible);
  return QUOTED.test(writable) ? quoted(writable) : writable;
}

/** Where a reader that knows no comments would begin a field that is quoted, or a formula. */
const RISKY = /[,;\t]\s*(?:["=+@]|-(?![\d.]))/;

/**
 * A comment: a line that begins with `#`. Where its text would mislead a reader that knows no comments, it is written as a row of two fields,
 * so that the rows behind it are read as they are; `| ` keeps the second from being a formula.
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
