/**
 * Lines in a wrong column. To YAML a line that stands too near to the margin ends all that is open, and what follows is wrong; but how deep a
 * key belongs is known of every key here, and where an action or an entry belongs is seen from its neighbours.
 */
import { actionSchema, homesOf, keysOf, specSchema } from '../schema.js';
import { clip, spaces } from '../words.js';
import { contentFrom, type Line, lineAt, replace, type Slip } from './slip.js';

export const isKey = ({ content }: Line) => /^("[^"]*"|'[^']*'|[^\s#[\]{},"':][^#]*?):(\s|$)/.test(content);
export const isDash = ({ content }: Line) => /^-(\s|$)/.test(content);
/** A key whose value stands below it. */
export const isHeader = (line: Line) => isKey(line) && line.content.endsWith(':');

const KEYS_OF_ACTION = keysOf(actionSchema);

/** What a line begins with: its key, or its dash. */
export function nameOf({ content }: Line): string {
  return /^("[^"]*"|'[^']*'|[^\s:]+|.)/.exec(content)![0];
}

/** The last line with content above a line. */
export function contentBefore(text: string, { start }: Line): Line | null {
  for (let end = start - 1; end >= 0; ) {
    const line = lineAt(text, end);
    if (line.content !== '') return line;
    end = line.start - 1;
  }
  return null;
}

function contentAfter(text: string, { end }: Line): Line | null {
  return end < text.length ? contentFrom(text, end + 1) : null;
}

/** A line in a column where it cannot belong. */
export function columnSlip(text: string, line: Line): Slip | null {
  const column = columnByName(text, line) ?? columnBySight(text, line);
  return column === null || column === line.indent ? null : toColumn(line, column);
}

/** What is told of a line may be wrong with one near it: the last one in the margin, the one above or the one below. The first of them. */
export function misplacedSlip(text: string, line: Line): Slip | null {
  const margin = blocksAbove(text, line).at(-1) ?? null;
  for (const each of [margin, contentBefore(text, line), line, contentAfter(text, line)]) {
    const slip = each && columnSlip(text, each);
    if (slip) return slip;
  }
  return null;
}

/** The column of a key of the language: that of most of the keys that belong beside it. null: it is none, or one of an action. */
function columnByName(text: string, line: Line): number | null {
  if (!isKey(line)) return null;
  const all = keyLines(text);
  const isTop = (each: Line) => keysOf(specSchema).includes(nameOf(each));
  if (isTop(line)) return most(all.filter(isTop), 0);
  const section = all.findLast((each) => each.start < line.start && isTop(each));
  if (!section || !homesOf(nameOf(line)).includes(nameOf(section))) return null;
  const next = all.find((each) => each.start > line.start && isTop(each));
  const inside = all.filter(({ start }) => start > section.start && start < (next?.start ?? text.length));
  const isHere = (each: Line) => homesOf(nameOf(each)).includes(nameOf(section));
  const beside = inside.filter((each) => isHere(each) && each.indent > section.indent);
  const isOfAction = KEYS_OF_ACTION.includes(nameOf(line));
  if (isOfAction && beside.some((each) => nameOf(each) === 'actions')) return null;
  const usual = section.indent + 2;
  // What stands below a key is deeper than it: else it is the key that is too deep, if there is room to its left.
  const below = contentAfter(text, line);
  const isTooDeep = isHeader(line) && below && !isTop(below) && !isHere(below) && below.indent <= line.indent;
  return isTooDeep && below.indent > usual ? usual : most(beside, usual);
}

function keyLines(text: string): Line[] {
  const lines: Line[] = [];
  for (let line = contentFrom(text, 0); line; line = contentAfter(text, line))
    if (isKey(line)) lines.push(line);
  return lines;
}

/** The column of most lines; of equally many `usual`, or the first. */
function most(lines: readonly Line[], usual: number): number {
  const counts = new Map<number, number>();
  for (const { indent } of lines) counts.set(indent, (counts.get(indent) ?? 0) + 1);
  const greatest = Math.max(0, ...counts.values());
  const columns = [...counts.keys()].filter((column) => counts.get(column) === greatest);
  return columns.includes(usual) ? usual : (columns[0] ?? usual);
}

/** The column of an action or an entry among others: deeper than the key above, or that of both its neighbours. null: it is not clear. */
function columnBySight(text: string, line: Line): number | null {
  const isAlike = isDash(line) ? isDash : isKey(line) ? isKey : null;
  const above = contentBefore(text, line);
  if (!isAlike || !above || columnByName(text, line) !== null) return null;
  const below = contentAfter(text, line);
  const next = below && isAlike(below) && columnByName(text, below) === null ? below : null;
  if (isHeader(above)) {
    const later = next && contentAfter(text, next);
    const agree = next && later && isAlike(later) && later.indent === next.indent;
    const isTooNear = line.indent < above.indent || (line.indent === above.indent && !isDash(line));
    if (!isTooNear && !(agree && next.indent > above.indent && !isHeader(line))) return null;
    return next && next.indent > above.indent ? next.indent : above.indent + 2;
  }
  if (next && isAlike(above) && above.indent === next.indent) return next.indent;
  // Nothing but a section stands in the margin.
  return line.indent === 0 && isAction(line)
    ? (blocksAbove(text, line).find(isAction)?.indent ?? null)
    : null;
}

/** A key that is none of the language. */
function isAction(line: Line): boolean {
  const name = nameOf(line);
  return (
    isKey(line) && ![...keysOf(specSchema), ...KEYS_OF_ACTION].includes(name) && homesOf(name).length === 0
  );
}

function toColumn(line: Line, column: number): Slip {
  const first = line.start + line.indent;
  const word = nameOf(line);
  const found = line.indent === 0 ? 'none' : spaces(line.indent);
  return {
    range: line.indent > 0 ? { start: line.start, end: first } : { start: first, end: first + word.length },
    message: `Expected ${spaces(column)} before \`${clip(word)}\`, found ${found}.`,
    mend: [replace(line.start, first, ' '.repeat(column))],
    title:
      column === 0 ? `Remove the spaces before ${clip(word)}` : `Indent ${clip(word)} by ${spaces(column)}`,
  };
}

/** The lines above that a line may stand in one column with, nearest first. */
export function blocksAbove(text: string, from: Line): Line[] {
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
export function nearestColumnSlip(text: string, line: Line): Slip | null {
  const isAlike = isDash(line) ? isDash : isKey(line) ? isKey : null;
  if (isAlike === null) return null;
  const [near] = blocksAbove(text, line)
    .filter((each) => isAlike(each) && each.indent !== line.indent)
    .sort((a, b) => Math.abs(a.indent - line.indent) - Math.abs(b.indent - line.indent));
  return near ? toColumn(line, near.indent) : null;
}
