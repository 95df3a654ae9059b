import { isTabular } from '../engine/algorithms/catalogue.js';
import { newPolicy, softmax } from '../engine/policy.js';
import type { Bandit, Real } from '../model/bandit.js';
import { featureRow, type Mdp } from '../model/mdp.js';
import type { RunSection } from '../model/run.js';

/**
 * π of each row (an action of a bandit or a pair of a process) at the start of the experiment; null if there are several starts, if the start is drawn or
 * searched for, or if the algorithms have parameters of different kinds.
 */
export function startPolicy(problem: Bandit | Mdp, run: RunSection): number[] | null {
  const [init, another] = run.init;
  const kinds = new Set(run.algorithm.map(isTabular));
  if (!init || another || kinds.size !== 1 || (init.kind !== 'zeros' && init.kind !== 'vector')) return null;
  const rows = rowsOf(problem);
  const logits = (row: readonly Real[], index: number) => {
    if (init.kind === 'zeros') return 0;
    if (kinds.has(true)) return init.theta[index] ?? Number.NaN;
    return row.reduce((sum, { value }, k) => sum + value * (init.theta[k] ?? Number.NaN), 0);
  };
  const all = rows.map(logits);
  const sizes = 'states' in problem ? problem.states.map(({ actions }) => actions) : [rows.length];
  let first = 0;
  const policy = sizes.flatMap((size) => {
    const own = probabilities(all.slice(first, first + size));
    first += size;
    return own;
  });
  return policy.every(Number.isFinite) ? policy : null;
}

function rowsOf(problem: Bandit | Mdp): readonly (readonly Real[])[] {
  return 'states' in problem ? problem.pairs.map((_, pair) => featureRow(problem, pair)) : problem.features;
}

function probabilities(logits: readonly number[]): number[] {
  const policy = newPolicy(logits.length);
  softmax(Float64Array.from(logits), policy);
  return [...policy.e].map((weight) => weight / policy.Z);
}
