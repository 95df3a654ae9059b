/** Recognizes what a line of a text begins with. */
import type { Line } from './issue.js';

export const isKey = ({ content }: Line) => /^("[^"]*"|'[^']*'|[^\s#[\]{},"':][^#]*?):(\s|$)/.test(content);

/** Is this a key whose value is on the lines below? */
export const isHeader = (line: Line) => isKey(line) && line.content.endsWith(':');

/** The key or the dash that a line begins with. */
export function nameOf({ content }: Line): string {
  return /^("[^"]*"|'[^']*'|[^\s:]+|[\s\S])/.exec(content)![0];
}
