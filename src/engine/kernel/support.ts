import { isMdp } from '../../model/numericMdp.js';
import type { NumericProblem } from '../../model/problem.js';
import { algorithmOf } from '../algorithms/catalogue.js';
import type { Run } from '../run.js';
import type { RunJob } from '../types.js';

/** Can the kernel do all of this run? The reference does every other run. */
export function isSupportedByKernel({ problem, job }: Pick<Run, 'problem' | 'job'>): boolean {
  const { algorithm, gradient, baseline, learningRate, stop } = job;
  return (
    // On Markov decision processes, the kernel knows only the exact gradient.
    !(isMdp(problem) && gradient === 'sampled') &&
    algorithmOf(algorithm).inKernel &&
    baseline === 'none' &&
    (learningRate.kind === 'constant' || learningRate.kind === 'theory') &&
    // Sampling never computes the exact gradient, which this stop watches.
    !(gradient === 'sampled' && stop.kind === 'gradient')
  );
}

/** Runs with the same key may go in lockstep. */
export function lockstepKey(
  { dimensions, rewards, noise }: NumericProblem,
  { algorithm, gradient, stop }: RunJob,
): string {
  return [
    algorithm,
    gradient,
    gradient === 'sampled' ? noise.kind : '',
    stop.kind,
    rewards.length,
    dimensions,
  ].join();
}
