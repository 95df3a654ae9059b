/** Where in the structure of a text an offset is, also while the text around it is incomplete: the text is parsed only as far as that takes. */
import { CST, Lexer, Parser } from 'yaml';
import { type Emptied, takeOutRows } from './numberLists.js';
import { MAX_DEPTH, MAX_LENGTH, MAX_WORDS } from './syntax.js';
import type { TextRange } from './types.js';

/** Keys, and places in lists, from the top. */
export type Path = readonly (string | number)[];

export interface Spot {
  /** Of the key or the value; where no word is, of the collection around. */
  readonly path: Path;
  readonly role: 'key' | 'value';
  /** The word as written, quotes and all; null: none, but what stands between words. */
  readonly word: { readonly range: TextRange; readonly source: string } | null;
  /** Whether it stands within braces or brackets. */
  readonly inFlow: boolean;
  /** The other keys of the mapping that a key stands in, those after it too. */
  otherKeys(): string[];
  /** The keys of the mapping at a path of the whole text; none where there is no mapping. */
  keysAt(path: Path): string[];
  /** How many numbers stand in the first row under a key of this name, anywhere in the text; null: there is no such row. */
  rowLength(key: string): number | null;
}

/** null: in a comment, in a text of several lines, or in one that is too large to be read. */
export function spotAt(text: string, offset: number): Spot | null {
  if (text.length > MAX_LENGTH) return null;
  const { text: emptied, rows } = takeOutRows(text);
  const feed = new Feed(emptied, rows);
  while (feed.next !== null) {
    const { next, isScalar } = feed;
    const start = feed.offset;
    const end = start + next.length;
    if (isScalar && start <= offset && offset <= end) {
      // To an editor a carriage return ends a line as well.
      if (/[\n\r]/.test(next) || !feed.advance()) return null;
      while (feed.next !== null && /^[ \t]+$/.test(feed.next)) feed.advance();
      // Only what follows tells a key from a value.
      if (feed.next === ':') feed.advance();
      return spotOf(feed, { range: { start, end }, source: next });
    }
    if (end > offset && !feed.isControl) return next.startsWith('#') ? null : spotOf(feed, null);
    if (!feed.advance()) return null;
  }
  return null;
}

/** The parser, and the words of the text that it has not been given yet. */
class Feed {
  readonly #parser = new Parser();
  readonly #words: Iterator<string>;
  #fed = 0;
  /** The next word as the lexer gives it. */
  next: string | null = null;
  isScalar = false;

  constructor(
    text: string,
    /** What was taken out of it. */
    readonly rows: Emptied['rows'],
  ) {
    this.#words = new Lexer().lex(text);
    this.#read();
  }

  get offset(): number {
    return this.#parser.offset;
  }

  /** What is being read: the document at the bottom, the innermost value at the top. */
  get stack(): readonly CST.Token[] {
    return this.#parser.stack;
  }

  /** A mark of the lexer, which stands nowhere in the text. */
  get isControl(): boolean {
    return !this.isScalar && this.next !== null && MARKS.includes(this.next);
  }

  /** false: there are more levels or words than are read. */
  advance(): boolean {
    const marksScalar = this.next === CST.SCALAR && !this.isScalar;
    // What is wrong with the text is said elsewhere.
    for (const _ of this.#parser.next(this.next!));
    this.#read(marksScalar);
    return this.stack.length <= MAX_DEPTH + 2 && ++this.#fed <= MAX_WORDS;
  }

  /** Reads all that is left; a collection stands in the one around it only when it has ended. */
  finish(): void {
    while (this.next !== null && this.advance());
    if (this.next === null) for (const _ of this.#parser.end());
  }

  #read(isMarked = false): void {
    const { value, done } = this.#words.next();
    this.next = done ? null : value;
    this.isScalar = isMarked || (!done && /^["']/.test(value));
  }
}

const MARKS: readonly string[] = [CST.BOM, CST.DOCUMENT, CST.FLOW_END, CST.SCALAR];

type Collection = CST.BlockMap | CST.BlockSequence | CST.FlowCollection;

function spotOf(feed: Feed, word: Spot['word']): Spot {
  const collections = feed.stack.filter((token) => CST.isCollection(token)) as Collection[];
  const innermost = collections.at(-1);
  const key = innermost?.items.at(-1)?.key;
  const isMap = innermost !== undefined && isMapping(innermost);
  const around = word === null ? collections.slice(0, -1) : collections;
  return {
    path: around.map((each) => (isMapping(each) ? nameOf(each.items.at(-1)?.key) : each.items.length - 1)),
    role: word !== null && isMap && key?.offset === word.range.start ? 'key' : 'value',
    word,
    inFlow: collections.some(({ type }) => type === 'flow-collection'),
    otherKeys() {
      if (!isMap) return [];
      while (feed.next !== null && feed.stack.includes(innermost) && feed.advance());
      return innermost.items.flatMap(({ key: each }) =>
        each && each.offset !== word?.range.start ? [nameOf(each)] : [],
      );
    },
    keysAt(path) {
      feed.finish();
      const at = path.reduce<CST.Token | undefined>(childOf, collections[0]);
      return isCollection(at) && isMapping(at)
        ? at.items.flatMap(({ key: each }) =>
            each && each.offset !== word?.range.start ? [nameOf(each)] : [],
          )
        : [];
    },
    rowLength(name) {
      feed.finish();
      for (const { key: each, value } of itemsWithin(collections[0])) {
        if (nameOf(each) !== name || !isCollection(value) || isMapping(value)) continue;
        // Of a table, its first row.
        const first = value.items[0]?.value;
        const row = isCollection(first) && !isMapping(first) ? first : value;
        const length =
          feed.rows.get(row.offset)?.literals.length ?? row.items.filter((item) => item.value).length;
        if (length > 0) return length;
      }
      return null;
    },
  };
}

function isCollection(token: CST.Token | undefined): token is Collection {
  return token !== undefined && CST.isCollection(token);
}

function childOf(token: CST.Token | undefined, step: string | number): CST.Token | undefined {
  if (!isCollection(token)) return undefined;
  if (typeof step === 'number') return isMapping(token) ? undefined : token.items[step]?.value;
  return isMapping(token) ? token.items.find(({ key }) => key && nameOf(key) === step)?.value : undefined;
}

/** Every entry of a collection and of those in it, in the order of the text. */
function* itemsWithin(token: CST.Token | undefined): Generator<Collection['items'][number]> {
  if (!isCollection(token)) return;
  for (const item of token.items) {
    yield item;
    yield* itemsWithin(item.value);
  }
}

function isMapping(token: Collection): boolean {
  return token.type === 'block-map' || (token.type === 'flow-collection' && token.start.source === '{');
}

function nameOf(key: CST.Token | null | undefined): string {
  // What is wrong with the text is said elsewhere: without a listener it would be thrown.
  return (
    (CST.isScalar(key ?? null) && CST.resolveAsScalar(key as CST.FlowScalar, true, () => {})?.value) || ''
  );
}
