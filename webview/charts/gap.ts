import type { ChartedExperiment } from '../../src/shared/messages.js';
import type { Theme } from '../theme.js';
import { createChartFrame } from './frame.js';
import { REFERENCE_NAME, referenceLine } from './reference.js';
import { gapLines, lastIteration } from './series.js';

export interface ExperimentChart {
  readonly element: HTMLElement;
  update(experiment: ChartedExperiment | null, theme: Theme): void;
}

/** r* − π·r over iterations, on log-log axes, against the slope −1 of O(1/T). */
export function createGapChart(): ExperimentChart {
  const frame = createChartFrame({
    id: 'chart-gap',
    title: 'Suboptimality gap',
    y: 'r* − π·r',
    scale: 'log',
  });
  return {
    element: frame.element,
    update(experiment, theme) {
      const lines = experiment ? gapLines(experiment) : [];
      const last = experiment ? lastIteration(experiment) : 10;
      const points = referenceLine(lines, last);
      frame.update({ lines, last, reference: points && { name: REFERENCE_NAME, points } }, theme);
    },
  };
}
