import { readFile } from 'node:fs/promises';
import { text as readAll } from 'node:stream/consumers';

export interface Input {
  /** As named on the command line; `-` is the standard input. */
  readonly file: string;
  readonly text: string;
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
    return { file, text: file === '-' ? await readAll(process.stdin) : await readFile(file, 'utf8') };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new UnreadableFile(`cannot read ${file}: ${REASONS[code ?? ''] ?? message}`);
  }
}
