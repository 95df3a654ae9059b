/** The names of states, actions and parameters in a text: where each occurs, and what renaming it would change. */

import { PARAMETER_NAME } from '../model/expression.js';
import { applied } from '../spec/applied.js';
import { clip, some } from '../spec/format.js';
import { readSpec } from '../spec/read.js';
import type { Reading, TextEdit, TextRange } from '../spec/types.js';
import { writtenName } from '../spec/writtenName.js';
import type { ReadText } from './edits.js';

/** A state, an action of a bandit, a pair of an MDP, or a parameter, by its index. */
export interface Named {
  readonly of: 'state' | 'action' | 'parameter';
  readonly index: number;
}

export interface NameAt extends Named {
  readonly name: string;
  /** The range of the name, including quotes. */
  readonly range: TextRange;
}

/** The name at an offset; null: there is none, or its problem has errors. */
export function nameAt(reading: Reading, offset: number): NameAt | null {
  const found = [...declarations(reading), ...reading.source.mentions].find(
    ({ range }) => range.start <= offset && offset <= range.end,
  );
  const name = found && nameOf(reading, found);
  return found && name !== undefined ? { ...found, name } : null;
}

/** The place that gives it its name; null: none in the text. */
export function declarationOf(reading: Reading, { of, index }: Named): TextRange | null {
  return declarations(reading).find((one) => one.of === of && one.index === index)?.range ?? null;
}

/** All other places that name it, in the order of the text. */
export function mentionsOf({ source }: Reading, { of, index }: Named): TextRange[] {
  return source.mentions
    .filter((one) => one.of === of && one.index === index)
    .map(({ range }) => range)
    .sort((a, b) => a.start - b.start);
}

/** Why it cannot be renamed, as a sentence. */
export interface Refused {
  readonly refused: string;
}

/** Can the name be changed at all? */
export function whyNotRenamed(reading: Reading, named: Named): Refused | null {
  if (reading.issues.some(({ severity }) => severity === 'error'))
    return { refused: 'The text has errors. Mend them first, so that every place of the name is known.' };
  if (declarationOf(reading, named) === null)
    return {
      refused: 'This name is written nowhere: it is given by its place in a table, or by the environment.',
    };
  return null;
}

/**
 * Renames everywhere. Actions with the same name that share their feature in a group of states are renamed together, so that
 * the features do not change.
 */
export function renameEdits(
  text: string,
  { reading, files }: ReadText,
  named: NameAt,
  newName: string,
): TextEdit[] | Refused {
  const whyNot = whyNotRenamed(reading, named);
  if (whyNot) return whyNot;
  if (newName.trim() === '') return { refused: 'A name needs a letter, a digit or a sign that can be seen.' };
  if (named.of === 'parameter' && !PARAMETER_NAME.test(newName))
    return { refused: 'The name of a parameter is made of letters, digits and `_`, with no digit first.' };
  const all = named.of === 'action' ? sharing(reading, named) : [named];
  const taken = takenIn(reading, all, newName);
  if (taken !== null) return { refused: taken };
  // Within an expression no name has quotes.
  const written = named.of === 'parameter' ? newName : writtenName(newName);
  const edits = all
    .flatMap((one) => [declarationOf(reading, one)!, ...mentionsOf(reading, one)])
    .map((range): TextEdit => ({ range, newText: written }));
  const after = readSpec(applied(text, edits), files);
  return saysTheSame(reading, after, all, newName)
    ? edits
    : {
        refused: `With the name \`${clip(newName)}\` the text would be read as something else. Choose another one.`,
      };
}

interface Declared extends Named {
  readonly range: TextRange;
}

function declarations(reading: Reading): Declared[] {
  const parameters = reading.source.parameters.map(
    ({ key }, index): Declared => ({ of: 'parameter', index, range: key }),
  );
  return [...parameters, ...rowDeclarations(reading)];
}

function rowDeclarations({ bandit, mdp, source }: Reading): Declared[] {
  if (bandit) {
    return source.actions.flatMap(({ name, row }, index) =>
      // In the form of two tables, a row is also the place of its name.
      name.start === row.start ? [] : [{ of: 'action' as const, index, range: name }],
    );
  }
  if (!mdp) return [];
  return source.states.flatMap(({ name, actions }, index): Declared[] => [
    { of: 'state', index, range: name },
    ...actions.map(
      (action, a): Declared => ({ of: 'action', index: mdp.states[index]!.first + a, range: action.name }),
    ),
  ]);
}

function nameOf({ bandit, mdp, source }: Reading, { of, index }: Named): string | undefined {
  if (of === 'parameter') return source.parameters[index]?.name;
  if (bandit) return bandit.names[index];
  return of === 'state' ? mdp?.states[index]?.name : mdp?.pairs[index]?.name;
}

/** The pairs that are renamed together with one. */
function sharing({ mdp, source }: Reading, { index }: Named): Named[] {
  const features = mdp?.features;
  if (!mdp || features?.kind !== 'one-hot' || !source.beside.features) return [{ of: 'action', index }];
  return [...mdp.pairs.keys()]
    .filter((pair) => features.coordinates[pair] === features.coordinates[index])
    .map((pair) => ({ of: 'action', index: pair }));
}

/** A sentence if others already have the name; null: they do not. */
function takenIn({ bandit, mdp, source }: Reading, all: readonly Named[], newName: string): string | null {
  const there = (what: string) => `There is ${what} \`${clip(newName)}\` already. Choose another name.`;
  if (all[0]!.of === 'parameter') {
    const other = source.parameters.findIndex(({ name }) => name === newName);
    return other >= 0 && other !== all[0]!.index ? there('a parameter') : null;
  }
  if (bandit) {
    const other = bandit.names.indexOf(newName);
    return other >= 0 && other !== all[0]!.index ? there('an action') : null;
  }
  if (!mdp) return null;
  if (all[0]!.of === 'state') {
    const other = mdp.states.findIndex(({ name }) => name === newName);
    return other >= 0 && other !== all[0]!.index ? there('a state') : null;
  }
  const renamed = new Set(all.map(({ index }) => index));
  const inStates = all.flatMap(({ index }) => {
    const { first, actions, name } = mdp.states[mdp.stateOf[index]!]!;
    const others = mdp.pairs.slice(first, first + actions);
    return others.some((pair, a) => pair.name === newName && !renamed.has(first + a)) ? [name] : [];
  });
  return inStates.length > 0 ? there(`in ${some(inStates)} an action`) : null;
}

/** Is a text read as before, except for the name? */
function saysTheSame(before: Reading, after: Reading, all: readonly Named[], newName: string): boolean {
  const { of } = all[0]!;
  const renamed = new Set(of === 'parameter' ? [] : all.map(({ index }) => index));
  const isState = of === 'state';
  const name = <T extends { readonly name: string }>(one: T, index: number): T =>
    renamed.has(index) ? { ...one, name: newName } : one;
  const bandit = before.bandit && {
    ...before.bandit,
    names: before.bandit.names.map((old, action) => (renamed.has(action) ? newName : old)),
  };
  const mdp = before.mdp && {
    ...before.mdp,
    ...(isState ? { states: before.mdp.states.map(name) } : { pairs: before.mdp.pairs.map(name) }),
  };
  // Expressions name a parameter as it is called, and have the same values.
  const said = ({ title, run, family }: Reading, problem: object) =>
    JSON.stringify([title, run, family, problem], (key, value: unknown) =>
      key === 'expression' ? undefined : value,
    );
  return said(after, { bandit: after.bandit, mdp: after.mdp }) === said(before, { bandit, mdp });
}
