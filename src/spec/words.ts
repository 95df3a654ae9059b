/** Pieces of sentences. */

/** A text short enough for a message, on one line. */
export function clip(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 40 ? `${line.slice(0, 39)}…` : line;
}

export function count(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}

/** `30,000,000`. */
export function grouped(n: number): string {
  return n.toLocaleString('en-US');
}

/** `two spaces` reads better than `2 spaces`; from ten on digits do. */
export function spaces(n: number): string {
  const words = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
  return `${words[n] ?? n} ${n === 1 || n === 0 ? 'space' : 'spaces'}`;
}
