import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { DataFiles } from '../disk/dataFiles.js';
import { reasonNotRead } from '../disk/systemErrors.js';
import type { Files } from '../spec/files/port.js';
import { type Decoded, decode } from './decode.js';
import { whyNoFile } from './globs.js';
import { MendableError } from './mendable.js';

export interface Input extends Decoded {
  /** The file as named on the command line; `-` is the standard input. */
  readonly file: string;
  /** Where the files are that the text names, where the command does not name the text itself. */
  readonly folder?: string;
}

/** The files that a text names, relative to its own folder; for the standard input, to the current folder. */
export function filesOf(input: Pick<Input, 'file' | 'folder'>): Files {
  return new DataFiles(folderOf(input));
}

/** Where a text's files are: a path from the root. */
export function folderOf({ file, folder }: Pick<Input, 'file' | 'folder'>): string {
  return folder ?? (file === '-' ? process.cwd() : dirname(resolve(file)));
}

/** A named file could not be read; the message says which and why. */
export class UnreadableFile extends MendableError {
  override readonly name = 'UnreadableFile';
}

/** @throws UnreadableFile */
export async function read(file: string): Promise<Input> {
  try {
    return { file, ...decode(file === '-' ? await standardInput() : readFileSync(file)) };
  } catch (error) {
    throw new UnreadableFile(`cannot read ${file}: ${(await whyNoFile(file)) ?? reasonNotRead(error)}`);
  }
}

async function standardInput(): Promise<Uint8Array> {
  // Loaded only when needed.
  const { buffer } = await import('node:stream/consumers');
  return buffer(process.stdin);
}
