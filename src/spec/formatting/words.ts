/** The words of a text in order, including signs and comments, with the columns of lines that begin with them; and the tables that they form. */
import { CST } from 'yaml';
import type { NumberRow } from '../numberLists.js';
import { formsOf, schemasAt } from '../schemaAt.js';
import type { Path } from '../spot.js';

/** A sign; `w`: a name, number or text; `#`: a comment; `&`: an anchor, alias or tag; `%`: the beginning or end of a document. */
export type Kind = '{' | '}' | '[' | ']' | ',' | ':' | '-' | 'w' | '#' | '&' | '%';

/** Blanks for each level. */
export const INDENT = 2;

/** One entry per word. */
export interface Words {
  readonly kinds: Kind[];
  /** Their offsets. */
  readonly starts: number[];
  readonly ends: number[];
  /** Their lines, counted from 0, and the offsets where the lines begin. */
  readonly lines: number[];
  readonly lineStarts: number[];
  /** The column of a line that begins with the word; −1: it follows from the brackets around it, or for a comment from the lines around it. */
  readonly indents: number[];
  /** How many collections the word is in. */
  readonly depths: number[];
  /** Does a member of a mapping or list begin here, on lines of its own? */
  readonly begins: boolean[];
  /** For an outermost bracket: the column of the lines that close it. */
  readonly bases: Map<number, number>;
  /** The meaning of each text of several lines. */
  readonly texts: Map<number, string>;
}

/** A value, given by the numbers of its words. */
export type Value =
  | { readonly is: 'word'; readonly first: number; readonly last: number }
  /** A list in brackets that has only words: they have the numbers first + 1, first + 3, … */
  | { readonly is: 'list'; readonly first: number; readonly last: number; readonly length: number }
  | { readonly is: 'map'; readonly first: number; readonly last: number; readonly entries: readonly Entry[] }
  | { readonly is: 'other'; readonly first: number; readonly last: number };

export interface Entry {
  /** The word of the key, or the one that begins the entry. */
  readonly first: number;
  /** The key as written; '' for an entry of a list. */
  readonly key: string;
  readonly value: Value | null;
}

/** Entries that each have a line of their own. */
export type Table = readonly Entry[];

/**
 * null: for some words no layout is known, or what was taken out was not a row.
 *
 * @param tokens of the text without its long rows
 * @param rows what was taken out
 */
export function wordsOf(
  text: string,
  tokens: readonly CST.Token[],
  rows: ReadonlyMap<number, NumberRow>,
): { readonly words: Words; readonly tables: readonly Table[] } | null {
  const walk = new Walk(text, rows);
  for (const token of tokens) walk.topLevel(token);
  return walk.isUnknown || !walk.hasMetAllRows ? null : { words: walk.words, tables: walk.tables };
}

export function beginsLine({ lineStarts, ends }: Words, word: number): boolean {
  return word === 0 || lineStarts[word]! >= ends[word - 1]!;
}

const SIGNS: Readonly<Record<string, Kind>> = {
  'flow-map-start': '{',
  'flow-map-end': '}',
  'flow-seq-start': '[',
  'flow-seq-end': ']',
  comma: ',',
  'map-value-ind': ':',
  'seq-item-ind': '-',
  comment: '#',
  anchor: '&',
  tag: '&',
  alias: '&',
  'doc-start': '%',
  'doc-end': '%',
};

/** The surroundings of a token. */
interface Around {
  readonly depth: number;
  readonly path: Path;
  /** The column of a line that begins with the token. */
  readonly indent: number;
  /** The column of the line that closes it, if it is in brackets. */
  readonly base: number;
}

class Walk {
  readonly words: Words = {
    kinds: [],
    starts: [],
    ends: [],
    lines: [],
    lineStarts: [],
    indents: [],
    depths: [],
    begins: [],
    bases: new Map(),
    texts: new Map(),
  };
  readonly tables: Table[] = [];
  isUnknown = false;
  #line = 0;
  #lineStart = 0;
  #counted = 0;
  /** The number of long rows met so far. */
  #rowsMet = 0;

  constructor(
    private readonly text: string,
    private readonly rows: ReadonlyMap<number, NumberRow>,
  ) {}

  topLevel(token: CST.Token): void {
    const around = { depth: 0, path: [], indent: 0, base: 0 };
    if (token.type === 'document') {
      this.#signs(token.start, around);
      if (token.value) this.#value(token.value, around);
      this.#signs(token.end ?? [], around);
    } else if (token.type === 'doc-end') {
      this.#add('%', token.offset, token.offset + token.source.length, around);
      this.#signs(token.end ?? [], around);
    } else this.#signs([token], around);
  }

  get hasMetAllRows(): boolean {
    return this.#rowsMet === this.rows.size;
  }

  get #count(): number {
    return this.words.kinds.length;
  }

  #add(kind: Kind, start: number, end: number, { indent, depth }: Around): number {
    const { words, text } = this;
    for (; this.#counted < start; this.#counted++) {
      if (text[this.#counted] !== '\n') continue;
      this.#line++;
      this.#lineStart = this.#counted + 1;
    }
    words.kinds.push(kind);
    words.starts.push(start);
    words.ends.push(end);
    words.lines.push(this.#line);
    words.lineStarts.push(this.#lineStart);
    words.indents.push(kind === '#' ? -1 : indent);
    words.depths.push(depth);
    words.begins.push(false);
    return this.#count - 1;
  }

  #signs(tokens: readonly CST.Token[], around: Around): void {
    for (const token of tokens) {
      if (token.type === 'space' || token.type === 'newline' || token.type === 'byte-order-mark') continue;
      const kind = SIGNS[token.type];
      if (kind === undefined || !('source' in token)) this.isUnknown = true;
      else this.#add(kind, token.offset, token.offset + token.source.length, around);
    }
  }

  #value(token: CST.Token, around: Around): Value {
    const first = this.#count;
    if (token.type === 'block-map') this.#blockMap(token, around);
    else if (token.type === 'block-seq') this.#blockList(token, around);
    else if (token.type === 'flow-collection') return this.#inBrackets(token, around);
    else if (token.type === 'block-scalar') this.#lines(token, around);
    else if ('source' in token) {
      const { offset, source, type } = token;
      this.#add(SIGNS[type] ?? 'w', offset, offset + source.length, around);
      if (CST.isScalar(token) && source.includes('\n')) this.#several(token);
      if ('end' in token) this.#signs(token.end ?? [], around);
      if (type === 'scalar' || type.endsWith('-quoted-scalar')) return { is: 'word', first, last: first };
      if (type !== 'alias') this.isUnknown = true;
    }
    return { is: 'other', first, last: this.#count - 1 };
  }

  /** A text on lines of its own, such as a block scalar. */
  #lines(token: CST.BlockScalar, around: Around): void {
    const header = token.props.findIndex(({ type }) => type === 'block-scalar-header');
    this.#signs(token.props.slice(0, header), around);
    const last = token.props.at(-1) as CST.SourceToken;
    const end = last.offset + last.source.length + token.source.length;
    this.#add('w', token.props[header]!.offset, end, around);
    this.#several(token);
  }

  #several(token: CST.FlowScalar | CST.BlockScalar): void {
    // Faults of the text are reported elsewhere; without a listener they would be thrown.
    this.words.texts.set(this.#count - 1, CST.resolveAsScalar(token, true, () => {})?.value ?? '');
  }

  #blockMap({ items }: CST.BlockMap, { depth, path, indent }: Around): void {
    const own = { depth: depth + 1, path, indent, base: indent };
    const rows: Entry[] = [];
    for (const { start, key, sep, value } of items) {
      this.#signs(start, own);
      const first = this.#count;
      if (key) {
        this.#value(key, own);
        this.words.begins[first] = true;
      }
      const name = this.#nameOf(key);
      const inside = { depth: depth + 1, path: [...path, name], indent: indent + INDENT, base: indent };
      this.#signs(sep ?? [], inside);
      rows.push({ first, key: name, value: value ? this.#value(value, inside) : null });
    }
    this.#table(rows, path, true);
  }

  #blockList({ items }: CST.BlockSequence, { depth, path, indent }: Around): void {
    const own = { depth: depth + 1, path, indent, base: indent };
    const column = indent + INDENT;
    const rows: Entry[] = [];
    for (const [index, { start, value }] of items.entries()) {
      const inside = { depth: depth + 1, path: [...path, index], indent: column, base: column };
      const dash = start.findIndex(({ type }) => type === 'seq-item-ind');
      this.#signs(start.slice(0, dash + 1), own);
      const first = this.#count - 1;
      if (dash >= 0) this.words.begins[first] = true;
      this.#signs(start.slice(dash + 1), inside);
      rows.push({ first, key: '', value: value ? this.#value(value, inside) : null });
    }
    this.#table(rows, path, false);
  }

  #inBrackets(token: CST.FlowCollection, around: Around): Value {
    const { depth, path, base } = around;
    const isMap = token.start.source === '{';
    this.#signs([token.start], around);
    const first = this.#count - 1;
    this.words.bases.set(first, beginsLine(this.words, first) ? around.indent : base);
    const own = { depth: depth + 1, path, indent: -1, base: -1 };
    const row = this.rows.get(token.offset);
    if (row) {
      this.#rowsMet++;
      this.#numbers(row, own);
      this.#signs(token.end, around);
      const length = row.literals.length;
      return { is: 'list', first, last: first + 2 * length, length };
    }
    const entries: Entry[] = [];
    for (const [index, { start, key, sep, value }] of token.items.entries()) {
      this.#signs(start, own);
      if (!key && !sep && !value) continue;
      const begin = this.#count;
      if (key) this.#value(key, own);
      const name = this.#nameOf(key);
      const inside = { ...own, path: [...path, isMap ? name : index] };
      this.#signs(sep ?? [], inside);
      entries.push({ first: begin, key: name, value: value ? this.#value(value, inside) : null });
    }
    const closing = token.end.findIndex(({ type }) => type.startsWith('flow-'));
    this.#signs(token.end.slice(0, closing + 1), { ...around, indent: -1 });
    const last = this.#count - 1;
    this.#signs(token.end.slice(closing + 1), around);
    if (this.words.lines[first] !== this.words.lines[last]) this.#table(entries, path, isMap);
    const isPlain = entries.every((entry) => entry.key === '' && entry.value?.is === 'word');
    const length = entries.length;
    if (!isMap && isPlain && last === first + 2 * length) return { is: 'list', first, last, length };
    const isSimple = isMap && entries.every(({ key, value }) => key !== '' && value !== null);
    return isSimple ? { is: 'map', first, last, entries } : { is: 'other', first, last };
  }

  #numbers({ literals, starts }: NumberRow, around: Around): void {
    for (const [k, literal] of literals.entries()) {
      const end = starts[k]! + literal.length;
      this.#add('w', starts[k]!, end, around);
      if (k === literals.length - 1) continue;
      const comma = this.text.indexOf(',', end);
      this.#add(',', comma, comma + 1, around);
    }
  }

  #nameOf(key: CST.Token | null | undefined): string {
    return key && 'source' in key ? key.source : '';
  }

  /** Keeps entries with a line of their own as a table, if they have names that a person chose, or form a list. */
  #table(entries: readonly Entry[], path: Path, isMap: boolean): void {
    const { lines, kinds } = this.words;
    const rows = entries.filter(({ first, value }) => {
      if (value === null || (value.is !== 'list' && value.is !== 'map')) return false;
      const before = kinds[first - 1];
      const isFirst = beginsLine(this.words, first) || before === '{' || before === '[';
      return isFirst && lines[first] === lines[value.last];
    });
    if (rows.length > 1 && (!isMap || isNamed(path))) this.tables.push(rows);
  }
}

/** Does a person choose the names of the entries of the mapping at this path? */
function isNamed(path: Path): boolean {
  return schemasAt(path)
    .flatMap(formsOf)
    .some(({ is }) => is === 'named');
}
