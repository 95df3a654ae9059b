/**
 * What is wrong with a text that is no YAML, one thing at a time: the parser says that something is, and often late, with errors that only follow
 * from the first. Its first error is told in our words, each at the narrowest range, with what mends it.
 */
import { isScalar, type YAMLError } from 'yaml';
import { clip } from '../words.js';
import { dashAfterKeySlip, dashAmongKeysSlip, dashlessSlip, keySlip, secondColonSlip } from './block.js';
import { flowSlip } from './flow.js';
import { contentBefore, misplacedSlip, nearestColumnSlip } from './indent.js';
import { contentFrom, insert, type Line, lineAt, replace, type Slip } from './slip.js';
import { tabSlip } from './tabs.js';

/** The first slip of a text. `errors`: at least one. `contents`: what was read all the same. */
export function firstSlip(text: string, errors: readonly YAMLError[], contents: unknown): Slip {
  const error = errors.reduce((first, next) => (next.pos[0] < first.pos[0] ? next : first));
  const stray = straySlip(text, error, contents);
  if (stray) return stray;
  const inFlow = flowSlip(text);
  if (inFlow && inFlow.at <= error.pos[0]) return inFlow.slip;
  return slipOf(text, error) ?? inFlow?.slip ?? unread(text, error);
}

function slipOf(text: string, { code, message, pos }: YAMLError): Slip | null {
  const start = Math.min(pos[0], text.length);
  const end = Math.min(Math.max(pos[1], start), text.length);
  const line = contentFrom(text, start) ?? lineAt(text, start);
  const here = text.slice(start, end);
  for (const each of [line, contentFrom(text, line.end + 1)]) {
    const tab = each?.content.startsWith('\t') ? tabSlip(text) : null;
    if (tab) return tab;
  }
  switch (code) {
    case 'TAB_AS_INDENT':
      return tabSlip(text);
    case 'BAD_INDENT':
      return (
        aboveSlip(text, line) ??
        misplacedSlip(text, line) ??
        nearestColumnSlip(text, line) ??
        lineSlip(text, line)
      );
    case 'BLOCK_AS_IMPLICIT_KEY':
    case 'MULTILINE_IMPLICIT_KEY':
      return (
        misplacedSlip(text, line) ??
        dashAmongKeysSlip(text, line) ??
        lineSlip(text, line) ??
        deeperSlip(text, line)
      );
    case 'MISSING_CHAR':
      if (here.startsWith('#')) return spaceBeforeComment(start);
      if (message.includes('directives-end')) return directive(text, text.search(/^%/m));
      if (message.includes('- indicator')) return misplacedSlip(text, line) ?? dashlessSlip(text, line);
      return misplacedSlip(text, line) ?? dashAmongKeysSlip(text, line) ?? lineSlip(text, line);
    case 'UNEXPECTED_TOKEN':
      if (here.startsWith('#')) return spaceBeforeComment(start);
      if (/^[|>]/.test(message.split(': ').at(-1)!)) return afterBlockMark(text, start);
      if (here === '-') return dashAfterKeySlip(text, start);
      return (
        aboveSlip(text, line) ??
        misplacedSlip(text, line) ??
        lineSlip(text, lineAt(text, start)) ??
        surplusSlip(text, start)
      );
    case 'BAD_SCALAR_START':
      return badStart(text, start);
    case 'BAD_DQ_ESCAPE':
      return badEscape(text, start);
    case 'BAD_DIRECTIVE':
      return directive(text, start);
    case 'ALIAS_PROPS':
    case 'BAD_ALIAS':
    case 'BAD_COLLECTION_TYPE':
    case 'BAD_PROP_ORDER':
    case 'MULTIPLE_ANCHORS':
    case 'MULTIPLE_TAGS':
    case 'TAG_RESOLVE_FAILED':
      return markSlip(text, start);
    // Of keys that are no text, or too long, of keys written twice and of several documents the parser is not asked; the rest has no mend.
    case 'BLOCK_IN_FLOW':
    case 'DUPLICATE_KEY':
    case 'IMPOSSIBLE':
    case 'KEY_OVER_1024_CHARS':
    case 'MULTIPLE_DOCS':
    case 'NON_STRING_KEY':
    case 'RESOURCE_EXHAUSTION':
      return null;
  }
}

/** A word before everything else, which to the parser is the whole document, and all below too much. */
function straySlip(text: string, error: YAMLError, contents: unknown): Slip | null {
  if (!isScalar(contents) || contents.type !== 'PLAIN' || !contents.range || !contents.source) return null;
  const [start, end] = contents.range;
  if (error.pos[0] < end) return null;
  const line = lineAt(text, start);
  return lineSlip(text, line) ?? unreadLine(line);
}

const lineSlip = (text: string, line: Line) => keySlip(text, line) ?? secondColonSlip(line);

/** What is wrong with the line above may be seen in a line only. */
function aboveSlip(text: string, line: Line): Slip | null {
  const above = contentBefore(text, line);
  const slip = above && keySlip(text, above);
  return slip?.title ? slip : null;
}

/** `seed: 1`, and the next line stands deeper although the value is there already. */
function deeperSlip(text: string, line: Line): Slip | null {
  const next = contentFrom(text, line.end + 1);
  return next && next.indent > line.indent ? (lineSlip(text, next) ?? nearestColumnSlip(text, next)) : null;
}

function spaceBeforeComment(start: number): Slip {
  return {
    range: { start, end: start + 1 },
    message: 'Expected a space before `#`, where the comment begins.',
    mend: [insert(start, ' ')],
    title: 'Insert a space before #',
  };
}

/** Something after the end of a value. */
function surplusSlip(text: string, start: number): Slip | null {
  const { end, content } = lineAt(text, start);
  const rest = text.slice(start, end).trimEnd();
  if (rest === '' || content === '') return null;
  const last = start + rest.length;
  if (rest === ',') {
    return {
      range: { start, end: last },
      message: 'Found a comma at the end of the line: commas stand only inside `[ ]` and `{ }`. Remove it.',
      mend: [replace(start, last, '')],
      title: 'Remove the comma',
    };
  }
  return {
    range: { start, end: last },
    message: `Expected the end of the line after the value, found \`${clip(rest)}\`. Remove it, or write it on a line of its own.`,
    mend: [replace(start, last, '')],
  };
}

/** `|x`. */
function afterBlockMark(text: string, start: number): Slip {
  const { end } = lineAt(text, start);
  const rest = text.slice(start, end).trimEnd();
  return {
    range: { start, end: start + rest.length },
    message: `Expected the end of the line after \`|\` or \`>\`, found \`${clip(rest)}\`. Begin the text on the next line, or put it into quotes.`,
    mend: [replace(start, start + rest.length, '')],
  };
}

/** `@x`. */
function badStart(text: string, start: number): Slip {
  const first = text[start]!;
  const value = /^[^\s,\]}#]*/.exec(text.slice(start))![0];
  const inside = value.replace(/^`|`$/g, '');
  return {
    range: { start, end: start + 1 },
    message: `A value cannot begin with \`${first === '`' ? '` `' : first}\`. Remove it, or put the value into quotes.`,
    ...(first === '`' && inside !== ''
      ? { mend: [replace(start, start + value.length, inside)], title: `Change to ${clip(inside)}` }
      : { mend: [replace(start, start + 1, '')] }),
  };
}

function badEscape(text: string, start: number): Slip {
  const written = text.slice(start, start + 2);
  return {
    range: { start, end: start + written.length },
    message: `\`${written}\` stands for no character. For a backslash inside double quotes write two.`,
    mend: [insert(start, '\\')],
    title: 'Write \\\\ for the backslash',
  };
}

function directive(text: string, start: number): Slip {
  const { start: first, end } = lineAt(text, start);
  return {
    range: { start: first, end },
    message: 'Lines that begin with `%` have no meaning here. Remove the line.',
    mend: [replace(first, Math.min(end + 1, text.length), '')],
    title: 'Remove the line',
  };
}

/** Anchors, aliases and tags: none has a meaning here, wherever they may stand in YAML. */
function markSlip(text: string, start: number): Slip | null {
  const mark = /^[&*!]\S*/.exec(text.slice(start))?.[0];
  if (!mark) return null;
  return {
    range: { start, end: start + mark.length },
    message: `\`${clip(mark)}\`: YAML's anchors, aliases and tags have no meaning here. Remove it.`,
    mend: [replace(start, start + mark.length, '')],
    title: `Remove ${clip(mark)}`,
  };
}

/** What nothing above explains. */
function unread(text: string, { pos }: YAMLError): Slip {
  const start = Math.min(pos[0], text.length);
  return unreadLine(contentFrom(text, start) ?? lineAt(text, start));
}

/** The line is left out. */
function unreadLine(line: Line): Slip {
  const start = line.start + line.indent;
  const end = start + line.content.length;
  return {
    range: { start, end },
    message: `Expected \`key: value\`, found \`${clip(line.content)}\`. Write it as one of the two forms of the examples: one key a line, or inside \`{ }\`.`,
    mend: [replace(line.start, line.end, '')],
  };
}
