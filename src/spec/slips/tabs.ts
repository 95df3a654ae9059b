import { clip, spaces } from '../words.js';
import { lineAt, replace, type Slip } from './slip.js';

/** A run of white space with a tab, before the content of a line. */
const INDENTED = /^( *\t[ \t]*)(?=[^\s#])/gm;

/** Tabs that indent: one slip, however many lines have them. null: there is none. */
export function tabSlip(text: string): Slip | null {
  const found = [...text.matchAll(INDENTED)];
  const [first] = found;
  if (!first) return null;
  const start = first.index + first[0].indexOf('\t');
  const end = first.index + first[0].length;
  const word = clip(/^\S+/.exec(text.slice(end))![0]);
  const others = found.length > 1 ? `, as in ${found.length - 1} more below` : '';
  const width = widthOf(text, first);
  return {
    range: { start, end },
    message: `Found a tab before \`${word}\`${others}: lines are indented by spaces only. Write ${spaces(width)} for each tab.`,
    mend: found.map(({ 0: white, index }) =>
      replace(index, index + white.length, white.replaceAll('\t', ' '.repeat(width))),
    ),
    title:
      found.length > 1
        ? `Replace the tabs of ${found.length} lines by spaces`
        : `Replace the tab by ${spaces(width)}`,
  };
}

/** Two, unless the first line would then stand no deeper than the one above that it belongs to. */
function widthOf(text: string, { 0: white, index }: RegExpExecArray): number {
  const above = lineAt(text, Math.max(0, index - 1));
  const tabs = white.split('\t').length - 1;
  return /[:[{]$/.test(above.content) && above.indent >= white.length + tabs ? 4 : 2;
}
