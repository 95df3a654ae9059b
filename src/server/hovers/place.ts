/** The part of a `.linspg` text that is under the mouse. */
import type { NamedFile, PairSource, Reading, RowSource, TextRange } from '../../spec/types.js';

export type Place = { readonly range: TextRange } & (
  | { readonly at: 'bandit' | 'rewards' | 'matrix' | 'run' }
  | { readonly at: 'mdp' | 'contexts' | 'generate' }
  | { readonly at: 'state'; readonly state: number }
  | { readonly at: 'pair' | 'pair-reward'; readonly pair: number }
  /** `feature` is null at the key, and between the numbers. */
  | { readonly at: 'pair-features'; readonly pair: number; readonly feature: number | null }
  | { readonly at: 'features'; readonly action: number; readonly feature: number | null }
  | { readonly at: 'action' | 'reward'; readonly action: number }
  /** `entry` is null at the key. */
  | { readonly at: 'init' | 'learning-rate'; readonly entry: number | null }
  | { readonly at: 'file'; readonly file: NamedFile }
);

export function placeAt(text: string, { source, mdp, namedFiles }: Reading, offset: number): Place | null {
  const { banditKey, mdpKey, contextsKey, generateKey, states, runKey, run, actions } = source;
  const on = (range: TextRange) => range.start <= offset && offset <= range.end;
  const file = namedFiles.find((named) => on(named.range));
  if (file) return { at: 'file', file, range: file.range };

  if (banditKey && on(banditKey)) return { at: 'bandit', range: banditKey };
  if (mdpKey && on(mdpKey)) return { at: 'mdp', range: mdpKey };
  if (contextsKey && on(contextsKey)) return { at: 'contexts', range: contextsKey };
  if (generateKey && on(generateKey)) return { at: 'generate', range: generateKey };
  for (const [state, { name, actions: pairs }] of states.entries()) {
    if (on(name)) return { at: 'state', state, range: name };
    for (const [action, pair] of pairs.entries()) {
      const place = mdp && inPair(pair, mdp.states[state]!.first + action, on);
      if (place) return place;
    }
  }
  for (const [action, { name, reward, row }] of actions.entries()) {
    // In the form of two tables, a row is also the place of its name.
    const tables = name.start === row.start;
    if (!tables && on(name)) return { at: 'action', action, range: name };
    const rewardKey = tables ? null : keyBefore(text, 'reward', name.end, reward.start);
    if (rewardKey && on(rewardKey)) return { at: 'reward', action, range: rewardKey };
    if (on(reward)) return { at: 'reward', action, range: reward };
    const rowKey = tables ? null : keyBefore(text, 'features', name.end, row.start);
    if (rowKey && on(rowKey)) return { at: 'features', action, feature: null, range: rowKey };
    if (on(row)) {
      const { feature, range } = entryOf(actions[action]!, on);
      return { at: 'features', action, feature, range };
    }
    if (action > 0 || !tables || banditKey === null) continue;
    const rewards = keyBefore(text, 'rewards', banditKey.end, reward.start);
    if (rewards && on(rewards)) return { at: 'rewards', range: rewards };
    const matrix = keyBefore(text, 'features', banditKey.end, row.start);
    if (matrix && on(matrix)) return { at: 'matrix', range: matrix };
  }
  for (const [at, written] of [
    ['learning-rate', run.learningRate],
    ['init', run.init],
  ] as const) {
    if (!written) continue;
    if (on(written.key)) return { at, entry: null, range: written.key };
    for (const [entry, range] of written.items.entries()) if (on(range)) return { at, entry, range };
    if (on(written.value)) return { at, entry: null, range: written.value };
  }
  return runKey && on(runKey) ? { at: 'run', range: runKey } : null;
}

type On = (range: TextRange) => boolean;

/** The part of an action of a state. */
function inPair(source: PairSource, pair: number, on: On): Place | null {
  const { name, reward, row } = source;
  if (on(name)) return { at: 'pair', pair, range: name };
  // A part that is not written has the range of the name.
  if (on(reward)) return { at: 'pair-reward', pair, range: reward };
  return on(row) ? { at: 'pair-features', pair, ...entryOf(source, on) } : null;
}

/** A number of the row; between the numbers, the whole row. */
function entryOf({ row, features }: RowSource, on: On): { feature: number | null; range: TextRange } {
  const feature = features.findIndex(on);
  return feature < 0 ? { feature: null, range: row } : { feature, range: features[feature]! };
}

/** The last `word:` between two offsets. */
function keyBefore(text: string, word: string, from: number, to: number): TextRange | null {
  const between = text.slice(from, to);
  const found = between.lastIndexOf(word);
  if (found < 0 || !/^['"]?\s*:/.test(between.slice(found + word.length))) return null;
  return { start: from + found, end: from + found + word.length };
}
