/** Shows the user that the language server does not answer, and offers to restart it. */

import { commands, Disposable, StatusBarAlignment, ThemeColor, window } from 'vscode';
import { faultMessage } from '../borders/fault.js';
import { notification } from '../borders/vscode.js';
import type { LanguageServer, ServerState } from './client.js';

export const RESTART = 'linspg.restartServer';

const WORDS: Readonly<Record<Exclude<ServerState, 'answers'>, string>> = {
  silent: 'The Lin-SPG language server does not answer: there is no verdict, and long texts do not run.',
  gone: 'The Lin-SPG language server ended again and again, and is not started any more by itself: there is no verdict, and long texts do not run.',
};

export function showHealth(server: LanguageServer): Disposable {
  const item = window.createStatusBarItem('linspg.server', StatusBarAlignment.Left, 11);
  item.name = 'Lin-SPG: Language Server';
  item.command = RESTART;
  item.text = '$(error) The language server does not answer: Restart';
  item.backgroundColor = new ThemeColor('statusBarItem.errorBackground');
  const show = async (state: ServerState) => {
    if (state === 'answers') return item.hide();
    item.tooltip = WORDS[state];
    item.accessibilityInformation = { label: `${WORDS[state]} Restart`, role: 'button' };
    item.show();
    const chosen = await window.showWarningMessage(WORDS[state], 'Restart', 'Show Log');
    if (chosen === 'Restart') await commands.executeCommand(RESTART);
    if (chosen === 'Show Log') server.showLog();
  };
  return Disposable.from(
    item,
    server.onDidChange((state) => void show(state)),
    commands.registerCommand(RESTART, async () => {
      try {
        await server.restart();
      } catch (error) {
        const reason = faultMessage(error);
        void window.showErrorMessage(
          notification(`The Lin-SPG language server cannot be started: ${reason}`),
        );
      }
    }),
  );
}
