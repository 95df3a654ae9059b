/** From a text to one YAML document, and its syntax errors. Handles any text. */
import { Composer, type CST, type Document, isMap, isScalar, Lexer, Parser } from 'yaml';
import type { Work } from '../math/work.js';
import { grouped } from './format.js';
import { type Emptied, putBackRows, takeOutRows } from './numberLists.js';
import { RecoveredText } from './recoveredText.js';
import { firstIssue } from './syntaxIssues/find.js';
import { columnIssue } from './syntaxIssues/indent.js';
import { lineAt, replace, type SyntaxIssue } from './syntaxIssues/issue.js';
import type { SpecIssue, TextEdit, TextFix } from './types.js';
import { KEYS } from './vocabulary.js';

/** The deepest nesting that is parsed: parser and composer are recursive, and no spec needs more than about six levels. */
export const MAX_DEPTH = 64;
/**
 * The longest text that is read, and the most words (names, signs, line breaks, numbers outside long rows): with both limits, reading needs less
 * than 1 GB.
 */
export const MAX_LENGTH = 3e7;
export const MAX_WORDS = 1e6;
/**
 * The most syntax errors that are reported one by one. Each needs a parsing of the whole text, so there are fewer in a long text: in total about
 * this many characters are parsed.
 */
const MOST_SLIPS = 20;
const MOST_PARSED = 1.2e5;

export interface Parsed {
  /** The document of the corrected text; null if the text cannot be corrected. */
  readonly document: Document.Parsed | null;
  readonly recovered: RecoveredText;
  /** Positions are in the text as written; each issue occurs once. */
  readonly issues: readonly SpecIssue[];
}

/**
 * Reports the parser's errors one at a time: the first is corrected in a copy, and the copy is parsed again, so that errors that only follow
 * from it are not reported, and errors further down are not lost. Each step parses the text once.
 */
export function* parsingYaml(text: string): Work<Parsed> {
  if (text.length > MAX_LENGTH) return unread(RecoveredText.of(text), tooLong(text));
  const issues: SpecIssue[] = [];
  const most = Math.min(MOST_SLIPS, Math.ceil(MOST_PARSED / (text.length + 1)));
  let recovered = RecoveredText.of(text);
  for (let round = 0; ; round++) {
    const { document, errors, issue: ofWhole } = compose(recovered.text);
    if (ofWhole) return { document, recovered, issues: [...issues, at(recovered, ofWhole)] };
    const issue =
      errors.length > 0
        ? firstIssue(recovered.text, errors, document?.contents)
        : marginIssue(recovered.text, document);
    if (issue === null) return { document, recovered, issues };
    const found = specIssueOf(recovered, issue);
    // Each round parses the whole text, even if it reports nothing new.
    const isLast = issues.length === most || round >= 2 * most;
    const isNew = !isLast && issues.every(({ range }) => range.start !== found.range.start);
    if (isNew) issues.push(found);
    recovered = recovered.with(isNew ? issue.recovery : [without(recovered.text, issue.range.start, isLast)]);
    yield;
  }
}

/** For at most this many unknown keys the indentation is checked. */
const MOST_STRANGE = 8;

/** A key in the margin that no section has, because its line is not indented enough: YAML sees no error in it. */
function marginIssue(text: string, document: Document.Parsed | null): SyntaxIssue | null {
  const { contents } = document ?? {};
  if (!isMap(contents) || contents.flow) return null;
  const sections: readonly string[] = KEYS.spec;
  const strange = contents.items
    .flatMap(({ key }) =>
      isScalar(key) && key.range && !sections.includes(String(key.value)) ? key.range[0] : [],
    )
    .slice(0, MOST_STRANGE);
  for (const start of strange) {
    const issue = columnIssue(text, lineAt(text, start));
    if (issue) return issue;
  }
  return null;
}

interface Composed {
  readonly document: Document.Parsed | null;
  readonly errors: Document.Parsed['errors'];
  /** A fault of the text as a whole. */
  readonly issue?: SpecIssue;
}

function compose(whole: string): Composed {
  const { text, rows } = takeOutRows(whole);
  return composed(text, rows) ?? composed(whole, new Map())!;
}

/** null: something that was taken out was not a row. */
function composed(text: string, rows: Emptied['rows']): Composed | null {
  const tokens = tokensOf(text);
  if (!Array.isArray(tokens)) return { document: null, errors: [], issue: tokens };
  const composer = new Composer({ version: '1.2', schema: 'core', prettyErrors: false, uniqueKeys: false });
  const [first, second] = withoutStacks(
    () => [...composer.compose(tokens, true, text.length)] as Document.Parsed[],
  );
  if (!first) return { document: null, errors: [] };
  if (!putBackRows(first, rows)) return null;
  if (first.errors.length > 0 || !second) return { document: first, errors: first.errors };
  const start = Math.min(second.range[0], Math.max(0, text.length - 1));
  const range = { start, end: Math.min(start + 3, text.length) };
  const message = 'Expected one document, found a second one. Put every problem in a file of its own.';
  return { document: first, errors: [], issue: { severity: 'error', code: 'documents', message, range } };
}

function specIssueOf(recovered: RecoveredText, { range, message, recovery, title }: SyntaxIssue): SpecIssue {
  return at(recovered, {
    severity: 'error',
    code: 'syntax',
    message,
    range,
    ...(title !== undefined && { fix: { title, edits: recovery } }),
  });
}

/** An issue of the corrected text, moved to its position in the text as written. */
export function at(recovered: RecoveredText, issue: SpecIssue): SpecIssue {
  const { range, fix, otherFixes } = issue;
  const mapped = (one: TextFix): TextFix => ({
    ...one,
    edits: one.edits.map((edit) => ({ ...edit, range: recovered.original(edit.range) })),
  });
  return {
    ...issue,
    range: recovered.original(range),
    ...(fix && { fix: mapped(fix) }),
    ...(otherFixes && { otherFixes: otherFixes.map(mapped) }),
  };
}

/** The beginning of a section: anything in the first column except a comment, a dash or a closing bracket. */
const SECTION = /^[^\s#\-\]}]/gm;

/** Removes everything from the key of the section to the next key, or to the end of the text, since it is too broken to be corrected. */
function without(text: string, offset: number, isRest: boolean): TextEdit {
  const starts = [...text.matchAll(SECTION)].map(({ index }) => index);
  const start = starts.findLast((each) => each <= offset) ?? 0;
  const end = (isRest ? undefined : starts.find((each) => each > offset)) ?? text.length;
  return replace(start, end, '');
}

/** The tokens of a text; or an issue, as soon as it turns out to be nested too deep or to have too many words. */
export function tokensOf(text: string): CST.Token[] | SpecIssue {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  let words = 0;
  for (const word of new Lexer().lex(text)) {
    for (const token of parser.next(word)) tokens.push(token);
    // The document is at the bottom of the stack, the value that is being read at the top.
    if (parser.stack.length > MAX_DEPTH + 2)
      return tooDeep(text, Math.min(parser.stack.at(-1)!.offset, text.length));
    if (++words > MAX_WORDS) return tooMany(text, Math.min(parser.offset, text.length));
  }
  for (const token of parser.end()) tokens.push(token);
  return tokens;
}

/** The composer makes an `Error` for each fault; the stacks of these errors are not needed. */
function withoutStacks<T>(compose: () => T): T {
  const errors = Error as unknown as { stackTraceLimit?: number };
  const { stackTraceLimit } = errors;
  errors.stackTraceLimit = 0;
  try {
    return compose();
  } finally {
    if (stackTraceLimit !== undefined) errors.stackTraceLimit = stackTraceLimit;
  }
}

const unread = (recovered: RecoveredText, issue: SpecIssue): Parsed => ({
  document: null,
  recovered,
  issues: [issue],
});

function tooDeep(text: string, start: number): SpecIssue {
  const message = `Found more than ${MAX_DEPTH} levels of nesting, where six are enough for anything here. Close the brackets, or remove them.`;
  return {
    severity: 'error',
    code: 'nesting',
    message,
    range: { start, end: Math.min(start + 1, text.length) },
  };
}

function tooLong(text: string): SpecIssue {
  const range = { start: 0, end: Math.max(0, text.indexOf('\n')) };
  const message = `This text has ${grouped(text.length)} characters, more than the ${grouped(MAX_LENGTH)} that are read, so there is no verdict and nothing runs. Write fewer actions or features, or numbers with fewer digits.`;
  return { severity: 'error', code: 'too-large', message, range };
}

function tooMany(text: string, start: number): SpecIssue {
  const range = { start, end: Math.min(start + 1, text.length) };
  const message = `Up to here the text has ${grouped(MAX_WORDS)} words and signs, and no more are read, so there is no verdict and nothing runs. Write fewer actions, or the two tables \`rewards\` and \`features\`, of which a long row counts as one.`;
  return { severity: 'error', code: 'too-large', message, range };
}
