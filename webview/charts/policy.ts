import type { ChartedExperiment } from '../../src/shared/messages.js';
import { setText } from '../dom.js';
import type { Theme } from '../theme.js';
import { createDropdown } from '../ui/controls.js';
import { createChartFrame } from './frame.js';
import type { ExperimentChart } from './gap.js';
import { labels, lastIteration, optimalLines, policyLines } from './series.js';

const EVERY_LINE = 'optimal action, every line';

/** π(a) over iterations: of each action for one line of the sweep, or of the optimal one for all its lines. */
export function createPolicyChart(): ExperimentChart {
  const frame = createChartFrame({
    id: 'chart-policy',
    title: 'Probability of each action',
    y: 'π(a)',
    scale: 'linear',
  });
  const heading = frame.element.querySelector('h2')!;
  let chosen = EVERY_LINE;
  let latest: { experiment: ChartedExperiment | null; theme: Theme } | null = null;
  const choice = createDropdown('Probabilities of', (value) => {
    chosen = value;
    if (latest) update(latest.experiment, latest.theme);
  });
  frame.controls.append(choice.element);

  function update(experiment: ChartedExperiment | null, theme: Theme): void {
    latest = { experiment, theme };
    const names = experiment ? labels(experiment) : [];
    const single = names.length === 1 ? names[0]! : names.includes(chosen) ? chosen : null;
    choice.element.hidden = names.length < 2;
    choice.update([EVERY_LINE, ...names], single ?? EVERY_LINE);
    setText(
      heading,
      single === null && experiment ? 'Probability of acting optimally' : 'Probability of each action',
    );
    const lines =
      experiment === null ? [] : single === null ? optimalLines(experiment) : policyLines(experiment, single);
    frame.update({ lines, last: experiment ? lastIteration(experiment) : 10, reference: null }, theme);
  }
  return { element: frame.element, update };
}
