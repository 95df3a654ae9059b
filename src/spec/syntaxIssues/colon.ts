import { clip } from '../format.js';
import { insert, replace, type SyntaxIssue } from './issue.js';

export interface ColonIssue extends SyntaxIssue {
  readonly title: string;
  /** The key as written, and the offset where its value begins. */
  readonly key: string;
  readonly value: number;
}

/**
 * `seed:3`, `seed 3`, `seed = 3`: a key whose colon, or the space after it, is missing. `written` begins at `start` in the text. Without any sign
 * between them, only a known key is recognized.
 */
export function colonIssue(
  written: string,
  start: number,
  isKnown: (key: string) => boolean,
): ColonIssue | null {
  const key = /^("[^"\n]*"|'[^'\n]*'|[\w.-]+)/.exec(written)?.[0];
  if (key === undefined) return null;
  const at = start + key.length;
  const rest = written.slice(key.length);
  if (/^:[^\s:]/.test(rest)) {
    return {
      range: { start: at, end: at + 1 },
      message: `Expected a space after \`${clip(key)}:\`, found \`${clip(/^\S+/.exec(rest.slice(1))![0])}\`.`,
      recovery: [insert(at + 1, ' ')],
      title: 'Insert a space after the colon',
      key,
      value: at + 1,
    };
  }
  const [whole, sign] = /^\s*([=：])\s*(?=\S)/.exec(rest) ?? [];
  if (whole && sign) {
    const place = at + whole.indexOf(sign);
    return {
      range: { start: place, end: place + 1 },
      message: `Expected \`:\` after \`${clip(key)}\`, found \`${sign}\`.`,
      recovery: [replace(at, at + whole.length, ': ')],
      title: `Change ${sign} to :`,
      key,
      value: at + whole.length,
    };
  }
  const [gap, value] = /^[^\S\n]+([^\s:]\S*)/.exec(rest) ?? [];
  if (gap && value && (isKnown(key) || /^[[{]/.test(value))) {
    return {
      range: { start, end: at },
      message: `Expected \`:\` after \`${clip(key)}\`, found \`${clip(value)}\`.`,
      recovery: [insert(at, ':')],
      title: `Insert : after ${clip(key)}`,
      key,
      value: at + gap.length - value.length,
    };
  }
  return null;
}
