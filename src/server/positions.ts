/**
 * Positions of the Language Server Protocol: their characters are UTF-16 units, or bytes of UTF-8 if client and server agreed on that. Everything
 * else in this server counts UTF-16 units from the start of a text; only a document converts between positions and offsets.
 */
import {
  type Range,
  TextDocument,
  type TextDocumentContentChangeEvent,
} from 'vscode-languageserver-textdocument';

export type PositionEncoding = 'utf-8' | 'utf-16';

/** @param offered the client's encodings, its preferred one first; all clients support UTF-16 */
export function encodingAmong(offered: readonly string[] = []): PositionEncoding {
  const known = offered.find((each): each is PositionEncoding => each === 'utf-8' || each === 'utf-16');
  return known ?? 'utf-16';
}

export function documentOf(
  encoding: PositionEncoding,
  uri: string,
  languageId: string,
  version: number,
  text: string,
): TextDocument {
  const document = TextDocument.create(uri, languageId, version, text);
  return encoding === 'utf-8' ? new Utf8Document(document) : document;
}

/** A document after the changes of a client, one after the other. It is the same object. */
export function updated(
  document: TextDocument,
  changes: TextDocumentContentChangeEvent[],
  version: number,
): TextDocument {
  return document instanceof Utf8Document
    ? document.update(changes, version)
    : TextDocument.update(document, changes, version);
}

/** A copy of the document as it is now, since the object itself changes with the next keystroke. */
export function frozen(document: TextDocument): TextDocument {
  const { uri, languageId, version } = document;
  const encoding = document instanceof Utf8Document ? 'utf-8' : 'utf-16';
  return documentOf(encoding, uri, languageId, version, document.getText());
}

/** A document whose positions count bytes of UTF-8. */
class Utf8Document implements TextDocument {
  constructor(private readonly document: TextDocument) {}

  get uri(): string {
    return this.document.uri;
  }

  get languageId(): string {
    return this.document.languageId;
  }

  get version(): number {
    return this.document.version;
  }

  get lineCount(): number {
    return this.document.lineCount;
  }

  getText(range?: Range): string {
    if (!range) return this.document.getText();
    const [start, end] = [this.offsetAt(range.start), this.offsetAt(range.end)];
    return this.document.getText().slice(Math.min(start, end), Math.max(start, end));
  }

  positionAt(offset: number) {
    const { line, character } = this.document.positionAt(offset);
    const start = this.document.offsetAt({ line, character: 0 });
    return { line, character: Buffer.byteLength(this.getText().slice(start, start + character)) };
  }

  /** A position inside the bytes of a character is the place before it; one beyond the end of a line is the end of the line. */
  offsetAt({ line, character }: { readonly line: number; readonly character: number }): number {
    const start = this.document.offsetAt({ line, character: 0 });
    const end = this.document.offsetAt({ line, character: Number.MAX_SAFE_INTEGER });
    const text = this.getText().slice(start, end);
    if (Buffer.byteLength(text) === text.length) return start + Math.max(0, Math.min(character, text.length));
    let [units, bytes] = [0, 0];
    for (const one of text) {
      bytes += Buffer.byteLength(one);
      if (bytes > character) break;
      units += one.length;
    }
    return start + units;
  }

  getLineRange(line: number): Range {
    const { start, end } = this.document.getLineRange(line);
    const place = (position: Range['start']) => this.positionAt(this.document.offsetAt(position));
    return { start: place(start), end: place(end) };
  }

  getEOLCharacters(line: number): string {
    return this.document.getEOLCharacters(line);
  }

  update(changes: readonly TextDocumentContentChangeEvent[], version: number): this {
    for (const change of changes) {
      const place = (position: Range['start']) => this.document.positionAt(this.offsetAt(position));
      const inUnits =
        'range' in change
          ? { text: change.text, range: { start: place(change.range.start), end: place(change.range.end) } }
          : change;
      TextDocument.update(this.document, [inUnits], version);
    }
    TextDocument.update(this.document, [], version);
    return this;
  }
}
