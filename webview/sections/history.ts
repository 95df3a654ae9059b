/** The runs of this session, named by the differences between their specs: to pin for comparison, to chart again, or to put back into the text. */
import type { Comparison, FromPanel } from '../../src/shared/messages.js';
import { h, memo, scrollBox } from '../dom.js';
import { moment } from '../format.js';
import type { Section } from './section.js';

export function createHistory(send: (message: FromPanel) => void): Section {
  const body = h('tbody');
  const columns = ['run', 'time', 'differs in', 'runs', 'compare', 'restore'];
  const element = h(
    'details',
    { class: 'history', id: 'history' },
    h('summary', {}, h('h2', {}, 'Runs of this session')),
    scrollBox(
      'Runs of this session',
      h(
        'table',
        {},
        h('caption', { class: 'visually-hidden' }, 'Earlier runs of this session, newest first'),
        h('thead', {}, h('tr', {}, ...columns.map((text) => h('th', { scope: 'col' }, text)))),
        body,
      ),
    ),
  );
  const button = (words: string, title: string, message: FromPanel, pressed?: boolean): HTMLElement => {
    const made = h(
      'button',
      {
        type: 'button',
        class: pressed === undefined ? 'link' : 'chip',
        title,
        'aria-pressed': pressed === undefined ? null : String(pressed),
      },
      words,
    );
    made.addEventListener('click', () => send(message));
    return made;
  };
  const draw = memo(({ past }: Comparison) => {
    element.hidden = past.length === 0;
    body.replaceChildren(
      ...past.map(({ run, name, runs, ranAt, pinned }) =>
        h(
          'tr',
          {},
          h('th', { scope: 'row' }, `#${run}`),
          h('td', {}, ranAt === null ? '' : moment(ranAt, Date.now())),
          h('td', {}, name),
          h('td', {}, String(runs)),
          h('td', {}, button('pin', `Draw run ${run} beside the later ones`, { type: 'pin', run }, pinned)),
          h(
            'td',
            {},
            h(
              'div',
              { class: 'links' },
              button('charts', `Chart run ${run} again`, { type: 'recall', run }),
              button('text', `Put the text of run ${run} back into the editor`, { type: 'restoreText', run }),
            ),
          ),
        ),
      ),
    );
  });
  return { element, update: ({ comparison }) => draw(comparison) };
}
