/** What the table of instances shows, as a pure function of what has happened. */
import type { ChartedExperiment } from '../../src/shared/messages.js';
import { labels } from '../charts/series.js';
import { PAGE, type Page, pageAt } from '../paging.js';
import { afterPress } from '../sorting.js';
import { type InstanceRow, type InstancesOrder, instanceRows, sorted } from './rows.js';

export interface InstancesState {
  readonly experiment: ChartedExperiment | null;
  /** The label that the user has chosen; null: none yet. */
  readonly chosen: string | null;
  readonly order: InstancesOrder;
  /** Counted from 0. */
  readonly page: number;
  /** The labels whose runs can be shown. */
  readonly labels: readonly string[];
  /** The label whose runs are shown. */
  readonly label: string;
  /** Every row, in the chosen order. */
  readonly rows: readonly InstanceRow[];
}

export type InstancesEvent =
  | { readonly type: 'charted'; readonly experiment: ChartedExperiment | null }
  | { readonly type: 'labelChosen'; readonly label: string }
  | { readonly type: 'columnPressed'; readonly by: InstancesOrder['by'] }
  | { readonly type: 'pageTurned'; readonly by: number };

export const NO_INSTANCES: InstancesState = {
  experiment: null,
  chosen: null,
  order: { by: 'instance', descending: false },
  page: 0,
  labels: [],
  label: '',
  rows: [],
};

export function reduce(state: InstancesState, event: InstancesEvent): InstancesState {
  switch (event.type) {
    case 'charted': {
      const { experiment } = event;
      const sameRun = experiment?.stamp.run === state.experiment?.stamp.run;
      return withRows({ ...state, experiment, page: sameRun ? state.page : 0 });
    }
    case 'labelChosen':
      return withRows({ ...state, chosen: event.label });
    case 'columnPressed': {
      const order = afterPress(state.order, event.by);
      return { ...state, order, page: 0, rows: sorted(state.rows, order) };
    }
    case 'pageTurned': {
      const page = pageAt(state.page + event.by, state.rows.length).at;
      return page === state.page ? state : { ...state, page };
    }
  }
}

/** Limits the label, the rows and the page to those that exist. */
function withRows(state: InstancesState): InstancesState {
  const { experiment, chosen, order, page } = state;
  if (experiment === null) return { ...state, labels: [], label: '', rows: [], page: 0 };
  const names = labels(experiment);
  const label = chosen !== null && names.includes(chosen) ? chosen : (names[0] ?? '');
  const rows = sorted(instanceRows(experiment, label), order);
  return { ...state, labels: names, label, rows, page: pageAt(page, rows.length).at };
}

export function pageOf({ page, rows }: Pick<InstancesState, 'page' | 'rows'>): Page {
  return pageAt(page, rows.length);
}

/** Where a key moves the focus. */
export interface Move {
  /** How many pages to turn first. */
  readonly turn: -1 | 0 | 1;
  /** The row of the page that then has the focus; beyond the end, the last row. */
  readonly row: number;
}

/** @param at the row with the focus, out of `rows` on the page. @returns null for a key that moves nothing */
export function moveOf(key: string, at: number, rows: number): Move | null {
  const last = rows - 1;
  switch (key) {
    case 'ArrowDown':
      return at === last ? { turn: 1, row: 0 } : { turn: 0, row: at + 1 };
    case 'ArrowUp':
      return at === 0 ? { turn: -1, row: PAGE - 1 } : { turn: 0, row: at - 1 };
    case 'PageDown':
      return { turn: 1, row: at };
    case 'PageUp':
      return { turn: -1, row: at };
    case 'Home':
      return { turn: 0, row: 0 };
    case 'End':
      return { turn: 0, row: last };
    default:
      return null;
  }
}
