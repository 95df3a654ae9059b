/** The heat strip: how probable each state's finally most probable action was, over the recorded iterations. Pure. */
import type { Recording } from '../../src/engine/types.js';
import type { Subject } from '../../src/shared/messages.js';
import { rowsOf } from './format.js';

export interface StripRow {
  readonly state: number;
  /** The most probable pair at the end of the recording. */
  readonly row: number;
  readonly isOptimal: boolean;
  /** Its probability at each recorded iteration. */
  readonly probabilities: readonly number[];
}

/** A row for each state that has a choice, in the order of the text. */
export function stripOf(subject: Subject, { policy }: Pick<Recording, 'policy'>): StripRow[] {
  const last = policy.findLast((one) => one.every(Number.isFinite));
  if (last === undefined) return [];
  const optimal = new Set(subject.optimal);
  return subject.offsets.slice(1).flatMap((_, state) => {
    const rows = rowsOf(subject, state);
    if (rows.length < 2) return [];
    const row = likeliest(last, rows);
    return [{ state, row, isOptimal: optimal.has(row), probabilities: policy.map((one) => one[row]!) }];
  });
}

/** The first of the most probable rows. */
export function likeliest(policy: ArrayLike<number>, rows: readonly number[]): number {
  return rows.reduce((a, b) => (policy[b]! > policy[a]! ? b : a));
}

/** The number of distinct shades. */
export const LEVELS = 24;

/** Neighbouring columns with the same shade. */
export interface Span {
  readonly from: number;
  /** The column behind the last one. */
  readonly end: number;
  /** 0 … LEVELS; null: not finite. */
  readonly level: number | null;
}

/** The columns of a row of numbers in [0, 1], joined where their shade is the same. */
export function spansOf(values: readonly number[]): Span[] {
  const spans: Span[] = [];
  let from = 0;
  for (let column = 1; column <= values.length; column++) {
    const level = levelOf(values[from]!);
    if (column < values.length && levelOf(values[column]!) === level) continue;
    spans.push({ from, end: column, level });
    from = column;
  }
  return spans;
}

function levelOf(value: number): number | null {
  return Number.isFinite(value) ? Math.round(LEVELS * Math.min(1, Math.max(0, value))) : null;
}
