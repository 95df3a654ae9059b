/**
 * The first issue inside brackets, or of brackets and quotes themselves. The parser reports such an issue late, and then everything that follows is wrong for
 * it. The lexer's words are correct up to the issue, so they are followed here together with the open brackets.
 */
import { CST, Lexer } from 'yaml';
import { isFault, parseExpression } from '../../model/expression.js';
import { parseLiteral } from '../../model/rational.js';
import { clip, spaces } from '../format.js';
import { contentFrom, insert, type Line, lineAt, replace, type SyntaxIssue } from './issue.js';
import { tabIssue } from './tabs.js';

export interface FlowSlip {
  readonly issue: SyntaxIssue;
  /** Up to here the text is correct. */
  readonly at: number;
}

interface Lexeme {
  readonly type: CST.TokenType | null;
  readonly source: string;
  readonly start: number;
  readonly end: number;
}

type Bracket = '[' | '{';
interface Open {
  readonly bracket: Bracket;
  readonly start: number;
}

const CLOSER = { '[': ']', '{': '}' } as const;
const OPENER: Readonly<Record<string, Bracket>> = { ']': '[', '}': '{' };

export function flowIssue(text: string): FlowSlip | null {
  const words = lexemes(text);
  const open: Open[] = [];
  /** The last word inside the brackets. */
  let last: Lexeme | null = null;
  for (const [n, word] of words.entries()) {
    const found = ((): SyntaxIssue | null => {
      if (isQuoted(word)) {
        const issue = quoteIssue(text, word, open.length > 0);
        if (issue) return issue;
      }
      switch (word.type) {
        case 'flow-seq-end':
        case 'flow-map-end':
          return closerIssue(text, open, word, last);
        case 'flow-error-end':
          return last && endIssue(text, open, word.start, last);
        case 'comma':
          return last && isBefore(last) ? emptyIssue(text, word, last) : null;
        case 'seq-item-ind':
          return open.length > 0 ? dashIssue(words, n, open.at(-1)!) : null;
        default:
          return open.length > 0 && last && isValueStart(word)
            ? commaIssue(words, n, last, open.at(-1)!)
            : null;
      }
    })();
    if (found) return { issue: found, at: word.type === 'flow-error-end' && last ? last.end : word.start };
    if (word.type === 'flow-seq-start' || word.type === 'flow-map-start') {
      open.push({ bracket: word.source as Bracket, start: word.start });
      last = word;
    } else if (word.type === 'flow-seq-end' || word.type === 'flow-map-end') {
      const { start } = open.pop()!;
      // What was closed counts as one value.
      last = open.length > 0 ? { ...word, source: text.slice(start, word.end) } : null;
    } else if (open.length > 0 && !isWhite(word)) last = word;
  }
  return last && { issue: unclosed(text, open, last, text.length), at: last.end };
}

/** The tokens that have a length, and the places where the lexer leaves brackets before they are closed. */
function lexemes(text: string): Lexeme[] {
  const words: Lexeme[] = [];
  let start = 0;
  let isScalar = false;
  for (const source of new Lexer().lex(text)) {
    const type = isScalar ? 'scalar' : CST.tokenType(source);
    if (type === 'scalar' && !isScalar) isScalar = true;
    else {
      isScalar = false;
      const length = type === 'doc-mode' || type === 'flow-error-end' ? 0 : source.length;
      words.push({ type, source, start, end: start + length });
      start += length;
    }
  }
  return words;
}

const isQuoted = ({ type }: Lexeme) => type === 'single-quoted-scalar' || type === 'double-quoted-scalar';
const isWhite = ({ type }: Lexeme) => type === 'space' || type === 'newline' || type === 'comment';
/** After one of these, an entry is expected. */
const isBefore = ({ type }: Lexeme) =>
  type === 'comma' || type === 'flow-seq-start' || type === 'flow-map-start';
const isValueStart = (word: Lexeme) =>
  word.type === 'scalar' ||
  word.type === 'flow-seq-start' ||
  word.type === 'flow-map-start' ||
  isQuoted(word);
const isValueEnd = (word: Lexeme) =>
  word.type === 'scalar' || word.type === 'flow-seq-end' || word.type === 'flow-map-end' || isQuoted(word);

/** In characters: how far the end of the line is looked for, from each quote of a long line. */
const NEAR = 1000;

/** null: the end of the line is too far away. */
function restOfLine(text: string, start: number): string | null {
  const near = text.slice(start, start + NEAR);
  const end = near.indexOf('\n');
  return end >= 0 ? near.slice(0, end) : start + NEAR < text.length ? null : near;
}

/** A quote that is never closed, or is closed lines further down by the quote of something else. */
function quoteIssue(text: string, { source, start, end }: Lexeme, inBrackets: boolean): SyntaxIssue | null {
  const quote = source[0]!;
  const isClosed = source.length > 1 && source.endsWith(quote);
  if (isClosed && !/\n[ \t]*[\w-]+:(\s|$)/.test(source)) {
    // Text right behind the closing quote that cannot follow a value: `'It's here'`.
    if (quote !== "'" || !/^[^\s,:\]}#]/.test(text.slice(end, end + 1))) return null;
    const rest = restOfLine(text, end);
    if (!rest?.trimEnd().endsWith("'")) return null;
    return {
      range: { start: end - 1, end },
      message: `This quote ends the text before \`${clip(rest)}\`. Inside single quotes write two of them for one, or put the text into double quotes.`,
      recovery: [insert(end, "'")],
      title: "Write '' for the quote inside the text",
    };
  }
  const line = text.slice(start, lineAt(text, start).end);
  const name = /^.[\w-]+(?=:(\s|$))/.exec(line);
  const inside = inBrackets ? /^[^,\]}]*/.exec(line)! : null;
  const written = (name ?? inside)?.[0] ?? line;
  const at = start + written.trimEnd().length;
  return {
    range: { start, end: start + 1 },
    message: `This quote is not closed. Expected another \`${quote}\` after \`${clip(written.slice(1).trim())}\`.`,
    recovery: [insert(at, quote)],
    title: `Insert ${quote} after ${clip(written.slice(1).trim())}`,
  };
}

/** A bracket that closes one that is not open, or that leaves inner ones open. */
function closerIssue(
  text: string,
  open: readonly Open[],
  { source, start, end }: Lexeme,
  last: Lexeme | null,
): SyntaxIssue | null {
  const top = open.at(-1);
  const opener = OPENER[source]!;
  if (top?.bracket === opener) return null;
  if (last && open.some(({ bracket }) => bracket === opener)) {
    const inner = open.slice(open.findLastIndex(({ bracket }) => bracket === opener) + 1);
    return unclosed(text, inner, last, start);
  }
  const range = { start, end };
  const { end: endOfLine } = lineAt(text, start);
  if (top && open.length === 1 && !text.slice(end, endOfLine).includes(CLOSER[top.bracket])) {
    const right = CLOSER[top.bracket];
    return {
      range,
      message: `Found \`${source}\`, expected \`${right}\`: the bracket that is open here is \`${top.bracket}\`.`,
      recovery: [replace(start, end, right)],
      title: `Change to ${right}`,
    };
  }
  const list = source === ']' ? listBefore(text, start) : null;
  if (list !== null) {
    return {
      range,
      message: 'Found `]`, but no `[` is open. Write `[` where the list begins.',
      recovery: [insert(list, '[')],
      title: `Insert [ before ${text.slice(list).split(/[\s,]/)[0]}`,
    };
  }
  return {
    range,
    message: `Found \`${source}\`, but no \`${opener}\` is open. Remove it.`,
    recovery: [replace(start, end, '')],
    title: `Remove ${source}`,
  };
}

/** The beginning of a list of numbers, expressions or names that ends here without brackets: `features: 0, 1 - t]`. */
function listBefore(text: string, end: number): number | null {
  const line = text.slice(lineAt(text, end).start, end);
  const colon = line.lastIndexOf(': ');
  const written = line.slice(colon + 1);
  const entries = written.split(',');
  const isEntryOfList = (entry: string) =>
    parseLiteral(entry.trim()) !== null || !isFault(parseExpression(entry.trim()));
  if (colon < 0 || entries.length < 2 || !entries.every(isEntryOfList)) return null;
  return end - written.trimStart().length;
}

/** The text leaves the brackets by its indentation: at a key, the brackets are not closed; at anything else, the line is not indented enough. */
function endIssue(text: string, open: readonly Open[], at: number, last: Lexeme): SyntaxIssue {
  const line = contentFrom(text, at);
  if (line === null || isEntry(line))
    return unclosed(text, open, last, line ? line.start + line.indent : text.length);
  if (/^\t/.test(text.slice(line.start + line.indent))) return tabIssue(text)!;
  return outdented(text, open, line) ?? unclosed(text, open, last, line.start + line.indent);
}

const isEntry = ({ content }: Line) => /^(-(\s|$)|(["']?)[\w.-]+\3:(\s|$))/.test(content);

/** Lines of a list that must be indented more than the key of the list. null: they are. */
function outdented(text: string, open: readonly Open[], from: Line): SyntaxIssue | null {
  const { start } = open[0]!;
  const head = text.slice(lineAt(text, start).start, start);
  const [lead, key] = /^((?:\s|-\s)*)([^:]*)/.exec(head)!.slice(1) as [string, string];
  const column = key.trim() === '' ? Math.max(0, lead.lastIndexOf('-')) : lead.length;
  const name = key.trim() === '' ? '-' : key.trim();
  const recovery = [];
  let depth = open.length;
  for (let line: Line | null = from; line && depth > 0; line = contentFrom(text, line.end + 1)) {
    const closes = depth === 1 && /^[\]}]/.test(line.content);
    const wanted = closes ? column : column + 2;
    if (line.indent < (closes ? column : column + 1))
      recovery.push(insert(line.start, ' '.repeat(wanted - line.indent)));
    depth += line.content.split(/[[{]/).length - line.content.split(/[\]}]/).length;
    if (line.end >= text.length) break;
  }
  if (recovery[0]?.range.start !== from.start) return null;
  const first = from.start + from.indent;
  const wanted = spaces(from.indent + recovery[0].newText.length);
  return {
    range: from.indent > 0 ? { start: from.start, end: first } : { start: first, end: first + 1 },
    message: `This line is still inside the \`${open[0]!.bracket}\` of \`${clip(name)}\`: expected ${wanted} before it, found ${from.indent === 0 ? 'none' : spaces(from.indent)}.`,
    recovery,
    title:
      recovery.length > 1 ? `Indent ${recovery.length} lines below ${clip(name)}` : `Indent by ${wanted}`,
  };
}

function unclosed(text: string, open: readonly Open[], last: Lexeme, before: number): SyntaxIssue {
  const closers = open
    .map(({ bracket }) => CLOSER[bracket])
    .reverse()
    .join('');
  const { bracket, start } = open.at(-1)!;
  const found =
    before >= text.length
      ? null
      : /^(["']?)[\w.-]+\1:?|^[\s\S]/.exec(text.slice(before))![0].replace(/:$/, '');
  if (text[start + 1] === bracket && (bracket === '{' || text[before] === '}')) {
    return {
      range: { start: start + 1, end: start + 2 },
      message: `Found \`${bracket}${bracket}\`, and only one of the two is closed. Remove the other.`,
      recovery: [replace(start + 1, start + 2, '')],
      title: `Remove one ${bracket}`,
    };
  }
  const after = last.type === 'comma' ? 'the comma' : clip(last.source);
  const place = found === null ? 'found the end of the file' : `found \`${clip(found)}\``;
  return {
    range: { start, end: start + 1 },
    message: `This \`${bracket}\` is not closed. Expected \`${closers}\` after ${last.type === 'comma' ? after : `\`${after}\``}, ${place}.`,
    ...(last.type === 'seq-item-ind'
      ? { recovery: [replace(last.start, last.end, `0${closers}`)] }
      : {
          recovery: [insert(last.end, last.type === 'map-value-ind' ? ` ${closers}` : closers)],
          title: `Insert ${closers} after ${after}`,
        }),
  };
}

/** `[1, , 2]`. */
function emptyIssue(text: string, { start, end }: Lexeme, last: Lexeme): SyntaxIssue {
  const between = last.type === 'comma';
  const space = /^[ \t]*/.exec(text.slice(end))![0].length;
  return {
    range: { start, end },
    message: `Expected an entry between \`${last.source}\` and this comma, found nothing. Write one, or remove the comma.`,
    recovery: [between ? replace(last.end, end, '') : replace(start, end + space, '')],
    title: 'Remove the comma',
  };
}

/** A dash inside brackets: a minus sign without its number, or the mark of an entry, which belongs to lists without brackets. */
function dashIssue(words: readonly Lexeme[], n: number, { bracket }: Open): SyntaxIssue | null {
  const { start, end } = words[n]!;
  const range = { start, end };
  const [next, after] = [words[n + 1], words[n + 2]];
  const number = next?.type === 'space' && after?.type === 'scalar' ? after : null;
  const startsLine = words[n - 1]?.type === 'newline' || words[n - 2]?.type === 'newline';
  if (number && !startsLine) {
    return {
      range,
      message: `Found a space between \`-\` and \`${clip(number.source)}\`: a minus sign stands right before its number.`,
      recovery: [replace(end, number.start, '')],
      title: 'Remove the space',
    };
  }
  if (!number) {
    // At the end of the text the brackets are still open, and that is reported instead.
    if (words.slice(n + 1).every(isWhite)) return null;
    return {
      range,
      message: 'Expected a number after `-`, found nothing. Write it, or remove the `-`.',
      recovery: [replace(start, end, '0')],
    };
  }
  const closer = CLOSER[bracket];
  const dashes = words.slice(n).filter(({ type }) => type === 'seq-item-ind');
  return {
    range,
    message: `Found \`-\` inside \`${bracket} ${closer}\`, where commas stand between entries. Remove the brackets, or write commas in place of \`-\`.`,
    recovery: dashes.map((dash, k) => replace(dash.start, dash.end, k === 0 ? ' ' : ',')),
  };
}

/** A value right after another value, or after a key. */
function commaIssue(
  words: readonly Lexeme[],
  n: number,
  last: Lexeme,
  { bracket }: Open,
): SyntaxIssue | null {
  const word = words[n]!;
  if (isValueEnd(last)) {
    const before = words.slice(0, n).findLast((each) => each.end <= last.start && !isWhite(each));
    if (bracket === '{' && last.type === 'scalar' && before && isBefore(before)) {
      return {
        range: { start: last.start, end: last.end },
        message: `Expected \`:\` after \`${clip(last.source)}\`, found \`${clip(word.source)}\`.`,
        recovery: [insert(last.end, ':')],
        title: `Insert : after ${clip(last.source)}`,
      };
    }
    const first = word.type === 'scalar' ? /^\S*/.exec(word.source)![0] : word.source;
    return {
      range: { start: word.start, end: word.start + first.length },
      message: `Expected a comma between \`${clip(last.source)}\` and \`${clip(first)}\`.`,
      recovery: [insert(last.end, ',')],
      title: `Insert a comma after ${clip(last.source)}`,
    };
  }
  // For the lexer, `reward: 9 features: […]` is a value of two words, and then a colon.
  const [value, next] = word.type === 'scalar' ? word.source.split(/\s+/) : [];
  if (last.type !== 'map-value-ind' || !value || !next) return null;
  let after = n + 1;
  while (after < words.length && isWhite(words[after]!)) after++;
  if (words[after]?.type !== 'map-value-ind') return null;
  const at = word.start + value.length;
  const start = word.start + word.source.indexOf(next, value.length);
  return {
    range: { start, end: start + next.length },
    message: `Expected a comma between \`${clip(value)}\` and \`${clip(next)}\`.`,
    recovery: [insert(at, ',')],
    title: `Insert a comma after ${clip(value)}`,
  };
}
