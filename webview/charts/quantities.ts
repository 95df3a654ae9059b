/** The curves that there are: what each shows, over which axes, and how it is read off a recording. */
import { isTabular } from '../../src/engine/algorithms/catalogue.js';
import { smallestFisherEigenvalue } from '../../src/math/fisher.js';
import type { ChartedExperiment, ChartedRun, Subject } from '../../src/shared/messages.js';
import { subjectOfRun, withKnownProblems } from '../problem.js';
import type { AxisScale, BandKind, CurveId } from '../view.js';
import { type Column, type Line, linesByAction, linesByLabel } from './series.js';

interface Shown {
  /** Is there a line for each action, rather than for each label? */
  readonly byAction: boolean;
}

export interface Quantity {
  readonly id: CurveId;
  /** The button that shows it. */
  readonly short: string;
  title(shown: Shown): string;
  /** The words of the vertical axis. */
  y(shown: Shown): string;
  readonly scale: AxisScale;
  /** Where its vertical axis always reaches, when it is linear. */
  readonly bounds: readonly [number, number] | null;
  /** Is an O(1/T) reference, and a fitted slope, of interest? */
  readonly decays: boolean;
  /** @param label whose actions are drawn, for a quantity that every action has; null: one line a label. */
  lines(experiment: ChartedExperiment, label: string | null, band: BandKind): Line[];
}

export const QUANTITIES: readonly Quantity[] = [
  byLabel({
    id: 'gap',
    short: 'Gap',
    title: 'Suboptimality gap',
    y: 'r* − π·r',
    decays: true,
    column: () => (run) => run.recording.gap,
  }),
  {
    id: 'policy',
    short: 'Probabilities',
    title: ({ byAction }) => (byAction ? 'Probability of each action' : 'Probability of acting optimally'),
    y: ({ byAction }) => (byAction ? 'π(a)' : 'π(a*)'),
    scale: 'linear',
    bounds: [0, 1],
    decays: false,
    lines: (experiment, label, band) =>
      label === null
        ? linesByLabel(experiment, (run) => run.recording.logLoss.map((loss) => Math.exp(-loss)), band)
        : linesByAction(experiment, label, (run) => run.recording.policy, band),
  },
  byLabel({
    id: 'divergence',
    short: 'KL(π*‖π)',
    title: 'Divergence from acting optimally',
    y: 'KL(π*‖π) = −log π(a*)',
    decays: true,
    column: () => (run) => run.recording.logLoss,
  }),
  byLabel({
    id: 'gradient',
    short: '‖∇f‖',
    title: 'Norm of the exact gradient',
    y: '‖∇f(θ)‖',
    decays: true,
    column: () => (run) => run.recording.gradientNorm,
  }),
  byLabel({
    id: 'fisher',
    short: 'Fisher λ_min',
    title: 'Smallest eigenvalue of the Fisher matrix',
    y: 'λ_min(Xᵀ(diag π − ππᵀ)X)',
    decays: false,
    column: (experiment) => (run) =>
      run.recording.policy.map((policy) => fisherOf(run, policy, subjectOfRun(experiment, run)!)),
  }),
  {
    id: 'logits',
    short: 'Logits',
    title: ({ byAction }) => (byAction ? 'Logits' : 'Lead of the best action’s logit'),
    y: ({ byAction }) => (byAction ? '⟨x_a, θ⟩' : 'max z(a*) − max z(other)'),
    scale: 'linear',
    bounds: null,
    decays: false,
    lines: (experiment, label, band) => {
      const logits = (run: ChartedRun) =>
        run.recording.theta.map((theta) => logitsOf(run, theta, subjectOfRun(experiment, run)!));
      const leads = (run: ChartedRun) =>
        logits(run).map((z) => lead(z, subjectOfRun(experiment, run)!.optimal));
      return label === null
        ? linesByLabel(withKnownProblems(experiment), leads, band)
        : linesByAction(experiment, label, logits, band);
    },
  },
  byLabel({
    id: 'regret',
    short: 'Regret',
    title: 'Cumulative regret',
    y: 'Σ (r* − r)',
    decays: false,
    column: () => (run) => run.recording.regret,
  }),
];

interface LabelQuantity extends Pick<Quantity, 'id' | 'short' | 'decays'> {
  readonly title: string;
  readonly y: string;
  column(experiment: ChartedExperiment): Column;
}

/** A quantity that a run has as a whole, on a log axis. */
function byLabel({ id, short, title, y, decays, column }: LabelQuantity): Quantity {
  return {
    id,
    short,
    title: () => title,
    y: () => y,
    scale: 'log',
    bounds: null,
    decays,
    lines: (experiment, _label, band) =>
      linesByLabel(withKnownProblems(experiment), column(experiment), band),
  };
}

/** z = Xθ; a tabular algorithm's parameters are its logits. */
export function logitsOf({ facts }: ChartedRun, theta: readonly number[], { features }: Subject): number[] {
  if (isTabular(facts.algorithm)) return [...theta];
  return features.map((row) => row.reduce((sum, x, k) => sum + x * theta[k]!, 0));
}

function lead(logits: readonly number[], optimal: readonly number[]): number {
  const greatest = (of: boolean) =>
    logits.reduce(
      (most, z, a) => (optimal.includes(a) === of ? Math.max(most, z) : most),
      Number.NEGATIVE_INFINITY,
    );
  return greatest(true) - greatest(false);
}

/** Each recorded policy is decomposed once, however often it is drawn. */
const fishers = new WeakMap<readonly number[], number>();

function fisherOf({ facts }: ChartedRun, policy: readonly number[], { features }: Subject): number {
  let value = fishers.get(policy);
  if (value === undefined) {
    // X = I for a tabular algorithm: as many features as actions.
    value = isTabular(facts.algorithm) ? 0 : smallestFisherEigenvalue(features, policy);
    fishers.set(policy, value);
  }
  return value;
}
