/** What the table of runs shows, as a pure function of what has happened. */
import type { ChartedExperiment } from '../../src/shared/messages.js';
import { type Page, pageAt } from '../paging.js';
import { afterPress, type Order } from '../sorting.js';
import { type Column, type RunsRow, runsRows, sorted } from './rows.js';

export interface RunsState {
  readonly experiment: ChartedExperiment | null;
  readonly order: Order<Column>;
  /** Counted from 0. */
  readonly page: number;
  /** Every label, in the chosen order. */
  readonly rows: readonly RunsRow[];
  /** Is the table of single runs open? */
  readonly isOpen: boolean;
}

export type RunsEvent =
  | { readonly type: 'charted'; readonly experiment: ChartedExperiment | null }
  | { readonly type: 'columnPressed'; readonly by: Column }
  | { readonly type: 'pageTurned'; readonly by: number }
  | { readonly type: 'toggled'; readonly isOpen: boolean };

export const NO_RUNS: RunsState = {
  experiment: null,
  order: { by: 'label', descending: false },
  page: 0,
  rows: [],
  isOpen: false,
};

export function reduce(state: RunsState, event: RunsEvent): RunsState {
  switch (event.type) {
    case 'charted': {
      const { experiment } = event;
      const rows = experiment === null ? [] : sorted(runsRows(experiment), state.order);
      return { ...state, experiment, rows, page: pageAt(state.page, rows.length).at };
    }
    case 'columnPressed': {
      const order = afterPress(state.order, event.by);
      return { ...state, order, page: 0, rows: sorted(state.rows, order) };
    }
    case 'pageTurned': {
      const page = pageAt(state.page + event.by, state.rows.length).at;
      return page === state.page ? state : { ...state, page };
    }
    case 'toggled':
      return event.isOpen === state.isOpen ? state : { ...state, isOpen: event.isOpen };
  }
}

/** Does some label have several runs, so that statistics of them mean something? */
export function isRepeated({ rows }: Pick<RunsState, 'rows'>): boolean {
  return rows.some(({ runs }) => runs > 1);
}

export function pageOf({ page, rows }: Pick<RunsState, 'page' | 'rows'>): Page {
  return pageAt(page, rows.length);
}
