/**
 * Lines in a wrong column. In YAML, a line too near to the margin ends everything that is open, and what follows is wrong. But the depth of every key
 * is known here, and the depth of an action or an entry can be seen from its neighbours.
 */

import { clip, spaces } from '../format.js';
import { homesOf, KEYS } from '../vocabulary.js';
import { DEEPEST, depthIn } from './depth.js';
import { contentFrom, type Line, lineAt, replace, type SyntaxIssue } from './issue.js';
import { isHeader, isKey, nameOf } from './line.js';

export const isDash = ({ content }: Line) => /^-(\s|$)/.test(content);
const SECTIONS: ReadonlySet<string> = new Set(KEYS.spec);
const KEYS_OF_ACTION: readonly string[] = KEYS.action;

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
export function columnIssue(text: string, line: Line): SyntaxIssue | null {
  const column = columnByName(text, line) ?? columnBySight(text, line);
  return column === null || column === line.indent ? null : toColumn(line, column);
}

/** An error at a line may be caused by a line near it: one that it is nested in, the one above or the one below. The first such issue. */
export function misplacedIssue(text: string, line: Line): SyntaxIssue | null {
  const above = [...blocksAbove(text, line).reverse(), contentBefore(text, line)];
  for (const each of [...above, line, contentAfter(text, line)]) {
    const issue = each && columnIssue(text, each);
    if (issue) return issue;
  }
  return null;
}

/** The column of most keys that have the same depth as the key of a line; null: the line has no key, or an unknown one. */
export function columnByName(text: string, line: Line): number | null {
  if (latest.text !== text) latest = { text, columns: columnsByName(text) };
  return latest.columns.get(line.start) ?? null;
}

/** Kept, since many lines of the same text ask for it in a row. */
let latest: { readonly text: string; readonly columns: ReadonlyMap<number, number> } = {
  text: '',
  columns: new Map(),
};

/** The depth of a key in a section: in the section (1), an action (2), or in an action (3). */
type Depth = 1 | 2 | 3;

/** The offset of a line → the column of its key. */
function columnsByName(text: string): Map<number, number> {
  const lines = keyLines(text);
  const sections = lines.filter((line) => SECTIONS.has(nameOf(line)));
  const margin = most(sections, 0);
  const columns = new Map(sections.map(({ start }) => [start, margin]));
  sections.forEach((section, n) => {
    const end = sections[n + 1]?.start ?? text.length;
    const inside = lines.filter(({ start }) => start > section.start && start < end);
    const depth = depthIn(nameOf(section), (line) => contentAfter(text, line));
    if (depth) {
      const linesAt = Array.from({ length: DEEPEST + 1 }, (_, wanted) =>
        inside.filter((line) => depth(line) === wanted),
      );
      let left = section.indent;
      for (const [wanted, there] of linesAt.entries()) {
        if (wanted === 0) continue;
        const beyond = (lines: readonly Line[]) => lines.filter(({ indent }) => indent > left);
        const deeper = linesAt.slice(wanted + 1).find((lines) => beyond(lines).length > 0);
        const [own, below] = [most(beyond(there), left + 2), deeper && most(beyond(deeper), left + 4)];
        // The content of a key is deeper than the key. If it is not, the key is too deep, provided there is room to its left.
        const column = below !== undefined && below <= own && below > left + 2 ? left + 2 : own;
        for (const { start } of there) columns.set(start, column);
        left = column;
      }
      return;
    }
    const actions = homesOf('actions').includes(nameOf(section))
      ? inside.find((line) => nameOf(line) === 'actions' && isHeader(line))
      : undefined;
    const deep = inside.map((line) => ({ line, depth: depthOf(text, line, section, actions !== undefined) }));
    const columnOf = (wanted: Depth, beyond: number, usual: number) =>
      most(
        deep.flatMap(({ line, depth }) => (depth === wanted && line.indent > beyond ? line : [])),
        usual,
      );
    const usual = section.indent + 2;
    const held = columnOf(1, section.indent, usual);
    const names = columnOf(2, held, held + 2);
    const column = { 1: held, 2: names, 3: columnOf(3, section.indent, names + 2) };
    for (const { line, depth } of deep) if (depth !== null) columns.set(line.start, column[depth]);
    // The content of a key is deeper than the key. If it is not, the key is too deep, provided there is room to its left.
    const below = columnOf(2, section.indent, usual + 2);
    if (actions && below <= actions.indent && below > usual) columns.set(actions.start, usual);
  });
  return columns;
}

function depthOf(text: string, line: Line, section: Line, hasActions: boolean): Depth | null {
  const name = nameOf(line);
  if (hasActions && KEYS_OF_ACTION.includes(name)) return 3;
  if (homesOf(name).includes(nameOf(section))) return 1;
  return hasActions && isAction(text, line) ? 2 : null;
}

/** Is the line a key with the reward and the features of an action, behind it or below? */
function isAction(text: string, line: Line): boolean {
  const below = isHeader(line) ? contentAfter(text, line) : null;
  return /: *\{/.test(line.content) || (below !== null && KEYS_OF_ACTION.includes(nameOf(below)));
}

function keyLines(text: string): Line[] {
  const lines: Line[] = [];
  for (let line = contentFrom(text, 0); line; line = contentAfter(text, line))
    if (isKey(line)) lines.push(line);
  return lines;
}

/** The column of most lines; if there are several, `usual` or the first. */
function most(lines: readonly Line[], usual: number): number {
  const counts = new Map<number, number>();
  for (const { indent } of lines) counts.set(indent, (counts.get(indent) ?? 0) + 1);
  const greatest = Math.max(0, ...counts.values());
  const columns = [...counts.keys()].filter((column) => counts.get(column) === greatest);
  return columns.includes(usual) ? usual : (columns[0] ?? usual);
}

/** The column of an action or an entry among others: deeper than the key above, or the column of both its neighbours. null: it is not clear. */
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
  return next && isAlike(above) && above.indent === next.indent && !isHeader(line) ? next.indent : null;
}

function toColumn(line: Line, column: number): SyntaxIssue {
  const first = line.start + line.indent;
  const word = nameOf(line);
  const found = line.indent === 0 ? 'none' : spaces(line.indent);
  return {
    range: line.indent > 0 ? { start: line.start, end: first } : { start: first, end: first + word.length },
    message: `Expected ${spaces(column)} before \`${clip(word)}\`, found ${found}.`,
    recovery: [replace(line.start, first, ' '.repeat(column))],
    title:
      column === 0 ? `Remove the spaces before ${clip(word)}` : `Indent ${clip(word)} by ${spaces(column)}`,
  };
}

/** The lines above with which a line may share a column, nearest first. */
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

/** A line in none of the columns of the lines above. The nearest column is meant; of two, the deeper one. */
export function nearestColumnIssue(text: string, line: Line): SyntaxIssue | null {
  const isAlike = isDash(line) ? isDash : isKey(line) ? isKey : null;
  if (isAlike === null) return null;
  const [near] = blocksAbove(text, line)
    .filter((each) => isAlike(each) && each.indent !== line.indent)
    .sort((a, b) => Math.abs(a.indent - line.indent) - Math.abs(b.indent - line.indent));
  return near ? toColumn(line, near.indent) : null;
}
