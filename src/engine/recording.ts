import type { Recording } from './types.js';

/** A recording that grows. */
export type Growing = { [K in keyof Recording]: Recording[K][number][] };

/** A recording without checkpoints. */
export function emptyRecording(): Growing {
  return { iterations: [], gap: [], logLoss: [], gradientNorm: [], regret: [], policy: [], theta: [] };
}

const COLUMNS = Object.keys(emptyRecording()) as (keyof Recording)[];

/** Appends a piece. */
export function extend(recording: Growing, piece: Recording): void {
  for (const name of COLUMNS) {
    const column: unknown[] = recording[name];
    for (const entry of piece[name]) column.push(entry);
  }
}

/** A piece without its first n checkpoints. */
export function skip(piece: Recording, n: number): Recording {
  const rest = emptyRecording();
  for (const name of COLUMNS) {
    const column: unknown[] = rest[name];
    column.push(...piece[name].slice(n));
  }
  return rest;
}

/** The checkpoints at the given positions. */
export function pick(recording: Recording, positions: readonly number[]): Recording {
  const picked = emptyRecording();
  for (const name of COLUMNS) {
    const column: unknown[] = picked[name];
    for (const position of positions) column.push(recording[name][position]);
  }
  return picked;
}
