/** The features and rewards in a table. */
import type { Subject } from '../../src/shared/messages.js';
import { h, memo } from '../dom.js';
import { figure } from '../format.js';

/** @returns `reward`: the name of the rewards */
export function createFeaturesTable(): {
  element: HTMLElement;
  update(subject: Subject, reward: string): void;
} {
  const table = h('table', { id: 'features-data' });
  const element = h(
    'details',
    { class: 'data' },
    h('summary', {}, 'Data'),
    h('div', { class: 'data-scroll', role: 'region', tabindex: 0, 'aria-label': 'Features: table' }, table),
  );
  const update = memo((subject: Subject, reward: string) => {
    const columns = ['action', reward, ...subject.features[0]!.map((_, k) => `feature ${k + 1}`)];
    table.replaceChildren(
      h('thead', {}, h('tr', {}, ...columns.map((column) => h('th', { scope: 'col' }, column)))),
      h(
        'tbody',
        {},
        ...subject.actions.map((name, action) =>
          h(
            'tr',
            {},
            h('th', { scope: 'row' }, name),
            ...[subject.rewards[action]!, ...subject.features[action]!].map((value) =>
              h('td', { class: 'number' }, figure(value, 6)),
            ),
          ),
        ),
      ),
    );
  });
  return { element, update };
}
