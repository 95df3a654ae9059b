/** The files of numbers that a text names, on the disk. */
import { createHash } from 'node:crypto';
import { readFileSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';
import type { FileContent, FileRefusal, Files, PinnedFile } from '../spec/files/port.js';
import { reasonNotRead } from './systemErrors.js';

/** In bytes; a larger file is not read. */
export const MOST_BYTES = 256e6;

/** Says why the file at a path, with all links resolved, must not be read; null: it may be. */
export type Guard = (location: string) => FileRefusal | null;

type Answer = FileContent | { readonly refused: FileRefusal };

/** A file that was read, and what shows whether it has changed. */
interface KnownFile {
  readonly stamp: string;
  readonly answer: Answer;
}

/** Reads each file once, and again if it has changed. */
export class DataFiles implements Files {
  readonly #known = new Map<string, KnownFile>();

  /** @param folder the folder of the text; null: the text is not a file. */
  constructor(
    readonly folder: string | null,
    private readonly guard: Guard = () => null,
  ) {}

  /** Where a file is that the text names; null: this is not known. */
  locate(written: string): string | null {
    if (isAbsolute(written)) return resolve(written);
    return this.folder === null ? null : resolve(this.folder, written);
  }

  /** Of a file that may be read, in bytes; 0 of others. */
  sizeOf(written: string): number {
    const location = this.locate(written);
    if (location === null) return 0;
    try {
      const real = realOr(location);
      return this.guard(real) === null ? statSync(real).size : 0;
    } catch {
      // Whoever reads it says what is wrong.
      return 0;
    }
  }

  read(written: string): Answer {
    const location = this.locate(written);
    if (location === null) return { refused: { code: 'no-folder' } };
    try {
      const real = realOr(location);
      const refused = this.guard(real);
      if (refused) return { refused };
      const found = statSync(real);
      const { size, mtimeMs, ino } = found;
      const stamp = `${ino} ${size} ${mtimeMs}`;
      const known = this.#known.get(real);
      if (known?.stamp === stamp) return known.answer;
      const answer: Answer = found.isFile()
        ? contentOf(real, size)
        : { refused: { code: found.isDirectory() ? 'directory' : 'not-a-file' } };
      this.#known.set(real, { stamp, answer });
      return answer;
    } catch (error) {
      return { refused: refusalOf(error) };
    }
  }
}

/** Gives access to exactly these files, as long as their content is unchanged. */
export function pinned(files: readonly PinnedFile[]): Files {
  const disk = new DataFiles(null);
  return {
    read(written) {
      const file = files.find((one) => one.written === written);
      if (!file) return { refused: { code: 'elsewhere' } };
      const answer = disk.read(file.location);
      return 'hash' in answer && answer.hash !== file.hash ? { refused: { code: 'changed' } } : answer;
    },
  };
}

/** The path with all links resolved; for a file that does not exist the path itself, so that it is guarded too. */
function realOr(location: string): string {
  try {
    return realpathSync(location);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return location;
    throw error;
  }
}

function contentOf(location: string, size: number): Answer {
  if (size > MOST_BYTES) return { refused: { code: 'too-large', bytes: size, most: MOST_BYTES } };
  const bytes = readFileSync(location);
  return { bytes, hash: createHash('sha256').update(bytes).digest('hex') };
}

const REFUSALS: Readonly<Record<string, FileRefusal>> = {
  ENOENT: { code: 'missing' },
  ENOTDIR: { code: 'missing' },
  EISDIR: { code: 'directory' },
  EACCES: { code: 'permission' },
  EPERM: { code: 'permission' },
};

function refusalOf(error: unknown): FileRefusal {
  const { code } = error as NodeJS.ErrnoException;
  return REFUSALS[code ?? ''] ?? { code: 'system', reason: reasonNotRead(error) };
}
