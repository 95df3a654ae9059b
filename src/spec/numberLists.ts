/**
 * Long rows of plain numbers are most of a large text, and do not need a YAML parser. They are taken out before the
 * parsing in a way that keeps offsets, and put back as the nodes that the parser would have made.
 */
import { type Document, isSeq, type Node, Scalar, visit } from 'yaml';

const NUMBER = /^[-+]?[\d.][-+.\deE]*(?:\/\d+)?$/;
/** With fewer numbers the parser is as fast. */
const LONG = 8;
/** The beginning of a row on its line: `- [` or `features: [`. Quotes and comments before it are excluded separately. */
const DASH = /[ \t]*-[ \t]+(?=\[)/y;
const FEATURES = /features:[ \t]*(?=\[)/g;
const QUOTE_OR_COMMENT = /[#'"]/;
/** Such a line may begin a block scalar, in which rows are only text. */
const BLOCK_SCALAR = /[:-][ \t][|>]/;

export interface Emptied {
  /** A text of the same length with blanks inside the brackets of its long rows. */
  readonly text: string;
  /** The offset of a row's bracket → the numbers between its brackets. */
  readonly rows: ReadonlyMap<number, NumberRow>;
}

/** Takes out the long rows. Looks at every character a bounded number of times. */
export function takeOutRows(text: string): Emptied {
  const rows = new Map<number, NumberRow>();
  if (BLOCK_SCALAR.test(text)) return { text, rows };
  const pieces: string[] = [];
  let done = 0;
  for (let start = 0; start < text.length; ) {
    const next = text.indexOf('\n', start);
    const end = next < 0 ? text.length : next;
    const bracket = end - start < 2 * LONG ? null : rowIn(text.slice(start, end));
    if (bracket !== null) {
      const from = start + bracket + 1;
      const to = text.indexOf(']', from);
      const row = to < 0 || to > end ? null : split(text.slice(from, to), from);
      if (row) {
        rows.set(from - 1, row);
        pieces.push(text.slice(done, from), ' '.repeat(to - from));
        done = to;
      }
    }
    start = end + 1;
  }
  pieces.push(text.slice(done));
  return { text: pieces.join(''), rows };
}

/** The place of the bracket that may begin a row of numbers; null: the line has none. */
function rowIn(line: string): number | null {
  DASH.lastIndex = 0;
  if (DASH.test(line)) return DASH.lastIndex;
  FEATURES.lastIndex = 0;
  const found = FEATURES.exec(line);
  if (!found) return null;
  const hidden = line.search(QUOTE_OR_COMMENT);
  return hidden >= 0 && hidden < found.index ? null : FEATURES.lastIndex;
}

/** The numbers of a long row as written, and the offset of each. */
export interface NumberRow {
  readonly literals: readonly string[];
  readonly starts: readonly number[];
}

const numbersOf = new WeakMap<Node, NumberRow>();

/** The numbers of a long row, without making its nodes; undefined for every other node. */
export function numberRow(node: Node | null): NumberRow | undefined {
  return node === null ? undefined : numbersOf.get(node);
}

/**
 * false: something that was taken out was not a row but, for example, part of a quoted text; the document has to be parsed again without taking
 * rows out.
 */
export function putBackRows(document: Document.Parsed, rows: Emptied['rows']): boolean {
  if (rows.size === 0) return true;
  let put = 0;
  visit(document, {
    Seq(_, sequence) {
      const start = sequence.range?.[0];
      const row = start === undefined ? undefined : rows.get(start);
      if (row === undefined || !isSeq(sequence)) return undefined;
      put++;
      numbersOf.set(sequence, row);
      // Readers of numbers use the row itself; nodes are made only when they are asked for.
      let items: Node[] | undefined;
      Object.defineProperty(sequence, 'items', {
        get: () => {
          items ??= row.literals.map((source, k) => scalar(source, row.starts[k]!));
          return items;
        },
      });
      return visit.SKIP;
    },
  });
  return put === rows.size;
}

/** The numbers between commas; null: they are few, or something else is among them. */
function split(inside: string, offset: number): NumberRow | null {
  const parts = inside.split(',');
  if (parts.length < LONG) return null;
  const literals: string[] = [];
  const starts: number[] = [];
  let at = offset;
  for (const part of parts) {
    const literal = part.trim();
    if (!NUMBER.test(literal)) return null;
    literals.push(literal);
    starts.push(at + part.indexOf(literal));
    at += part.length + 1;
  }
  return { literals, starts };
}

function scalar(source: string, start: number): Node {
  const number = Number(source);
  const made = new Scalar<unknown>(Number.isNaN(number) ? source : number);
  made.source = source;
  made.type = 'PLAIN';
  const end = start + source.length;
  made.range = [start, end, end];
  return made as Node;
}
