/** Makes a new spec from a file of numbers, and asks where the file does not say what a column is. */
import { FORMATS } from '../../formats/formats.js';
import { formatText } from '../files/faultWords.js';
import { clip } from '../format.js';
import { type ActionTable, type Column, FEATURE_ORDERS, importableOf } from './columns.js';
import { importedText, type Roles } from './text.js';

/** A column by its index, by its name, or by its number counted from 1; or none. */
export type ColumnChoice = number | { readonly called: string } | 'none';

/** The extensions of files that can be imported. */
export const IMPORTED = FORMATS;

/** Survives `structuredClone`. */
export interface ImportOrder {
  /** The file's name, without the folders. */
  readonly file: string;
  /** The path of the file in the new text. */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** The choices of the user. */
  readonly reward?: ColumnChoice;
  readonly names?: ColumnChoice;
  /** The order of the axes: of P, one of those that are offered; of features, `action,feature` or `feature,action`. */
  readonly axes?: ColumnChoice;
}

/** What a file may leave open. */
export type ImportQuestion = 'reward' | 'names' | 'axes';

/** A column, or an order of axes. */
export interface OfferedColumn {
  /** Counted from 0. */
  readonly index: number;
  readonly title: string;
  /** The entries of its first rows. */
  readonly sample: string;
}

export type ImportAnswer =
  | { readonly kind: 'text'; readonly text: string }
  /** Which column has the rewards, or the names? Or does none? Which axis of P is which? */
  | {
      readonly kind: 'question';
      readonly about: ImportQuestion;
      readonly columns: readonly OfferedColumn[];
    }
  /** `reason` is a sentence. */
  | { readonly kind: 'refused'; readonly reason: string };

const SAMPLE = 3;

/** The new spec, or the question that has to be answered first. */
export function importFile({ file, path, bytes, ...chosen }: ImportOrder): ImportAnswer {
  const said = typeof chosen.axes === 'object' ? chosen.axes.called.replace(/[\s[\]]/g, '') : null;
  const featureOrder = FEATURE_ORDERS.find((order) => order === said) ?? null;
  const source = importableOf(file, bytes, featureOrder);
  if ('fault' in source) return refused(formatText(file, source.fault));
  if ('reason' in source) return refused(`${clip(file)}: ${source.reason}.`);
  let roles: Roles = { reward: 'none', names: 'none' };
  if (source.kind === 'actions') {
    if (said !== null && featureOrder === null) return refused(noOrder(file, said, FEATURE_ORDERS));
    const reward = roleOf(source, chosen.reward, source.reward);
    if (reward === undefined) return refused(noColumn(file, chosen.reward, source.columns));
    if (reward === null) return question(source, 'reward', ({ isNumbers }) => isNumbers);
    const names = roleOf(source, chosen.names, source.names);
    if (names === undefined) return refused(noColumn(file, chosen.names, source.columns));
    if (names === null) return question(source, 'names', ({ isNumbers }) => !isNumbers);
    roles = { reward, names };
  }
  let axes: readonly string[] | null = null;
  if (source.kind === 'process') {
    const orders = source.orders.map((order) => order.join(','));
    if (chosen.axes === undefined) return axesQuestion(source.orders);
    const index = typeof chosen.axes === 'number' ? chosen.axes : orders.indexOf(said ?? '');
    axes = source.orders[index] ?? null;
    if (axes === null && chosen.axes !== 'none') return refused(noOrder(file, said, orders));
  }
  const text = importedText(source, roles, file, path, axes);
  if (typeof text === 'string') return { kind: 'text', text };
  return refused('reason' in text ? `${clip(file)}: ${text.reason}.` : formatText(file, text.fault));
}

function axesQuestion(orders: readonly (readonly string[])[]): ImportAnswer {
  return {
    kind: 'question',
    about: 'axes',
    columns: orders.map((order, index) => ({
      index,
      title: order.join(','),
      sample: `P[${order.map((axis) => AXIS_WORDS[axis]).join(', ')}]`,
    })),
  };
}

const AXIS_WORDS: Readonly<Record<string, string>> = { state: 's', action: 'a', next: 's′' };

function noOrder(file: string, said: string | null, orders: readonly string[]): string {
  return `${clip(file)}: the axes may be ${orders.join(' or ')}, found ${clip(said ?? '')}.`;
}

function refused(reason: string): ImportAnswer {
  return { kind: 'refused', reason };
}

/** undefined: there is no such column. null: not known. */
function roleOf(
  { columns }: ActionTable,
  choice: ColumnChoice | undefined,
  known: number | 'none' | null,
): number | 'none' | null | undefined {
  if (choice === undefined) return known;
  if (choice === 'none') return choice;
  if (typeof choice === 'number') return choice in columns ? choice : undefined;
  const index = columns.findIndex(({ title }) => title === choice.called);
  if (index >= 0) return index;
  const number = /^[1-9]\d*$/.test(choice.called) ? Number(choice.called) - 1 : -1;
  return number in columns ? number : undefined;
}

function noColumn(file: string, choice: ColumnChoice | undefined, columns: readonly Column[]): string {
  const called = typeof choice === 'object' ? choice.called : String(choice);
  return `${clip(file)} has no column '${clip(called)}'; it has ${columns.map(({ title }) => clip(title)).join(', ')}.`;
}

function question(
  { columns, rows }: ActionTable,
  about: 'reward' | 'names',
  isPossible: (column: Column) => boolean,
): ImportAnswer {
  return {
    kind: 'question',
    about,
    columns: columns.flatMap((column, index) => {
      if (!isPossible(column)) return [];
      const first = Array.from({ length: Math.min(rows, SAMPLE) }, (_, row) => clip(column.word(row)));
      return [{ index, title: column.title, sample: `${first.join(', ')}${rows > SAMPLE ? ', …' : ''}` }];
    }),
  };
}
