/** The command Stop, for every experiment with a run in progress, wherever it is shown. */
import { window } from 'vscode';
import { label } from '../borders/vscode.js';
import { fileNameOf } from '../shared/names.js';
import type { Experiments } from './experiments.js';
import { runWords } from './format.js';
import type { ExperimentSession } from './session/session.js';

/**
 * Stops a run; if there are several, the one that the user chooses, or all.
 *
 * @param named the experiment that is meant. @param inFront is offered first.
 */
export async function stopRuns(
  experiments: Experiments,
  named: ExperimentSession | null,
  inFront: ExperimentSession | null,
): Promise<void> {
  if (named !== null) return named.stop();
  const running = [...experiments.running].sort((a, b) => Number(b === inFront) - Number(a === inFront));
  const [only, ...others] = running;
  if (only === undefined) return void window.showInformationMessage('No experiment is running.');
  if (others.length === 0) return only.stop();
  const chosen = await window.showQuickPick(
    [
      ...running.map((session) => ({
        label: label(fileNameOf(session.document)),
        description: runWords(session.run),
        stop: [session],
      })),
      { label: 'All of them', description: `${running.length} experiments`, stop: running },
    ],
    { title: 'Stop', placeHolder: 'Which run is to be stopped?' },
  );
  // A run that has ended meanwhile has complete curves.
  for (const session of chosen?.stop ?? []) if (session.run.kind === 'running') session.stop();
}
