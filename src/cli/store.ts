/**
 * The finished cells of an experiment in a directory, so that work can be stopped, killed, continued, and shared between processes and machines.
 * A cell is named by its content: the same numbers computed by the same engine have the same key, in every experiment.
 *
 * - `experiment.json`: the text and what was asked in addition, written once.
 * - `cells/*.jsonl`: one line for each finished cell. Every process writes a file of its own, so that no two write to the same one; a line that is not
 *   whole is not read, and reported by `damage`.
 */
import { createHash, randomUUID } from 'node:crypto';
import { appendFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { reasonNotWritten } from '../disk/systemErrors.js';
import type { Cell, RunResult } from '../experiment/types.js';
import { isMdp, type NumericMdp } from '../model/numericMdp.js';
import { arraysOf, type NumericProblem } from '../model/problem.js';
import { type Kept, type KeptLine, lineOf, linesOf, readLine, resultIn } from './cellLines.js';
import { claim, type Manifest, StoreError } from './manifest.js';
import { OutputError } from './output.js';

/** At most this many places are named; the others are counted. */
const MOST_PLACES = 5;

export class CellStore {
  readonly #cells: string;
  readonly #own: string;
  readonly #engine: string;
  /** The key of each problem: a sweep has thousands of cells on the same one. */
  readonly #problems = new WeakMap<NumericProblem, string>();
  /** The keys of the finished cells, of this and other processes. */
  readonly #keys = new Set<string>();
  /** `file:line` of each line that should be a cell and is not. */
  readonly #damaged: string[] = [];

  /** @param worker the bundled worker, whose content is part of every key: another engine may give other last digits. */
  private constructor(
    readonly directory: string,
    /** The experiment with which the directory was created. */
    readonly manifest: Manifest,
    worker: string,
  ) {
    this.#cells = join(directory, 'cells');
    this.#own = join(this.#cells, `${randomUUID()}.jsonl`);
    this.#engine = createHash('sha256').update(readFileSync(worker)).digest('base64url');
    mkdirSync(this.#cells, { recursive: true });
    for (const { key } of this.#lines((place) => this.#damaged.push(place))) this.#keys.add(key);
  }

  /** @throws StoreError if the directory holds another experiment, or cannot be written. */
  static open(directory: string, asked: Manifest, worker: string): CellStore {
    try {
      mkdirSync(directory, { recursive: true });
      return new CellStore(directory, claim(directory, asked), worker);
    } catch (error) {
      if (error instanceof StoreError || error instanceof OutputError) throw error;
      throw new StoreError(`${directory}: ${reasonNotWritten(error)}`);
    }
  }

  /** Which of the kept cells cannot be read and will be computed again, in words; null if there are none. */
  damage(): string | null {
    const all = this.#damaged;
    if (all.length === 0) return null;
    const places = all.slice(0, MOST_PLACES).join(', ');
    const others = all.length > MOST_PLACES ? `, and ${all.length - MOST_PLACES} more` : '';
    const lines = all.length === 1 ? '1 line is' : `${all.length} lines are`;
    return `${this.directory}: ${lines} damaged and left out (${places}${others}); a run that is lost by that is computed again`;
  }

  /** The key of everything that the numbers of a cell depend on. */
  keyOf({ problem, job }: Cell): string {
    const known = this.#problems.get(problem) ?? hashOf(contentOf(problem));
    this.#problems.set(problem, known);
    return hashOf({ engine: this.#engine, problem: known, job });
  }

  has(key: string): boolean {
    return this.#keys.has(key);
  }

  /** One write for each cell: a kill loses at most the cell that is being written. @throws OutputError */
  keep(key: string, result: Kept): void {
    try {
      appendFileSync(this.#own, lineOf(key, result));
    } catch (error) {
      throw new OutputError(`cannot write ${this.#own}: ${reasonNotWritten(error)}`);
    }
    this.#keys.add(key);
  }

  /** The results of `cells`, in order; null for a cell that is not finished. */
  results(cells: readonly Cell[]): (RunResult | null)[] {
    const kept = new Map<string, Kept>();
    for (const line of this.#lines(() => {})) kept.set(line.key, resultIn(line));
    return cells.map((cell) => {
      const result = kept.get(this.keyOf(cell));
      return result ? { facts: cell.facts, ...result } : null;
    });
  }

  *#lines(onDamage: (place: string) => void): Generator<KeptLine> {
    for (const name of readdirSync(this.#cells).sort()) {
      if (!name.endsWith('.jsonl')) continue;
      let number = 0;
      for (const { text, ended } of linesOf(join(this.#cells, name))) {
        number++;
        // A line without an end is still being written, or was cut off by a kill; NULs are left by a power failure.
        if (!ended && !text.includes('\0')) continue;
        const { kept, whole } = ended ? readLine(text) : { kept: null, whole: false };
        if (!whole) onDamage(`cells/${name}:${number}`);
        if (kept) yield kept;
      }
    }
  }
}

function hashOf(content: object): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('base64url');
}

function contentOf(problem: NumericProblem): object {
  return { problem: arraysOf(problem), ...(isMdp(problem) && { process: processContent(problem) }) };
}

/** What the rows of a process do not say. */
function processContent({ coordinates, discount, start, begin, next, probabilities }: NumericMdp): object {
  return {
    coordinates: coordinates && [...coordinates],
    discount,
    start: [...start],
    begin: [...begin],
    next: [...next],
    probabilities: [...probabilities],
  };
}
