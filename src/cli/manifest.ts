/** `experiment.json` says which experiment a directory holds. It is written once, and what it says about the experiment never changes. */
import { closeSync, existsSync, fsyncSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { terminal } from '../borders/terminal.js';
import { reasonNotWritten } from '../disk/systemErrors.js';
import { MendableError } from './mendable.js';
import { complain, writeAll } from './output.js';
import { writeWhole } from './wholeFile.js';

/** What identifies an experiment. */
export interface Manifest {
  /** The file as named on the command line when the directory was created. It does not distinguish experiments. */
  readonly file: string;
  readonly text: string;
  /** The files that the text names, with the hashes of their contents. */
  readonly files?: readonly { readonly path: string; readonly hash: string | null }[];
  /** The folder of these files, from the directory itself, so that both can be moved together. It does not tell experiments apart. */
  readonly folder?: string;
  readonly recordAt?: readonly number[];
  /** Replaces T of the text. */
  readonly iterations?: number;
}

/** The directory cannot be used; the message says why. */
export class StoreError extends MendableError {
  override readonly name = 'StoreError';
}

const NAME = 'experiment.json';
/** How long another process may take to write a line. */
const MILLISECONDS_TO_WRITE = 2000;
const MILLISECONDS_BETWEEN_LOOKS = 20;

/**
 * Makes the directory that of an experiment, or checks that it already is. If several processes begin at once, the first one decides.
 *
 * @returns what the directory holds: the same experiment, possibly under another path to its file.
 * @throws StoreError if it holds another experiment; the message names the differences.
 */
export function claim(directory: string, asked: Manifest): Manifest {
  const kept = create(directory, asked) ? asked : readSoon(directory);
  if (kept === null) {
    // Cells are named by their content, so nothing in them depends on this file.
    complain(terminal`${directory}: ${NAME} is damaged, and written again`);
    writeWhole(join(directory, NAME), lineOf(asked));
    return asked;
  }
  const reasons = differences(kept, asked);
  if (reasons.length === 0) return kept;
  throw new StoreError(
    `${directory} ${reasons.join('; and ')}. Choose another directory for this one, or remove it.`,
  );
}

/** @throws StoreError if there is none, or it is damaged. */
export function manifestOf(directory: string): Manifest {
  const begin = `\`linspg run FILE --out ${directory}\``;
  if (!existsSync(join(directory, NAME)))
    throw new StoreError(`${directory} holds no experiment: ${begin} begins one.`);
  const kept = readSoon(directory);
  if (kept) return kept;
  throw new StoreError(`${directory}: ${NAME} is damaged. ${begin}, with its file, writes it again.`);
}

function lineOf(manifest: Manifest): string {
  return `${JSON.stringify(manifest)}\n`;
}

/** @returns false if there already is one. */
function create(directory: string, manifest: Manifest): boolean {
  let descriptor: number;
  try {
    descriptor = openSync(join(directory, NAME), 'wx');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
  try {
    writeAll(descriptor, lineOf(manifest));
    fsyncSync(descriptor);
  } catch (error) {
    throw new StoreError(`cannot write ${join(directory, NAME)}: ${reasonNotWritten(error)}`);
  } finally {
    closeSync(descriptor);
  }
  return true;
}

/** Waits, since another process may be writing it. @returns null if it is damaged. */
function readSoon(directory: string): Manifest | null {
  const until = performance.now() + MILLISECONDS_TO_WRITE;
  for (;;) {
    const text = readFileSync(join(directory, NAME), 'utf8');
    if (text.endsWith('\n') || performance.now() > until) return parsed(text);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, MILLISECONDS_BETWEEN_LOOKS);
  }
}

function parsed(text: string): Manifest | null {
  try {
    const value = JSON.parse(text) as Manifest;
    return typeof value?.file === 'string' && typeof value.text === 'string' ? value : null;
  } catch {
    return null;
  }
}

/** Only differences that change the results: not the file's path, nor its line ends. */
function differences(kept: Manifest, asked: Manifest): string[] {
  const reasons: string[] = [];
  if (lines(kept.text) !== lines(asked.text)) {
    reasons.push(
      `holds another experiment: the text of ${kept.file} when the directory was begun is not the text of ${asked.file} now`,
    );
  }
  const changed = (asked.files ?? []).find(
    ({ path, hash }) => kept.files?.find((file) => file.path === path)?.hash !== hash,
  );
  if (changed) {
    reasons.push(
      `holds another experiment: what ${changed.path} held when the directory was begun is not what it holds now`,
    );
  }
  if (recorded(kept) !== recorded(asked)) {
    reasons.push(
      `was begun with ${words('--record', recorded(kept))}, and this is ${words('--record', recorded(asked))}`,
    );
  }
  if (kept.iterations !== asked.iterations) {
    reasons.push(
      `was begun with ${words('--iterations', kept.iterations)}, and this is ${words('--iterations', asked.iterations)}`,
    );
  }
  return reasons;
}

function lines(text: string): string {
  return text.replaceAll('\r\n', '\n');
}

function recorded({ recordAt }: Manifest): string | undefined {
  return recordAt && [...new Set(recordAt)].sort((a, b) => a - b).join(',');
}

function words(option: string, value: string | number | undefined): string {
  return value === undefined ? `no ${option}` : `${option} ${value}`;
}
