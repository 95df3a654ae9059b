/** The lines of `cells/*.jsonl`: one finished run each, with a checksum, so that a line that was changed or cut off is recognized. */
import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import type { Ending, Recording } from '../engine/types.js';

export interface Kept {
  readonly recording: Recording;
  readonly ending: Ending;
  readonly milliseconds: number;
}

export interface KeptLine {
  readonly key: string;
  /** The JSON of a `Kept`. */
  readonly json: string;
}

const START = '{"key":"';
const LINE = /^\{"key":"([\w-]+)","sum":"([\w-]+)","result":(.*)\}$/s;

/** The line, including its line end. */
export function lineOf(key: string, result: Kept): string {
  const json = stringify(result);
  return `${START}${key}","sum":"${checksum(key, json)}","result":${json}}\n`;
}

/** @returns null for a line that is not exactly as `lineOf` writes it. A whole line behind one that was cut off is found. */
export function readLine(line: string): { kept: KeptLine | null; whole: boolean } {
  const kept = verified(line);
  if (kept) return { kept, whole: true };
  const start = line.lastIndexOf(START);
  return { kept: start > 0 ? verified(line.slice(start)) : null, whole: false };
}

export function resultIn({ json }: KeptLine): Kept {
  const read = (_: string, value: unknown) =>
    typeof value === 'string' && UNWRITABLE.includes(value) ? Number(value) : value;
  // Passing each number through a function takes much longer.
  const needed = UNWRITABLE.some((each) => json.includes(`"${each}"`));
  return JSON.parse(json, needed ? read : undefined) as Kept;
}

function verified(line: string): KeptLine | null {
  const [, key, sum, json] = LINE.exec(line) ?? [];
  return key && json && checksum(key, json) === sum ? { key, json } : null;
}

function checksum(key: string, json: string): string {
  return createHash('sha256').update(key).update(json).digest('base64url').slice(0, 22);
}

/** Numbers that JSON does not have, or whose sign it loses. */
const UNWRITABLE = ['NaN', 'Infinity', '-Infinity', '-0'];

/** JSON with these numbers as strings. */
function stringify(result: Kept): string {
  return JSON.stringify(result, (_, value: unknown) => {
    if (Object.is(value, -0)) return '-0';
    return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
  });
}

const BLOCK = 1 << 20;
const LINE_END = 0x0a;

/**
 * Every line of a file, however long the file is. `ended` is false for the text after the last line end: a line that is still being written, or
 * that was cut off when a process was killed.
 */
export function* linesOf(file: string): Generator<{ text: string; ended: boolean }> {
  const descriptor = openSync(file, 'r');
  try {
    let parts: Buffer[] = [];
    const taken = () => {
      const text = Buffer.concat(parts).toString('utf8');
      parts = [];
      return text;
    };
    for (;;) {
      const block = Buffer.allocUnsafe(BLOCK);
      const length = readSync(descriptor, block, 0, BLOCK, null);
      if (length === 0) break;
      let from = 0;
      for (let end = block.indexOf(LINE_END); end >= 0 && end < length; end = block.indexOf(LINE_END, from)) {
        parts.push(block.subarray(from, end));
        yield { text: taken(), ended: true };
        from = end + 1;
      }
      if (from < length) parts.push(block.subarray(from, length));
    }
    if (parts.length > 0) yield { text: taken(), ended: false };
  } finally {
    closeSync(descriptor);
  }
}
