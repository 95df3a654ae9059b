/** A person at an editor whose keys are counted: what VS Code does with keys, as far as writing a spec needs it, with the server's own completion. */
import { type CompletionItem, TextEdit } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { completionAt } from '../../src/server/vocabulary/completion.js';

interface Stop {
  start: number;
  end: number;
}

export class Typist {
  text = '';
  keys = 0;
  #cursor: Stop = { start: 0, end: 0 };
  /** The places of the snippet that are still to come. */
  #stops: Stop[] = [];

  /** Each character is a key; what is selected is replaced, unless there is none. */
  type(characters: string): void {
    if (characters === '') return;
    this.keys += characters.length;
    this.#replace(this.#cursor, characters);
  }

  /** Goes to the next place of the snippet, which is selected; after the last one, behind the snippet. */
  tab(): void {
    this.keys++;
    const next = this.#stops.shift();
    if (!next) throw new Error(`There is no place left:\n${this.text}`);
    this.#cursor = { ...next };
  }

  /** A new line, indented as the one before; moving on ends a snippet. */
  enter(): void {
    this.keys++;
    this.#stops = [];
    const indent = /^ */.exec(this.#line().text)![0];
    this.#replace(this.#cursor, `\n${indent}`);
  }

  /** One level less in front of a line. */
  outdent(): void {
    this.keys++;
    this.#replace({ start: this.#cursor.start - 2, end: this.#cursor.start }, '');
  }

  /** Ctrl+Backspace: the word before the cursor. */
  removeWord(): void {
    this.keys++;
    const word = /[\w-]+$/.exec(this.text.slice(0, this.#cursor.start))![0];
    this.#replace({ start: this.#cursor.start - word.length, end: this.#cursor.start }, '');
  }

  /** To the end of the line. */
  end(): void {
    this.keys++;
    this.#stops = [];
    this.#goTo(this.#line().end);
  }

  /** So many lines down, and to the end of that. */
  downToEnd(lines: number): void {
    this.keys += lines;
    this.#stops = [];
    for (let n = 0; n < lines; n++) this.#goTo(this.#line().end + 1);
    this.end();
  }

  /** Chooses the suggestion with this label, which the editor shows while a word is typed: one key for each above it, and one to accept it. */
  take(label: string): void {
    const document = TextDocument.create('file:///new.linspg', 'linspg', 1, this.text);
    const { items } = completionAt(document, document.positionAt(this.#cursor.start));
    const word = /[\w-]*$/.exec(this.text.slice(0, this.#cursor.start))![0].toLowerCase();
    const shown = items.filter(({ filterText, label: own }) =>
      (filterText ?? own).toLowerCase().startsWith(word),
    );
    const place = shown.findIndex((item) => item.label === label);
    if (place < 0) throw new Error(`${label} is not offered after ‘${word}’:\n${this.text}`);
    this.keys += place + 1;
    this.#insert(document, shown[place]!);
  }

  #insert(document: TextDocument, { textEdit }: CompletionItem): void {
    if (!TextEdit.is(textEdit)) throw new Error('A suggestion without an edit.');
    const [start, end] = [document.offsetAt(textEdit.range.start), document.offsetAt(textEdit.range.end)];
    const indent = /^ */.exec(this.#line().text)![0];
    const snippet = textEdit.newText.replaceAll('\n', `\n${indent}`);
    const places: { number: number; stop: Stop }[] = [];
    let plain = '';
    let from = 0;
    for (const found of snippet.matchAll(/\$(?:(\d+)|\{(\d+)(?::([^}]*))?\})/g)) {
      plain += snippet.slice(from, found.index);
      const word = found[3] ?? '';
      const at = start + plain.length;
      places.push({ number: Number(found[1] ?? found[2]), stop: { start: at, end: at + word.length } });
      plain += word;
      from = found.index + found[0].length;
    }
    plain += snippet.slice(from);
    this.#replace({ start, end }, plain);
    const behind = { start: start + plain.length, end: start + plain.length };
    if (places.length === 0) return;
    this.#stops = [...places.sort((a, b) => a.number - b.number).map(({ stop }) => stop), behind];
    this.#cursor = { ...this.#stops.shift()! };
  }

  #replace({ start, end }: Stop, written: string): void {
    this.text = this.text.slice(0, start) + written + this.text.slice(end);
    const shift = written.length - (end - start);
    for (const stop of this.#stops) {
      if (stop.start < end) continue;
      stop.start += shift;
      stop.end += shift;
    }
    this.#goTo(start + written.length);
  }

  #goTo(offset: number): void {
    this.#cursor = { start: offset, end: offset };
  }

  #line(): { readonly text: string; readonly end: number } {
    const { start } = this.#cursor;
    const from = this.text.lastIndexOf('\n', start - 1) + 1;
    const next = this.text.indexOf('\n', start);
    const end = next < 0 ? this.text.length : next;
    return { text: this.text.slice(from, end), end };
  }
}
