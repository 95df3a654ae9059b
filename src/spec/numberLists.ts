/**
 * Long rows of plain numbers are most of a large text, and nothing in them needs a YAML parser. They are taken out before the
 * parsing, so that offsets stay as they are, and put back as the nodes that the parser would have made.
 */
import { type Document, isSeq, type Node, Scalar, visit } from 'yaml';

const NUMBER = '[-+]?[\\d.][-+.\\deE]*(?:/\\d+)?';
/** On a line without quotes or comments before it: `features: [1, 2, …]` or `- [1, 2, …]`, eight numbers or more. */
const ROW = new RegExp(
  `^([^\\S\\n]*(?:-[^\\S\\n]+|[^#'"\\n]*?features:[^\\S\\n]*))\\[([^\\S\\n]*${NUMBER}(?:[^\\S\\n]*,[^\\S\\n]*${NUMBER}){7,}[^\\S\\n]*)\\]`,
  'gm',
);
/** Where a line may be the text of a block scalar, no line is what it seems. */
const BLOCK_SCALAR = /[:-][^\S\n]+[|>]/;

export interface Emptied {
  /** As long as the text, with nothing inside the brackets of its long rows. */
  readonly text: string;
  /** Offset of a row's bracket → the text between its brackets. */
  readonly rows: ReadonlyMap<number, string>;
}

export function takeOutRows(text: string): Emptied {
  const rows = new Map<number, string>();
  if (BLOCK_SCALAR.test(text)) return { text, rows };
  const emptied = text.replace(ROW, (_, before: string, inside: string, offset: number) => {
    rows.set(offset + before.length, inside);
    return `${before}[${' '.repeat(inside.length)}]`;
  });
  return { text: emptied, rows };
}

/** The numbers of a long row as written, and where each begins. */
export interface NumberRow {
  readonly literals: readonly string[];
  readonly starts: readonly number[];
}

const numbersOf = new WeakMap<Node, NumberRow>();

/** What a long row holds, without the making of its nodes; undefined of every other node. */
export function numberRow(node: Node | null): NumberRow | undefined {
  return node === null ? undefined : numbersOf.get(node);
}

/** false: some row was none, but part of a text within quotes, say; the document has to be made without taking rows out. */
export function putBackRows(document: Document.Parsed, rows: Emptied['rows']): boolean {
  if (rows.size === 0) return true;
  let put = 0;
  visit(document, {
    Seq(_, sequence) {
      const start = sequence.range?.[0];
      const inside = start === undefined ? undefined : rows.get(start);
      if (inside === undefined || !isSeq(sequence)) return undefined;
      put++;
      const row = split(inside, start! + 1);
      numbersOf.set(sequence, row);
      // Whoever reads numbers has them already: nodes are made for whoever asks for nodes.
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

function split(inside: string, offset: number): NumberRow {
  const literals: string[] = [];
  const starts: number[] = [];
  const token = /[^\s,]+/g;
  for (let found = token.exec(inside); found; found = token.exec(inside)) {
    literals.push(found[0]);
    starts.push(offset + found.index);
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
