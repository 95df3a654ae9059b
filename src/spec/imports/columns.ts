/** What a file of numbers offers for a new spec: columns, of which one may be the rewards and one the names of the actions. */
import { isIndex, numberAt, readTable } from '../../formats/delimited.js';
import { FormatError, type FormatFault } from '../../formats/fault.js';
import type { NumberArray, NumberFile } from '../../formats/numbers.js';
import { readNumbers, textOf } from '../../formats/read.js';
import type { Real } from '../../model/bandit.js';
import { parseLiteral } from '../../model/rational.js';

export interface Column {
  /** The name in the file, or `column 3`. */
  readonly title: string;
  /** Does it have only numbers? */
  readonly isNumbers: boolean;
  /** @param row counted from 0 */
  word(row: number): string;
  /** @throws FormatError if there is no number. */
  real(row: number): Real;
}

/** A file whose rows are actions. */
export interface ActionTable {
  readonly kind: 'actions';
  readonly rows: number;
  readonly columns: readonly Column[];
  /** The column of the rewards, recognized by its name; null: not known. */
  readonly reward: number | null;
  /** The column of the names; `none`: there is none; null: not known. */
  readonly names: number | 'none' | null;
  /** Does `{file: …}` find all features in it, and does it find all rewards? */
  readonly findable: { readonly features: boolean; readonly rewards: boolean };
  /** Was an array taken with its axes in the order [feature, action], and was that said by the user or by the number of rewards? */
  readonly transposed?: 'said' | 'rewards';
}

/** A file with the arrays of a Markov decision process. */
export interface ProcessArrays {
  readonly kind: 'process';
  /** The orders of the axes of P that its lengths allow, outermost first; several, since P and its transpose look alike. */
  readonly orders: readonly (readonly Axis[])[];
}

type Axis = (typeof ORDERS)[number][number];

/** Every order of the axes of P, the most common first. */
const ORDERS = [
  ['state', 'action', 'next'],
  ['action', 'state', 'next'],
  ['next', 'action', 'state'],
  ['action', 'next', 'state'],
  ['state', 'next', 'action'],
  ['next', 'state', 'action'],
] as const;

/** The orders of the axes of a matrix of features. */
export const FEATURE_ORDERS = ['action,feature', 'feature,action'] as const;
export type FeatureOrder = (typeof FEATURE_ORDERS)[number];

export type Importable = ActionTable | ProcessArrays;

/** A file that has neither; `reason` is a sentence. */
export interface NotImportable {
  readonly reason: string;
}

const REWARD = /^(?:r|(?:mean[ _-]?)?rewards?|means?)$/i;
const NAME = /^(?:names?|actions?|arms?)$/i;

/** @param name the file's name, whose extension says its format. @param order of the axes of an array of features, if the user said it */
export function importableOf(
  name: string,
  bytes: Uint8Array,
  order: FeatureOrder | null = null,
): Importable | NotImportable | { readonly fault: FormatFault } {
  const delimited = /\.(csv|tsv)$/i.exec(name)?.[1]?.toLowerCase();
  try {
    if (delimited) return tableOf(textOf(bytes), delimited === 'tsv' ? '\t' : null);
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    return { fault: error.fault };
  }
  const numbers = readNumbers(name, bytes);
  return 'fault' in numbers ? numbers : arraysOf(numbers, order);
}

function tableOf(text: string, separator: string | null): ActionTable {
  const { header, rows } = readTable(text, separator);
  const columns = rows[0]!.fields.map(
    (_, k): Column => ({
      title: header?.[k] || `column ${k + 1}`,
      isNumbers: rows.every(({ fields }) => parseLiteral(fields[k]!) !== null),
      word: (row) => rows[row]!.fields[k]!,
      real: (row) => numberAt(rows[row]!, k),
    }),
  );
  const words = columns.flatMap(({ isNumbers }, k) => (isNumbers ? [] : [k]));
  const called = (pattern: RegExp) =>
    onlyOne((header ?? []).flatMap((title, k) => (pattern.test(title.trim()) ? [k] : [])));
  const names = isIndex(header) ? 0 : (called(NAME) ?? (words.length === 0 ? 'none' : onlyOne(words)));
  return {
    kind: 'actions',
    rows: rows.length,
    columns,
    reward: called(REWARD),
    names,
    // `{file: …}` reads numbers behind names.
    findable: {
      features: words.every((k) => k === 0) && (names === 'none' || names === 0),
      rewards: false,
    },
  };
}

function onlyOne(all: readonly number[]): number | null {
  return all.length === 1 ? all[0]! : null;
}

function arraysOf({ arrays, names }: NumberFile, order: FeatureOrder | null): Importable | NotImportable {
  const P = arrays.get('P');
  if (P) return processOf(P);
  const called = (...some: readonly string[]) => some.map((one) => arrays.get(one)).find((one) => one);
  const features =
    called('features', 'phi', 'X') ?? (arrays.size === 1 ? [...arrays.values()][0] : undefined);
  if (!features) {
    const found = [...arrays].map(([name, { shape }]) => `${name} (${shape.join(', ')})`).join(', ');
    return {
      reason: `expected an array features (or phi, X), or P of a process; found ${found || 'no array'}`,
    };
  }
  const { shape } = features;
  if (shape.length === 0 || shape.length > 2 || features.size === 0)
    return {
      reason: `expected rows of numbers (two axes), found an array of shape (${shape.join(', ')})${shape.length === 3 ? '; features of states are `phi` beside P' : ''}`,
    };
  const rewards = called('rewards', 'r');
  const transposed = transpositionOf(shape, order, rewards !== features ? rewards?.size : undefined);
  const [n = 0, d = 1] = transposed ? [...shape].reverse() : shape;
  const hasRewards = rewards !== undefined && rewards !== features && rewards.size === n;
  const given = names.get('') ?? names.get('actions');
  const own = given?.length === n ? [wordColumn('actions', given)] : [];
  const columns = [
    ...own,
    ...(hasRewards ? [numberColumn('rewards', rewards, 1, 0)] : []),
    ...Array.from({ length: d }, (_, k) =>
      transposed
        ? numberColumn(`row ${k + 1}`, features, 1, k * n)
        : numberColumn(`column ${k + 1}`, features, d, k),
    ),
  ];
  return {
    kind: 'actions',
    rows: n,
    columns,
    reward: hasRewards ? own.length : null,
    names: own.length > 0 ? 0 : 'none',
    findable: { features: shape.length === 2 && !transposed, rewards: hasRewards },
    ...(transposed && { transposed }),
  };
}

/** Is the first axis of a matrix the features? So it is if the user says so, or if only the second axis has the length of the rewards. */
function transpositionOf(
  [rows, columns]: readonly number[],
  order: FeatureOrder | null,
  rewards: number | undefined,
): 'said' | 'rewards' | null {
  if (columns === undefined || order === 'action,feature') return null;
  if (order === 'feature,action') return 'said';
  return rewards === columns && rewards !== rows ? 'rewards' : null;
}

/** The state and the next state have equally many values. */
function processOf({ shape }: NumberArray): Importable | NotImportable {
  const orders = ORDERS.filter(
    (order) => shape.length === 3 && shape[axisOf(order, 'state')] === shape[axisOf(order, 'next')],
  );
  if (orders.length > 0) return { kind: 'process', orders };
  return {
    reason: `expected P with three axes, two of them of the number of states, found an array of shape (${shape.join(', ')})`,
  };
}

function axisOf(order: readonly Axis[], axis: Axis): number {
  return order.indexOf(axis);
}

function numberColumn(title: string, array: NumberArray, width: number, k: number): Column {
  const real = (row: number) => array.real(row * width + k);
  return { title, isNumbers: true, word: (row) => real(row).literal, real };
}

function wordColumn(title: string, words: readonly string[]): Column {
  return {
    title,
    isNumbers: false,
    word: (row) => words[row]!,
    real: (row) => {
      throw new RangeError(`There is no number in row ${row}.`);
    },
  };
}
