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

export function putBackRows(document: Document.Parsed, rows: Emptied['rows']): void {
  if (rows.size === 0) return;
  visit(document, {
    Seq(_, sequence) {
      const start = sequence.range?.[0];
      const inside = start === undefined ? undefined : rows.get(start);
      if (inside === undefined || !isSeq(sequence)) return undefined;
      sequence.items = scalars(inside, start! + 1);
      return visit.SKIP;
    },
  });
}

function scalars(inside: string, offset: number): Node[] {
  return [...inside.matchAll(/[^\s,]+/g)].map(({ 0: source, index }) => {
    const number = Number(source);
    const scalar = new Scalar<unknown>(Number.isNaN(number) ? source : number);
    scalar.source = source;
    scalar.type = 'PLAIN';
    const [start, end] = [offset + index, offset + index + source.length];
    scalar.range = [start, end, end];
    return scalar as Node;
  });
}
