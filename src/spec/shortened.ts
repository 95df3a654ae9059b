/**
 * A text without the middle of its long tables, for questions about one place only: of actions that are written line after line in the same way, the
 * first and the last are kept, and the names of those in between. If the first line is read correctly, so are all that follow.
 */
const NUMBER = String.raw`[-+]?[\d.][-+.\deE/]*`;
const NUMBERS = String.raw`\[ *${NUMBER}(?: *, *${NUMBER})* *\]`;
/** A line such as `a1: { reward: 1, features: [1, 2] }`, or `a1: [1, 2]`: its indentation, its name, and its bracket if it has no braces. */
const ROW = new RegExp(
  String.raw`( *)([A-Za-z_][\w-]*): +(?:\{ *reward: +${NUMBER} *, *features: +${NUMBERS} *\}|(${NUMBERS}))(?=\r?(?:\n|$))`,
  'y',
);

export interface Shortened {
  readonly text: string;
  /** The number of characters that were taken out before the offset. */
  readonly before: number;
  /** By the offset, in the shortened text, of the name in a line after which lines were taken out. */
  readonly gaps: ReadonlyMap<number, Gap>;
}

/** The lines that were taken out after a line. */
export interface Gap {
  readonly names: readonly string[];
  /** For the line that represents them: the column of its name, and the position of its last bracket in the shortened text. */
  readonly indent: number;
  readonly bracket: number;
}

interface Row {
  readonly start: number;
  readonly indent: number;
  readonly name: string;
  readonly hasBraces: boolean;
  readonly bracket: number;
}

/** Keeps the line of the offset. Looks at every character a bounded number of times. */
export function shortened(text: string, offset: number): Shortened {
  const gaps = new Map<number, Gap>();
  const pieces: string[] = [];
  let [done, removed, before] = [0, 0, 0];
  let alike: Row[] = [];
  const close = () => {
    if (alike.length < 3) return;
    const [first, second] = alike as [Row, Row];
    const last = alike.at(-1)!;
    pieces.push(text.slice(done, second.start));
    gaps.set(first.start + first.indent - removed, {
      names: alike.slice(1, -1).map(({ name }) => name),
      indent: first.indent,
      bracket: first.bracket - removed,
    });
    done = last.start;
    removed += last.start - second.start;
    if (last.start <= offset) before = removed;
  };
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    const row = start <= offset && offset <= end ? null : rowAt(text, start);
    const [first] = alike;
    if (row && first && row.indent === first.indent && row.hasBraces === first.hasBraces) alike.push(row);
    else {
      close();
      alike = row ? [row] : [];
    }
    start = end + 1;
  }
  close();
  pieces.push(text.slice(done));
  return { text: pieces.join(''), before, gaps };
}

function rowAt(text: string, start: number): Row | null {
  ROW.lastIndex = start;
  const found = ROW.exec(text);
  if (!found) return null;
  const [whole, blanks, name, brackets] = found;
  return {
    start,
    indent: blanks!.length,
    name: name!,
    hasBraces: brackets === undefined,
    bracket: start + whole.length - 1,
  };
}
