/** The position of an offset in the structure of a text, even if the text around it is incomplete: the text is parsed only as far as that needs. */
import { CST, Lexer, Parser } from 'yaml';
import { type Emptied, takeOutRows } from './numberLists.js';
import { type Shortened, shortened } from './shortened.js';
import { MAX_DEPTH, MAX_LENGTH, MAX_WORDS } from './syntax.js';
import type { TextRange } from './types.js';

/** Keys, and positions in lists, from the top. */
export type Path = readonly (string | number)[];

export interface Spot {
  /** The path of the key or the value; if there is no word, of the collection around it. */
  readonly path: Path;
  readonly role: 'key' | 'value';
  /** The word as written, including quotes; null: the offset is between words. */
  readonly word: { readonly range: TextRange; readonly source: string } | null;
  /** Is it inside braces or brackets? */
  readonly inFlow: boolean;
  /** The other keys of the mapping in which a key stands, including those after it. */
  otherKeys(): string[];
  /** The other entries of the list in which a value stands, those of one word, including those after it. */
  otherEntries(): string[];
  /** The keys of the mapping at a path of the whole text; none if there is no mapping. */
  keysAt(path: Path): string[];
  /** The members of the mapping at a path of the whole text, by key. @param below where in a value its keys are looked for */
  membersAt(path: Path, below?: Path): ReadonlyMap<string, Member>;
  /** The number of entries of the first row under a key of this name, anywhere in the text; null: there is no such row. */
  rowLength(key: string): number | null;
}

/** The value of a key. */
export interface Member {
  /** null: it is not one word. */
  readonly word: string | null;
  /** The keys of the mapping in it; none if there is none. */
  readonly keys: readonly string[];
}

/**
 * null: the offset is in a comment, in a text of several lines, or in a text that is too large to be read. What `shortened` leaves out is read only if the
 * answer may depend on it.
 */
export function spotAt(text: string, offset: number): Spot | null {
  if (text.length > MAX_LENGTH) return null;
  const inWhole = () => spotIn(new Feed(text), offset);
  const { text: short, before, gaps } = shortened(text, offset);
  if (gaps.size === 0) return inWhole();
  const feed = new Feed(short, gaps);
  const spot = spotIn(feed, offset - before);
  if (!feed.standsForWhole()) return inWhole();
  if (spot === null) return null;
  const { word } = spot;
  const ask = <T>(about: readonly (string | number)[], question: (spot: Spot) => T): T => {
    const answer = about.some((name) => feed.leavesOut(name)) ? null : question(spot);
    return answer !== null && feed.standsForWhole() ? answer : question(inWhole() ?? spot);
  };
  return {
    ...spot,
    word: word && {
      ...word,
      range: { start: word.range.start + before, end: word.range.end + before },
    },
    otherKeys: () => ask([], (one) => one.otherKeys()),
    otherEntries: () => ask([], (one) => one.otherEntries()),
    keysAt: (path) => ask(path, (one) => one.keysAt(path)),
    membersAt: (path, below) => (inWhole() ?? spot).membersAt(path, below),
    rowLength: (key) => ask([key], (one) => one.rowLength(key)),
  };
}

/** `spotAt` in the text of a feed of which nothing has been read. */
function spotIn(feed: Feed, offset: number): Spot | null {
  while (feed.next !== null) {
    const { next, isScalar } = feed;
    const start = feed.offset;
    const end = start + next.length;
    if (isScalar && start <= offset && offset <= end) {
      // Editors treat a carriage return as the end of a line, too.
      if (/[\n\r]/.test(next) || !feed.advance()) return null;
      while (feed.next !== null && /^[ \t]+$/.test(feed.next)) feed.advance();
      // Only the next word distinguishes a key from a value.
      if (feed.next === ':') feed.advance();
      return spotOf(feed, { range: { start, end }, source: next });
    }
    if (end > offset && !feed.isControl) return next.startsWith('#') ? null : spotOf(feed, null);
    if (!feed.advance()) return null;
  }
  return null;
}

/** The parser, and the words of the text that it has not received yet. */
class Feed {
  readonly #parser = new Parser();
  readonly #words: Iterator<string>;
  #fed = 0;
  /** The next word from the lexer. */
  next: string | null = null;
  isScalar = false;
  /** The long rows of numbers, which the parser does not receive. */
  readonly rows: Emptied['rows'];
  /** The documents that have ended. */
  readonly #ended: CST.Token[] = [];

  constructor(
    text: string,
    /** The parts that were taken out of the text beforehand. */
    readonly gaps: Shortened['gaps'] = new Map(),
  ) {
    const emptied = takeOutRows(text);
    this.rows = emptied.rows;
    this.#words = new Lexer().lex(emptied.text);
    this.#read();
  }

  get offset(): number {
    return this.#parser.offset;
  }

  /** What is being read: the document at the bottom, the innermost value at the top. */
  get stack(): readonly CST.Token[] {
    return this.#parser.stack;
  }

  /** Is the next word a mark of the lexer, which has no place in the text? */
  get isControl(): boolean {
    return !this.isScalar && this.next !== null && MARKS.includes(this.next);
  }

  /** false: there are more levels or words than are read. */
  advance(): boolean {
    const marksScalar = this.next === CST.SCALAR && !this.isScalar;
    // Syntax errors are reported elsewhere.
    for (const token of this.#parser.next(this.next!)) this.#ended.push(token);
    this.#read(marksScalar);
    return this.stack.length <= MAX_DEPTH + 2 && ++this.#fed <= MAX_WORDS;
  }

  /** Reads the rest of the text; a collection is added to the one around it only when it has ended. */
  finish(): void {
    while (this.next !== null && this.advance());
    if (this.next === null) for (const token of this.#parser.end()) this.#ended.push(token);
  }

  /** The keys of a mapping, except the one at an offset. */
  keysOf(mapping: Collection, except: number | undefined): string[] {
    return mapping.items.flatMap(({ key }) =>
      key && key.offset !== except ? [nameOf(key), ...(this.gaps.get(key.offset)?.names ?? [])] : [],
    );
  }

  /** Was something of this name taken out? */
  leavesOut(name: string | number): boolean {
    return [...this.gaps.values()].some(({ names }) => names.includes(String(name)));
  }

  /** Is every line after which lines were taken out an entry of a mapping, as they are themselves? */
  standsForWhole(): boolean {
    const kept = new Set<number>();
    for (const token of [...this.#ended, ...this.stack])
      for (const collection of collectionsIn(token.type === 'document' ? token.value : token))
        for (const { key, value } of collection.items) {
          const gap = key && this.gaps.get(key.offset);
          if (!gap || collection.type !== 'block-map' || collection.indent !== gap.indent) continue;
          if (value?.type === 'flow-collection' && value.end[0]?.offset === gap.bracket) kept.add(key.offset);
        }
    return [...this.gaps.keys()].every((start) => start >= this.offset || kept.has(start));
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
      return feed.keysOf(innermost, word?.range.start);
    },
    otherEntries() {
      if (innermost === undefined || isMap) return [];
      while (feed.next !== null && feed.stack.includes(innermost) && feed.advance());
      // Until a list in brackets has ended, its entries are the keys of a mapping.
      return innermost.items.flatMap(({ key, value = key }) =>
        value && value.offset !== word?.range.start ? nameOf(value) || [] : [],
      );
    },
    keysAt(path) {
      feed.finish();
      const at = path.reduce<CST.Token | undefined>(childOf, collections[0]);
      return isCollection(at) && isMapping(at) ? feed.keysOf(at, word?.range.start) : [];
    },
    membersAt(path, below = []) {
      feed.finish();
      const at = path.reduce<CST.Token | undefined>(childOf, collections[0]);
      const items = isCollection(at) && isMapping(at) ? at.items : [];
      return new Map(
        items.flatMap(({ key, value }) => {
          if (!key || key.offset === word?.range.start) return [];
          const inner = below.reduce(childOf, value);
          const keys = isCollection(inner) && isMapping(inner) ? feed.keysOf(inner, word?.range.start) : [];
          return [[nameOf(key), { word: nameOf(value) || null, keys }] as const];
        }),
      );
    },
    rowLength(name) {
      feed.finish();
      for (const { key: each, value } of itemsWithin(collections[0])) {
        if (nameOf(each) !== name || !isCollection(value) || isMapping(value)) continue;
        // Only the first row of a table.
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

function* collectionsIn(token: CST.Token | undefined): Generator<Collection> {
  if (!isCollection(token)) return;
  yield token;
  for (const { value } of token.items) yield* collectionsIn(value);
}

/** Every entry of a collection and of the collections in it, in the order of the text. */
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
  // Faults of the text are reported elsewhere; without a listener they would be thrown.
  return (
    (CST.isScalar(key ?? null) && CST.resolveAsScalar(key as CST.FlowScalar, true, () => {})?.value) || ''
  );
}
