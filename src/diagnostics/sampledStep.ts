/** Constant learning rates of sampled runs beyond those up to which their regret is proved to be logarithmic. */
import { hasOneHotFeatures, type RegretThresholds, regretThresholds } from '../math/regretThreshold.js';
import type { Bandit } from '../model/bandit.js';
import type { RunSection } from '../model/run.js';
import type { Reading } from '../spec/types.js';
import type { Finding } from './finding.js';
import { equal, short } from './format.js';

/** One for each constant rate that is larger than every published bound, where tabular softmax policy gradient is run with samples from θ₀ = 0. */
export function sampledStepFindings({ bandit, run, source }: Reading): Finding[] {
  const places = source.run.learningRate?.items;
  if (!bandit || !run || !places) return [];
  const published = publishedOf(bandit, run);
  if (published === null) return [];
  const { thresholds, steps, who } = published;
  const [greatest] = thresholds.proved;
  const within = roundedDown(greatest!.rate);
  return run.learningRate.flatMap((rule, n): Finding[] => {
    const range = places[n];
    if (rule.kind !== 'constant' || !range || rule.rate <= greatest!.rate) return [];
    return [
      {
        severity: 'hint',
        code: 'regret-threshold',
        message: `η ${equal(rule.rate)} is above ${bound(bandit, thresholds, greatest!)}. Up to there the expected regret of n = ${steps} sampled steps of ${who} from θ₀ = 0 is proved to be ${ORDER[greatest!.theorem]} (${SOURCE[greatest!.theorem]}). ${beyond(thresholds, rule.rate)}`,
        range,
        related: [],
        fix: { title: `Change to ${within}, within the bound`, edits: [{ range, newText: within }] },
      },
    ];
  });
}

/** What is published on the steps of a run: one sentence for each theorem that is about it, the greatest bound first. */
export function publishedSteps(bandit: Bandit, run: RunSection): string[] {
  const published = publishedOf(bandit, run);
  if (published === null) return [];
  const { thresholds, steps, who } = published;
  return thresholds.proved.map(
    (proved) =>
      `Regret of n = ${steps} sampled steps of ${who} from θ₀ = 0: proved to be ${ORDER[proved.theorem]} in expectation up to ${bound(bandit, thresholds, proved)} (${SOURCE[proved.theorem]}).`,
  );
}

interface Published {
  readonly thresholds: RegretThresholds;
  readonly steps: number;
  /** Whose regret it is. */
  readonly who: string;
}

/** null: the run is not what the theorems are about. */
function publishedOf(bandit: Bandit, run: RunSection): Published | null {
  if (!run.gradient.includes('sampled') || !run.baseline.includes('none')) return null;
  if (!run.init.some(({ kind }) => kind === 'zeros')) return null;
  const isTabular = run.algorithm.includes('softmax-pg');
  if (!isTabular && !(run.algorithm.includes('lin-spg') && hasOneHotFeatures(bandit))) return null;
  // The longest run has the least bound.
  const steps = Math.max(...run.iterations);
  const thresholds = regretThresholds(bandit, steps);
  if (thresholds === null) return null;
  return { thresholds, steps, who: isTabular ? '`softmax-pg`' : 'Lin-SPG on these one-hot features' };
}

type Proved = RegretThresholds['proved'][number];

const SOURCE: Record<Proved['theorem'], string> = {
  'baudry-1': 'Baudry et al., NeurIPS 2025, Theorem 1',
  'baudry-4': 'Baudry et al., NeurIPS 2025, Theorem 4, all gaps equal',
  'lattimore-1': 'Lattimore, arXiv 2603.26547, Theorem 1',
};

const ORDER: Record<Proved['theorem'], string> = {
  'baudry-1': 'O(log n / η)',
  'baudry-4': 'O(log n / η)',
  'lattimore-1': 'O(K·log n·log K / η)',
};

/** A bound's formula, its value and the numbers in it. */
function bound({ names }: Bandit, { leastGap, greatestGap }: RegretThresholds, proved: Proved): string {
  const K = names.length;
  switch (proved.theorem) {
    case 'baudry-1':
      return `the root ${short(proved.rate)} of (e^(2η) − 1 − 2η) / (2η) = Δ ${equal(leastGap)}`;
    case 'baudry-4':
      return `the root ${short(proved.rate)} of η·e^(2η) = 2Δ / (K + 2), Δ ${equal(leastGap)}, K = ${K}`;
    case 'lattimore-1':
      return `Δ_min² / (120·Δ_max·log(nK)) ${equal(proved.rate)}, Δ_min ${equal(leastGap)}, Δ_max ${equal(greatestGap)}, K = ${K}`;
  }
}

/** Three significant digits, not above the value. */
function roundedDown(value: number): string {
  const digits = value.toExponential(2);
  if (Number(digits) <= value) return String(Number(digits));
  const [mantissa, exponent] = digits.split('e');
  return String(Number(`${(Number(mantissa) - 0.01).toFixed(2)}e${exponent}`));
}

function beyond({ polynomial }: RegretThresholds, rate: number): string {
  if (polynomial === null) return 'The theorem says nothing about larger η.';
  const power = `½·log((1 + Δ) / (1 − Δ)) ${equal(polynomial)} some bandits of two arms with this gap have a regret that is a power of n (Theorem 2).`;
  return rate > polynomial ? `Above ${power}` : `The theorem says nothing about larger η; above ${power}`;
}
