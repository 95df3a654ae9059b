/** How many blanks the layout puts before each word: from the margin if the word begins a line, otherwise from the word before. */
import { gapBefore, keepsGap } from './columns.js';
import { beginsLine, INDENT, type Words } from './words.js';

export interface Layout {
  readonly blanks: Int32Array;
  /** For a word that begins a line, how far this line moves; the further lines of a text of several lines move with it. */
  readonly moves: ReadonlyMap<number, number>;
}

/** An open bracket. */
interface Bracket {
  readonly line: number;
  /** The column of the bracket. */
  readonly column: number;
  /** The column of a line that closes it, if nothing follows the bracket on its line. */
  readonly base: number;
  /** The column of the lines inside: that of the first of them; null until there is one. */
  inside: number | null;
}

/** A member on lines of its own: its column before and after. */
interface Level {
  readonly depth: number;
  readonly was: number;
  readonly is: number;
}

/** A comment behind other words of its line. */
interface TrailingComment {
  readonly word: number;
  readonly line: number;
  readonly column: number;
  /** The columns where the word before it ended, and will end. */
  readonly was: number;
  readonly is: number;
}

export function layoutOf(text: string, words: Words, more: Int32Array): Layout {
  const { kinds, starts, ends, lines, lineStarts, indents, depths, begins, bases, texts } = words;
  const following = nextOf(kinds);
  const blanks = new Int32Array(kinds.length);
  const moves = new Map<number, number>();
  const brackets: Bracket[] = [];
  const levels: Level[] = [];
  const trailing: TrailingComment[] = [];
  /** The column behind the word before. */
  let column = 0;
  let lineStart = 0;
  /** How far the current line moves, and where it begins. */
  let move = 0;
  let margin = 0;
  for (let word = 0; word < kinds.length; word++) {
    const kind = kinds[word]!;
    const start = starts[word]!;
    lineStart = lineStarts[word]!;
    if (beginsLine(words, word)) {
      column = indentOf(word);
      blanks[word] = column;
      move = column - (start - lineStart);
      margin = column;
    } else if (kind === '#') {
      trailing.push({
        word,
        line: lines[word]!,
        column: start - lineStart,
        was: ends[word - 1]! - lineStart,
        is: column,
      });
    } else {
      blanks[word] = gapBefore(words, word) + (keepsGap(words, word) ? 0 : more[word]!);
      column += blanks[word]!;
    }
    const bracket = brackets.at(-1);
    if (bracket && bracket.inside === null && lines[word] === bracket.line && !'#]}'.includes(kind))
      bracket.inside = column;
    if (kind === '{' || kind === '[') brackets.push(opened(word, bracket));
    if (kind === '}' || kind === ']') brackets.pop();
    if (begins[word]) {
      const depth = depths[word]!;
      while (levels.length > 0 && levels.at(-1)!.depth >= depth) levels.pop();
      levels.push({ depth, was: start - lineStart, is: column });
    }
    column += ends[word]! - start;
    if (texts.has(word)) {
      moves.set(word, move);
      column = Math.max(0, ends[word]! - (text.lastIndexOf('\n', ends[word]! - 1) + 1) + move);
    }
  }
  for (const { word, gap } of gapsOf(trailing)) blanks[word] = gap;
  return { blanks, moves };

  function opened(word: number, around: Bracket | undefined): Bracket {
    const line = lines[word]!;
    const base = around ? (around.line === line ? around.base + INDENT : margin) : bases.get(word)!;
    return { line, column, base, inside: null };
  }

  function indentOf(word: number): number {
    const bracket = brackets.at(-1);
    if (bracket) {
      const { inside, base, column: at } = bracket;
      if ('}]'.includes(kinds[word]!)) return inside === null ? base : at;
      return inside ?? base + INDENT;
    }
    return kinds[word] === '#' ? besideLevels(word) : indents[word]!;
  }

  /** A comment is aligned with the members that it was aligned with: the one that follows, or those that it may still belong to. */
  function besideLevels(word: number): number {
    const at = starts[word]! - lineStart;
    const next = following[word]!;
    const first =
      next < kinds.length
        ? { was: starts[next]! - lineStarts[next]!, is: indents[next]! }
        : { was: 0, is: 0 };
    const candidates = [...levels, first].filter(({ was }) => was <= at);
    return candidates.reduce((best, one) => (one.was >= best.was ? one : best), { was: -1, is: 0 }).is;
  }
}

/** For each word the next one that is not a comment. */
function nextOf(kinds: Words['kinds']): Int32Array {
  const next = new Int32Array(kinds.length);
  for (let word = kinds.length - 1; word >= 0; word--)
    next[word] = word + 1 < kinds.length && kinds[word + 1] === '#' ? next[word + 1]! : word + 1;
  return next;
}

/** Comments of successive lines that were aligned are aligned again. */
function gapsOf(trailing: readonly TrailingComment[]): { readonly word: number; readonly gap: number }[] {
  const runs: TrailingComment[][] = [];
  for (const one of trailing) {
    const last = runs.at(-1)?.at(-1);
    if (last && last.line + 1 === one.line && last.column === one.column) runs.at(-1)!.push(one);
    else runs.push([one]);
  }
  return runs.flatMap((run) => {
    const gap = run[0]!.column - Math.max(...run.map(({ was }) => was));
    const column = Math.max(...run.map(({ is }) => is)) + gap;
    return run.map(({ word, is }) => ({ word, gap: column - is }));
  });
}
