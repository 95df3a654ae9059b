/** What of a `.linspg` text the mouse is on. */
import type { NamedFile, Reading, TextRange } from '../../spec/types.js';

export type Place = { readonly range: TextRange } & (
  | { readonly at: 'bandit' | 'rewards' | 'matrix' | 'learning-rate' | 'run' }
  | { readonly at: 'mdp' | 'contexts' }
  | { readonly at: 'state'; readonly state: number }
  | { readonly at: 'pair'; readonly pair: number }
  | { readonly at: 'action' | 'reward' | 'features'; readonly action: number }
  /** `entry` is null on the key. */
  | { readonly at: 'init'; readonly entry: number | null }
  | { readonly at: 'file'; readonly file: NamedFile }
);

export function placeAt(text: string, { source, mdp, namedFiles }: Reading, offset: number): Place | null {
  const { banditKey, mdpKey, contextsKey, states, runKey, run, actions } = source;
  const on = (range: TextRange) => range.start <= offset && offset <= range.end;
  const file = namedFiles.find((named) => on(named.range));
  if (file) return { at: 'file', file, range: file.range };

  if (banditKey && on(banditKey)) return { at: 'bandit', range: banditKey };
  if (mdpKey && on(mdpKey)) return { at: 'mdp', range: mdpKey };
  if (contextsKey && on(contextsKey)) return { at: 'contexts', range: contextsKey };
  for (const [state, { name, actions: pairs }] of states.entries()) {
    if (on(name)) return { at: 'state', state, range: name };
    const action = pairs.findIndex((pair) => on(pair.name));
    if (action >= 0 && mdp) {
      return { at: 'pair', pair: mdp.states[state]!.first + action, range: pairs[action]!.name };
    }
  }
  for (const [action, { name, reward, row }] of actions.entries()) {
    // In the form of two tables a row is its own name.
    const tables = name.start === row.start;
    if (!tables && on(name)) return { at: 'action', action, range: name };
    const rewardKey = tables ? null : keyBefore(text, 'reward', name.end, reward.start);
    if (rewardKey && on(rewardKey)) return { at: 'reward', action, range: rewardKey };
    if (on(reward)) return { at: 'reward', action, range: reward };
    const rowKey = tables ? null : keyBefore(text, 'features', name.end, row.start);
    if (rowKey && on(rowKey)) return { at: 'features', action, range: rowKey };
    if (on(row)) return { at: 'features', action, range: row };
    if (action > 0 || !tables || banditKey === null) continue;
    const rewards = keyBefore(text, 'rewards', banditKey.end, reward.start);
    if (rewards && on(rewards)) return { at: 'rewards', range: rewards };
    const matrix = keyBefore(text, 'features', banditKey.end, row.start);
    if (matrix && on(matrix)) return { at: 'matrix', range: matrix };
  }
  const rate = run.learningRate;
  if (rate && on(rate.key)) return { at: 'learning-rate', range: rate.key };
  if (rate && on(rate.value)) return { at: 'learning-rate', range: rate.value };
  if (run.init && on(run.init.key)) return { at: 'init', entry: null, range: run.init.key };
  for (const [entry, range] of (run.init?.items ?? []).entries())
    if (on(range)) return { at: 'init', entry, range };
  if (run.init && on(run.init.value)) return { at: 'init', entry: null, range: run.init.value };
  return runKey && on(runKey) ? { at: 'run', range: runKey } : null;
}

/** The last `word:` between two offsets. */
function keyBefore(text: string, word: string, from: number, to: number): TextRange | null {
  const between = text.slice(from, to);
  const found = between.lastIndexOf(word);
  if (found < 0 || !/^['"]?\s*:/.test(between.slice(found + word.length))) return null;
  return { start: from + found, end: from + found + word.length };
}
