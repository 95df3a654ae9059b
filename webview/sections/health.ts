/** Shows that the language server or the extension does not answer, so that nothing old is taken for new. */
import type { FromPanel } from '../../src/shared/messages.js';
import { h, setText } from '../dom.js';
import type { Model } from '../state.js';
import { createButton } from '../ui/controls.js';

export function createHealth(send: (message: FromPanel) => void) {
  const words = h('span');
  const restart = createButton('Restart', 'secondary', () => send({ type: 'restartServer' }));
  const element = h('div', { class: 'health', role: 'alert', id: 'health' }, words, restart);
  element.hidden = true;
  return {
    element,
    update({ hostAnswers, serverAnswers }: Model): void {
      element.hidden = hostAnswers && serverAnswers;
      restart.hidden = !hostAnswers;
      setText(
        words,
        !hostAnswers
          ? 'The extension does not answer: what is shown here may be old. The command “Developer: Reload Window” starts it again.'
          : serverAnswers
            ? ''
            : 'The language server does not answer: there is no verdict, and long texts do not run.',
      );
    },
  };
}
