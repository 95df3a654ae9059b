/** The iterations of an experiment. Pure. */
import type { ChartedExperiment } from '../../src/shared/messages.js';
import type { AxisScale, Range } from '../view.js';
import { lastIteration } from './series.js';

/** The iteration axis without zoom. */
export function wholeRange(scale: AxisScale, experiment: ChartedExperiment | null): Range {
  return { min: scale === 'linear' ? 0 : 1, max: experiment ? lastIteration(experiment) : 10 };
}

/** The recorded iterations of the run that has the most, ascending. */
export function recordedIterations(experiment: ChartedExperiment | null): readonly number[] {
  const runs = experiment?.results ?? [];
  return runs.reduce<readonly number[]>(
    (most, { recording: { iterations } }) => (iterations.length > most.length ? iterations : most),
    [],
  );
}
