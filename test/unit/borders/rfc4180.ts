/** RFC 4180, 2: rows of fields; a quote opens a field only at its beginning, and a doubled one inside is one. */
export function rfc4180(text: string): string[][] {
  const rows: string[][] = [[]];
  let at = 0;
  while (at < text.length) {
    let field = '';
    if (text[at] === '"') {
      for (at++; text[at] !== '"' || text[at + 1] === '"'; at++) {
        if (at >= text.length) throw new Error('a field that does not end');
        if (text[at] === '"') at++;
        field += text[at];
      }
      at++;
    } else while (at < text.length && text[at] !== ',' && text[at] !== '\n') field += text[at++];
    rows.at(-1)!.push(field);
    if (text[at] === '\n') rows.push([]);
    else if (at < text.length && text[at] !== ',') throw new Error('a quoted field goes on behind its end');
    at++;
  }
  if (rows.at(-1)!.length === 0) rows.pop();
  return rows;
}
