import { readFile } from 'node:fs/promises';
import { buffer as readAll } from 'node:stream/consumers';
import { type Decoded, decode } from './decode.js';

export interface Input extends Decoded {
  /** As named on the command line; `-` is the standard input. */
  readonly file: string;
}

/** A named file could not be read; the message says which and why. */
export class UnreadableFile extends Error {
  override readonly name = 'UnreadableFile';
}

const REASONS: Record<string, string> = {
  ENOENT: 'there is no such file',
  EACCES: 'permission denied',
  EISDIR: 'it is a directory',
};

/** @throws UnreadableFile */
export async function read(file: string): Promise<Input> {
  try {
    return { file, ...decode(file === '-' ? await readAll(process.stdin) : await readFile(file)) };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new UnreadableFile(`cannot read ${file}: ${REASONS[code ?? ''] ?? message}`);
  }
}
