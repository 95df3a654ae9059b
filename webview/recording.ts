import type { Recording } from '../src/engine/types.js';

/** The first `from` checkpoints of a recording followed by a piece: saying the same piece twice changes nothing. */
export function append(recording: Recording, from: number, piece: Recording): Recording {
  return mapColumns(recording, (column, name) => [...column.slice(0, from), ...piece[name]]);
}

/** The checkpoints of a recording at the given positions. */
export function pick(recording: Recording, positions: readonly number[]): Recording {
  return mapColumns(recording, (column) => positions.map((position) => column[position]));
}

function mapColumns(
  recording: Recording,
  change: (column: readonly unknown[], name: keyof Recording) => unknown[],
): Recording {
  const entries = Object.entries(recording) as [keyof Recording, readonly unknown[]][];
  return Object.fromEntries(
    entries.map(([name, column]) => [name, change(column, name)]),
  ) as unknown as Recording;
}
