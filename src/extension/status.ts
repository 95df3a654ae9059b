/** What the status bar shows: the verdict and the run of the experiment in front, and the runs in progress elsewhere. */
import { Disposable, StatusBarAlignment, window } from 'vscode';
import { fileNameOf } from '../shared/names.js';
import type { Experiments } from './experiments.js';
import { runWords, verdictStatus, withoutIcons } from './format.js';
import type { Front } from './front.js';
import type { ExperimentSession } from './session/session.js';

export function createStatus(front: Front, experiments: Experiments): Disposable {
  const item = window.createStatusBarItem('linspg.status', StatusBarAlignment.Left, 10);
  item.name = 'Lin-SPG';
  item.command = 'linspg.openPanel';
  const update = (session: ExperimentSession | null) => {
    if (session === null) return item.hide();
    const analysis = session.analysis?.analysis ?? null;
    const hasErrors = session.analysis?.cannotRun === 'errors';
    const words = [verdictStatus(analysis, { hasErrors }), runWords(session.run)].filter(
      (word) => word !== '',
    );
    item.text = words.join('  ');
    const reason =
      analysis !== null
        ? analysis.words.sentence
        : hasErrors
          ? 'The problem cannot be read: the text has errors.'
          : 'Not analysed yet.';
    // Plain text, since a screen reader reads it literally.
    item.tooltip = `${reason}\n\nClick to open the panel.`;
    item.accessibilityInformation = {
      label: `Lin-SPG: ${words.map(withoutIcons).join(', ')}. ${reason}`,
      role: 'button',
    };
    item.show();
  };
  update(front.session);

  const others = window.createStatusBarItem('linspg.running', StatusBarAlignment.Left, 9);
  others.name = 'Lin-SPG: Other Runs';
  others.command = 'linspg.stop';
  const count = () => {
    const running = experiments.running.filter((session) => session !== front.session);
    if (running.length === 0) return others.hide();
    const names = running.map(({ document }) => fileNameOf(document)).join(', ');
    const words = running.length === 1 ? 'another run' : `${running.length} other runs`;
    others.text = `$(sync~spin) ${words}`;
    others.tooltip = `Still running: ${names}.\n\nClick to stop.`;
    others.accessibilityInformation = { label: `Lin-SPG: ${words}, of ${names}. Stop`, role: 'button' };
    others.show();
  };
  count();
  return Disposable.from(
    item,
    others,
    front.onDidChange(update),
    front.onDidChange(count),
    experiments.onDidChange(({ event }) => {
      if (event.kind === 'runChanged') count();
    }),
  );
}
