/** Sorts the actions of a bandit by reward, best first; actions with equal rewards keep their order. */
import { isTabular } from '../../engine/algorithms/catalogue.js';
import type { Work } from '../../math/work.js';
import type { Bandit } from '../../model/bandit.js';
import { compareReals } from '../../model/ranking.js';
import { lineStart } from '../syntaxIssues/issue.js';
import type { ActionSource, Reading, TextEdit, TextRange } from '../types.js';
import { lineEnd } from './places.js';
import { isSameBandit, type SoundText, slice, soundAfter } from './rewrite.js';

/**
 * The new order of the actions, as indices of the old one; null: there is no bandit, it is already sorted, or one of its tables is not in the text.
 */
export function rewardOrder({ bandit, source, namedFiles }: Reading): readonly number[] | null {
  if (bandit === null) return null;
  const places = new Set(namedFiles.map(({ range }) => range.start));
  if (source.actions.some(({ reward, row }) => places.has(reward.start) || places.has(row.start)))
    return null;
  const order = bandit.rewards.map((_, action) => action);
  order.sort((a, b) => compareReals(bandit.rewards[b]!, bandit.rewards[a]!) || a - b);
  return order.every((action, place) => action === place) ? null : order;
}

/**
 * Moves each action with its comments. If the actions have numbers for names, what the experiment says about an action follows it. The
 * result is the same bandit in another order, with the same experiment; sampled runs draw other actions. null: the text cannot be changed this way.
 */
export function* sorted(sound: SoundText): Work<TextEdit[] | null> {
  const { text, reading, files } = sound;
  const order = rewardOrder(reading);
  if (order === null) return null;
  const edits = [...movedActions(text, reading, order), ...followers(text, reading, order)];
  const after = yield* soundAfter(sound, edits, files);
  const isMeant =
    after !== null &&
    isSameBandit(after.bandit, permuted(reading, order)) &&
    isSameRun(reading, after, order);
  return isMeant ? edits : null;
}

/** Are the actions numbered, each with a row of a table, rather than named? */
function isTable({ source }: Reading): boolean {
  const [first] = source.actions;
  return first !== undefined && first.name.start === first.row.start;
}

function permuted(reading: Reading, order: readonly number[]): Bandit {
  const bandit = reading.bandit!;
  const at = <T>(all: readonly T[]) => order.map((action) => all[action]!);
  const names = isTable(reading) ? bandit.names : at(bandit.names);
  return { ...bandit, names, rewards: at(bandit.rewards), features: at(bandit.features) };
}

function movedActions(text: string, reading: Reading, order: readonly number[]): TextEdit[] {
  const { actions } = reading.source;
  const moved = isTable(reading)
    ? [actions.map(({ reward }) => reward), actions.map(({ row }) => row)]
    : [actions.map((action) => entryOf(text, action))];
  return moved.flatMap((entries) => {
    const places = onLinesOfTheirOwn(text, entries) ?? entries;
    return places.map((range, place) => ({ range, newText: slice(text, places[order[place]!]!) }));
  });
}

/** The name of an action with everything at it, including the braces. */
function entryOf(text: string, { name, reward, row }: ActionSource): TextRange {
  const end = Math.max(reward.end, row.end);
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

/** Edits of what the experiment says about an action by its number: the trap where it starts, and a logit of a tabular start. */
function followers(text: string, reading: Reading, order: readonly number[]): TextEdit[] {
  const { source, run } = reading;
  const mentions = isTable(reading)
    ? source.mentions.flatMap(({ of, index, range }): TextEdit[] =>
        of === 'action' ? [{ range, newText: `a${order.indexOf(index) + 1}` }] : [],
      )
    : [];
  if (!run?.algorithm.some(isTabular)) return mentions;
  const logits = (source.run.init?.items ?? []).flatMap((range, start): TextEdit[] => {
    if (run.init[start]?.kind !== 'vector') return [];
    const entries = /^\[([^[\]#]*)\]$/.exec(slice(text, range))?.[1]?.split(',') ?? [];
    if (entries.length !== order.length) return [];
    return [{ range, newText: `[${order.map((action) => entries[action]!.trim()).join(', ')}]` }];
  });
  return [...mentions, ...logits];
}

function isSameRun({ run }: Reading, after: Reading, order: readonly number[]): boolean {
  if (run === null) return after.run === null;
  const isByAction = run.algorithm.some(isTabular);
  const init = run.init.map((start) => {
    if (start.kind === 'trap') return { ...start, action: order.indexOf(start.action) };
    return start.kind === 'vector' && isByAction
      ? { ...start, theta: order.map((action) => start.theta[action]) }
      : start;
  });
  return JSON.stringify(after.run) === JSON.stringify({ ...run, init });
}
