/** What survives a reload of the window: the state, versioned, small enough to be written on every change. */
import {
  type ChartedExperiment,
  NO_COMPARISON,
  type PanelState,
  type PersistedPanel,
} from '../src/shared/messages.js';
import { pick } from './recording.js';
import { type Model, NOTHING } from './state.js';

const VERSION = 1;

/** How many recorded checkpoints, over all runs, are kept. A checkpoint is some dozen numbers. */
export const KEPT_CHECKPOINTS = 10_000;

/** The state to keep. A run that was going on is kept as stopped, for nothing will go on with it. */
export function persisted(panel: PanelState): PersistedPanel {
  const { experiment, run } = panel;
  return {
    version: VERSION,
    state: {
      ...panel,
      // The host keeps the past, and tells it again.
      comparison: NO_COMPARISON,
      run: run.kind === 'running' ? { kind: 'stopped' } : run,
      experiment: experiment === null ? null : bounded(experiment),
    },
  };
}

/** The model to begin with. Whatever is not a state of this version is forgotten. */
export function restored(kept: unknown): Model {
  if (typeof kept !== 'object' || kept === null) return NOTHING;
  const { version, state } = kept as Partial<PersistedPanel>;
  if (version !== VERSION || typeof state !== 'object' || state === null) return NOTHING;
  return { ...NOTHING, panel: { ...state, comparison: NO_COMPARISON } };
}

/** Thins every run alike, keeping its first and its last checkpoint; more runs than fit are dropped from the end. */
function bounded(experiment: ChartedExperiment): ChartedExperiment {
  const results = experiment.results.slice(0, KEPT_CHECKPOINTS / 2);
  const total = results.reduce((sum, result) => sum + result.recording.iterations.length, 0);
  if (total <= KEPT_CHECKPOINTS) return { ...experiment, results };
  const each = Math.max(2, Math.floor(KEPT_CHECKPOINTS / results.length));
  return {
    ...experiment,
    results: results.map((result) => ({
      ...result,
      recording: pick(result.recording, spread(result.recording.iterations.length, each)),
    })),
  };
}

/** At most `count` ≥ 2 of the positions 0 … length − 1, evenly spread, the first and the last among them. */
function spread(length: number, count: number): number[] {
  if (length <= count) return Array.from({ length }, (_, i) => i);
  return Array.from({ length: count }, (_, i) => Math.round((i * (length - 1)) / (count - 1)));
}
