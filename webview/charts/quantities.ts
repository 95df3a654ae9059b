/** Every curve: what it shows, over which axes, and how it is computed from a recording. */
import { isTabular } from '../../src/engine/algorithms/catalogue.js';
import { smallestFisherEigenvalue } from '../../src/math/fisher.js';
import type { ChartedExperiment, ChartedRun, Subject } from '../../src/shared/messages.js';
import { count } from '../format.js';
import { subjectOfRun, withKnownProblems } from '../problem.js';
import { ACTING_OPTIMALLY, rowsOf, stateName } from '../process/format.js';
import type { AxisScale, BandKind, CurveId } from '../view.js';
import { type Column, type Line, linesByAction, linesByLabel, MOST_ACTIONS_DRAWN } from './series.js';

/** What is shown. */
export interface Shown {
  /** null: nothing is charted. */
  readonly subject: Subject | null;
  /** Is there a line for each action, rather than for each label? */
  readonly byAction: boolean;
  /** For a process: the state whose actions are shown; null: all states together. */
  readonly state: number | null;
}

/** The choice of lines. */
export interface Chosen {
  /** The label whose actions are drawn, for a quantity that every action has; null: one line for each label. */
  readonly label: string | null;
  readonly band: BandKind;
  readonly state: number | null;
}

export interface Quantity {
  readonly id: CurveId;
  /** The label of its button. */
  short(shown: Shown): string;
  title(shown: Shown): string;
  /** The title of the vertical axis. */
  y(shown: Shown): string;
  /** What needs to be said under the chart; empty: nothing. */
  note(shown: Shown): string;
  readonly scale: AxisScale;
  /** The range that a linear vertical axis always has. */
  readonly bounds: readonly [number, number] | null;
  /** Are an O(1/T) reference and a fitted slope of interest? */
  readonly decays: boolean;
  /** Does the subject have this quantity? */
  isOf(subject: Subject): boolean;
  lines(experiment: ChartedExperiment, chosen: Chosen): Line[];
}

const always = () => true;
/** A problem with one state, whose features and policy are one matrix and one distribution. */
const isBandit = ({ process }: Subject) => process === undefined;
const nothing = () => '';

export const QUANTITIES: readonly Quantity[] = [
  byLabel({
    id: 'gap',
    short: 'Gap',
    title: 'Suboptimality gap',
    y: ['r* − π·r', 'J* − J(θ)'],
    decays: true,
    column: () => (run) => run.recording.gap,
  }),
  {
    ...byLabel({
      id: 'scaled',
      short: '(1 − γ) gap',
      title: 'Suboptimality gap per step',
      y: ['', '(1 − γ)(J* − J(θ))'],
      decays: true,
      column:
        ({ subject }) =>
        (run) =>
          run.recording.gap.map((gap) => (1 - subject.process!.discount) * gap),
    }),
    note: () => 'In the units of one reward: J sums discounted rewards, Σ_t γ^t = 1/(1 − γ).',
    isOf: ({ process }) => process !== undefined && process.discount > 0,
  },
  {
    id: 'policy',
    short: () => 'Probabilities',
    title: ({ byAction, subject, state }) => {
      const where = state === null || !subject ? '' : ` in ${stateName(subject, state)}`;
      return `${byAction ? 'Probability of each action' : 'Probability of acting optimally'}${where}`;
    },
    y: ({ byAction, subject, state }) => {
      if (!subject?.process) return byAction ? 'π(a)' : 'π(a*)';
      if (state === null) return 'exp Σ_s (1 − γ) d*(s) log π(a*|s)';
      const name = stateName(subject, state);
      return byAction ? `π(a|${name})` : `π(a*|${name})`;
    },
    note: (shown) => (shown.subject?.process && shown.state === null ? ACTING_OPTIMALLY : actionsNote(shown)),
    scale: 'linear',
    bounds: [0, 1],
    decays: false,
    isOf: always,
    lines: (experiment, { label, band, state }) => {
      const { subject } = experiment;
      if (label !== null && (state !== null || !subject.process))
        return linesByAction(experiment, label, (run) => run.recording.policy, band, state);
      const reached: Column =
        state === null
          ? (run) => run.recording.logLoss.map((loss) => Math.exp(-loss))
          : (run) => run.recording.policy.map((policy) => optimalIn(policy, subject, state));
      return linesByLabel(experiment, reached, band);
    },
  },
  {
    ...byLabel({
      id: 'divergence',
      short: 'KL(π*‖π)',
      title: 'Divergence from acting optimally',
      y: ['KL(π*‖π) = −log π(a*)', 'Σ_s (1 − γ) d*(s) KL(π*(·|s)‖π(·|s))'],
      decays: true,
      column: () => (run) => run.recording.logLoss,
    }),
    note: ({ subject }) =>
      subject?.process
        ? 'The mean over the states, weighted by how much of its discounted time an optimal policy spends in each.'
        : '',
  },
  byLabel({
    id: 'gradient',
    short: ['‖∇f‖', '‖∇J‖'],
    title: 'Norm of the exact gradient',
    y: ['‖∇f(θ)‖', '‖∇J(θ)‖'],
    decays: true,
    column: () => (run) => run.recording.gradientNorm,
  }),
  {
    ...byLabel({
      id: 'fisher',
      short: 'Fisher λ_min',
      title: 'Smallest eigenvalue of the Fisher matrix',
      y: 'λ_min(Xᵀ(diag π − ππᵀ)X)',
      decays: false,
      column: (experiment) => (run) =>
        run.recording.policy.map((policy) => fisherOf(run, policy, subjectOfRun(experiment, run)!)),
    }),
    note: () => 'Where λ_min is within rounding of 0, relative to λ_max, it counts as 0.',
    isOf: isBandit,
  },
  {
    id: 'logits',
    short: () => 'Logits',
    title: ({ byAction }) => (byAction ? 'Logits' : 'Lead of the best action’s logit'),
    y: ({ byAction }) => (byAction ? '⟨x_a, θ⟩' : 'max z(a*) − max z(other)'),
    note: actionsNote,
    scale: 'linear',
    bounds: null,
    decays: false,
    isOf: isBandit,
    lines: (experiment, { label, band }) => {
      const logits = (run: ChartedRun) =>
        run.recording.theta.map((theta) => logitsOf(run, theta, subjectOfRun(experiment, run)!));
      const leads = (run: ChartedRun) =>
        logits(run).map((z) => lead(z, subjectOfRun(experiment, run)!.optimal));
      return label === null
        ? linesByLabel(withKnownProblems(experiment), leads, band)
        : linesByAction(experiment, label, logits, band, null);
    },
  },
  byLabel({
    id: 'regret',
    short: 'Regret',
    title: 'Cumulative regret',
    y: ['Σ (r* − r)', 'Σ (J* − J)'],
    decays: false,
    column: () => (run) => run.recording.regret,
  }),
];

/** Which actions have a line, if not all have one. */
function actionsNote({ subject, byAction, state }: Shown): string {
  if (subject === null || !byAction) return '';
  const actions = state === null ? subject.actions.length : rowsOf(subject, state).length;
  return actions <= MOST_ACTIONS_DRAWN
    ? ''
    : `Drawn are ${MOST_ACTIONS_DRAWN} of ${count(actions)} actions: the optimal ones, and those that were most probable. The exported data contain all.`;
}

/** The chosen quantities; if the subject has none of them, the first that it has. */
export function shownQuantities(curves: readonly CurveId[], subject: Subject): readonly Quantity[] {
  const ofSubject = QUANTITIES.filter(({ isOf }) => isOf(subject));
  const shown = ofSubject.filter(({ id }) => curves.includes(id));
  return shown.length > 0 ? shown : ofSubject.slice(0, 1);
}

/** The text for a bandit and for a process; a single one if they are the same. */
type Words = string | readonly [ofBandit: string, ofProcess: string];

const wordsFor = (words: Words, subject: Subject | null): string =>
  typeof words === 'string' ? words : words[subject?.process ? 1 : 0];

interface LabelQuantity extends Pick<Quantity, 'id' | 'decays'> {
  readonly short: Words;
  readonly title: string;
  readonly y: Words;
  column(experiment: ChartedExperiment): Column;
}

/** A quantity that a run has as a whole, on a log axis. */
function byLabel({ id, short, title, y, decays, column }: LabelQuantity): Quantity {
  return {
    id,
    short: ({ subject }) => wordsFor(short, subject),
    title: () => title,
    y: ({ subject }) => wordsFor(y, subject),
    note: nothing,
    scale: 'log',
    bounds: null,
    decays,
    isOf: always,
    lines: (experiment, { band }) => linesByLabel(withKnownProblems(experiment), column(experiment), band),
  };
}

/** The total probability of the optimal actions of a state. */
function optimalIn(policy: readonly number[], { offsets, optimal }: Subject, state: number): number {
  const [from, end] = [offsets[state]!, offsets[state + 1]!];
  return optimal.reduce((sum, row) => sum + (row >= from && row < end ? policy[row]! : 0), 0);
}

/** z = Xθ; the parameters of a tabular algorithm are its logits. */
function logitsOf({ facts }: ChartedRun, theta: readonly number[], { features }: Subject): number[] {
  if (isTabular(facts.algorithm)) return [...theta];
  return features.map((row) => row.reduce((sum, x, k) => sum + x * theta[k]!, 0));
}

function lead(logits: readonly number[], optimal: readonly number[]): number {
  const greatest = (isMeant: (action: number) => boolean) =>
    logits.reduce((most, z, a) => (isMeant(a) ? Math.max(most, z) : most), Number.NEGATIVE_INFINITY);
  const isOptimal = (action: number) => optimal.includes(action);
  return greatest(isOptimal) - greatest((action) => !isOptimal(action));
}

/** Each recorded policy is decomposed once, however often it is drawn. */
const fishers = new WeakMap<readonly number[], number>();

function fisherOf({ facts }: ChartedRun, policy: readonly number[], { features }: Subject): number {
  let value = fishers.get(policy);
  if (value === undefined) {
    // For a tabular algorithm X = I: as many features as actions.
    value = isTabular(facts.algorithm) ? 0 : smallestFisherEigenvalue(features, policy);
    fishers.set(policy, value);
  }
  return value;
}
