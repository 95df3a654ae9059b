/** Experiments as the host and the panel know them, made by hand. */
import type { Recording } from '../../src/engine/types.js';
import type { RunFacts } from '../../src/experiment/types.js';
import type { ChartedExperiment, ChartedRun, PanelState, Subject } from '../../src/shared/messages.js';
import { facts } from './experiment/recordings.js';

/** r = (1, 0) with features (1, 0) and (0, 1): two actions, two parameters. */
export const subject: Subject = {
  fileName: 'two.linspg',
  title: null,
  actions: ['a1', 'a2'],
  offsets: [0, 2],
  rewards: [1, 0],
  features: [
    [1, 0],
    [0, 1],
  ],
  optimal: [0],
  noise: { kind: 'none' },
  start: [0, 0],
};

export const nothingRecorded: Recording = {
  iterations: [],
  gap: [],
  logLoss: [],
  gradientNorm: [],
  regret: [],
  policy: [],
  theta: [],
};

/** A recording of the subject at the given iterations: π(a2) is `gap` there. */
export function recording(gap: Readonly<Record<number, number>>): Recording {
  const values = Object.values(gap);
  return {
    iterations: Object.keys(gap).map(Number),
    gap: values,
    logLoss: values.map((p) => -Math.log1p(-p)),
    regret: values.map((p, i) => i * p),
    gradientNorm: values.map((p) => Math.SQRT2 * p * (1 - p)),
    policy: values.map((p) => [1 - p, p]),
    theta: values.map((p) => [0, Math.log(p / (1 - p))]),
  };
}

export function chartedRun(
  gap: Readonly<Record<number, number>>,
  changes: Partial<RunFacts> = {},
  ending: ChartedRun['ending'] = { kind: 'finished' },
): ChartedRun {
  return {
    facts: facts(changes),
    recording: recording(gap),
    ending,
    milliseconds: ending === null ? null : 3,
  };
}

export function charted(
  run: number,
  results: readonly ChartedRun[] = [],
  changes: Partial<ChartedExperiment> = {},
): ChartedExperiment {
  return {
    stamp: { run, textVersion: run },
    subject,
    text: `text of run ${run}`,
    ranAt: null,
    textHash: `hash of run ${run}`,
    family: null,
    results: results.map((result, index) => ({ ...result, facts: { ...result.facts, index } })),
    ...changes,
  };
}

export function panelState(changes: Partial<PanelState> = {}): PanelState {
  return {
    document: 'file:///two.linspg',
    subject,
    analysis: null,
    experiment: null,
    run: { kind: 'idle' },
    freshness: { kind: 'current' },
    comparison: { past: [], pinned: [], chartedIsPinned: false },
    textVersion: 1,
    ...changes,
  };
}
