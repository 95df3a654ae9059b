/** What was meant by a text that is no list, or no number. */
import { parseLiteral } from '../model/rational.js';

/** Names followed by a closing bracket, which shows that a list was meant. */
const NAMES = /^[^[\](){}:#"'\n]*\]$|^\([^[\](){}:#"'\n]*\)$/;

/** The list that was meant by `(1, 2)`, `1, 2]`, `s1, s2]` or `-[1]`; null: no list can be recognized. */
export function meantList(text: string): string | null {
  const inside = text
    .trim()
    .replace(/^[[(]/, '')
    .replace(/[\])]$/, '');
  const entries = inside.split(',').map((entry) => entry.trim());
  if (entries.length > 1 && entries.every(parseLiteral)) return `[${entries.join(', ')}]`;
  if (NAMES.test(text) && !entries.includes('')) return `[${entries.join(', ')}]`;
  const dashed = text.replace(/^([ \t]*-)-*[ \t]*(?=[^\s\d.-])/gm, '$1 ');
  return dashed === text ? null : dashed;
}

/** The number that was meant by one with a wrong minus sign or a comma at its end; within a list, also by numbers without a comma between them. */
export function meantNumber(text: string, inList: boolean): string | null {
  const one = text
    .replace(/^[−–—]/, '-')
    .replace(/[,;]$/, '')
    .trimEnd();
  if (parseLiteral(one)) return one;
  const several = one.split(/\s*;\s*|\s+/);
  return inList && several.every(parseLiteral) ? several.join(', ') : null;
}
