/** Texts about the iteration that is taken apart. Pure. */
import { algorithmOf } from '../../src/engine/algorithms/catalogue.js';
import type { ChartedRun } from '../../src/shared/messages.js';
import { equal, figure } from '../format.js';
import type { Stages } from './pipeline.js';

/** How the step follows from the gradient, in one sentence. */
export function updateSentence({ facts }: Pick<ChartedRun, 'facts'>, stages: Stages): string {
  const rate = facts.learningRate === null ? facts.learningRateRule : `η ${equal(facts.learningRate, 4)}`;
  const { direction } = algorithmOf(facts.algorithm);
  const norm = Math.hypot(...stages.gradient);
  const sampled =
    facts.gradient === 'sampled'
      ? ` This run samples an action a ~ π and its reward R, and steps along ${facts.baseline === 'none' ? 'R' : '(R − baseline)'} (x_a − Σ π_b x_b); shown is the step with the exact gradient, which is its mean.`
      : '';
  return `Step: ${direction}, ${rate}; ‖∇f‖ = ${figure(norm)}.${sampled}`;
}
