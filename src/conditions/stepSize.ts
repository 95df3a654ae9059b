/** Constant learning rates beyond the one for which the paper proves its rate of convergence. */
import { Matrix } from 'ml-matrix';
import type { Bandit, Reading } from '../spec/types.js';
import { powerBelow, symmetricEigenvalues } from './eigenvalues.js';
import type { Finding } from './findings.js';

/**
 * 4 / (9·R·λ_max(XᵀX)), with what it is made of: with this η the suboptimality gap of exact Lin-SPG is proved to be O(1/T) (arXiv 2505.03155).
 * R = max r for rewards ≥ 0, else max r − min r, since the exact gradient does not change when a number is added to all rewards.
 * 0 when R or X is 0: the gradient is then 0 everywhere.
 */
export function theoryPartsOf(
  rewards: ArrayLike<number>,
  eigenvalue: number,
): { rate: number; range: number; eigenvalue: number } {
  const means = Array.from(rewards);
  const largest = means.reduce((a, b) => Math.max(a, b));
  const smallest = means.reduce((a, b) => Math.min(a, b));
  const range = smallest >= 0 ? largest : largest - smallest;
  return { rate: range > 0 && eigenvalue > 0 ? 4 / (9 * range * eigenvalue) : 0, range, eigenvalue };
}

/** λ_max(XᵀX) of K×d features, row after row; from the smaller of XᵀX and XXᵀ, with X scaled as its entries may be too large to be squared. */
export function largestEigenvalue(actions: number, dimensions: number, features: ArrayLike<number>): number {
  const X = Matrix.from1DArray(actions, dimensions, Array.from(features));
  const largest = Matrix.abs(X).max();
  if (largest === 0) return 0;
  const scale = powerBelow(largest);
  X.div(scale);
  const gram = dimensions <= actions ? X.transpose().mmul(X) : X.mmul(X.transpose());
  return Math.max(...symmetricEigenvalues(gram)) * scale * scale;
}

/** One finding for each constant rate that is larger, where exact Lin-SPG is run; its fix is `theory`. */
export function stepSizeFindings({ bandit, run, source }: Reading): Finding[] {
  const places = source.run.learningRate?.items;
  if (!bandit || !run || !places) return [];
  if (!run.algorithm.includes('lin-spg') || !run.gradient.includes('exact')) return [];
  if (!run.learningRate.some(({ kind }) => kind === 'constant')) return [];
  const theory = rateOf(bandit);
  return run.learningRate.flatMap((rule, n): Finding[] => {
    const range = places[n];
    if (rule.kind !== 'constant' || !range || theory === 0 || rule.rate <= theory) return [];
    const factor = rule.rate / theory;
    return [
      {
        severity: 'information',
        code: 'learning-rate',
        message: `η = ${brief(rule.rate)} is ${brief(factor)}× the theory rate ${brief(theory)}, for which the paper proves the O(1/T) rate under its conditions. By the paper, a larger constant η converges under them as well, but the expected reward may fall on the way.`,
        range,
        related: [],
        fix: { title: `Change to theory (η = ${brief(theory)})`, edits: [{ range, newText: 'theory' }] },
      },
    ];
  });
}

/** Findings are told again at every stage of an analysis; the rate of a bandit is computed once. */
const known = new WeakMap<Bandit, number>();

function rateOf(bandit: Bandit): number {
  const rate = known.get(bandit) ?? computedRate(bandit);
  known.set(bandit, rate);
  return rate;
}

function computedRate({ rewards, features }: Bandit): number {
  const flat = features.flatMap((row) => row.map((x) => x.value));
  return theoryPartsOf(
    rewards.map((reward) => reward.value),
    largestEigenvalue(rewards.length, flat.length / rewards.length, flat),
  ).rate;
}

/** Two digits, or all that stand before the point. */
function brief(value: number): string {
  return String(value >= 100 ? Math.round(value) : Number(value.toPrecision(2)));
}
