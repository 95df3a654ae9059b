/** Numbers in JSON: nested lists, or an object of nested lists. A number keeps the decimal that is written; a text such as "1/3" is a fraction. */
import { visit } from 'jsonc-parser';
import type { Real } from '../model/bandit.js';
import { parseLiteral, whyNotANumber } from '../model/rational.js';
import { FormatError } from './fault.js';
import { arrayOfReals, MOST_WRITTEN, type NumberArray, type NumberFile } from './numbers.js';

/** A number as it is written. */
class Literal {
  constructor(readonly text: string) {}
}

/** The most numbers together with the lists that hold them. */
const MOST_ENTRIES = 2 * MOST_WRITTEN;
/** NumPy has the same limit. */
const MOST_DIMENSIONS = 64;
/** The most characters that are quoted of a word that is not JSON. */
const LONGEST_WORD = 100;

/** @throws FormatError */
export function readJson(text: string): NumberFile {
  const root = treeOf(text);
  if (!(root instanceof Map)) return { arrays: new Map([['', arrayOf('', root)]]), names: new Map() };
  const arrays = new Map<string, NumberArray>();
  const names = new Map<string, readonly string[]>();
  for (const [name, value] of root as Map<string, unknown>) {
    if (isNames(name, value)) names.set(name, value);
    // A value that is not an array, such as a title, is skipped.
    else if (Array.isArray(value) || value instanceof Literal || isFraction(value))
      arrays.set(name, arrayOf(name, value));
  }
  return { arrays, names };
}

/** The values of a JSON text (RFC 8259), with the numbers as they are written: `JSON.parse` would make doubles of them. Objects become Maps. */
function treeOf(text: string): unknown {
  const top: unknown[] = [];
  const open: (unknown[] | Map<string, unknown>)[] = [top];
  let key = '';
  let entries = 0;
  const put = (value: unknown) => {
    if (++entries > MOST_ENTRIES) throw new FormatError({ code: 'many-numbers', most: MOST_WRITTEN });
    const into = open.at(-1)!;
    if (Array.isArray(into)) into.push(value);
    else into.set(key, value);
  };
  const begin = (value: unknown[] | Map<string, unknown>) => {
    put(value);
    if (open.push(value) - 1 > MOST_DIMENSIONS) throw new FormatError({ code: 'nesting' });
  };
  visit(
    text,
    {
      onArrayBegin: () => begin([]),
      onArrayEnd: () => open.pop(),
      onObjectBegin: () => begin(new Map()),
      onObjectEnd: () => open.pop(),
      onObjectProperty(name) {
        key = name;
      },
      onLiteralValue(value, offset, length) {
        put(typeof value === 'number' ? new Literal(text.slice(offset, offset + length)) : value);
      },
      onError(_, offset) {
        throw wrongAt(text, offset);
      },
    },
    { disallowComments: true },
  );
  return top[0];
}

/** The fault of an unexpected text at an offset. It quotes a whole word, such as `01`. */
function wrongAt(text: string, offset: number): FormatError {
  const word = /[\w.+-]+$/.exec(text.slice(Math.max(0, offset - LONGEST_WORD), offset));
  const at = /^[\w.]/.test(text.slice(offset, offset + 1)) ? offset - (word?.[0].length ?? 0) : offset;
  const before = text.slice(0, at);
  return new FormatError({
    code: 'json',
    row: before.split('\n').length,
    column: at - before.lastIndexOf('\n'),
    found: /^(?:-?\w+|[\s\S]?)/.exec(text.slice(at, at + LONGEST_WORD))![0],
  });
}

function isFraction(value: unknown): boolean {
  return typeof value === 'string' && parseLiteral(value) !== null;
}

/** Texts are names unless one of them is a number; under `actions` always, since an action may be called 1. */
function isNames(key: string, value: unknown): value is string[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((one) => typeof one === 'string') &&
    (key === 'actions' || !value.some(isFraction))
  );
}

/** The first entries set the lengths; everything else has to be as long. */
function arrayOf(array: string, root: unknown): NumberArray {
  const shape: number[] = [];
  for (let first: unknown = root; Array.isArray(first); first = first[0]) {
    shape.push(first.length);
  }
  const reals: Real[] = [];
  const indices: number[] = [];
  const ragged = (value: unknown, expected: string) =>
    new FormatError({
      code: 'ragged',
      at: { array, indices: [...indices] },
      found: described(value),
      expected,
    });
  const noNumber = (value: unknown) => {
    const text = writtenAs(value);
    return new FormatError({
      code: 'entry',
      at: { array, indices: [...indices] },
      found: described(value),
      why: text === null ? '' : whyNotANumber(text),
    });
  };
  const take = (value: unknown) => {
    const depth = indices.length;
    if (depth === shape.length) {
      if (Array.isArray(value)) throw ragged(value, 'a number');
      const real = realOf(value);
      if (real === null) throw noNumber(value);
      reals.push(real);
      return;
    }
    if (!Array.isArray(value) || value.length !== shape[depth])
      throw ragged(value, `a list of ${shape[depth]}`);
    for (const [k, one] of value.entries()) {
      indices.push(k);
      take(one);
      indices.pop();
    }
  };
  take(root);
  return arrayOfReals(shape, reals);
}

/** The number that is written, directly or as a text; null: there is none. */
function realOf(value: unknown): Real | null {
  const text = writtenAs(value);
  return text === null ? null : parseLiteral(text);
}

function writtenAs(value: unknown): string | null {
  return value instanceof Literal ? value.text : typeof value === 'string' ? value : null;
}

function described(value: unknown): string {
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (value instanceof Literal) return value.text;
  return value instanceof Map ? 'an object' : String(value);
}
