/** Issues outside brackets: about one line, its colon or its dash. */

import { clip } from '../format.js';
import { KEYS } from '../vocabulary.js';
import { colonIssue } from './colon.js';
import { blocksAbove, contentBefore, isDash, nearestColumnIssue } from './indent.js';
import { contentFrom, insert, type Line, lineAt, replace, type SyntaxIssue } from './issue.js';
import { isKey, nameOf } from './line.js';

const COMMON_KEYS: ReadonlySet<string> = new Set(
  [KEYS.spec, KEYS.bandit, KEYS.action, KEYS.generate, KEYS.run].flat(),
);

/** A line that is not `key: value`; null: it is one, or nothing similar. */
export function keyIssue(text: string, line: Line): SyntaxIssue | null {
  const start = line.start + line.indent + /^(?:- +)*/.exec(line.content)![0].length;
  const written = text.slice(start, line.start + line.indent + line.content.length);
  const dashes = /^-+(?=-\s)/.exec(written)?.[0];
  if (dashes) {
    return {
      range: { start, end: start + dashes.length },
      message: `Found \`${dashes}-\`, expected one \`-\` before an entry.`,
      recovery: [replace(start, start + dashes.length, '')],
      title: 'Write one -',
    };
  }
  const issue = colonIssue(written, start, (key) => COMMON_KEYS.has(key));
  if (issue) return issue;
  if (!/^("[^"]*"|'[^']*'|[\w.-]+)$/.test(written)) return null;
  const end = start + written.length;
  const key = clip(written);
  const next = line.end < text.length ? contentFrom(text, line.end + 1) : null;
  return {
    range: { start, end },
    message: `Expected \`:\` after \`${key}\`, found the end of the line. Write \`${key}:\` and its value.`,
    ...(next && next.indent > line.indent
      ? { recovery: [insert(end, ':')], title: `Insert : after ${key}` }
      : { recovery: [replace(start, end, '')] }),
  };
}

/** A second colon in a line: a mapping without braces, or a text without quotes. */
export function secondColonIssue(line: Line): SyntaxIssue | null {
  const [, head, value] = /^((?:- +)*(?:"[^"]*"|'[^']*'|[^\s:]+):\s+)([\s\S]*)$/.exec(line.content) ?? [];
  const colon = value === undefined ? -1 : value.search(/:(\s|$)/);
  if (head === undefined || value === undefined || colon < 0 || /^[[{"']/.test(value)) return null;
  const start = line.start + line.indent + head.length;
  const range = { start: start + colon, end: start + colon + 1 };
  if (value.endsWith('}') && !value.includes('{')) {
    return {
      range: { start, end: start + value.search(/[:\s]/) },
      message: `Found \`}\` at the end of the line, but no \`{\` is open. Write \`{\` before \`${clip(value.split(/[:\s]/)[0]!)}\`.`,
      recovery: [insert(start, '{ ')],
      title: `Insert { before ${clip(value.split(/[:\s]/)[0]!)}`,
    };
  }
  const isText = head.startsWith('title');
  return {
    range,
    message: `Found a second \`:\` in this line. ${isText ? 'Put the text into quotes.' : `Put \`${clip(value)}\` into braces, or into a line of its own below \`${clip(head.trim())}\`.`}`,
    recovery: [replace(start, start + value.length, JSON.stringify(value))],
    ...(isText && { title: 'Put the text into quotes' }),
  };
}

/** A dash where a key is expected: below a list it is indented wrongly. */
export function dashAmongKeysIssue(text: string, line: Line): SyntaxIssue | null {
  if (!isDash(line)) return null;
  const start = line.start + line.indent;
  const before = contentBefore(text, line);
  if (before && !isKey(before) && !isDash(before)) return missingDashIssue(before, line.indent);
  return (
    nearestColumnIssue(text, line) ?? {
      range: { start, end: start + 1 },
      message:
        'Found `-`, expected a key. The entries of a list stand below the key of the list, indented deeper.',
      recovery: [replace(start, start + line.content.length, '')],
    }
  );
}

/** `features: - [1]`. */
export function dashAfterKeyIssue(text: string, start: number): SyntaxIssue {
  const line = lineAt(text, start);
  const next = contentFrom(text, line.end + 1);
  const column =
    next && next.start > line.start && isDash(next) && next.indent > line.indent
      ? next.indent
      : line.indent + 2;
  return {
    range: { start, end: start + 1 },
    message: 'Found `-` in the line of its key. The entries of a list begin on the next line.',
    recovery: [replace(text.slice(0, start).trimEnd().length, start, `\n${' '.repeat(column)}`)],
    title: 'Begin the list on the next line',
  };
}

/** A line without a dash in a list above. */
export function dashlessIssue(text: string, line: Line): SyntaxIssue {
  return missingDashIssue(line, blocksAbove(text, line).find(isDash)?.indent ?? line.indent);
}

/** A line without its dash, in a list whose dashes stand in a column. */
function missingDashIssue(line: Line, column: number): SyntaxIssue {
  const start = line.start + line.indent;
  return {
    range: { start, end: start + nameOf(line).length },
    message: `Expected \`- \` before \`${clip(line.content)}\`, as before the other entries.`,
    recovery: [replace(line.start, start, `${' '.repeat(column)}- `)],
    title: 'Insert -',
  };
}
