/** Slips outside brackets: of one line, its colon, its dash, its indentation. */
import { actionSchema, banditSchema, generateSchema, keysOf, runSchema, specSchema } from '../schema.js';
import { clip, spaces } from '../words.js';
import { colonSlip } from './colon.js';
import { contentFrom, insert, type Line, lineAt, replace, type Slip } from './slip.js';

const KEYS: ReadonlySet<string> = new Set(
  [specSchema, banditSchema, actionSchema, generateSchema, runSchema].flatMap((schema) => keysOf(schema)),
);

/** A line that is no `key: value`; null: it is one, or nothing like it. */
export function keySlip(text: string, line: Line): Slip | null {
  const start = line.start + line.indent + /^(?:- +)*/.exec(line.content)![0].length;
  const written = text.slice(start, line.start + line.indent + line.content.length);
  const slip = colonSlip(written, start, (key) => KEYS.has(key));
  if (slip) return slip;
  if (!/^("[^"]*"|'[^']*'|[\w.-]+)$/.test(written)) return null;
  const end = start + written.length;
  const key = clip(written);
  const next = line.end < text.length ? contentFrom(text, line.end + 1) : null;
  return {
    range: { start, end },
    message: `Expected \`:\` after \`${key}\`, found the end of the line. Write \`${key}:\` and its value.`,
    ...(next && next.indent > line.indent
      ? { mend: [insert(end, ':')], title: `Insert : after ${key}` }
      : { mend: [replace(start, end, '')] }),
  };
}

/** A second colon in a line: a mapping without braces, or a text without quotes. */
export function secondColonSlip(line: Line): Slip | null {
  const [, head, value] = /^((?:- +)*(?:"[^"]*"|'[^']*'|[^\s:]+):\s+)(.*)$/.exec(line.content) ?? [];
  const colon = value === undefined ? -1 : value.search(/:(\s|$)/);
  if (head === undefined || value === undefined || colon < 0 || /^[[{"']/.test(value)) return null;
  const start = line.start + line.indent + head.length;
  const range = { start: start + colon, end: start + colon + 1 };
  if (value.endsWith('}') && !value.includes('{')) {
    return {
      range: { start, end: start + value.search(/[:\s]/) },
      message: `Found \`}\` at the end of the line, but no \`{\` is open. Write \`{\` before \`${clip(value.split(/[:\s]/)[0]!)}\`.`,
      mend: [insert(start, '{ ')],
      title: `Insert { before ${clip(value.split(/[:\s]/)[0]!)}`,
    };
  }
  const isText = head.startsWith('title');
  return {
    range,
    message: `Found a second \`:\` in this line. ${isText ? 'Put the text into quotes.' : `Put \`${clip(value)}\` into braces, or into a line of its own below \`${clip(head.trim())}\`.`}`,
    mend: [replace(start, start + value.length, JSON.stringify(value))],
    ...(isText && { title: 'Put the text into quotes' }),
  };
}

const isKey = ({ content }: Line) => /^("[^"]*"|'[^']*'|[^\s#[\]{},"'][^#]*?):(\s|$)/.test(content);
const isDash = ({ content }: Line) => /^-(\s|$)/.test(content);

/** The lines above that a line may stand in one column with, nearest first. */
function blocksAbove(text: string, from: Line): Line[] {
  const blocks: Line[] = [];
  let limit = Number.POSITIVE_INFINITY;
  for (let end = from.start - 1; end >= 0; ) {
    const line = lineAt(text, end);
    end = line.start - 1;
    if (line.indent >= limit || !(isKey(line) || isDash(line))) continue;
    limit = line.indent;
    blocks.push(line);
  }
  return blocks;
}

/** A line that stands in no column of the lines above; the nearest column is meant, of two the deeper one. */
export function indentSlip(text: string, line: Line): Slip | null {
  const alike = isDash(line) ? isDash : isKey(line) ? isKey : null;
  if (alike === null) return null;
  const [near] = blocksAbove(text, line)
    .filter(alike)
    .filter(({ indent }) => indent !== line.indent)
    .sort((a, b) => Math.abs(a.indent - line.indent) - Math.abs(b.indent - line.indent));
  if (!near) return null;
  const first = line.start + line.indent;
  const word = nameOf(line);
  return {
    range: line.indent > 0 ? { start: line.start, end: first } : { start: first, end: first + word.length },
    message: `Expected ${spaces(near.indent)} before \`${clip(word)}\`, as before \`${clip(nameOf(near))}\` above, found ${found(line)}.`,
    mend: [replace(line.start, first, ' '.repeat(near.indent))],
    title: `Indent ${clip(word)} by ${spaces(near.indent)}`,
  };
}

const found = ({ indent }: Line) => (indent === 0 ? 'none' : spaces(indent));

function nameOf({ content }: Line): string {
  return /^("[^"]*"|'[^']*'|[^\s:]+|.)/.exec(content)![0];
}

/** The first line of all is indented, and a later one is not. */
export function firstIndentSlip(text: string, line: Line): Slip | null {
  const first = contentFrom(text, 0);
  if (
    !first ||
    line.content === '' ||
    first.indent === 0 ||
    first.start === line.start ||
    line.indent >= first.indent
  )
    return null;
  return {
    range: { start: first.start, end: first.start + first.indent },
    message: `Expected ${spaces(line.indent)} before \`${clip(nameOf(first))}\`, as before \`${clip(nameOf(line))}\` below, found ${spaces(first.indent)}.`,
    mend: [replace(first.start, first.start + first.indent, ' '.repeat(line.indent))],
    title: `Remove the ${first.indent === 1 ? 'space' : 'spaces'} before ${clip(nameOf(first))}`,
  };
}

/** An entry of a list where a key is expected: below a list it is indented wrongly. */
export function dashAmongKeysSlip(text: string, line: Line): Slip | null {
  if (!isDash(line)) return null;
  const start = line.start + line.indent;
  return (
    indentSlip(text, line) ?? {
      range: { start, end: start + 1 },
      message:
        'Found `-`, expected a key. The entries of a list stand below the key of the list, indented deeper.',
      mend: [replace(start, start + line.content.length, '')],
    }
  );
}

/** `features: - [1]`. */
export function dashAfterKeySlip(text: string, start: number): Slip {
  const line = lineAt(text, start);
  const next = contentFrom(text, line.end + 1);
  const column =
    next && next.start > line.start && isDash(next) && next.indent > line.indent
      ? next.indent
      : line.indent + 2;
  return {
    range: { start, end: start + 1 },
    message: 'Found `-` in the line of its key. The entries of a list begin on the next line.',
    mend: [replace(text.slice(0, start).trimEnd().length, start, `\n${' '.repeat(column)}`)],
    title: 'Begin the list on the next line',
  };
}

/** A line in a list without its dash. */
export function missingDashSlip(line: Line): Slip {
  const start = line.start + line.indent;
  return {
    range: { start, end: start + nameOf(line).length },
    message: `Expected \`- \` before \`${clip(line.content)}\`, as before the entries above.`,
    mend: [insert(start, '- ')],
    title: 'Insert -',
  };
}
