/** Tables whose rows are lines: the entries of a column begin at the same place, and decimal points are aligned. */
import { Pauses, type Work } from '../../math/work.js';
import type { Entry, Table, Value, Words } from './words.js';

/** In characters. Cells of wider columns are not padded. */
const WIDEST = 40;

/** Characters between two pauses. */
const PAUSE = 20_000;

/** Do the blanks before a word stay as they are, even in a table? They do beside an anchor, an alias or a tag. */
export function keepsGap({ kinds }: Words, word: number): boolean {
  return [kinds[word - 1], kinds[word]].some((kind) => kind === '&' || kind === '%');
}

/** The blanks between a word and the one before it on its line, unless a table needs more. */
export function gapBefore(words: Words, word: number): number {
  const { kinds, starts, ends } = words;
  const [before, kind] = [kinds[word - 1], kinds[word]];
  if (keepsGap(words, word)) return starts[word]! - ends[word - 1]!;
  if (kind === ',') return 0;
  if (kind === ':') return before === 'w' || before === '}' || before === ']' ? 0 : 1;
  if (before === '{') return kind === '}' ? 0 : 1;
  return before === '[' || kind === ']' ? 0 : 1;
}

/** For each word, the number of blanks that a table adds to `gapBefore`. */
export function* columnsOf(text: string, words: Words, tables: readonly Table[]): Work<Int32Array> {
  const columns = new Columns(text, words);
  const pauses = new Pauses(PAUSE);
  for (const table of tables) {
    columns.align(table);
    const [first, last] = [table[0]!, table.at(-1)!];
    if (pauses.after(words.ends[last.value!.last]! - words.starts[first.first]!)) yield;
  }
  return columns.more;
}

class Columns {
  readonly more: Int32Array;

  constructor(
    private readonly text: string,
    private readonly words: Words,
  ) {
    this.more = new Int32Array(words.kinds.length);
  }

  align(table: Table): void {
    const widths = table.map(({ first, value }) => this.#width(first, value!.first - 1));
    const widest = Math.max(...widths);
    if (widest <= WIDEST)
      for (const [row, { value }] of table.entries()) this.more[value!.first]! += widest - widths[row]!;
    for (const rows of alike(table)) if (rows.length > 1) this.#row(rows);
  }

  /** Aligns rows of one kind, as far as their columns can be padded. */
  #row(rows: readonly Value[]): boolean {
    const [one] = rows;
    if (one?.is === 'list') {
      // A list of names is no row of numbers.
      if (!this.#areNumeric(rows)) return false;
      for (let k = 0; k < one.length; k++) {
        const next = k === one.length - 1 ? 1 : 2;
        const cells = rows.map(({ first }) => first + 1 + 2 * k);
        if (
          !this.#numbers(
            cells,
            cells.map((cell) => cell + next),
          )
        )
          return false;
      }
      return true;
    }
    if (one?.is !== 'map') return false;
    for (let k = 0; k < one.entries.length; k++) {
      const cells = rows.map((row) => (row as typeof one).entries[k]!.value!);
      const nexts = rows.map((row) => (row as typeof one).entries[k + 1]?.first ?? row.last);
      if (!this.#cell(cells, nexts, k === one.entries.length - 1)) return false;
    }
    return true;
  }

  /** @param nexts the word after each cell, behind its comma */
  #cell(cells: readonly Value[], nexts: readonly number[], isLast: boolean): boolean {
    const places = cells.map(({ first }) => first);
    if (cells.every(({ is }) => is === 'word') && this.#areNumbers(places))
      return this.#numbers(places, isLast ? [] : nexts);
    const kind = kindOf(cells[0]!);
    const isOneKind = cells.every((cell) => kindOf(cell) === kind);
    if (isOneKind && cells[0]!.is === 'list' && this.#areNumeric(cells)) return this.#row(cells);
    if (isOneKind && cells[0]!.is === 'map') return this.#row(cells);
    if (isLast) return true;
    const widths = cells.map(({ first, last }) => this.#width(first, last));
    const widest = Math.max(...widths);
    if (widest > WIDEST) return false;
    for (const [row, next] of nexts.entries()) this.more[next]! += widest - widths[row]!;
    return true;
  }

  /** @param nexts the word after each number; empty if nothing after the numbers is aligned */
  #numbers(cells: readonly number[], nexts: readonly number[]): boolean {
    let [wholes, rests] = [0, 0];
    const parts = cells.map((cell) => this.#parts(cell));
    for (const part of parts) {
      if (part === null) return false;
      wholes = Math.max(wholes, part.whole);
      rests = Math.max(rests, part.rest);
    }
    if (wholes + rests > WIDEST) return false;
    for (const [row, part] of parts.entries()) {
      this.more[cells[row]!]! += wholes - part!.whole;
      const next = nexts[row];
      if (next !== undefined) this.more[next]! += rests - part!.rest;
    }
    return true;
  }

  /** Have these lists only numbers and expressions? */
  #areNumeric(lists: readonly Value[]): boolean {
    return this.#areNumbers(
      lists.flatMap((list) =>
        list.is === 'list' ? Array.from({ length: list.length }, (_, k) => list.first + 1 + 2 * k) : [],
      ),
    );
  }

  /** Are these words numbers and expressions, and not all of them plain names? */
  #areNumbers(words: readonly number[]): boolean {
    return (
      words.every((word) => this.#parts(word) !== null) &&
      words.some((word) => NUMERIC.test(this.#written(word)))
    );
  }

  /**
   * The lengths of a number before its decimal point (or where it would be) and from there on; an expression ends where the point would be. null: the
   * word is neither.
   */
  #parts(word: number): { readonly whole: number; readonly rest: number } | null {
    const written = this.#written(word);
    const found = NUMBER.exec(written);
    if (found) return { whole: found[1]!.length, rest: written.length - found[1]!.length };
    return EXPRESSION.test(written) ? { whole: written.length, rest: 0 } : null;
  }

  #written(word: number): string {
    return this.text.slice(this.words.starts[word]!, this.words.ends[word]!);
  }

  /** The length of words without what tables add. */
  #width(first: number, last: number): number {
    const { starts, ends } = this.words;
    let width = 0;
    for (let word = first; word <= last; word++)
      width += ends[word]! - starts[word]! + (word > first ? gapBefore(this.words, word) : 0);
    return width;
  }
}

const NUMBER = /^([-+]?\d*)(?:(?<=\d)\.?|\.(?=\d))\d*(?:[eE][-+]?\d+)?(?:\s*\/\s*[-+]?\d+)?$/;

/** An expression in parameters, on one line. */
const EXPRESSION = /^[-+*/(). \t\p{L}\p{N}_]+$/u;

/** A number, or an expression that is more than one name. */
const NUMERIC = /^[-+.\d(]|[-+*/()]/;

/** Rows are aligned together only if this is equal. */
function kindOf(value: Value): string {
  if (value.is === 'list') return `[${value.length}`;
  return value.is === 'map' ? JSON.stringify(value.entries.map(({ key }) => key)) : value.is;
}

/** The values of a table, grouped by kind. */
function alike(table: readonly Entry[]): Value[][] {
  const kinds = new Map<string, Value[]>();
  for (const { value } of table) {
    const kind = kindOf(value!);
    const rows = kinds.get(kind) ?? [];
    kinds.set(kind, rows);
    rows.push(value!);
  }
  return [...kinds.values()];
}
