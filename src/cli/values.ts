/** The values of options, read. */
import { UsageError } from './usage.js';

/** @throws UsageError */
export function wholeNumber(option: string, text: string, least: number): number {
  const n = Number(text);
  if (text.trim() === '' || !Number.isSafeInteger(n) || n < least)
    throw new UsageError(`${option} expects whole numbers from ${least} on, not '${text}'`);
  return n;
}

/** One part of work that several processes share. */
export interface Shard {
  /** 1 … of. */
  readonly number: number;
  readonly of: number;
}

/** Is the piece of work with this number, from 0 on, in the part? */
export function isIn({ number, of }: Shard, index: number): boolean {
  return index % of === number - 1;
}

/** `1/4`. @throws UsageError */
export function shardOf(text: string): Shard {
  const [, number, of] = /^(\d+)\/(\d+)$/.exec(text)?.map(Number) ?? [];
  if (!number || !of || number > of)
    throw new UsageError(`--shard expects i/n with 1 ≤ i ≤ n, not '${text}'`);
  return { number, of };
}
