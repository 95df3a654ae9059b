/**
 * Finished cells of an experiment in a directory, so that work can be stopped, killed, shared between processes and machines, and gone on
 * with. A cell is named by its content: the same numbers asked of the same engine have the same key, whatever experiment asks.
 *
 * - `experiment.json`: the text and what was asked beside it, written once, never changed.
 * - `cells/*.jsonl`: a line a finished cell. Every process writes a file of its own, so that no two ever write to the same one; a line that
 *   a kill cut off has no end and is not read.
 */
import { createHash, randomUUID } from 'node:crypto';
import {
  appendFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Ending, Recording } from '../engine/types.js';
import type { Cell, RunResult } from '../experiment/types.js';

/** What an experiment is, beside which a cell has its place. */
export interface Manifest {
  /** As named on the command line. */
  readonly file: string;
  readonly text: string;
  readonly recordAt?: readonly number[];
  /** T in place of the one in the text. */
  readonly iterations?: number;
}

type Kept = { readonly recording: Recording; readonly ending: Ending; readonly milliseconds: number };

/** The directory cannot be used; the message says why. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
}

const MANIFEST = 'experiment.json';

export class CellStore {
  readonly #cells: string;
  readonly #own: string;
  readonly #engine: string;
  /** Keys of the finished cells, of this and other processes. */
  readonly #keys = new Set<string>();

  /** @param worker the bundled worker, whose content is part of every key: another engine may give other last digits. */
  private constructor(
    readonly directory: string,
    worker: string,
  ) {
    this.#cells = join(directory, 'cells');
    this.#own = join(this.#cells, `${randomUUID()}.jsonl`);
    this.#engine = createHash('sha256').update(readFileSync(worker)).digest('base64url');
    mkdirSync(this.#cells, { recursive: true });
    for (const line of this.#lines()) this.#keys.add(keyIn(line));
  }

  /** @throws StoreError when the directory holds another experiment, or cannot be written. */
  static open(directory: string, manifest: Manifest, worker: string): CellStore {
    try {
      mkdirSync(directory, { recursive: true });
      const text = `${JSON.stringify(manifest)}\n`;
      const kept = writeOnce(directory, text);
      if (kept !== text) {
        throw new StoreError(
          `${directory} holds another experiment, or the same file before it was changed. Choose another directory for this one, or remove it.`,
        );
      }
      return new CellStore(directory, worker);
    } catch (error) {
      throw error instanceof StoreError ? error : new StoreError(`${directory}: ${(error as Error).message}`);
    }
  }

  /** @throws StoreError when there is none. */
  static manifest(directory: string): Manifest {
    const file = join(directory, MANIFEST);
    if (!existsSync(file)) {
      throw new StoreError(
        `${directory} holds no experiment: \`linspg run FILE --out ${directory}\` begins one.`,
      );
    }
    return JSON.parse(readFileSync(file, 'utf8')) as Manifest;
  }

  /** Of everything that its numbers depend on. */
  keyOf({ instance, job }: Cell): string {
    const content = {
      engine: this.#engine,
      instance: { ...instance, rewards: [...instance.rewards], features: [...instance.features] },
      job,
    };
    return createHash('sha256').update(JSON.stringify(content)).digest('base64url');
  }

  has(key: string): boolean {
    return this.#keys.has(key);
  }

  /** One write a cell: a kill loses at most the cell that is being written. */
  keep(key: string, result: Kept): void {
    appendFileSync(this.#own, `{"key":"${key}","result":${stringify(result)}}\n`);
    this.#keys.add(key);
  }

  /** The results of `cells`, in their order; null for what is not finished. */
  results(cells: readonly Cell[]): (RunResult | null)[] {
    const kept = new Map<string, Kept>();
    for (const line of this.#lines()) kept.set(keyIn(line), parse(line));
    return cells.map((cell) => {
      const result = kept.get(this.keyOf(cell));
      return result ? { facts: cell.facts, ...result } : null;
    });
  }

  *#lines(): Generator<string> {
    for (const name of readdirSync(this.#cells).sort()) {
      if (!name.endsWith('.jsonl')) continue;
      const lines = readFileSync(join(this.#cells, name), 'utf8').split('\n');
      // What follows the last line end was cut off.
      yield* lines.slice(0, -1);
    }
  }
}

/** Of several processes that begin at once, the first writes. @returns what stands there. */
function writeOnce(directory: string, text: string): string {
  const [file, draft] = [join(directory, MANIFEST), join(directory, `${randomUUID()}.draft`)];
  if (!existsSync(file)) {
    writeFileSync(draft, text);
    try {
      linkSync(draft, file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    } finally {
      rmSync(draft);
    }
  }
  return readFileSync(file, 'utf8');
}

const KEY_AT = '{"key":"'.length;

function keyIn(line: string): string {
  return line.slice(KEY_AT, line.indexOf('"', KEY_AT));
}

/** JSON that keeps what is not finite, as a string. */
function stringify(result: Kept): string {
  return JSON.stringify(result, (_, value: unknown) =>
    typeof value === 'number' && !Number.isFinite(value) ? String(value) : value,
  );
}

function parse(line: string): Kept {
  const notFinite = /"(?:NaN|-?Infinity)"/.test(line);
  const read = (_: string, value: unknown) =>
    value === 'NaN' || value === 'Infinity' || value === '-Infinity' ? Number(value) : value;
  return (JSON.parse(line, notFinite ? read : undefined) as { result: Kept }).result;
}
