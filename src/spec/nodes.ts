/** Reads YAML nodes one at a time, and reports each issue at the narrowest range that is wrong. */
import { isAlias, isMap, isNode, isScalar, isSeq, type Node, Scalar } from 'yaml';
import type { Real } from '../model/bandit.js';
import { namesSomething } from '../model/expression.js';
import { parseLiteral, ratioOf, whyNotANumber } from '../model/rational.js';
import { type Files, NO_FILES } from './files/port.js';
import { clip } from './format.js';
import { Issues } from './issues.js';
import { meantList, meantNumber } from './meant.js';
import { slipOf } from './nearest.js';
import { numberRow } from './numberLists.js';
import { readExpression } from './parameters/expression.js';
import { misplaced } from './parameters/misplaced.js';
import type { Parameters } from './parameters/parameters.js';
import { colonIssue } from './syntaxIssues/colon.js';
import type { NamedFile, TextRange } from './types.js';
import { homesOf } from './vocabulary.js';

/** A tag before its value; an anchor, comments and line breaks may stand between them. */
const TAG = /(![^\s,[\]{}]*)(?:\s+(?:&\S+|#[^\n]*\n))*\s*$/;
/** Words of YAML for what is no number. */
const NOT_FINITE = /^[+-]?\.(?:inf|nan)$/i;
/** In characters: how far before a value its tag is looked for. */
const LONGEST_TAG = 1000;

/** What becomes of a number that is not whole, and whose double is: half a sentence after it, empty for others. */
export function asDouble(real: Real): string {
  const [above, below] = ratioOf(real);
  return Number.isInteger(real.value) && above % below !== 0n
    ? `, which becomes ${real.value} in double precision`
    : '';
}

/** A place where a value is expected. */
export interface Slot {
  readonly node: Node | null;
  /** The range of the value, or of its key if there is no value. */
  readonly range: TextRange;
  /** The name of the value in a sentence: `reward of a1`. */
  readonly name: string;
}

/** A key of a mapping and the place of its value. */
export interface Entry {
  readonly key: TextRange;
  readonly slot: Slot;
  /** Stands it in a mapping in `{ }`, whose entries have commas between them? */
  readonly isInBraces: boolean;
}

/** A scalar as written. */
export interface Written {
  readonly text: string;
  readonly range: TextRange;
}

export interface NumberList {
  readonly values: readonly (Real | null)[];
  readonly ranges: readonly TextRange[];
}

/** In characters: how much text before its place an issue looks at. */
const BEFORE = 1000;

/** The methods report why they cannot read a value, and return null; of a list or a mapping they return the readable part. */
export class Reader extends Issues {
  /** What expressions may name where the reading is now: while the problem of a text with `let` is read. */
  parameters: Parameters | null = null;
  /** All of `let`, also where no expression may stand. */
  declared: Parameters | null = null;
  /** The files that the text named so far. */
  readonly opened: NamedFile[] = [];
  /** The nodes whose tags have been reported. */
  readonly #tagged = new WeakSet<Node>();

  constructor(
    text: string,
    readonly files: Files = NO_FILES,
  ) {
    super(text);
  }

  expected(slot: Slot, what: string, mend = ''): null {
    const range = slot.node && !isNothing(slot.node) ? this.rangeOf(slot.node) : slot.range;
    const found = describe(slot.node);
    return this.error('type', range, `${slot.name}: expected ${what}, found ${found}.${mend && ` ${mend}`}`);
  }

  /** The range of a node without what trails it. */
  rangeOf(node: Node): TextRange {
    const [start, end] = node.range ?? [0, 0];
    let last = end;
    while (last > start && /\s/.test(this.text[last - 1]!)) last--;
    return { start, end: last };
  }

  /** Reports aliases and tags, which have a meaning in YAML but not here. @returns whether nothing is left to read. */
  private foreign(slot: Slot): boolean {
    const { node } = slot;
    if (isAlias(node)) {
      this.error(
        'alias',
        this.rangeOf(node),
        `${slot.name}: found the alias \`*${node.source}\`. Write the value out, so that every number has its own place in the text.`,
      );
      return true;
    }
    if (isNode(node) && node.tag !== undefined && !this.#tagged.has(node)) {
      this.#tagged.add(node);
      this.tag(slot, node);
    }
    return false;
  }

  /** Only the tag is wrong: the value behind it is read as if the tag were not there. */
  private tag(slot: Slot, node: Node): void {
    const end = node.range?.[0] ?? 0;
    const before = this.text.slice(Math.max(0, end - LONGEST_TAG), end);
    const found = TAG.exec(before);
    const start = end - before.length + (found?.index ?? 0);
    const range = found ? { start, end: start + found[1]!.length } : this.rangeOf(node);
    // With the blanks on one side of it, but never a line break, since a block begins on a line of its own.
    const blanks = (around: RegExp, text: string) => around.exec(text)![0].length;
    const after = blanks(/^[ \t]*/, this.text.slice(range.end, end));
    const isLast = /^[ \t]*(?:\r|\n|$)/.test(this.text.slice(range.end, range.end + after + 1));
    const edit = isLast
      ? { start: range.start - blanks(/[ \t]*$/, before.slice(0, found?.index)), end: range.end }
      : { start: range.start, end: range.end + after };
    this.error(
      'tag',
      range,
      `${slot.name}: YAML tags such as \`${found?.[1] ?? node.tag}\` have no meaning here. Remove it.`,
      found ? { title: 'Remove the tag', edits: [{ range: edit, newText: '' }] } : undefined,
    );
  }

  /** The text of a scalar; null also if there is nothing. */
  scalar(slot: Slot, what: string, mend = ''): Written | null {
    if (this.foreign(slot)) return null;
    if (!isScalar(slot.node) || isNothing(slot.node)) return this.expected(slot, what, mend);
    return { text: textOf(slot.node), range: this.rangeOf(slot.node) };
  }

  items(slot: Slot, what: string, mend = ''): Slot[] | null {
    if (this.foreign(slot)) return null;
    if (!isSeq(slot.node)) return this.notAList(slot, what, mend);
    return slot.node.items.map((item, index) => {
      const node = isNode(item) ? item : null;
      const range = node ? this.rangeOf(node) : slot.range;
      return { node, range, name: `entry ${index + 1} of ${slot.name}` };
    });
  }

  /** Reports something other than a list, such as `(1, 2)`, `1, 2` or dashes without their spaces. */
  private notAList(slot: Slot, what: string, mend: string): null {
    if (!isScalar(slot.node) || isNothing(slot.node)) return this.expected(slot, what, mend);
    const range = this.rangeOf(slot.node);
    const text = this.text.slice(range.start, range.end);
    const meant = meantList(text);
    if (meant === null) return this.expected(slot, what, mend);
    const [how, title] = meant.startsWith('[')
      ? [`Did you mean \`${clip(meant)}\`?`, `Change to ${clip(meant)}`]
      : ['Write one `-` and a space before each entry.', 'Write one - and a space before each entry'];
    const message = `${slot.name}: expected ${what}, found \`${clip(text)}\`. ${how}`;
    return this.error('type', range, message, { title, edits: [{ range, newText: meant }] });
  }

  /** All entries of a mapping, in order, without duplicates. */
  entries(slot: Slot, what: string, nameOf: (key: string) => string, mend = ''): Map<string, Entry> | null {
    if (this.foreign(slot)) return null;
    if (!isMap(slot.node)) return this.expected(slot, what, mend);
    const entries = new Map<string, Entry>();
    const isInBraces = slot.node.flow === true;
    for (const pair of slot.node.items) {
      const key = isNode(pair.key) ? pair.key : null;
      const keyRange = key ? this.rangeOf(key) : slot.range;
      if (!isScalar(key) || isNothing(key)) {
        this.error('key', keyRange, `${slot.name}: expected a name as the key, found ${describe(key)}.`);
        continue;
      }
      const name = this.withOneColon(key, textOf(key), keyRange);
      if (key.tag !== undefined) {
        this.foreign({ node: key, range: keyRange, name: slot.name });
        continue;
      }
      // Between quotes it is a name like any other.
      if (name === '<<' && key.type === Scalar.PLAIN) {
        this.error('merge-key', keyRange, `${slot.name}: merge keys are not read. Write the entries out.`);
        continue;
      }
      if (entries.has(name)) {
        this.error(
          'duplicate-key',
          keyRange,
          `\`${clip(name)}\` is written twice in ${slot.name}. Remove or rename one of the two.`,
        );
        continue;
      }
      const value = isNode(pair.value) ? pair.value : null;
      const range = value && !isNothing(value) ? this.rangeOf(value) : keyRange;
      entries.set(name, { key: keyRange, slot: { node: value, range, name: nameOf(name) }, isInBraces });
    }
    return entries;
  }

  /** `seed:: 1`: the name of the key without the colons that YAML reads as a part of it; they are reported. */
  private withOneColon(key: { type?: string | null }, name: string, { end }: TextRange): string {
    let colon = name.length;
    while (name[colon - 1] === ':') colon--;
    const plain = name.slice(0, colon);
    if (plain === name || plain === '' || key.type !== 'PLAIN') return name;
    const range = { start: end - (name.length - plain.length), end };
    const fix = { title: 'Write one colon', edits: [{ range, newText: '' }] };
    this.error('syntax', range, `Found more than one colon after \`${clip(plain)}\`. Write one.`, fix);
    return plain;
  }

  /** The entries of a mapping with a known set of keys. An unknown key is reported, and a slip of a known one is read as that. */
  fields<Key extends string>(
    slot: Slot,
    what: string,
    keys: readonly Key[],
    nameOf: (key: string) => string,
    mend = '',
  ): Map<Key, Entry> | null {
    const only = isScalar(slot.node) ? this.glued(this.rangeOf(slot.node), false, keys, nameOf) : null;
    const entries = only ? new Map([only]) : this.entries(slot, what, nameOf, mend);
    if (!entries) return null;
    for (const [name, entry] of entries) {
      if ((keys as readonly string[]).includes(name)) continue;
      entries.delete(name);
      const hasValue = entry.slot.range.start > entry.key.start;
      const meant = hasValue ? null : this.glued(entry.key, entry.isInBraces, keys, nameOf);
      if (meant) {
        entries.set(...meant);
        continue;
      }
      this.unknown(
        'unknown-key',
        entry.key,
        name,
        keys,
        `There is no key \`${clip(name)}\` in ${slot.name}.${belongs(name)}`,
      );
      const guess = slipOf(name, keys);
      if (guess === null || entries.has(guess) || homesOf(name).length > 0) continue;
      // What is said of either as a whole may only show that another key was meant.
      for (const range of [entry.key, entry.slot.range]) this.passOver(range);
      entries.set(guess, { ...entry, slot: { ...entry.slot, name: nameOf(guess) } });
    }
    return entries as Map<string, Entry> as Map<Key, Entry>;
  }

  /**
   * `seed:3` or `seed 3` is one word to YAML. If `seed` is a key, this is reported and read as it was meant: the key and its entry. null: it is not
   * such a word.
   */
  private glued(
    { start, end }: TextRange,
    isInBraces: boolean,
    keys: readonly string[],
    nameOf: (key: string) => string,
  ): [string, Entry] | null {
    const issue = colonIssue(this.text.slice(start, end), start, (key) => keys.includes(key));
    if (!issue || !keys.includes(issue.key)) return null;
    this.error('syntax', issue.range, issue.message, { title: issue.title, edits: issue.recovery });
    const value = new Scalar(this.text.slice(issue.value, end));
    value.source = value.value;
    value.range = [issue.value, end, end];
    const key = { start, end: start + issue.key.length };
    const range = { start: issue.value, end };
    const slot = { node: value as Node, range, name: nameOf(issue.key) };
    return [issue.key, { key, slot, isInBraces }];
  }

  /** One of several keywords. */
  keyword<Word extends string>(slot: Slot, words: readonly Word[], others = ''): Word | null {
    const what = `one of ${words.join(', ')}${others}`;
    const written = this.scalar(slot, what);
    if (!written) return null;
    const word = words.find((candidate) => candidate === written.text);
    if (word !== undefined) return word;
    const sentence = `${slot.name}: expected ${what}, found \`${clip(written.text)}\`.`;
    return this.unknown('unknown-value', written.range, written.text, words, sentence);
  }

  /** A number. @param wrong does the value violate what is expected? */
  number(slot: Slot, what = 'a number', wrong: (value: number) => boolean = () => false): Real | null {
    const written = this.scalar(slot, what);
    if (!written) return null;
    const { text, range } = written;
    const known = namesSomething(text) && !NOT_FINITE.test(text) ? this.parameters : null;
    const real = known ? readExpression(this, known, slot.name, written) : parseLiteral(text);
    if (real ? !wrong(real.value) : known) return real;
    if (!real && this.isMisplaced(slot.name, written)) return null;
    const found = `${slot.name}: expected ${what}, found \`${clip(text)}\``;
    if (real)
      return this.error(
        'number',
        range,
        `${found}${known ? `, which is ${clip(real.literal)}` : ''}${asDouble(real)}.`,
      );
    const inList = /[[,]$/.test(this.text.slice(Math.max(0, range.start - BEFORE), range.start).trimEnd());
    const meant = meantNumber(text, inList);
    if (meant === null) return this.error('number', range, `${found}: ${whyNotANumber(text)}.`);
    const code = meant.includes(',') ? 'syntax' : 'number';
    const fix = { title: `Change to ${meant}`, edits: [{ range, newText: meant }] };
    return this.error(code, range, `${found}. Did you mean \`${meant}\`?`, fix);
  }

  /** Reports an expression in parameters where none may stand. @returns is it one? */
  isMisplaced(name: string, written: { readonly text: string; readonly range: TextRange }): boolean {
    const found =
      this.declared && this.parameters === null ? misplaced(this.text, this.declared, name, written) : null;
    if (found) this.error('expression', written.range, found.message, found.fix ?? undefined);
    return found !== null;
  }

  /** A list of numbers with null for each that is wrong, and the range of each. */
  numbers(slot: Slot, what: string): NumberList | null {
    const row = numberRow(slot.node);
    if (!row) {
      const items = this.items(slot, what);
      return (
        items && { values: items.map((item) => this.number(item)), ranges: items.map((item) => item.range) }
      );
    }
    if (this.foreign(slot)) return null;
    const ranges = row.literals.map((literal, k) => {
      const start = row.starts[k]!;
      return { start, end: start + literal.length };
    });
    let items: Slot[] | null = null;
    const values = row.literals.map((literal, k) => {
      const real = parseLiteral(literal);
      if (real) return real;
      items ??= this.items(slot, what)!;
      return this.number(items[k]!);
    });
    return { values, ranges };
  }

  positive(slot: Slot, most = Number.POSITIVE_INFINITY): number | null {
    const what = most === Number.POSITIVE_INFINITY ? 'a positive number' : `a number in (0, ${most}]`;
    return this.number(slot, what, (value) => !(value > 0 && value <= most))?.value ?? null;
  }

  /** A number strictly between 0 and 1. */
  share(slot: Slot): number | null {
    return this.number(slot, 'a number between 0 and 1', (value) => !(value > 0 && value < 1))?.value ?? null;
  }

  wholeNumber(slot: Slot, least: number, most: number): number | null {
    const what = `a whole number from ${least} to ${most === 1e9 ? '1e9' : most}`;
    const wrong = (value: number) => !Number.isInteger(value) || value < least || value > most;
    return this.number(slot, what, wrong)?.value ?? null;
  }
}

/** The text of a scalar as it is written, without quotes. */
function textOf(node: { source?: string; value: unknown }): string {
  return node.source ?? String(node.value);
}

/** An empty place, which the parser reads as null. */
export function isNothing(node: Node): boolean {
  return isScalar(node) && node.value === null && !node.source;
}

/** What a node is, in words. */
export function describe(node: Node | null): string {
  if (node === null) return 'nothing';
  if (isAlias(node)) return 'an alias';
  if (isSeq(node))
    return node.items.length === 1 ? 'a list of 1 entry' : `a list of ${node.items.length} entries`;
  if (isMap(node)) return 'a mapping';
  if (!isScalar(node)) return 'something else';
  if (isNothing(node)) return 'nothing';
  return textOf(node) === '' ? 'an empty text' : `\`${clip(textOf(node))}\``;
}

/** Where a misplaced key belongs. */
function belongs(key: string): string {
  const homes = homesOf(key).map((home) => `\`${home}\``);
  return homes.length > 0 ? ` It belongs into ${homes.join(' or ')}.` : '';
}
