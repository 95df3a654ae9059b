/** What the command line writes to the standard output: completely, or with a message that says why not. */
import { fstatSync, writeSync } from 'node:fs';
import { TerminalText, terminal, terminalLines } from '../borders/terminal.js';
import { reasonNotWritten } from '../disk/systemErrors.js';
import { MendableError } from './mendable.js';

/** Something could not be written; the message says what and why. */
export class OutputError extends MendableError {
  override readonly name = 'OutputError';
}

const STDOUT = 1;
let gone = false;

/** The reader of the standard output has stopped reading (`linspg … | head`). This is no error, and nothing more is written. */
export function readerIsGone(): boolean {
  return gone;
}

/**
 * Writes to the standard output and returns when everything is written, or when nobody reads it any more.
 *
 * @throws OutputError
 */
export async function print(output: TerminalText | Uint8Array): Promise<void> {
  if (gone) return;
  const data = output instanceof TerminalText ? output.source : output;
  try {
    // For a file, a Node stream writes only what fits and does not report the rest.
    if (isStream(STDOUT)) await throughStream(data);
    else writeAll(STDOUT, data);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EPIPE') gone = true;
    else throw new OutputError(`cannot write the output: ${reasonNotWritten(error)}`);
  }
}

/** Writes a text. @returns the exit status. @throws OutputError */
export async function say(text: string): Promise<number> {
  await print(new TerminalText(text));
  return 0;
}

/** A table or an object for a program, unchanged. If it goes to a terminal instead, control characters are escaped. */
export function forProgram(text: string): TerminalText | Uint8Array {
  return process.stdout.isTTY ? terminalLines(text) : Buffer.from(text);
}

/** Writes a line to the standard error. */
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

/** Writes everything: a single write may take less than it is given, which is no error. @throws the error of the file system. */
export function writeAll(descriptor: number, data: string | Uint8Array): void {
  const bytes = typeof data === 'string' ? Buffer.from(data) : data;
  for (let done = 0; done < bytes.length; ) done += writeSync(descriptor, bytes, done);
}
