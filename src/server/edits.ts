import type { Work } from '../math/work.js';
import type { Bandit } from '../model/bandit.js';
import { featureRow, type Mdp } from '../model/mdp.js';
import { errorCount } from '../model/runnable.js';
import { hasStates, type WrittenProblem } from '../model/written.js';
import type { NumberChange } from '../repair/types.js';
import { applied } from '../spec/applied.js';
import type { Files } from '../spec/files/port.js';
import { readingSpec } from '../spec/read.js';
import { rowSources } from '../spec/rowSources.js';
import { lineStart } from '../spec/syntaxIssues/issue.js';
import type { Reading, TextEdit, TextRange } from '../spec/types.js';

/** A text with its reading, and what read the files that it names. */
export interface ReadText {
  readonly reading: Reading;
  readonly files: Files;
}

/** One edit for each changed number; null if the resulting text is not read as the intended problem. */
export function* numberEdits(
  text: string,
  { reading: { source }, files }: ReadText,
  changes: readonly NumberChange[],
  meant: WrittenProblem,
): Work<TextEdit[] | null> {
  const rows = rowSources(source);
  const edits = changes.flatMap(({ action, feature, to }): TextEdit[] => {
    const places = rows[action];
    const range = feature === null ? places?.reward : places?.features[feature];
    return range ? [{ range, newText: to.literal }] : [];
  });
  return edits.length === changes.length && (yield* says(applied(text, edits), files, meant)) ? edits : null;
}

/**
 * Edits that remove an action from the text: its entry under `actions`, or its reward and its row in the two tables. null if the rest would
 * not be read as the same bandit without it, for example because the experiment mentions it.
 */
export function* removalEdits(
  text: string,
  { reading: { source, bandit }, files }: ReadText,
  action: number,
): Work<TextEdit[] | null> {
  const places = source.actions[action];
  if (!bandit || !places) return null;
  const keep = <T>(entries: readonly T[]) => entries.filter((_, index) => index !== action);
  const tables = places.name.start === places.row.start;
  const meant: Bandit = {
    ...bandit,
    names: tables ? bandit.names.slice(0, -1) : keep(bandit.names),
    rewards: keep(bandit.rewards),
    features: keep(bandit.features),
  };
  const end = Math.max(places.row.end, places.reward.end);
  const ways = tables
    ? [places.reward, places.row].map((range) => [lines(text, range), withComma(text, range)])
    : [
        [
          lines(text, { start: places.name.start, end }),
          withComma(text, closed(text, { start: places.name.start, end })),
        ],
      ];
  const combined = ways.reduce<TextRange[][]>(
    (all, some) => all.flatMap((before) => some.map((range) => [...before, range])),
    [[]],
  );
  for (const ranges of combined) {
    const edits = ranges.map((range): TextEdit => ({ range, newText: '' }));
    if (yield* says(applied(text, edits), files, meant)) return edits;
  }
  return null;
}

/** Does the text have more errors after these edits than before? Then they are no fix. */
export function* leavesMoreErrors(
  text: string,
  { reading: { issues }, files }: ReadText,
  edits: readonly TextEdit[],
): Work<boolean> {
  const after = yield* readingSpec(applied(text, edits), files);
  return errorCount(after.issues) > errorCount(issues);
}

function* says(text: string, files: Files, meant: WrittenProblem): Work<boolean> {
  const { bandit, mdp, issues } = yield* readingSpec(text, files);
  if (errorCount(issues) > 0) return false;
  if (hasStates(meant)) return mdp !== null && numbersOf(mdp) === numbersOf(meant);
  if (bandit === null) return false;
  const numbers = ({ names, rewards, features }: Bandit) =>
    JSON.stringify([names, rewards.map((r) => r.value), features.map((row) => row.map((x) => x.value))]);
  return numbers(bandit) === numbers(meant);
}

function numbersOf(mdp: Mdp): string {
  const { states, pairs, start, discount } = mdp;
  return JSON.stringify([
    states,
    discount.value,
    start.map(({ value }) => value),
    pairs.map(({ name, reward, to }, pair) => [
      name,
      reward.value,
      to.map(({ state, probability }) => [state, probability.value]),
      featureRow(mdp, pair).map(({ value }) => value),
    ]),
  ]);
}

/** The whole lines of a range, including the line break. */
function lines(text: string, { start, end }: TextRange): TextRange {
  const next = text.indexOf('\n', end);
  return { start: lineStart(text, start), end: next < 0 ? text.length : next + 1 };
}

/** The range with the comma behind it, otherwise with the comma before it. */
function withComma(text: string, { start, end }: TextRange): TextRange {
  const after = /^\s*,[ \t]*/.exec(text.slice(end));
  if (after) return { start, end: end + after[0].length };
  const before = /,\s*$/.exec(text.slice(0, start));
  return { start: start - (before?.[0].length ?? 0), end };
}

/** The range with the brace that closes it. */
function closed(text: string, { start, end }: TextRange): TextRange {
  const brace = /^\s*\}/.exec(text.slice(end));
  return { start, end: end + (brace?.[0].length ?? 0) };
}
