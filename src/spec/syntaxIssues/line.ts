/** What one line of a text begins with. */
import type { Line } from './issue.js';

export const isKey = ({ content }: Line) => /^("[^"]*"|'[^']*'|[^\s#[\]{},"':][^#]*?):(\s|$)/.test(content);

/** A key whose value stands below it. */
export const isHeader = (line: Line) => isKey(line) && line.content.endsWith(':');

/** What a line begins with: its key, or its dash. */
export function nameOf({ content }: Line): string {
  return /^("[^"]*"|'[^']*'|[^\s:]+|[\s\S])/.exec(content)![0];
}
