/**
 * Finds the faults of a text that is not YAML, one at a time. The parser reports that there is one, often late, and with errors that only follow
 * from the first. The first error is reported here in our own words, at the narrowest range, with a fix.
 */
import { isScalar, type YAMLError } from 'yaml';
import { clip } from '../format.js';
import { dashAfterKeyIssue, dashAmongKeysIssue, dashlessIssue, keyIssue, secondColonIssue } from './block.js';
import { flowIssue } from './flow.js';
import { contentBefore, misplacedIssue, nearestColumnIssue } from './indent.js';
import { contentFrom, insert, type Line, lineAt, replace, type SyntaxIssue } from './issue.js';
import { tabIssue } from './tabs.js';

/** The first issue of a text. @param errors at least one. @param contents what was read in spite of them. */
export function firstIssue(text: string, errors: readonly YAMLError[], contents: unknown): SyntaxIssue {
  const error = errors.reduce((first, next) => (next.pos[0] < first.pos[0] ? next : first));
  const stray = strayIssue(text, error, contents);
  if (stray) return stray;
  const inFlow = flowIssue(text);
  if (inFlow && inFlow.at <= error.pos[0]) return inFlow.issue;
  return issueOf(text, error) ?? inFlow?.issue ?? unread(text, error);
}

function issueOf(text: string, { code, message, pos }: YAMLError): SyntaxIssue | null {
  const start = Math.min(pos[0], text.length);
  const end = Math.min(Math.max(pos[1], start), text.length);
  const line = contentFrom(text, start) ?? lineAt(text, start);
  const here = text.slice(start, end);
  for (const each of [line, contentFrom(text, line.end + 1)]) {
    const tab = each?.content.startsWith('\t') ? tabIssue(text) : null;
    if (tab) return tab;
  }
  switch (code) {
    case 'TAB_AS_INDENT':
      return tabIssue(text);
    case 'BAD_INDENT':
      return (
        aboveIssue(text, line) ??
        misplacedIssue(text, line) ??
        nearestColumnIssue(text, line) ??
        lineIssue(text, line)
      );
    case 'BLOCK_AS_IMPLICIT_KEY':
    case 'MULTILINE_IMPLICIT_KEY':
      return (
        misplacedIssue(text, line) ??
        dashAmongKeysIssue(text, line) ??
        lineIssue(text, line) ??
        deeperIssue(text, line)
      );
    case 'MISSING_CHAR':
      if (here.startsWith('#')) return spaceBeforeComment(start);
      if (message.includes('directives-end')) return directive(text, text.search(/^%/m));
      if (message.includes('- indicator')) return misplacedIssue(text, line) ?? dashlessIssue(text, line);
      return misplacedIssue(text, line) ?? dashAmongKeysIssue(text, line) ?? lineIssue(text, line);
    case 'UNEXPECTED_TOKEN':
      if (here.startsWith('#')) return spaceBeforeComment(start);
      if (/^[|>]/.test(message.split(': ').at(-1)!)) return afterBlockMark(text, start);
      if (here === '-') return dashAfterKeyIssue(text, start);
      return (
        aboveIssue(text, line) ??
        misplacedIssue(text, line) ??
        lineIssue(text, lineAt(text, start)) ??
        surplusIssue(text, start)
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
      return markIssue(text, start);
    // Keys that are no text or too long, duplicate keys and several documents are reported elsewhere; the other errors have no fix.
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

/** A word before everything else: the parser takes it for the whole document, and all that follows for too much. */
function strayIssue(text: string, error: YAMLError, contents: unknown): SyntaxIssue | null {
  if (!isScalar(contents) || contents.type !== 'PLAIN' || !contents.range || !contents.source) return null;
  const [start, end] = contents.range;
  if (error.pos[0] < end) return null;
  const line = lineAt(text, start);
  return lineIssue(text, line) ?? unreadLine(line);
}

const lineIssue = (text: string, line: Line) => keyIssue(text, line) ?? secondColonIssue(line);

/** A fault of the line above that can be recognized from that line alone. */
function aboveIssue(text: string, line: Line): SyntaxIssue | null {
  const above = contentBefore(text, line);
  const issue = above && keyIssue(text, above);
  return issue?.title ? issue : null;
}

/** `seed: 1`, and the next line is indented more, although the key already has a value. */
function deeperIssue(text: string, line: Line): SyntaxIssue | null {
  const next = contentFrom(text, line.end + 1);
  return next && next.indent > line.indent ? (lineIssue(text, next) ?? nearestColumnIssue(text, next)) : null;
}

function spaceBeforeComment(start: number): SyntaxIssue {
  return {
    range: { start, end: start + 1 },
    message: 'Expected a space before `#`, where the comment begins.',
    recovery: [insert(start, ' ')],
    title: 'Insert a space before #',
  };
}

/** Something after the end of a value. */
function surplusIssue(text: string, start: number): SyntaxIssue | null {
  const { end, content } = lineAt(text, start);
  const rest = text.slice(start, end).trimEnd();
  if (rest === '' || content === '') return null;
  const last = start + rest.length;
  if (rest === ',') {
    return {
      range: { start, end: last },
      message: 'Found a comma at the end of the line: commas stand only inside `[ ]` and `{ }`. Remove it.',
      recovery: [replace(start, last, '')],
      title: 'Remove the comma',
    };
  }
  return {
    range: { start, end: last },
    message: `Expected the end of the line after the value, found \`${clip(rest)}\`. Remove it, or write it on a line of its own.`,
    recovery: [replace(start, last, '')],
  };
}

/** `|x`. */
function afterBlockMark(text: string, start: number): SyntaxIssue {
  const { end } = lineAt(text, start);
  const rest = text.slice(start, end).trimEnd();
  return {
    range: { start, end: start + rest.length },
    message: `Expected the end of the line after \`|\` or \`>\`, found \`${clip(rest)}\`. Begin the text on the next line, or put it into quotes.`,
    recovery: [replace(start, start + rest.length, '')],
  };
}

/** `@x`. */
function badStart(text: string, start: number): SyntaxIssue {
  const first = text[start]!;
  const value = /^[^\s,\]}#]*/.exec(text.slice(start))![0];
  const inside = value.replace(/^`|`$/g, '');
  return {
    range: { start, end: start + 1 },
    message: `A value cannot begin with \`${first === '`' ? '` `' : first}\`. Remove it, or put the value into quotes.`,
    ...(first === '`' && inside !== ''
      ? { recovery: [replace(start, start + value.length, inside)], title: `Change to ${clip(inside)}` }
      : { recovery: [replace(start, start + 1, '')] }),
  };
}

function badEscape(text: string, start: number): SyntaxIssue {
  const written = text.slice(start, start + 2);
  return {
    range: { start, end: start + written.length },
    message: `\`${written}\` stands for no character. For a backslash inside double quotes write two.`,
    recovery: [insert(start, '\\')],
    title: 'Write \\\\ for the backslash',
  };
}

function directive(text: string, start: number): SyntaxIssue {
  const { start: first, end } = lineAt(text, start);
  return {
    range: { start: first, end },
    message: 'Lines that begin with `%` have no meaning here. Remove the line.',
    recovery: [replace(first, Math.min(end + 1, text.length), '')],
    title: 'Remove the line',
  };
}

/** Anchors, aliases and tags: none has a meaning here, wherever they may stand in YAML. */
function markIssue(text: string, start: number): SyntaxIssue | null {
  const mark = /^[&*!]\S*/.exec(text.slice(start))?.[0];
  if (!mark) return null;
  return {
    range: { start, end: start + mark.length },
    message: `\`${clip(mark)}\`: YAML's anchors, aliases and tags have no meaning here. Remove it.`,
    recovery: [replace(start, start + mark.length, '')],
    title: `Remove ${clip(mark)}`,
  };
}

/** An error that no check above explains. */
function unread(text: string, { pos }: YAMLError): SyntaxIssue {
  const start = Math.min(pos[0], text.length);
  return unreadLine(contentFrom(text, start) ?? lineAt(text, start));
}

/** Skips the line. */
function unreadLine(line: Line): SyntaxIssue {
  const start = line.start + line.indent;
  const end = start + line.content.length;
  return {
    range: { start, end },
    message: `Expected \`key: value\`, found \`${clip(line.content)}\`. Write it as one of the two forms of the examples: one key a line, or inside \`{ }\`.`,
    recovery: [replace(line.start, line.end, '')],
  };
}
