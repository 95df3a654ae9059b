/** The name of the file that a URI names, for a person: without folder, query and fragment. A `%` that encodes nothing is kept. */
export function fileNameOf(uri: string): string {
  const path = uri.replace(/[?#].*$/s, '').replace(/\/+$/, '');
  // An untitled text has no folder: `untitled:Untitled-1`.
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.indexOf(':')) + 1);
  return decoded(name) || uri;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text.replace(/%[0-9a-f]{2}/gi, (code) => {
      const byte = Number.parseInt(code.slice(1), 16);
      return byte < 0x80 ? String.fromCharCode(byte) : code;
    });
  }
}
