/** The places of keys and entries in a text, as far as moving and replacing them needs it. */
import { CST, isMap, isNode, isScalar, Lexer, type Node, type Pair, parseDocument } from 'yaml';
import { takeOutRows } from '../numberLists.js';
import type { TextRange } from '../types.js';

/** A key with its value. */
export interface PairPlace {
  readonly key: TextRange;
  readonly value: TextRange;
  /** Is the value in brackets or braces, or a single word? */
  readonly isFlow: boolean;
}

/** The keys and values of a text without errors. Long rows of numbers are not parsed. */
export class Places {
  readonly #root: Node | null;

  constructor(private readonly text: string) {
    this.#root = parseDocument(takeOutRows(text).text).contents as Node | null;
  }

  /** The key at the end of a path from the top; null: there is none. */
  at(...path: readonly string[]): PairPlace | null {
    let node: unknown = this.#root;
    let pair: Pair | undefined;
    for (const step of path) {
      if (!isMap(node)) return null;
      pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === step);
      node = pair?.value;
    }
    const { key, value } = pair ?? {};
    if (!isNode(key) || !isNode(value)) return null;
    return {
      key: this.#rangeOf(key),
      value: this.#rangeOf(value),
      isFlow: isScalar(value) || ('flow' in value && value.flow === true),
    };
  }

  /** The range of a node without what trails it. */
  #rangeOf(node: Node): TextRange {
    const [start, end] = node.range!;
    return { start, end: start + this.text.slice(start, end).trimEnd().length };
  }
}

export interface Comment {
  readonly start: number;
  /** The comment without the `#` that begins it. */
  readonly words: string;
}

/** The comments of a text, in its order. */
export function commentsOf(text: string): Comment[] {
  const comments: Comment[] = [];
  let at = 0;
  let isScalar = false;
  for (const word of new Lexer().lex(takeOutRows(text).text)) {
    const isMark: boolean = !isScalar && MARKS.includes(word);
    if (!isMark && !isScalar && word.startsWith('#'))
      comments.push({ start: at, words: text.slice(at + 1, at + word.length).trim() });
    if (!isMark || word === CST.BOM) at += word.length;
    isScalar = isMark && word === CST.SCALAR;
  }
  return comments;
}

/** Marks that the lexer inserts between words; except for the first, they have no place in the text. */
const MARKS: readonly string[] = [CST.BOM, CST.DOCUMENT, CST.FLOW_END, CST.SCALAR];

/** The offset of the end of the line, before its line break. */
export function lineEnd(text: string, offset: number): number {
  const found = /[\r\n]/.exec(text.slice(offset));
  return found ? offset + found.index : text.length;
}
