/**
 * The semantic token of each word of a text: a key, a keyword, a number, or a name of an action or a state. Comments and the numbers of long rows
 * are left to the grammar.
 */
import { SemanticTokensBuilder } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { isMap, isScalar, isSeq, type Node, type Scalar } from 'yaml';
import type { z } from 'zod';
import { Pauses, type Work } from '../../math/work.js';
import { isFault, parametersOf, parseExpression } from '../../model/expression.js';
import { parseLiteral } from '../../model/rational.js';
import { numberRow } from '../../spec/numberLists.js';
import { formsOf, isNumeric, schemasWithin, specSchemas } from '../../spec/schemaAt.js';
import type { Path } from '../../spec/spot.js';
import { parsingYaml } from '../../spec/syntax.js';
import type { TextRange } from '../../spec/types.js';
import { frozen } from '../positions.js';

/** `variable`: an action; `enumMember`: a state or a context; `namespace`: a group of states; `parameter`: one of `let`. */
export const TOKEN_TYPES = [
  'property',
  'keyword',
  'number',
  'string',
  'variable',
  'enumMember',
  'namespace',
  'parameter',
] as const;

type TokenType = (typeof TOKEN_TYPES)[number];

/** Words between two pauses. */
const PAUSE = 500;

/** In the encoding of the protocol. */
export function* tokensOf(document: TextDocument): Work<number[]> {
  const now = frozen(document);
  const text = now.getText();
  const { document: parsed, recovered } = yield* parsingYaml(text);
  yield;
  const pauses = new Pauses(PAUSE);
  const found: { readonly range: TextRange; readonly type: TokenType }[] = [];
  const walk = new Walk((range, type) => found.push({ range: recovered.original(range), type }));
  for (const _ of walk.value(parsed?.contents ?? null, [], specSchemas())) if (pauses.after(1)) yield;
  found.sort((a, b) => a.range.start - b.range.start);
  const builder = new SemanticTokensBuilder();
  let done = 0;
  for (const { range, type } of found) {
    if (pauses.after(1)) yield;
    const { line, character } = now.positionAt(range.start);
    const end = now.positionAt(range.end);
    // A token must be on one line and after the previous one.
    if (range.start < done || end.line !== line || range.end === range.start) continue;
    done = range.end;
    builder.push(line, character, end.character - character, TOKEN_TYPES.indexOf(type), 0);
  }
  return builder.build().data;
}

type Schemas = readonly z.ZodType[];

class Walk {
  readonly #within = new Map<Schemas, Map<string | number, Schemas>>();

  constructor(private readonly tell: (range: TextRange, type: TokenType) => void) {}

  /** Yields at each word. */
  *value(node: Node | null, path: Path, schemas: Schemas): Generator<undefined, void> {
    if (node === null || numberRow(node)) return;
    if (isScalar(node)) {
      this.#scalar(node, path, schemas);
      yield;
    } else if (isSeq(node)) {
      const inside = this.#inside(schemas, 0);
      for (const [index, item] of node.items.entries())
        yield* this.value(item as Node | null, [...path, index], inside);
    } else if (isMap(node)) {
      const shapes = schemas.flatMap(formsOf).flatMap((form) => (form.is === 'mapping' ? [form.shape] : []));
      for (const { key, value } of node.items) {
        if (!isScalar(key)) continue;
        const name = String(key.value ?? '');
        const inside = [...path, name];
        const isKey = shapes.some((shape) => Object.hasOwn(shape, name));
        const type = isKey ? 'property' : nameOfKey(inside);
        if (type && key.range) this.tell(rangeOf(key), type);
        yield;
        yield* this.value(value as Node | null, inside, this.#inside(schemas, isKey ? name : OTHER));
      }
    }
  }

  #scalar(node: Scalar, path: Path, schemas: Schemas): void {
    if (!node.range || (node.value === null && !node.source)) return;
    const text = node.source ?? String(node.value);
    const isPlain = node.type === 'PLAIN';
    const isKeyword = schemas.flatMap(formsOf).some((form) => form.is === 'keyword' && form.word === text);
    const name = nameOfValue(path);
    if (isKeyword) this.tell(rangeOf(node), 'keyword');
    else if (name) this.tell(rangeOf(node), name);
    else if (parseLiteral(text)) this.tell(rangeOf(node), 'number');
    else if (isPlain && path[0] !== 'run' && schemas.some(isNumeric)) this.#parameters(node.range[0], text);
    // The grammar colours `theory*2`.
    else if (!isPlain || path.at(-1) === 'title' || path.at(-1) === 'file')
      this.tell(rangeOf(node), 'string');
  }

  /** What an expression names. */
  #parameters(start: number, text: string): void {
    const parsed = parseExpression(text);
    for (const { name, start: from } of isFault(parsed) ? [] : parametersOf(parsed))
      this.tell({ start: start + from, end: start + from + name.length }, 'parameter');
  }

  /** The schemas one step further; names that a person chose are all treated alike. */
  #inside(schemas: Schemas, step: string | number): Schemas {
    const known = this.#within.get(schemas) ?? new Map<string | number, Schemas>();
    this.#within.set(schemas, known);
    const inside = known.get(step) ?? schemasWithin(schemas, step);
    known.set(step, inside);
    return inside;
  }
}

/** A key that no schema has. */
const OTHER = '\0';

function rangeOf({ range }: Scalar): TextRange {
  return { start: range![0], end: range![1] };
}

/** What kind of name a key has that a person chose; null: an unknown kind. */
function nameOfKey(path: Path): TokenType | null {
  const [section, second, third, , fifth] = path;
  const { length } = path;
  if (section === 'let') return length === 2 ? 'parameter' : null;
  if (section === 'bandit') return second === 'actions' && length === 3 ? 'variable' : null;
  if (section === 'contexts') {
    if (length === 2) return 'enumMember';
    if (second === 'features') return third === 'groups' && length === 4 ? 'namespace' : null;
    return third === 'actions' && length === 4 ? 'variable' : null;
  }
  if (section === 'mdp') {
    if (second === 'start') return length === 3 ? 'enumMember' : null;
    if (second === 'features') return third === 'groups' && length === 4 ? 'namespace' : null;
    if (second !== 'states') return null;
    if (length === 3) return 'enumMember';
    if (length === 4) return 'variable';
    return fifth === 'to' && length === 6 ? 'enumMember' : null;
  }
  return section === 'run' && isTrap(path.slice(0, -1)) ? 'enumMember' : null;
}

/** What kind of name a value has. */
function nameOfValue(path: Path): TokenType | null {
  const [section, second, third] = path;
  const { length } = path;
  if (section === 'mdp' && second === 'start' && length === 2) return 'enumMember';
  if (section === 'mdp' && second === 'states' && path[4] === 'to' && length === 5) return 'enumMember';
  const isGroups = second === 'features' && third === 'groups' && length === 5;
  if ((section === 'mdp' || section === 'contexts') && isGroups) return 'enumMember';
  if (section !== 'run') return null;
  return isTrap(path) || isTrap(path.slice(0, -1)) ? 'variable' : null;
}

/** Is this the path `run`, `init`, `trap`, with or without a position in a sweep? */
function isTrap(path: Path): boolean {
  const keys = path.filter((step) => typeof step === 'string');
  return keys.length === 3 && keys[0] === 'run' && keys[1] === 'init' && keys[2] === 'trap';
}
