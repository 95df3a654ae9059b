/** What may be written at a place: keys that are not there yet, keywords, names, and mappings with their required keys. */
import { CompletionItemKind } from 'vscode-languageserver/node';
import type { z } from 'zod';
import { meaningOf } from '../../spec/schema.js';
import { formsOf, schemasAt } from '../../spec/schemaAt.js';
import { SKELETONS, snippetOf } from '../../spec/skeletons.js';
import type { Spot } from '../../spec/spot.js';
import { writtenName } from '../../spec/writtenName.js';
import { freeName, mentionable } from './names.js';
import { Writer } from './snippet.js';

export interface Proposal {
  readonly label: string;
  readonly kind: CompletionItemKind;
  /** The snippet to insert. */
  readonly insert: string;
  /** Markdown. */
  readonly about: string | null;
  /** The text by which it is found, if that is not its label. */
  readonly filter?: string;
}

/**
 * @param written the part before the cursor of the word that is being written
 * @param isFollowed is there a colon behind it?
 * @param traps the suboptimal actions of a bandit that are known to attract; null: not known
 */
export function proposalsAt(
  spot: Spot,
  written: string,
  isFollowed: boolean,
  traps: readonly string[] | null,
): Proposal[] {
  const names = mentionable(spot);
  const trapNames = spot.path.at(-1) === 'trap' ? (traps ?? names) : names;
  if (spot.role === 'value') return once([...(trapNames ?? []).map(mention), ...valuesOf(spot)]);
  return once([...beginnings(spot, isFollowed), ...keysAt(spot, written, isFollowed, names)]);
}

function mention(name: string): Proposal {
  return { label: name, kind: CompletionItemKind.Reference, insert: escaped(writtenName(name)), about: null };
}

/** Whole experiments, if no problem is written yet. */
function beginnings(spot: Spot, isFollowed: boolean): Proposal[] {
  if (spot.path.length !== 1 || spot.inFlow || isFollowed) return [];
  const others = spot.otherKeys();
  if (SKELETONS.some(({ problem }) => others.includes(problem))) return [];
  return SKELETONS.map(({ label, about, problem, lines }) => {
    const end = others.includes('run') ? lines.indexOf('run:') : lines.length;
    return {
      label,
      kind: CompletionItemKind.Snippet,
      insert: snippetOf(lines.slice(0, end).join('\n')),
      about,
      filter: `${problem} ${label}`,
    };
  });
}

function keysAt(
  spot: Spot,
  written: string,
  isFollowed: boolean,
  names: readonly string[] | null,
): Proposal[] {
  const schemas = schemasAt(spot.path.slice(0, -1));
  const others = spot.otherKeys();
  const forms = schemas.flatMap(formsOf);
  const mappings = forms.filter((form) => form.is === 'mapping');
  const fitting = mappings.filter(({ shape }) => others.every((key) => Object.hasOwn(shape, key)));
  const writer = new Writer(spot);
  const keys = (fitting.length > 0 ? fitting : mappings)
    .flatMap(({ shape }) => Object.entries(shape))
    .filter(([key]) => !others.includes(key))
    .map(([key, schema]): Proposal => {
      const value = spot.inFlow ? ` ${writer.inFlow(schema)}` : writer.inBlock(schema);
      return {
        label: key,
        kind: CompletionItemKind.Property,
        insert: isFollowed ? key : snippetOf(`${key}:${value}`),
        about: meaningOf(schema),
      };
    });
  const named = forms.filter((form) => form.is === 'named');
  const members = named.flatMap(({ element }): Proposal[] => {
    const free = names?.filter((name) => !others.includes(name)) ?? newNames(spot, others, written);
    return free.map((name) => ({
      label: name,
      kind: names ? CompletionItemKind.Reference : CompletionItemKind.Struct,
      insert: isFollowed
        ? escaped(writtenName(name))
        : snippetOf(writer.member(escaped(writtenName(name)), element, { inFlow: spot.inFlow })),
      about: meaningOf(element),
    }));
  });
  // On a line of its own, a value is possible too, if there is nothing else.
  const isFirst = others.length === 0 && !spot.inFlow && !isFollowed;
  return [...keys, ...members, ...(isFirst ? keywordsOf(schemas) : [])];
}

/** A free name, and the one that is being written. */
function newNames(spot: Spot, others: readonly string[], written: string): string[] {
  const free = freeName(others, String(spot.path.at(-2)));
  return written === '' || others.includes(written) ? [free] : [free, written];
}

/** Keys whose value is one or several rows of numbers, as long as the rows of features. */
const ROWS: readonly unknown[] = ['features', 'init'];

function valuesOf(spot: Spot): Proposal[] {
  const schemas = schemasAt(spot.path);
  const writer = new Writer(spot);
  const others = schemas.flatMap(formsOf).flatMap((form): Proposal[] => {
    if (form.is === 'list') {
      const isRow = formsOf(form.element).every(({ is }) => is === 'other');
      if (isRow && !ROWS.includes(spot.path.findLast((step) => typeof step === 'string'))) return [];
      const isOnly = schemas.flatMap(formsOf).every(({ is }) => is === 'list');
      if (!isRow && !isOnly) return [];
      const row = isRow ? writer.row('0') : '[$<>]';
      return [
        {
          label: isRow ? row.replace(/\$<|>/g, '') : '[ … ]',
          kind: CompletionItemKind.Struct,
          insert: snippetOf(row),
          about: null,
        },
      ];
    }
    if (form.is === 'other' && form.form !== null)
      return [{ label: form.form, kind: CompletionItemKind.Value, insert: form.form, about: form.about }];
    const needed = form.is === 'mapping' ? writer.needed(form.shape) : [];
    if (needed.length === 0) return [];
    return [
      {
        label: `{ ${needed.map(([key]) => `${key}: …`).join(', ')} }`,
        kind: CompletionItemKind.Struct,
        insert: snippetOf(writer.inBraces(needed)),
        about: needed.map(([key, schema]) => `\`${key}\`: ${meaningOf(schema) ?? ''}`).join('\n\n'),
      },
    ];
  });
  return [...keywordsOf(schemas), ...others];
}

function keywordsOf(schemas: readonly z.ZodType[]): Proposal[] {
  return schemas
    .flatMap(formsOf)
    .filter((form) => form.is === 'keyword')
    .map(({ word, about }) => ({ label: word, kind: CompletionItemKind.EnumMember, insert: word, about }));
}

/** Removes duplicates, since a sweep has the forms of its values again. */
function once(proposals: readonly Proposal[]): Proposal[] {
  return [...new Map(proposals.map((each) => [each.label, each])).values()];
}

/** A text, escaped for a snippet. */
function escaped(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}
