/**
 * Sorts actions by reward, highest first: those of a bandit, or of each state. Actions with equal rewards keep their order. An order is an array of old
 * indices of rows by new ones.
 */
import { isTabular } from '../../engine/algorithms/catalogue.js';
import type { Work } from '../../math/work.js';
import type { Bandit } from '../../model/bandit.js';
import { featureRow, type Mdp } from '../../model/mdp.js';
import { compareReals } from '../../model/ranking.js';
import { lineStart } from '../syntaxIssues/issue.js';
import type { ActionSource, PairSource, Reading, TextEdit, TextRange } from '../types.js';
import { lineEnd } from './places.js';
import { areSame, isSameBandit, isSameReal, type SoundText, slice, soundAfter } from './rewrite.js';

type Order = readonly number[];

/** Rows that are sorted among themselves: the actions of a bandit, or of one state. */
interface Group {
  readonly first: number;
  readonly rows: readonly (ActionSource | PairSource)[];
}

/**
 * The new order of the rows; null: there are none, they are already sorted, or something that goes by their order is not in the text.
 *
 * @param state only its actions; null: those of all states
 */
export function rewardOrder(reading: Reading, state: number | null = null): Order | null {
  const rewards = reading.bandit?.rewards ?? reading.mdp?.pairs.map(({ reward }) => reward);
  if (!rewards || !isAllWritten(reading)) return null;
  const order = [...rewards.keys()];
  for (const { first, rows } of groupsOf(reading, state)) {
    const own = order.slice(first, first + rows.length);
    own.sort((a, b) => compareReals(rewards[b]!, rewards[a]!) || a - b);
    order.splice(first, rows.length, ...own);
  }
  return isUnchanged(order) ? null : order;
}

function isUnchanged(order: Order): boolean {
  return order.every((row, place) => row === place);
}

/** The numbers of a file, and features that are drawn, go by the order of the rows. */
function isAllWritten({ source, namedFiles }: Reading): boolean {
  const places = new Set(namedFiles.map(({ range }) => range.start));
  const inFile = source.actions.some(({ reward, row }) => places.has(reward.start) || places.has(row.start));
  return !inFile && (source.unwritten === null || ['one-hot', 'groups'].includes(source.unwritten));
}

function groupsOf({ bandit, mdp, source }: Reading, state: number | null = null): Group[] {
  if (bandit) return [{ first: 0, rows: source.actions }];
  return source.states.flatMap(({ actions }, s) =>
    state === null || state === s ? [{ first: mdp!.states[s]!.first, rows: actions }] : [],
  );
}

/**
 * Moves each action with its comments. What the experiment says about an action by its number follows it. The result is the same problem with its actions in another
 * order, and the same experiment; sampled runs draw other actions. null: the text cannot be changed this way.
 *
 * @param state as for `rewardOrder`
 */
export function* sorted(sound: SoundText, state: number | null = null): Work<TextEdit[] | null> {
  const { text, reading, files } = sound;
  const order = rewardOrder(reading, state);
  if (order === null) return null;
  const moved = movedActions(text, reading, order);
  // Parameters of one-hot features are numbered in the order of the text.
  const numbered =
    reading.mdp?.features.kind === 'one-hot' ? yield* soundAfter(sound, moved, files) : reading;
  const coordinates = coordinateOrder(reading.mdp, numbered?.mdp ?? null, order);
  if (coordinates === null) return null;
  const parameters = reading.run?.algorithm.some(isTabular) ? order : coordinates;
  const edits = [...moved, ...followers(text, reading, order, parameters)];
  const after = yield* soundAfter(sound, edits, files);
  const isMeant =
    after !== null && isPermuted(reading, after, order) && isSameRun(reading, after, order, parameters);
  return isMeant ? edits : null;
}

/** The new order of one-hot features; empty: the features are no such ones; null: they are not the same in any order. */
function coordinateOrder(before: Mdp | null, after: Mdp | null, order: Order): Order | null {
  if (before?.features.kind !== 'one-hot') return [];
  if (after?.features.kind !== 'one-hot') return null;
  const { coordinates, dimensions } = after.features;
  const old = new Map<number, number>();
  for (const [place, coordinate] of coordinates.entries()) {
    const was = before.features.coordinates[order[place]!]!;
    if ((old.get(coordinate) ?? was) !== was) return null;
    old.set(coordinate, was);
  }
  const all = Array.from({ length: dimensions }, (_, k) => old.get(k) ?? k);
  return new Set(all).size === before.features.dimensions ? all : null;
}

/** Are the actions numbered, each with a row of a table, rather than named? */
function isTable({ source }: Reading): boolean {
  const [first] = source.actions;
  return first !== undefined && first.name.start === first.row.start;
}

/** One-hot features have been compared already. */
function isPermuted(before: Reading, after: Reading, order: Order): boolean {
  const { bandit, mdp } = before;
  if (bandit) return isSameBandit(after.bandit, permuted(before, order));
  if (!mdp || !after.mdp) return false;
  const { states, pairs, discount, start, noise, features } = mdp;
  const meant = [states, order.map((pair) => pairs[pair]), discount, start, noise];
  const found = [after.mdp.states, after.mdp.pairs, after.mdp.discount, after.mdp.start, after.mdp.noise];
  return (
    JSON.stringify(found) === JSON.stringify(meant) &&
    (features.kind === 'one-hot' ||
      order.every((pair, place) => areSame(featureRow(after.mdp!, place), featureRow(mdp, pair), isSameReal)))
  );
}

function inverse(order: Order): Order {
  const places = new Array<number>(order.length);
  for (const [place, row] of order.entries()) places[row] = place;
  return places;
}

function permuted(reading: Reading, order: Order): Bandit {
  const bandit = reading.bandit!;
  const at = <T>(all: readonly T[]) => order.map((action) => all[action]!);
  const names = isTable(reading) ? bandit.names : at(bandit.names);
  return { ...bandit, names, rewards: at(bandit.rewards), features: at(bandit.features) };
}

function movedActions(text: string, reading: Reading, order: Order): TextEdit[] {
  return groupsOf(reading).flatMap(({ first, rows }) => {
    const own = order.slice(first, first + rows.length).map((row) => row - first);
    if (isUnchanged(own)) return [];
    return listsOf(text, reading, rows).flatMap((entries) => {
      const places = onLinesOfTheirOwn(text, entries) ?? entries;
      return places.map((range, place) => ({ range, newText: slice(text, places[own[place]!]!) }));
    });
  });
}

/** Lists in which these actions stand in their order: one of whole actions, and beside it one of features, or two tables. */
function listsOf(text: string, reading: Reading, rows: Group['rows']): TextRange[][] {
  const { source } = reading;
  if (isTable(reading)) return [rows.map(({ reward }) => reward), rows.map(({ row }) => row)];
  const isBeside = source.beside.features !== undefined;
  const entries = rows.map((row) => entryOf(text, row, isBeside));
  return isBeside && source.unwritten === null ? [entries, rows.map(({ row }) => row)] : [entries];
}

/** The name of an action with everything at it, including the braces. */
function entryOf(text: string, action: ActionSource | PairSource, isBeside: boolean): TextRange {
  const { name, reward, row } = action;
  const to = 'to' in action ? action.to : null;
  const end = Math.max(reward.end, isBeside ? 0 : row.end, to?.value.end ?? 0);
  const brace = /^\s*,?\s*\}/.exec(text.slice(end));
  return { start: name.start, end: end + (brace?.[0].length ?? 0) };
}

/** The lines of entries that share no line with another entry or a comma, each with the comments right above it; null: some share one. */
function onLinesOfTheirOwn(text: string, entries: readonly TextRange[]): TextRange[] | null {
  const lines: TextRange[] = [];
  let before = 0;
  for (const { start, end } of entries) {
    let first = lineStart(text, start);
    if (first < before || !/^[ \t]*(?:-[ \t]+)?$/.test(text.slice(first, start))) return null;
    const last = lineEnd(text, end);
    if (!/^[ \t]*(?:#.*)?$/.test(text.slice(end, last))) return null;
    for (let above = first; above > before; first = above) {
      above = lineStart(text, above - 1);
      if (above < before || !/^[ \t]*#/.test(text.slice(above, first))) break;
    }
    lines.push({ start: first, end: last });
    before = Math.min(last + 1, text.length);
  }
  return lines;
}

/** Edits of what the experiment says about an action or a parameter by its number: the trap where it starts, and the entries of a start. */
function followers(text: string, reading: Reading, order: Order, parameters: Order): TextEdit[] {
  const { source, run } = reading;
  const places = inverse(order);
  const mentions = isTable(reading)
    ? source.mentions.flatMap(({ of, index, range }): TextEdit[] =>
        of === 'action' ? [{ range, newText: `a${places[index]! + 1}` }] : [],
      )
    : [];
  if (run === null || isUnchanged(parameters)) return mentions;
  const starts = (source.run.init?.items ?? []).flatMap((range, start): TextEdit[] => {
    if (run.init[start]?.kind !== 'vector') return [];
    const entries = /^\[([^[\]#]*)\]$/.exec(slice(text, range))?.[1]?.split(',') ?? [];
    if (entries.length !== parameters.length) return [];
    return [{ range, newText: `[${parameters.map((k) => entries[k]!.trim()).join(', ')}]` }];
  });
  return [...mentions, ...starts];
}

function isSameRun({ run }: Reading, after: Reading, order: Order, parameters: Order): boolean {
  if (run === null) return after.run === null;
  const places = inverse(order);
  const init = run.init.map((start) => {
    if (start.kind === 'trap') return { ...start, action: places[start.action] };
    if (start.kind === 'trap-policy')
      return { ...start, choices: start.choices.map(([state, pair]) => [state, places[pair]]) };
    return start.kind === 'vector' && parameters.length > 0
      ? { ...start, theta: parameters.map((k) => start.theta[k]) }
      : start;
  });
  return JSON.stringify(after.run) === JSON.stringify({ ...run, init });
}
