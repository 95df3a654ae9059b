import type { Recording } from '../src/engine/types.js';

/** The first `from` checkpoints of a recording followed by a piece. Adding the same piece twice changes nothing. */
export function append(recording: Recording, from: number, piece: Recording): Recording {
  const entries = Object.entries(recording) as [keyof Recording, readonly unknown[]][];
  return Object.fromEntries(
    entries.map(([name, column]) => [name, [...column.slice(0, from), ...piece[name]]]),
  ) as unknown as Recording;
}
