/** Everything that the command line writes: to the standard output and to files, whole or with a reason why not. */
import { randomUUID } from 'node:crypto';
import { closeSync, fstatSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { TerminalText, terminal, terminalLines } from '../borders/terminal.js';
import { reasonNotWritten } from '../disk/systemErrors.js';

/** Something could not be written; the message says what and why. */
export class OutputError extends Error {
  override readonly name = 'OutputError';
}

const STDOUT = 1;
let gone = false;

/** The reader of the standard output has stopped reading (`linspg … | head`): this is no error, and nothing more is written. */
export function readerIsGone(): boolean {
  return gone;
}

/**
 * Writes to the standard output and returns when all of it is written, or nobody reads it any more.
 * @throws OutputError
 */
export async function print(output: TerminalText | Uint8Array): Promise<void> {
  if (gone) return;
  const data = output instanceof TerminalText ? output.source : output;
  try {
    // A stream of Node writes what fits into a file and says nothing of the rest.
    if (isStream(STDOUT)) await throughStream(data);
    else writeAll(STDOUT, data);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EPIPE') gone = true;
    else throw new OutputError(`cannot write the output: ${reasonNotWritten(error)}`);
  }
}

/** A table or an object for a program, as it is. Where a terminal stands in the place of the program, nothing in it is a command. */
export function forProgram(text: string): TerminalText | Uint8Array {
  return process.stdout.isTTY ? terminalLines(text) : Buffer.from(text);
}

/** A line on the standard error. */
export function complain(line: TerminalText): void {
  process.stderr.write(terminal`${line}\n`.source);
}

function isStream(descriptor: number): boolean {
  const stat = fstatSync(descriptor);
  return process.stdout.isTTY || stat.isFIFO() || stat.isSocket();
}

function throughStream(data: string | Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    // The stream reports an error twice; with this listener, once.
    const heard = () => {};
    process.stdout.on('error', heard);
    process.stdout.write(data, (error) => {
      if (error) reject(error);
      else {
        process.stdout.off('error', heard);
        resolve();
      }
    });
  });
}

/**
 * A file that is there as a whole or not at all: written beside its place, then renamed.
 * @throws OutputError; what stood there before is then untouched.
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

/** A write may take less than it is given, which is no error. @throws what the file system says. */
export function writeAll(descriptor: number, data: string | Uint8Array): void {
  const bytes = typeof data === 'string' ? Buffer.from(data) : data;
  for (let done = 0; done < bytes.length; ) done += writeSync(descriptor, bytes, done);
}
