/** Edits that change a number of a text and leave everything else as it is. */

import { isTabular } from '../engine/algorithms/catalogue.js';
import type { Real } from '../model/bandit.js';
import { featureRow } from '../model/mdp.js';
import type { Init, RunSection } from '../model/run.js';
import { numberNamed, numberEdit as rewritten } from './numbers.js';
import { readSpec } from './read.js';
import { rowSources } from './rowSources.js';
import { lineStart } from './syntaxIssues/issue.js';
import type { SpecSource, TextEdit, TextRange } from './types.js';

/** @param action a row of the problem. @returns null if the action or a feature is not in the text or is computed from parameters, two would change one parameter, or the problem cannot be read. */
export function featuresEdit(
  text: string,
  action: number,
  entries: readonly { readonly feature: number; readonly literal: string }[],
): TextEdit[] | null {
  const source = soundSource(text);
  const row = source && (source.table[action] ?? rowSources(source)[action]);
  const edits = entries.map(({ feature, literal }) =>
    source ? numberEdit(source, row?.features[feature], literal) : null,
  );
  const places = new Set(edits.map((edit) => edit?.range.start));
  return edits.every((edit) => edit !== null) && places.size === edits.length ? edits : null;
}

/** @param action a row of the problem. @returns null if the action's reward is not in the text or is computed from parameters, or the problem cannot be read. */
export function rewardEdit(text: string, action: number, literal: string): TextEdit[] | null {
  const source = soundSource(text);
  const edit = source && numberEdit(source, rowSources(source)[action]?.reward, literal);
  return edit && [edit];
}

/** @param entries each number by its words. @returns null if one is not in the text, or the problem cannot be read. */
export function numbersEdit(
  text: string,
  entries: readonly { readonly words: string; readonly literal: string }[],
): TextEdit[] | null {
  const reading = readSpec(text);
  const edits = entries.map(({ words, literal }) => {
    const number = numberNamed(text, reading, words);
    return number && rewritten(number, literal);
  });
  return edits.every((edit) => edit !== null) ? edits : null;
}

/** Writes a number where it stands, or where the parameter does that stands there alone; null: it is computed from parameters. */
function numberEdit(source: SpecSource, range: TextRange | undefined, literal: string): TextEdit | null {
  if (range === undefined) return null;
  const computed = source.expressions.find((one) => one.range.start === range.start);
  if (computed === undefined) return { range, newText: literal };
  const parameter = source.parameters.find(({ name }) => name === computed.expression);
  return parameter ? { range: parameter.number, newText: literal } : null;
}

/**
 * Makes θ (one literal for each feature) the start of the experiment; if all algorithms are tabular, its logits Xθ, which give the same policy. It
 * replaces the value of `init`, or adds the key, or adds a section `run`.
 */
export function initEdit(text: string, literals: readonly string[]): TextEdit[] {
  const { source, bandit, mdp, run } = readSpec(text);
  const rows = bandit?.features ?? mdp?.pairs.map((_, pair) => featureRow(mdp, pair));
  const start = rows && run?.algorithm.every(isTabular) ? logitsOf(rows, literals) : literals;
  return runEdit(text, source, { name: 'init', key: 'init', value: `[${start.join(', ')}]` });
}

/** The learning rates to compare, as multiples of the theory's. */
const FACTORS = [0.1, 1, 10, 100];

/** A sweep of learning rates around the theory's, which replaces the learning rate of the experiment. */
export function ratesEdit(text: string): TextEdit[] {
  const rates = FACTORS.map((factor) => (factor === 1 ? 'theory' : `theory*${factor}`));
  const value = `[${rates.join(', ')}]`;
  return runEdit(text, readSpec(text).source, { name: 'learningRate', key: 'learning-rate', value });
}

/** Gives a key of the experiment another value; adds the key, or a section `run`, if the text has none. */
function runEdit(
  text: string,
  source: SpecSource,
  { name, key: word, value }: { readonly name: string; readonly key: string; readonly value: string },
): TextEdit[] {
  const written = source.run[name];
  if (written) {
    // The value of a key without a value has the range of the key.
    const empty = written.value.start === written.key.start;
    return empty ? [after(text, written.key, ` ${value}`)] : [{ range: written.value, newText: value }];
  }
  const key = `${word}: ${value}`;
  if (source.runKey === null) {
    const newLine = text === '' || text.endsWith('\n') ? '' : '\n';
    return [insert(text.length, `${newLine}\nrun:\n  ${key}\n`)];
  }
  const [first] = keysInOrder(source);
  if (first) {
    const line = text.slice(lineStart(text, first.start), first.start);
    return [insert(first.start, /^\s*$/.test(line) ? `${key}\n${line}` : `${key}, `)];
  }
  const colon = text.indexOf(':', source.runKey.end);
  const flow = /^\s*\{/.exec(text.slice(colon + 1));
  if (flow) return [insert(colon + 1 + flow[0].length, ` ${key} `)];
  return [insert(colon + 1, `\n  ${key}`)];
}

/**
 * The first start, if the text gives θ number by number. If all algorithms are tabular it does not, since their parameters do not belong to
 * features.
 */
export function writtenStart(
  run: RunSection | null,
): Extract<Init, { readonly kind: 'vector' | 'zeros' }> | null {
  const [first] = run?.init ?? [];
  const isOfFeatures = run !== null && !run.algorithm.every(isTabular);
  return isOfFeatures && (first?.kind === 'vector' || first?.kind === 'zeros') ? first : null;
}

/**
 * Moves the first start. Of a list of numbers, only those that change are written, and further starts stay. In place of `zeros`, or if there is no `init`,
 * the whole vector is written.
 *
 * @param literals one for each feature. @returns null if the start is not written number by number, for example if it is in a file or drawn at random
 */
export function startEdit(text: string, literals: readonly string[]): TextEdit[] | null {
  const { source, run } = readSpec(text);
  const first = writtenStart(run);
  if (first === null) return null;
  const range = source.run.init?.items[0];
  if (range === undefined) return initEdit(text, literals);
  const written = text.slice(range.start, range.end);
  if (first.kind === 'zeros') return [{ range, newText: `[${literals.join(', ')}]` }];
  const numbers = [...written.matchAll(NUMBER_OF_LIST)];
  // A list with comments in it, or over several lines, is left as it is.
  const isPlain = /^\[[^[\]{}#\n]*\]$/.test(written) && numbers.length === literals.length;
  if (!isPlain || first.theta.length !== literals.length) return null;
  return literals.flatMap((literal, k) => {
    if (Number(literal) === first.theta[k]) return [];
    const start = range.start + numbers[k]!.index;
    return [{ range: { start, end: start + numbers[k]![0].length }, newText: literal }];
  });
}

const NUMBER_OF_LIST = /[^\s,[\]]+/g;

/**
 * The source of a text that may be edited; null for a broken problem, where the range of something missing is a key, which must not be overwritten.
 */
function soundSource(text: string): SpecSource | null {
  const { bandit, mdp, source } = readSpec(text);
  return bandit === null && mdp === null ? null : source;
}

function keysInOrder({ run }: SpecSource): TextRange[] {
  return Object.values(run)
    .map(({ key }) => key)
    .sort((a, b) => a.start - b.start);
}

const insert = (at: number, newText: string): TextEdit => ({ range: { start: at, end: at }, newText });

/** Right after the colon that ends a key. */
function after(text: string, key: TextRange, newText: string): TextEdit {
  return insert(text.indexOf(':', key.end) + 1, newText);
}

/** Xθ. */
function logitsOf(rows: readonly (readonly Real[])[], theta: readonly string[]): string[] {
  return rows.map((row) => String(row.reduce((sum, x, k) => sum + x.value * Number(theta[k]), 0)));
}
