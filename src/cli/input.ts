import { readFile } from 'node:fs/promises';
import { buffer as readAll } from 'node:stream/consumers';
import { type Decoded, decode } from './decode.js';
import { reasonNotRead } from './systemErrors.js';

export interface Input extends Decoded {
  /** As named on the command line; `-` is the standard input. */
  readonly file: string;
}

/** A named file could not be read; the message says which and why. */
export class UnreadableFile extends Error {
  override readonly name = 'UnreadableFile';
}

/** @throws UnreadableFile */
export async function read(file: string): Promise<Input> {
  try {
    return { file, ...decode(file === '-' ? await readAll(process.stdin) : await readFile(file)) };
  } catch (error) {
    throw new UnreadableFile(`cannot read ${file}: ${reasonNotRead(error)}`);
  }
}
