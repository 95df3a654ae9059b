/** What may be written at a place: keys that are not there yet, keywords, names, and mappings with their required keys. */
import { CompletionItemKind } from 'vscode-languageserver/node';
import type { z } from 'zod';
import { PROBLEM_KEYS } from '../../spec/problemSections.js';
import { meaningOf } from '../../spec/schema.js';
import { formsOf, schemasAt } from '../../spec/schemaAt.js';
import { SKELETONS, snippetOf } from '../../spec/skeletons.js';
import type { Spot } from '../../spec/spot.js';
import type { Reading } from '../../spec/types.js';
import { writtenName } from '../../spec/writtenName.js';
import { freeName, mentionable } from './names.js';
import { Writer } from './snippet.js';
import { startLength } from './startLength.js';
import { isAtTrap, type KnownTraps } from './traps.js';

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

/** What is asked for. */
export interface Wanted {
  readonly spot: Spot;
  /** The part before the cursor of the word that is being written. */
  readonly written: string;
  /** Is there a colon behind it? */
  readonly isFollowed: boolean;
  /** What may be named in `{trap: …}`; null: what the text has. */
  readonly traps: KnownTraps | null;
  /** Of the text without what is offered; null: it is too long to be read for a list. */
  readonly reading: Reading | null;
}

export function proposalsAt({ spot, written, isFollowed, traps, reading }: Wanted): Proposal[] {
  if (traps && isAtTrap(spot)) return trapsAt(spot, isFollowed, traps);
  const names = mentionable(spot);
  if (spot.role === 'value') {
    // What a list has already, it need not have again.
    const others = spot.otherEntries();
    return once([...(names ?? []).map(mention), ...valuesOf(spot, reading)]).filter(
      ({ label }) => !others.includes(label),
    );
  }
  return once([...beginnings(spot, isFollowed), ...keysAt(spot, written, isFollowed, names)]);
}

function mention(name: string): Proposal {
  return { label: name, kind: CompletionItemKind.Reference, insert: escaped(writtenName(name)), about: null };
}

function trapsAt({ path, role, membersAt }: Spot, isFollowed: boolean, traps: KnownTraps): Proposal[] {
  const depth = path.indexOf('trap') + 1;
  const others = membersAt(path.slice(0, depth));
  const chosen = new Map([...others].flatMap(([state, { word }]) => (word === null ? [] : [[state, word]])));
  const state = path[depth];
  if (role === 'key')
    return [...traps.choices(chosen).keys()]
      .filter((name) => !others.has(name))
      .map((name) => ({ ...mention(name), insert: escaped(writtenName(name)) + (isFollowed ? '' : ': $1') }));
  if (state !== undefined) {
    chosen.delete(String(state));
    return (traps.choices(chosen).get(String(state)) ?? []).map(mention);
  }
  return [...traps.actions.map(mention), ...traps.policies.map(policy)];
}

/** The actions of a policy by the states in which it takes them. */
function policy(choices: KnownTraps['policies'][number]): Proposal {
  const entries = choices.map((pair) => pair.map(writtenName).join(': '));
  return {
    label: `{ ${choices.map((pair) => pair.join(': ')).join(', ')} }`,
    kind: CompletionItemKind.Struct,
    insert: escaped(`{ ${entries.join(', ')} }`),
    about: null,
  };
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
    .filter(([key]) => !others.includes(key) && !isAnotherProblem(spot, key, others))
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
    // A name of a person's own is not replaced by another one.
    const own = isFollowed ? [] : newNames(spot, others, written);
    const free = names?.filter((name) => !others.includes(name)) ?? own;
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

/** A file has one problem. */
function isAnotherProblem({ path }: Spot, key: string, others: readonly string[]): boolean {
  return (
    path.length === 1 &&
    (PROBLEM_KEYS as readonly string[]).includes(key) &&
    others.some((other) => (PROBLEM_KEYS as readonly string[]).includes(other))
  );
}

/** A free name, and the one that is being written. */
function newNames(spot: Spot, others: readonly string[], written: string): string[] {
  const free = freeName(others, String(spot.path.at(-2)));
  return written === '' || others.includes(written) ? [free] : [free, written];
}

/** Keys whose value is one or several rows of numbers, as long as the rows of features. */
const ROWS: readonly unknown[] = ['features', 'init'];

function valuesOf(spot: Spot, reading: Reading | null): Proposal[] {
  const schemas = schemasAt(spot.path);
  const writer = new Writer(spot);
  const key = spot.path.findLast((step) => typeof step === 'string');
  const others = schemas.flatMap(formsOf).flatMap((form): Proposal[] => {
    if (form.is === 'list') {
      const isRow = formsOf(form.element).every(({ is }) => is === 'other');
      if (isRow && !ROWS.includes(key)) return [];
      const isOnly = schemas.flatMap(formsOf).every(({ is }) => is === 'list');
      if (!isRow && !isOnly) return [];
      const length = key === 'init' ? startLength(spot, reading) : null;
      const row = isRow ? writer.row('0', length) : '[$<>]';
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
