/** An experiment that the command line has run, in the form in which a panel charts it. */
import { createHash } from 'node:crypto';
import { verdictOn } from '../experiment/instanceVerdicts.js';
import { numericMdp } from '../experiment/optimum.js';
import type { RunResult } from '../experiment/types.js';
import { optimalRows, optimumNumbers } from '../model/processNumbers.js';
import { hasStates } from '../model/written.js';
import type { ChartedExperiment, Subject } from '../shared/messages.js';
import type { Experiment } from './experiment.js';

/** @param results those of all its runs; empty for an experiment that is not run */
export function chartedOf(
  { input, problems, family }: Pick<Experiment, 'input' | 'problems' | 'family'>,
  subject: Subject,
  results: readonly RunResult[],
): ChartedExperiment {
  const [problem] = problems;
  // Each instance of a family has an optimum of its own.
  const optimum =
    problem && hasStates(problem) && !family ? optimumNumbers(numericMdp(problem).optimum!) : null;
  return {
    stamp: { run: 1, textVersion: 1 },
    subject: optimum ? { ...subject, optimal: optimalRows(optimum) } : subject,
    textHash: createHash('sha256').update(input.text).digest('hex'),
    text: input.text,
    ranAt: Date.now(),
    family: family && {
      seed: family.seed,
      count: family.count,
      instances: [],
      verdicts: problems.map(verdictOn),
      failure: null,
    },
    ...(optimum && { optimum }),
    results,
  };
}
