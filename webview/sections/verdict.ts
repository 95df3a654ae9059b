/** The verdict on the present text: icon, heading and sentence, and the actions that attract. */
import type { VerdictWords } from '../../src/diagnostics/verdictWords.js';
import type { AnalysisView, FromPanel, Subject } from '../../src/shared/messages.js';
import { h, memo } from '../dom.js';
import { createTag } from '../ui/controls.js';
import { icon } from './icons.js';
import type { Section } from './section.js';

export function createVerdict(send: (message: FromPanel) => void): Section {
  const element = h('section', { class: 'verdict', 'aria-label': 'Verdict', id: 'verdict' });
  const draw = memo(
    (verdict: AnalysisView['verdict'] | null, words: VerdictWords | null, subject: Subject | null) => {
      element.hidden = verdict === null;
      element.className = `verdict ${verdict?.kind ?? ''}`;
      if (verdict === null || words === null) return;
      const traps = verdict.traps.map((action) => {
        const link = h(
          'button',
          { type: 'button', class: 'link' },
          `Go to ${subject?.actions[action] ?? `action ${action + 1}`}`,
        );
        link.addEventListener('click', () => send({ type: 'reveal', action }));
        return link;
      });
      element.replaceChildren(
        icon(verdict.kind),
        h(
          'div',
          {},
          h(
            'h2',
            {},
            words.scope === null ? words.heading : `${words.heading} ${words.scope}`,
            ...(words.basis === null ? [] : [' ', createTag(words.basis)]),
          ),
          h('p', {}, words.reason),
          traps.length > 0 ? h('p', { class: 'links' }, ...traps) : null,
        ),
      );
    },
  );
  return {
    element,
    update: ({ analysis, subject }) => draw(analysis?.verdict ?? null, analysis?.words ?? null, subject),
  };
}
