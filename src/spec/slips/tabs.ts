import { keysOf, specSchema } from '../schema.js';
import { clip, count, spaces } from '../words.js';
import { contentBefore, isDash, isHeader, isKey, nameOf } from './indent.js';
import { contentFrom, lineAt, replace, type Slip } from './slip.js';

const SECTIONS = keysOf(specSchema);

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
  const others = found.length > 1 ? ` (and in ${count(found.length - 1, 'more line')})` : '';
  const width = widthOf(text, first);
  return {
    range: { start, end },
    message: `Found a tab before \`${word}\`${others}: lines are indented by spaces only. Write ${spaces(width)} for each tab.`,
    mend: found.map(({ 0: white, index }) => {
      const isSection = SECTIONS.includes(nameOf(lineAt(text.slice(index + white.length), 0)));
      return replace(index, index + white.length, isSection ? '' : white.replaceAll('\t', ' '.repeat(width)));
    }),
    title:
      found.length > 1
        ? `Replace the tabs of ${found.length} lines by spaces`
        : `Replace the tab by ${spaces(width)}`,
  };
}

/** Such that the first line stands as its neighbour does, or else deeper than the one above that it belongs to. */
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
