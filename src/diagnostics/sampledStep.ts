/** Constant learning rates of sampled runs beyond the one up to which their regret is proved to be logarithmic. */
import { hasOneHotFeatures, regretThreshold } from '../math/regretThreshold.js';
import type { Reading } from '../spec/types.js';
import type { Finding } from './finding.js';
import { equal, short } from './format.js';

/** One for each constant rate that is larger, where tabular softmax policy gradient is run with samples from θ₀ = 0. */
export function sampledStepFindings({ bandit, run, source }: Reading): Finding[] {
  const places = source.run.learningRate?.items;
  if (!bandit || !run || !places) return [];
  if (!run.gradient.includes('sampled') || !run.baseline.includes('none')) return [];
  if (!run.init.some(({ kind }) => kind === 'zeros')) return [];
  const isTabular = run.algorithm.includes('softmax-pg');
  if (!isTabular && !(run.algorithm.includes('lin-spg') && hasOneHotFeatures(bandit))) return [];
  // The longest run has the least bound.
  const steps = Math.max(...run.iterations);
  const threshold = regretThreshold(bandit, steps);
  if (threshold === null) return [];
  const { rate, leastGap, greatestGap } = threshold;
  const K = bandit.names.length;
  const who = isTabular ? '`softmax-pg`' : 'Lin-SPG on these one-hot features';
  return run.learningRate.flatMap((rule, n): Finding[] => {
    const range = places[n];
    if (rule.kind !== 'constant' || !range || rule.rate <= rate) return [];
    return [
      {
        severity: 'hint',
        code: 'regret-threshold',
        message: `η ${equal(rule.rate)} is above Δ_min² / (120·Δ_max·log(nK)) ${equal(rate)}. Up to there the expected regret of n = ${steps} sampled steps of ${who} from θ₀ = 0 is proved to be O(K·log n·log K / η) (Lattimore, arXiv 2603.26547, Theorem 1; Δ_min ${equal(leastGap)}, Δ_max ${equal(greatestGap)}, K = ${short(K)}). The theorem says nothing about larger η.`,
        range,
        related: [],
      },
    ];
  });
}
