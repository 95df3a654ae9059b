/**
 * A text without the middle of its long tables, for what asks about one place only: of actions that are written line after line in the same way, the
 * first and the last are kept, and the names of those in between. Where the first is what it seems, all that follows means the same.
 */
const NUMBER = String.raw`[-+]?[\d.][-+.\deE/]*`;
const NUMBERS = String.raw`\[ *${NUMBER}(?: *, *${NUMBER})* *\]`;
/** A line such as `a1: { reward: 1, features: [1, 2] }`, or `a1: [1, 2]`: its indent, its name, and a bracket where it has no braces. */
const ROW = new RegExp(
  String.raw`( *)([A-Za-z_][\w-]*): +(?:\{ *reward: +${NUMBER} *, *features: +${NUMBERS} *\}|(${NUMBERS}))(?=\r?(?:\n|$))`,
  'y',
);

export interface Shortened {
  readonly text: string;
  /** So many characters were taken out before the offset. */
  readonly before: number;
  /** Where, in the shortened text, the name begins after whose line lines were taken out. */
  readonly gaps: ReadonlyMap<number, Gap>;
}

/** What was taken out after a line. */
export interface Gap {
  readonly names: readonly string[];
  /** Of the line that stands for them: in which column its name begins, and where in the shortened text its last bracket is. */
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

/** The line of the offset stays. Looks at every character a bounded number of times. */
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
