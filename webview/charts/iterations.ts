/** The iterations of an experiment. Pure. */
import type { ChartedExperiment } from '../../src/shared/messages.js';
import type { AxisScale, Range } from '../view.js';
import { lastIteration } from './series.js';

/** The iteration axis of an experiment that is not zoomed. */
export function wholeRange(scale: AxisScale, experiment: ChartedExperiment | null): Range {
  return { min: scale === 'linear' ? 0 : 1, max: experiment ? lastIteration(experiment) : 10 };
}

/** The iterations that the run with the most of them has recorded, ascending. */
export function recordedIterations(experiment: ChartedExperiment | null): readonly number[] {
  const runs = experiment?.results ?? [];
  return runs.reduce<readonly number[]>(
    (most, { recording: { iterations } }) => (iterations.length > most.length ? iterations : most),
    [],
  );
}
