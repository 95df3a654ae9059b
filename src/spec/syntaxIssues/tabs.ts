import { clip, count, spaces } from '../format.js';
import { columnByName, contentBefore, isDash } from './indent.js';
import { contentFrom, lineAt, replace, type SyntaxIssue } from './issue.js';
import { isHeader, isKey } from './line.js';

/** A run of white space with a tab, before the content of a line. */
const INDENTED = /^( *\t[ \t]*)(?=[^\s#])/gm;

/** Tabs used as indentation: one issue, however many lines have them. null: there are none. */
export function tabIssue(text: string): SyntaxIssue | null {
  const found = [...text.matchAll(INDENTED)];
  const [first] = found;
  if (!first) return null;
  const start = first.index + first[0].indexOf('\t');
  const end = first.index + first[0].length;
  const word = clip(/^\S+/.exec(text.slice(end))![0]);
  const others = found.length > 1 ? ` (and in ${count(found.length - 1, 'more line')})` : '';
  const columns = columnsOf(text, found, widthOf(text, first));
  const wanted = spaces(columns[0]!);
  return {
    range: { start, end },
    message: `Found a tab before \`${word}\`${others}, expected ${wanted}: lines are indented by spaces only.`,
    recovery: found.map(({ 0: white, index }, n) =>
      replace(index, index + white.length, ' '.repeat(columns[n]!)),
    ),
    title:
      found.length > 1
        ? `Replace the tabs of ${found.length} lines by spaces`
        : `Replace the tab by ${wanted}`,
  };
}

/** The columns of the lines by the names of their keys; for other lines, with each tab as wide as `width`. */
function columnsOf(text: string, found: readonly RegExpExecArray[], width: number): number[] {
  const wide = (white: string) => white.replaceAll('\t', ' '.repeat(width));
  const spaced = text.replace(INDENTED, wide);
  let shift = 0;
  return found.map(({ 0: white, index }) => {
    const line = lineAt(spaced, index + shift);
    shift += wide(white).length - white.length;
    return columnByName(spaced, line) ?? line.indent;
  });
}

/** The width with which the first line is aligned with its neighbour, or else is deeper than the line above that it belongs to. */
function widthOf(text: string, { 0: white, index }: RegExpExecArray): number {
  const line = lineAt(text, index);
  const content = { ...line, content: line.content.trimStart() };
  const above = index > 0 ? contentBefore(text, line) : null;
  const below = line.end < text.length ? contentFrom(text, line.end + 1) : null;
  const tabs = white.split('\t').length - 1;
  const isAlike = isDash(content) ? isDash : isKey(content) ? isKey : () => false;
  const beside = [above && isHeader(above) ? null : above, isHeader(content) ? null : below].find(
    (each) => each && each.indent > 0 && isAlike(each),
  );
  if (tabs === 1 && beside && beside.indent >= white.length) return beside.indent - white.length + 1;
  const deeper = above && /[:[{]$/.test(above.content) && above.indent >= white.length + tabs;
  return deeper ? 4 : 2;
}
