/** Files that the command line writes: completely, or with a message that says why not. */
import { randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { reasonNotWritten } from '../disk/systemErrors.js';
import { OutputError, writeAll } from './output.js';

/**
 * Writes a file completely or not at all: under another name first, which is then renamed.
 *
 * @throws OutputError; a previous file is then unchanged.
 */
export function writeWhole(file: string, data: string | Uint8Array): void {
  const draft = join(dirname(file), `${randomUUID()}.draft`);
  try {
    const descriptor = openSync(draft, 'wx');
    try {
      writeAll(descriptor, data);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw new OutputError(`cannot write ${file}: ${reasonNotWritten(error)}`);
  }
}
