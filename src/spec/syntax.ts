/** From text to one YAML document, and what is wrong with it as YAML. Survives any text. */
import { Composer, type CST, type Document, Parser, type YAMLError } from 'yaml';
import type { Reader } from './nodes.js';
import { type Emptied, putBackRows, takeOutRows } from './numberLists.js';

/** Deepest nesting that is composed: the composer recurses, and no spec needs more than about six. */
const MAX_DEPTH = 64;

/** The document, or null where the text cannot be made into one. */
export function parseYaml(reader: Reader): Document.Parsed | null {
  const { text, rows } = takeOutRows(reader.text);
  const document = parsed(reader, text, rows);
  return document === undefined ? (parsed(reader, reader.text, new Map()) ?? null) : document;
}

/** undefined: not all that was taken out were rows. */
function parsed(reader: Reader, text: string, rows: Emptied['rows']): Document.Parsed | null | undefined {
  const tokens = [...new Parser().parse(text)];
  const deep = firstDeeperThan(MAX_DEPTH, tokens);
  if (deep) {
    const range = { start: deep.offset, end: Math.min(deep.offset + 1, reader.text.length) };
    return reader.error(
      'nesting',
      range,
      `Nested more than ${MAX_DEPTH} levels deep: nothing here needs that.`,
    );
  }
  const composer = new Composer({ version: '1.2', schema: 'core', prettyErrors: false, uniqueKeys: false });
  const documents = [...composer.compose(tokens, true, reader.text.length)] as Document.Parsed[];
  const [first, second] = documents;
  if (!first) return null;
  if (!putBackRows(first, rows)) return undefined;
  for (const error of first.errors) reportSyntax(reader, error);
  if (second) {
    const start = Math.min(second.range[0], Math.max(0, reader.text.length - 1));
    reader.error(
      'documents',
      { start, end: Math.min(start + 3, reader.text.length) },
      'Expected one document, found a second one. Put every problem in a file of its own.',
    );
  }
  return first;
}

const IN_OTHER_WORDS: Partial<Record<YAMLError['code'], string>> = {
  TAB_AS_INDENT: 'Tabs cannot indent: use two spaces.',
  MISSING_CHAR: 'Something is left open here',
  BAD_ALIAS: 'This alias names nothing. Write the value out.',
};

function reportSyntax(reader: Reader, error: YAMLError): void {
  const { length } = reader.text;
  const start = Math.min(error.pos[0], length);
  const end = Math.min(Math.max(error.pos[1], start), length);
  const words = IN_OTHER_WORDS[error.code];
  const message = words?.endsWith('.')
    ? words
    : `${words ? `${words}: ` : ''}${error.message.split('\n')[0]}.`;
  const fix =
    error.code === 'TAB_AS_INDENT'
      ? { title: 'Replace the tab by two spaces', range: { start, end }, newText: '  ' }
      : undefined;
  reader.error('syntax', { start, end }, message, fix);
}

/** The first token below `limit` levels, found without recursion. */
function firstDeeperThan(limit: number, tokens: readonly CST.Token[]): CST.Token | null {
  const open: [CST.Token, number][] = tokens.map((token) => [token, 0]);
  for (let next = open.pop(); next; next = open.pop()) {
    const [token, depth] = next;
    if (depth > limit) return token;
    if (token.type === 'document' && token.value) open.push([token.value, depth]);
    if (!('items' in token)) continue;
    for (const item of token.items) {
      if (item.key) open.push([item.key, depth + 1]);
      if (item.value) open.push([item.value, depth + 1]);
    }
  }
  return null;
}
