/** What may be written at a place: keys that are not there yet, keywords, and mappings with the keys that they need. */
import {
  type CompletionItem,
  CompletionItemKind,
  type CompletionList,
  InsertTextFormat,
  InsertTextMode,
  MarkupKind,
  type Position,
} from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { z } from 'zod';
import { meaningOf } from '../../spec/schema.js';
import { formsOf, isRequired, schemasAt } from '../../spec/schemaAt.js';
import { type Spot, spotAt } from '../../spec/spot.js';
import { rangeOf } from '../diagnostics.js';

interface Proposal {
  readonly label: string;
  readonly kind: CompletionItemKind;
  /** As a snippet. */
  readonly insert: string;
  readonly about: string | null;
}

export function completionAt(document: TextDocument, position: Position): CompletionList {
  const text = document.getText();
  const offset = document.offsetAt(position);
  const [before, after] = [text.slice(0, offset), text.slice(offset)];
  // A colon needs a blank before the value that follows it.
  const gap = /[^\s{[,]:$/.test(before) ? ' ' : '';
  const word = gap + placeholder(before, after);
  const spot = spotAt(before + word + after, offset + gap.length);
  if (!spot?.word || /^["']/.test(spot.word.source)) return { isIncomplete: false, items: [] };
  const { start, end } = spot.word.range;
  const range = { start: Math.min(start, offset), end: Math.max(offset, end - gap.length - 1) };
  const isFollowed = /^[ \t]*:(?=\s|$)/.test(text.slice(range.end));
  const items = proposalsAt(spot, isFollowed).map(
    ({ label, kind, insert, about }, place): CompletionItem => ({
      label,
      kind,
      sortText: String(place).padStart(3, '0'),
      insertTextFormat: InsertTextFormat.Snippet,
      insertTextMode: InsertTextMode.adjustIndentation,
      textEdit: { range: rangeOf(document, range), newText: gap + insert },
      ...(about !== null && { documentation: { kind: MarkupKind.Markdown, value: about } }),
    }),
  );
  return { isIncomplete: false, items };
}

/** Stands for what is about to be written, so that the text can be parsed as if it were: on a line of its own that is a key. */
function placeholder(before: string, after: string): string {
  const isAlone = /(?:^|\n)[ \t]*[^\s,:{}[\]"'#]*$/.test(before) && /^[ \t]*(?:#.*)?(?:\r?\n|$)/.test(after);
  return isAlone ? 'x:' : 'x';
}

function proposalsAt(spot: Spot, isFollowed: boolean): Proposal[] {
  if (spot.role === 'value') return valuesOf(schemasAt(spot.path));
  const schemas = schemasAt(spot.path.slice(0, -1));
  const others = spot.otherKeys();
  const mappings = schemas.flatMap(formsOf).filter((form) => form.is === 'mapping');
  const fitting = mappings.filter(({ shape }) => others.every((key) => Object.hasOwn(shape, key)));
  const keys = (fitting.length > 0 ? fitting : mappings)
    .flatMap(({ shape }) => Object.entries(shape))
    .filter(([key]) => !others.includes(key))
    .map(
      ([key, schema]): Proposal => ({
        label: key,
        kind: CompletionItemKind.Property,
        insert: isFollowed ? key : numbered(`${key}:${spot.inFlow ? ` ${inFlow(schema)}` : inBlock(schema)}`),
        about: meaningOf(schema),
      }),
    );
  // On a line of its own a value may stand as well, if nothing else does.
  const isFirst = others.length === 0 && !spot.inFlow && !isFollowed;
  return once(isFirst ? [...keys, ...keywordsOf(schemas)] : keys);
}

function valuesOf(schemas: readonly z.ZodType[]): Proposal[] {
  const mappings = schemas.flatMap(formsOf).flatMap((form): Proposal[] => {
    const needed = form.is === 'mapping' ? requiredKeys(form.shape) : [];
    if (needed.length === 0) return [];
    return [
      {
        label: `{ ${needed.map(([key]) => `${key}: …`).join(', ')} }`,
        kind: CompletionItemKind.Struct,
        insert: numbered(inBraces(needed)),
        about: needed.map(([key, schema]) => `\`${key}\`: ${meaningOf(schema) ?? ''}`).join('\n\n'),
      },
    ];
  });
  return once([...keywordsOf(schemas), ...mappings]);
}

function keywordsOf(schemas: readonly z.ZodType[]): Proposal[] {
  return schemas
    .flatMap(formsOf)
    .filter((form) => form.is === 'keyword')
    .map(({ word, about }) => ({ label: word, kind: CompletionItemKind.EnumMember, insert: word, about }));
}

/** A sweep has the forms of its values again. */
function once(proposals: readonly Proposal[]): Proposal[] {
  return [...new Map(proposals.map((each) => [each.label, each])).values()];
}

type Keys = readonly (readonly [string, z.ZodType])[];

function requiredKeys(shape: Readonly<Record<string, z.ZodType>>): Keys {
  return Object.entries(shape).filter(([, schema]) => isRequired(schema));
}

/** Where something is to be written by hand. */
const PLACE = '$?';

/** A snippet whose places are stepped through in their order. */
function numbered(template: string): string {
  let places = 0;
  return template.replaceAll(PLACE, () => `$${++places}`);
}

function inBraces(keys: Keys): string {
  const entries = keys.map(([key, schema]) => `${key}: ${inFlow(schema)}`);
  return `{ ${entries.join(', ') || PLACE} }`;
}

/** A value behind its key and a blank. */
function inFlow(schema: z.ZodType): string {
  const [first, ...others] = formsOf(schema);
  if (first?.is === 'list' && others.length === 0) return `[${inFlow(first.element)}]`;
  if (first?.is === 'mapping' && others.length === 0) return inBraces(requiredKeys(first.shape));
  return isCollection(schema) ? `{ ${PLACE} }` : PLACE;
}

/** A value behind its key: on lines of its own, where it has several. */
function inBlock(schema: z.ZodType): string {
  const [first, ...others] = formsOf(schema);
  if (first?.is === 'list' && others.length === 0)
    return isCollection(first.element) ? `\n  - ${inFlow(first.element)}` : ` ${inFlow(schema)}`;
  return isCollection(schema) ? `\n  ${PLACE}` : ` ${PLACE}`;
}

/** Whether all its forms are mappings or lists. */
function isCollection(schema: z.ZodType): boolean {
  return formsOf(schema).every(({ is }) => is === 'mapping' || is === 'named' || is === 'list');
}
