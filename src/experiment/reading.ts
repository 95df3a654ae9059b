/** What a worker does with the text of an experiment, and with files of numbers. */
import { refusalText } from '../diagnostics/refusal.js';
import { runBatch } from '../engine/batch.js';
import type { RunSection } from '../model/run.js';
import { cannotRun } from '../model/runnable.js';
import type { WrittenProblem } from '../model/written.js';
import { type Files, NO_FILES } from '../spec/files/port.js';
import { readSpec } from '../spec/read.js';
import { problemsOf } from './generate/problems.js';
import { plan } from './plan.js';
import { PlanError } from './planError.js';
import type { Experiment, PlanAnswer } from './wire.js';

export { importFile } from '../spec/imports/import.js';
export { proofFile } from './certify.js';
export { dataFile } from './dataFile.js';
export { extraction, movable } from './extraction.js';
export { decideInstances } from './instanceVerdicts.js';
export { copiedMatrix } from './matrixText.js';
export { searchHit } from './searchHit.js';
export { pointedNumber, textPhases } from './textPhases.js';

/** The plan of an experiment, or why there is none. @param files the files that its text names. */
export function planned(experiment: Experiment, files: Files): PlanAnswer {
  try {
    const read = 'text' in experiment ? readText(experiment.text, files) : experiment;
    if ('refused' in read) return read;
    return { plan: plan(read.problems, read.run, experiment.recordAt) };
  } catch (error) {
    if (error instanceof PlanError) return { refused: error.message };
    throw error;
  }
}

/**
 * Does once what every experiment does, so that a user's first experiment runs compiled code. It takes some milliseconds while nobody waits, and
 * saves some tens of milliseconds at the first save.
 */
export function warmUp(): void {
  const read = readText(
    'bandit:\n  rewards: [2, 1]\n  features: [[1, 0], [0, 1]]\nrun:\n  iterations: 1e5\n',
    NO_FILES,
  );
  if ('refused' in read) throw new Error(read.refused);
  const { cells } = plan(read.problems, read.run);
  runBatch(cells, { recorded() {}, progress() {}, ended() {} });
}

/** @throws PlanError if a family cannot be generated. */
function readText(
  text: string,
  files: Files,
): { refused: string } | { problems: readonly WrittenProblem[]; run: RunSection } {
  const { bandit, mdp, family, run, issues } = readSpec(text, files);
  const errors = issues.filter((issue) => issue.severity === 'error');
  const reason = cannotRun(errors.length, { bandit, mdp, family, run });
  if (reason === null) return { problems: problemsOf({ bandit, mdp, family }), run: run! };
  const words = refusalText(reason, errors.length);
  const [first] = errors;
  return { refused: first ? `${words} ${first.message}` : words };
}
