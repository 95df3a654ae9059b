/** Results made by hand, for tests of what is done with them. */
import type { Ending } from '../../../src/engine/types.js';
import type { RunFacts, RunResult } from '../../../src/experiment/types.js';

export function facts(changes: Partial<RunFacts> = {}): RunFacts {
  return {
    index: 0,
    algorithm: 'lin-spg',
    parameters: {},
    gradient: 'exact',
    baseline: 'none',
    learningRate: 0.5,
    learningRateRule: '0.5',
    init: [0, 0],
    instance: 0,
    repeat: 0,
    seed: 0,
    iterations: 10,
    label: 'lin-spg',
    ...changes,
  };
}

/** A run whose gap at each checkpoint is given; two actions, two parameters. */
export function result(
  gap: Record<number, number>,
  changes: Partial<RunFacts> = {},
  ending: Ending = { kind: 'finished' },
): RunResult {
  const iterations = Object.keys(gap).map(Number);
  return {
    facts: facts(changes),
    recording: {
      iterations,
      gap: Object.values(gap),
      logLoss: iterations.map(() => Math.LN2),
      gradientNorm: iterations.map(() => 0.25),
      regret: iterations.map((t) => t / 4),
      policy: iterations.map(() => [0.5, 0.5]),
      theta: iterations.map((t) => [t, -t]),
    },
    ending,
    milliseconds: 3,
  };
}
