/** The status item of the experiment in front: its verdict and how its run stands. */
import { Disposable, MarkdownString, StatusBarAlignment, window } from 'vscode';
import type { Front } from './front.js';
import type { ExperimentSession } from './session.js';
import { runWords, verdictStatus } from './words.js';

export function createStatus(front: Front): Disposable {
  const item = window.createStatusBarItem('linspg.status', StatusBarAlignment.Left, 10);
  item.name = 'Lin-SPG';
  item.command = 'linspg.openPanel';
  const update = (session: ExperimentSession | null) => {
    if (session === null) return item.hide();
    const analysis = session.analysis?.analysis ?? null;
    const errors = session.analysis?.errors ?? 0;
    const words = [verdictStatus(analysis, errors), runWords(session.run)];
    item.text = words.filter((word) => word !== '').join('  ');
    const tooltip = new MarkdownString();
    if (analysis !== null) tooltip.appendText(analysis.words.sentence);
    else
      tooltip.appendText(
        errors > 0 ? 'The bandit cannot be read: the text has errors.' : 'Not analysed yet.',
      );
    tooltip.appendMarkdown('\n\nClick to open the panel.');
    item.tooltip = tooltip;
    item.show();
  };
  update(front.session);
  return Disposable.from(item, front.onDidChange(update));
}
