/** The problem of a run: the bandit of its text, or one instance of its family. */
import type { InstanceNumbers } from '../src/experiment/instanceVerdicts.js';
import type { ChartedExperiment, ChartedRun, Subject } from '../src/shared/messages.js';

/** The same instance is the same object in every update. */
const subjects = new WeakMap<InstanceNumbers, Subject>();

/** @returns null as long as the numbers of the instance are not known. */
export function subjectOfRun(
  { subject, family }: Pick<ChartedExperiment, 'subject' | 'family'>,
  { facts }: Pick<ChartedRun, 'facts'>,
): Subject | null {
  if (family === null) return subject;
  const instance = family.instances[facts.instance];
  if (instance === undefined) return null;
  let found = subjects.get(instance);
  if (found === undefined) {
    found = { ...subject, ...instance };
    subjects.set(instance, found);
  }
  return found;
}

/** Without the runs whose problem is not known yet. */
export function withKnownProblems(experiment: ChartedExperiment): ChartedExperiment {
  const { family, results } = experiment;
  return family === null
    ? experiment
    : { ...experiment, results: results.filter((run) => subjectOfRun(experiment, run) !== null) };
}
