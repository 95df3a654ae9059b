/** Where and what to write to change a number of a text, as replacements that leave all else as it is. */
import { isTabular } from '../engine/algorithms/catalogue.js';
import type { Real } from '../model/bandit.js';
import { featureRow } from '../model/mdp.js';
import type { Init, RunSection } from '../model/run.js';
import { readSpec } from './read.js';
import { rowSources } from './rowSources.js';
import type { SpecSource, TextEdit, TextRange } from './types.js';

/** @param action a row of the problem. @returns null where the action or a feature does not stand in the text, or the problem cannot be read. */
export function featuresEdit(
  text: string,
  action: number,
  entries: readonly { readonly feature: number; readonly literal: string }[],
): TextEdit[] | null {
  const source = soundSource(text);
  const row = source && (source.table[action] ?? rowSources(source)[action]);
  const edits = entries.map(({ feature, literal }) => {
    const range = row?.features[feature];
    return range ? { range, newText: literal } : null;
  });
  return edits.every((edit) => edit !== null) ? edits : null;
}

/** @param action a row of the problem. @returns null where the action's reward does not stand in the text, or the problem cannot be read. */
export function rewardEdit(text: string, action: number, literal: string): TextEdit[] | null {
  const source = soundSource(text);
  const range = source && rowSources(source)[action]?.reward;
  return range ? [{ range, newText: literal }] : null;
}

/**
 * Makes θ, one literal a feature, the start of the experiment; where all algorithms are tabular, its logits Xθ, the same policy. In place of what `init` says, or as a new key, or with a new section `run`.
 */
export function initEdit(text: string, literals: readonly string[]): TextEdit[] {
  const { source, bandit, mdp, run } = readSpec(text);
  const rows = bandit?.features ?? mdp?.pairs.map((_, pair) => featureRow(mdp, pair));
  const start = rows && run?.algorithm.every(isTabular) ? logitsOf(rows, literals) : literals;
  return runEdit(text, source, { name: 'init', key: 'init', value: `[${start.join(', ')}]` });
}

/** Learning rates that are compared, as multiples of that of the theory. */
const FACTORS = [0.1, 1, 10, 100];

/** A sweep of learning rates around that of the theory, in place of what the experiment has. */
export function ratesEdit(text: string): TextEdit[] {
  const rates = FACTORS.map((factor) => (factor === 1 ? 'theory' : `theory*${factor}`));
  const value = `[${rates.join(', ')}]`;
  return runEdit(text, readSpec(text).source, { name: 'learningRate', key: 'learning-rate', value });
}

/** Gives a key of the experiment another value, or writes it as a new key, or with a new section `run`. */
function runEdit(
  text: string,
  source: SpecSource,
  { name, key: word, value }: { readonly name: string; readonly key: string; readonly value: string },
): TextEdit[] {
  const written = source.run[name];
  if (written) {
    // A key without a value points at itself.
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
    const line = text.slice(text.lastIndexOf('\n', first.start - 1) + 1, first.start);
    return [insert(first.start, /^\s*$/.test(line) ? `${key}\n${line}` : `${key}, `)];
  }
  const colon = text.indexOf(':', source.runKey.end);
  const flow = /^\s*\{/.exec(text.slice(colon + 1));
  if (flow) return [insert(colon + 1 + flow[0].length, ` ${key} `)];
  return [insert(colon + 1, `\n  ${key}`)];
}

/** The first start, where the text gives θ number by number. Of algorithms that are all tabular it does not: their parameters are not those of the features. */
export function writtenStart(
  run: RunSection | null,
): Extract<Init, { readonly kind: 'vector' | 'zeros' }> | null {
  const [first] = run?.init ?? [];
  const isOfFeatures = run !== null && !run.algorithm.every(isTabular);
  return isOfFeatures && (first?.kind === 'vector' || first?.kind === 'zeros') ? first : null;
}

/**
 * Moves the first start: of a list of numbers only those that are others now are written, and further starts stay. In place of `zeros`, or where nothing
 * stands, the whole vector.
 *
 * @param literals one a feature. @returns null where the start is not written number by number, as from a file or drawn at random
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
  // A list with comments in it, or over several lines, is no plain one.
  const isPlain = /^\[[^[\]{}#\n]*\]$/.test(written) && numbers.length === literals.length;
  if (!isPlain || first.theta.length !== literals.length) return null;
  return literals.flatMap((literal, k) => {
    if (Number(literal) === first.theta[k]) return [];
    const start = range.start + numbers[k]!.index;
    return [{ range: { start, end: start + numbers[k]![0].length }, newText: literal }];
  });
}

const NUMBER_OF_LIST = /[^\s,[\]]+/g;

/** What is missing in a broken problem points at a key, which must not be overwritten. */
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
