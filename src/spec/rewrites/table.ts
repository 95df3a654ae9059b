/** Rows of numbers as the content of a file, which is read back as the same numbers and names. */
import { csvComment, csvField } from '../../borders/csv.js';
import { writeNpy } from '../../formats/writeNpy.js';
import type { Real } from '../../model/bandit.js';

export interface TableRow {
  /** null: rows have no names. */
  readonly name: string | null;
  readonly numbers: readonly Real[];
  /** The comments of the text about this row. */
  readonly comments: readonly string[];
}

export interface Table {
  /** What the numbers are. */
  readonly key: 'features' | 'rewards';
  /** Their names, for a header; if the rows have no names, there is no header. */
  readonly columns: readonly string[];
  readonly rows: readonly TableRow[];
}

/** What is known of a format besides how it is written. */
interface Writer {
  /** Can it hold the names of rows? */
  readonly holdsNames: boolean;
  /** Can it hold comments? */
  readonly holdsComments: boolean;
  /** Are the numbers doubles, and not those that are written? */
  readonly isBinary: boolean;
  write(table: Table): Uint8Array;
}

const text = (content: string) => new TextEncoder().encode(content);

export const WRITERS = {
  csv: {
    holdsNames: true,
    holdsComments: true,
    isBinary: false,
    write: (table) => text(delimited(table, ',')),
  },
  tsv: {
    holdsNames: true,
    holdsComments: true,
    isBinary: false,
    write: (table) => text(delimited(table, '\t')),
  },
  json: { holdsNames: true, holdsComments: false, isBinary: false, write: (table) => text(json(table)) },
  npy: { holdsNames: false, holdsComments: false, isBinary: true, write: npy },
} satisfies Record<string, Writer>;

export type WrittenFormat = keyof typeof WRITERS;

/** The format that the ending of a path names; null: none that is written. */
export function writtenFormat(path: string): WrittenFormat | null {
  const ending = /\.([A-Za-z]+)$/.exec(path)?.[1]?.toLowerCase() ?? '';
  return Object.hasOwn(WRITERS, ending) ? (ending as WrittenFormat) : null;
}

function delimited({ columns, rows }: Table, separator: string): string {
  const hasNames = rows.some(({ name }) => name !== null);
  // Under an empty field of the header, the first column has names, even if they look like numbers.
  const header = hasNames ? [['', ...columns.map(csvField)].join(separator)] : [];
  const lines = rows.flatMap(({ name, numbers, comments }) => [
    ...comments.map(csvComment),
    [...(hasNames ? [csvField(name ?? '')] : []), ...numbers.map(({ literal }) => literal)].join(separator),
  ]);
  return [...header, ...lines, ''].join('\n');
}

const JSON_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** A row a line. A number that is none in JSON, such as a fraction, is a text. */
function json({ key, rows }: Table): string {
  const literal = (real: Real) =>
    JSON_NUMBER.test(real.literal) ? real.literal : JSON.stringify(real.literal);
  const lists = rows.map(({ numbers }) =>
    key === 'rewards' ? numbers.map(literal).join(', ') : `[${numbers.map(literal).join(', ')}]`,
  );
  const list = `[\n    ${lists.join(',\n    ')}\n  ]`;
  if (rows.every(({ name }) => name === null)) return `[\n  ${lists.join(',\n  ')}\n]\n`;
  const names = rows.map(({ name }) => JSON.stringify(name)).join(', ');
  return `{\n  "actions": [${names}],\n  "${key}": ${list}\n}\n`;
}

function npy({ key, rows }: Table): Uint8Array {
  const shape = key === 'rewards' ? [rows.length] : [rows.length, rows[0]?.numbers.length ?? 0];
  return writeNpy(
    shape,
    rows.flatMap(({ numbers }) => numbers.map(({ value }) => value)),
  );
}
