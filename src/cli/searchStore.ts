/** The directory of a search: what it looks for, how far each part of it is, and its hits as specs. */
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { version } from '../../package.json';
import { terminal } from '../borders/terminal.js';
import { reasonNotWritten } from '../disk/systemErrors.js';
import { written } from '../search/expression.js';
import { spaceWords } from '../search/format.js';
import type { HitText } from '../search/hitText.js';
import { freshState, type Hit, type SearchOrder, type SearchState } from '../search/search.js';
import { StoreError } from './manifest.js';
import { complain } from './output.js';
import type { Shard } from './values.js';
import { writeWhole } from './wholeFile.js';

const NAME = 'search.json';
const WHOLE: Shard = { number: 1, of: 1 };

export class SearchStore {
  readonly #file: string;

  /** @throws StoreError when it is the directory of another search, or cannot be used; OutputError */
  constructor(
    readonly directory: string,
    order: SearchOrder,
    shard: Shard = WHOLE,
  ) {
    const { number, of } = shard;
    this.#file = join(directory, `part-${number}-of-${of}.json`);
    const asked = `${JSON.stringify({
      version,
      expression: written(order.expression),
      space: order.space,
      says: spaceWords(order.space),
      ...(order.sample && { sample: order.sample }),
    })}\n`;
    try {
      mkdirSync(directory, { recursive: true });
    } catch (error) {
      throw new StoreError(`${directory}: ${reasonNotWritten(error)}`);
    }
    const kept = textOf(join(directory, NAME));
    if (kept === null) writeWhole(join(directory, NAME), asked);
    else if (kept !== asked)
      throw new StoreError(
        `${directory} holds another search: ${saidIn(kept)}. Choose another directory for this one, or remove it.`,
      );
  }

  /** How far this part has come. */
  state(): SearchState {
    const text = textOf(this.#file);
    if (text === null) return freshState();
    const state = stateIn(text);
    if (state === null) complain(terminal`${this.#file} is damaged: this part begins again`);
    return state ?? freshState();
  }

  /** @throws OutputError */
  keep(state: SearchState): void {
    writeWhole(this.#file, `${JSON.stringify(state)}\n`);
  }

  /** @returns the files. @throws OutputError */
  write({ index }: Hit, { text, beside }: HitText): string[] {
    const stem = join(this.directory, `hit-${index}`);
    const files = [`${stem}.linspg`, ...beside.map((_, n) => `${stem}-swapped-${n + 1}.linspg`)];
    for (const [n, each] of [text, ...beside].entries()) writeWhole(files[n]!, each);
    return files;
  }

  /** Every part that processes have begun, which share the work among `of`. */
  parts(of: number): (SearchState | null)[] {
    const there = new Set(readdirSync(this.directory));
    return Array.from({ length: of }, (_, n) => {
      const name = `part-${n + 1}-of-${of}.json`;
      return there.has(name) ? stateIn(textOf(join(this.directory, name)) ?? '') : null;
    });
  }
}

function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new StoreError(`${file}: ${reasonNotWritten(error)}`);
  }
}

function stateIn(text: string): SearchState | null {
  try {
    const state = JSON.parse(text) as SearchState;
    return typeof state?.next === 'number' && Array.isArray(state.hits) ? state : null;
  } catch {
    return null;
  }
}

function saidIn(text: string): string {
  try {
    const { expression, says, version: of } = JSON.parse(text) as Record<string, string>;
    return `${expression}, of ${says}, by linspg ${of}`;
  } catch {
    return `its ${NAME} is damaged`;
  }
}
