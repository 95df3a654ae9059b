import type { RunKey } from '../model/run.js';

/** The key of `run` in the text, in the recommended order. */
export const RUN_KEYS = {
  algorithm: 'algorithm',
  gradient: 'gradient',
  baseline: 'baseline',
  learningRate: 'learning-rate',
  iterations: 'iterations',
  init: 'init',
  repeats: 'repeats',
  seed: 'seed',
  instance: 'instance',
  stop: 'stop',
  record: 'record',
} as const satisfies Record<RunKey, string>;
