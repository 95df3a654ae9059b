/** Numbers in JSON: nested lists, or an object of nested lists. A number is the decimal that is written; a text such as "1/3" is a fraction. */
import type { Real } from '../model/bandit.js';
import { parseLiteral, whyNotANumber } from '../model/rational.js';
import { FormatError } from './fault.js';
import { arrayOfReals, type NumberArray, type NumberFile } from './numbers.js';

/** A number as it is written. */
class Literal {
  constructor(readonly text: string) {}
}

/** NumPy has no more dimensions either. */
const MOST_DIMENSIONS = 64;

/** @throws FormatError */
export function readJson(text: string): NumberFile {
  const root = new JsonReader(text).whole();
  if (!(root instanceof Map)) return { arrays: new Map([['', arrayOf('', root)]]), names: new Map() };
  const arrays = new Map<string, NumberArray>();
  const names = new Map<string, readonly string[]>();
  for (const [name, value] of root as Map<string, unknown>) {
    if (isNames(value)) names.set(name, value);
    // What is no array, such as a title, is left out.
    else if (Array.isArray(value) || value instanceof Literal || isFraction(value))
      arrays.set(name, arrayOf(name, value));
  }
  return { arrays, names };
}

/** Reads JSON (RFC 8259), with its numbers as they are written: `JSON.parse` makes doubles of them. */
class JsonReader {
  #at = 0;
  #depth = 0;

  constructor(private readonly text: string) {}

  whole(): unknown {
    const value = this.#value();
    this.#blanks();
    if (this.#at < this.text.length) throw this.#wrong();
    return value;
  }

  #value(): unknown {
    this.#blanks();
    switch (this.text[this.#at]) {
      case '[':
        return this.#list();
      case '{':
        return this.#object();
      case '"':
        return this.#string();
      default:
        return this.#word();
    }
  }

  #list(): unknown[] {
    const list: unknown[] = [];
    this.#inside(']', () => list.push(this.#value()));
    return list;
  }

  #object(): Map<string, unknown> {
    const object = new Map<string, unknown>();
    this.#inside('}', () => {
      this.#blanks();
      const key = this.#string();
      this.#blanks();
      if (this.text[this.#at] !== ':') throw this.#wrong();
      this.#at++;
      object.set(key, this.#value());
    });
    return object;
  }

  /** Entries between commas, up to the bracket that closes them. */
  #inside(end: string, entry: () => void): void {
    if (++this.#depth > MOST_DIMENSIONS) throw new FormatError({ code: 'nesting' });
    this.#at++;
    this.#blanks();
    if (this.text[this.#at] === end) this.#at++;
    else
      for (;;) {
        entry();
        this.#blanks();
        const sign = this.text[this.#at];
        if (sign !== ',' && sign !== end) throw this.#wrong();
        this.#at++;
        if (sign === end) break;
      }
    this.#depth--;
  }

  #string(): string {
    const written = this.#taken(STRING);
    try {
      return JSON.parse(written) as string;
    } catch {
      this.#at -= written.length;
      throw this.#wrong();
    }
  }

  #word(): unknown {
    const word = this.#taken(WORD);
    return Object.hasOwn(WORDS, word) ? WORDS[word] : new Literal(word);
  }

  #taken(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.text);
    if (!found) throw this.#wrong();
    this.#at = pattern.lastIndex;
    return found[0];
  }

  #blanks(): void {
    while (/[ \t\r\n]/.test(this.text[this.#at] ?? '')) this.#at++;
  }

  /** What stands here is not what may. */
  #wrong(): FormatError {
    const before = this.text.slice(0, this.#at);
    return new FormatError({
      code: 'json',
      row: before.split('\n').length,
      column: this.#at - before.lastIndexOf('\n'),
      found: /^(?:-?[A-Za-z]\w*|[\s\S]?)/.exec(this.text.slice(this.#at))![0],
    });
  }
}

const STRING = /"(?:[^"\\]|\\.)*"/y;
const WORD = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])|(?:true|false|null)(?!\w)/y;
const WORDS: Readonly<Record<string, unknown>> = { true: true, false: false, null: null };

function isFraction(value: unknown): boolean {
  return typeof value === 'string' && parseLiteral(value) !== null;
}

function isNames(value: unknown): value is string[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((one) => typeof one === 'string') &&
    !value.some(isFraction)
  );
}

/** The lengths are those of the first entries; everything else has to be as long. */
function arrayOf(array: string, root: unknown): NumberArray {
  const shape: number[] = [];
  for (let first: unknown = root; Array.isArray(first); first = first[0]) {
    shape.push(first.length);
  }
  const reals: Real[] = [];
  const indices: number[] = [];
  const take = (value: unknown) => {
    const depth = indices.length;
    const at = { array, indices: [...indices] };
    if (depth === shape.length) {
      reals.push(realOf(value, at));
      return;
    }
    const expected = `a list of ${shape[depth]}`;
    if (!Array.isArray(value))
      throw new FormatError({ code: 'ragged', at, found: described(value), expected });
    if (value.length !== shape[depth])
      throw new FormatError({ code: 'ragged', at, found: `a list of ${value.length}`, expected });
    for (const [k, one] of value.entries()) {
      indices.push(k);
      take(one);
      indices.pop();
    }
  };
  take(root);
  return arrayOfReals(shape, reals);
}

function realOf(value: unknown, at: { readonly array: string; readonly indices: readonly number[] }): Real {
  if (Array.isArray(value))
    throw new FormatError({ code: 'ragged', at, found: described(value), expected: 'a number' });
  const text = value instanceof Literal ? value.text : typeof value === 'string' ? value : null;
  const real = text === null ? null : parseLiteral(text);
  if (real) return real;
  throw new FormatError({
    code: 'entry',
    at,
    found: described(value),
    why: text === null ? '' : whyNotANumber(text),
  });
}

function described(value: unknown): string {
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (value instanceof Literal) return value.text;
  return value instanceof Map ? 'an object' : String(value);
}
