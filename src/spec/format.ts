/** Parts of sentences. */

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

/** `two spaces` rather than `2 spaces`; digits from ten on. */
export function spaces(n: number): string {
  const words = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
  return `${words[n] ?? n} ${n === 1 || n === 0 ? 'space' : 'spaces'}`;
}

/** Names separated by commas, at most `most` of them, and how many more there are: `P, r, gamma`. */
export function listed(names: readonly string[], most = 12): string {
  const more = names.length - most;
  return names.slice(0, most).map(clip).join(', ') + (more > 0 ? ` and ${grouped(more)} more` : '');
}

/** The first names, and how many more there are: `s1, s2 and 18 more`. */
export function some(names: readonly string[], most = 5): string {
  const said = names.slice(0, most).map(clip);
  const more = names.length - said.length;
  if (more > 0) return `${said.join(', ')} and ${more} more`;
  return said.length < 2 ? said.join() : `${said.slice(0, -1).join(', ')} and ${said.at(-1)}`;
}
