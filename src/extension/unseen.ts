/** Ends a run that nothing shows any more: its text and its panel are closed, so nobody waits for it, and nobody could stop it. */
import { Disposable, window } from 'vscode';
import { notification } from '../borders/vscode.js';
import { fileNameOf } from '../shared/names.js';
import { hasTab } from './documents.js';
import type { Experiments } from './experiments.js';
import type { Panels } from './panels.js';
import type { ExperimentSession } from './session/session.js';

/** In milliseconds: a tab that is moved, renamed or given another language is gone for a moment. */
const MOMENT = 1000;

/** @param open the tabs of the text and of the panel of a document */
export function stopUnseenRuns(
  experiments: Experiments,
  panels: Panels,
  open: (document: string) => Promise<void>,
): Disposable {
  let soon: ReturnType<typeof setTimeout> | undefined;
  const isSeen = (session: ExperimentSession) => panels.of(session) !== undefined || hasTab(session.document);
  const look = () => {
    soon = undefined;
    for (const session of experiments.running) if (!isSeen(session)) void stop(session);
    experiments.sweep();
  };
  const lookSoon = () => {
    if (experiments.running.length > 0) soon ??= setTimeout(look, MOMENT);
  };
  const stop = async (session: ExperimentSession) => {
    const { document } = session;
    session.stop();
    const words = `The run of ${fileNameOf(document)} was stopped, since its text and its panel are closed. What it had recorded is kept.`;
    const chosen = await window.showInformationMessage(notification(words), 'Open');
    if (chosen) await open(document);
  };
  return Disposable.from(window.tabGroups.onDidChangeTabs(lookSoon), panels.onDidChangeView(lookSoon), {
    dispose: () => clearTimeout(soon),
  });
}
