import type { Recording } from '../engine/types.js';
import type { ExperimentRunner } from '../experiment/runner.js';
import type { Cell, ExperimentEvent, Plan } from '../experiment/types.js';
import { OutputError } from './output.js';
import type { CellStore } from './store.js';

/** Cells to be finished, and the store where they are kept. */
export interface Share {
  readonly cells: readonly Cell[];
  readonly store: CellStore;
}

export interface Todo {
  readonly store: CellStore;
  readonly key: string;
  readonly cell: Cell;
}

/** The cells that are not finished yet; each key once. */
export function todoOf(shares: readonly Share[]): Todo[] {
  return shares.flatMap(({ cells, store }) => {
    const asked = new Set<string>();
    return cells.flatMap((cell) => {
      const key = store.keyOf(cell);
      if (store.has(key) || asked.has(key)) return [];
      asked.add(key);
      return [{ store, key, cell }];
    });
  });
}

/**
 * Runs cells of any number of experiments together, and keeps each as soon as it ends.
 *
 * @returns null, or why it failed; what was finished before is kept. @throws OutputError if a cell cannot be kept.
 */
export async function complete(
  todo: readonly Todo[],
  runner: ExperimentRunner,
  onEvent: (event: ExperimentEvent) => void,
): Promise<string | null> {
  const plan: Plan = {
    cells: todo.map(({ cell }, index) => ({ ...cell, facts: { ...cell.facts, index } })),
    totalIterations: todo.reduce((sum, { cell }) => sum + cell.job.iterations, 0),
  };
  const pieces = new Map<number, Recording[]>();
  let failure: string | null = null;
  let unwritten: OutputError | null = null;
  const stop = new AbortController();
  await runner.run(
    { plan, kept: true },
    (event) => {
      if (event.kind === 'recorded') {
        pieces.set(event.index, [...(pieces.get(event.index) ?? []), event.piece]);
      } else if (event.kind === 'ended') {
        const { store, key } = todo[event.index]!;
        const { ending, milliseconds } = event;
        try {
          store.keep(key, { recording: joined(pieces.get(event.index) ?? []), ending, milliseconds });
        } catch (error) {
          if (!(error instanceof OutputError)) throw error;
          unwritten = error;
          stop.abort();
        }
        pieces.delete(event.index);
      } else if (event.kind === 'failed') failure = event.message;
      onEvent(event);
    },
    stop.signal,
  );
  if (unwritten) throw unwritten;
  return failure;
}

function joined(pieces: readonly Recording[]): Recording {
  const whole: Record<string, unknown[]> = {};
  for (const piece of pieces) {
    for (const [quantity, values] of Object.entries(piece)) {
      whole[quantity] ??= [];
      for (const value of values) whole[quantity].push(value);
    }
  }
  return whole as unknown as Recording;
}
