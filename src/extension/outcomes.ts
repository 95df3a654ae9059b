/** Reports to the language server how runs ended, for inlay hints. */
import type { Disposable } from 'vscode';
import type { OutcomeParams } from '../shared/protocol.js';
import type { Experiments } from './experiments.js';
import type { ExperimentSession } from './session/session.js';

export function tellOutcomes(experiments: Experiments, tell: (outcome: OutcomeParams) => void): Disposable {
  return experiments.onDidChange(({ session, event }) => {
    if (event.kind !== 'runChanged' || event.run.kind !== 'finished') return;
    const outcome = session.experiment?.stamp.run === event.stamp?.run ? outcomeOf(session) : null;
    if (outcome) tell(outcome);
  });
}

/** null: nothing is charted, or a family, whose instances have actions that are not in the text. */
function outcomeOf({ document, experiment }: ExperimentSession): OutcomeParams | null {
  if (experiment === null || experiment.family !== null) return null;
  const finals = experiment.results.flatMap(({ recording }) => recording.policy.at(-1) ?? []);
  const rows = experiment.subject.actions.length;
  const runs = rows === 0 ? 0 : finals.length / rows;
  if (runs === 0 || !Number.isInteger(runs)) return null;
  const least = finals.slice(0, rows);
  const greatest = finals.slice(0, rows);
  for (const [at, probability] of finals.entries()) {
    const row = at % rows;
    least[row] = Math.min(least[row]!, probability);
    greatest[row] = Math.max(greatest[row]!, probability);
  }
  return { uri: document, version: experiment.stamp.textVersion, runs, least, greatest };
}
