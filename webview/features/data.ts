/** The features and rewards in a table, which is filled when it is opened, a page at a time. */
import type { Subject } from '../../src/shared/messages.js';
import { h, memo } from '../dom.js';
import { figure } from '../format.js';
import { pageAt } from '../paging.js';
import { createPager } from '../ui/pager.js';

const ROWS = 100;

/** `reward`: the name of the rewards */
export function createFeaturesTable(): {
  element: HTMLElement;
  update(subject: Subject, reward: string): void;
} {
  const table = h('table', { id: 'features-data' });
  const pager = createPager((by) => {
    asked = latest === null ? 0 : pageAt(asked + by, latest.subject.actions.length, ROWS).at;
    draw();
  });
  const element = h(
    'details',
    { class: 'data' },
    h('summary', {}, 'Data'),
    h('div', { class: 'data-scroll', role: 'region', tabindex: 0, 'aria-label': 'Features: table' }, table),
    pager.element,
  );
  let latest: { readonly subject: Subject; readonly reward: string } | null = null;
  let asked = 0;
  const fill = memo((subject: Subject, reward: string, page: number) => {
    const { from, to } = pageAt(page, subject.actions.length, ROWS);
    const columns = ['action', reward, ...subject.features[0]!.map((_, k) => `feature ${k + 1}`)];
    table.replaceChildren(
      h('thead', {}, h('tr', {}, ...columns.map((column) => h('th', { scope: 'col' }, column)))),
      h(
        'tbody',
        {},
        ...subject.actions
          .slice(from, to)
          .map((name, i) =>
            h(
              'tr',
              {},
              h('th', { scope: 'row' }, name),
              ...[subject.rewards[from + i]!, ...subject.features[from + i]!].map((value) =>
                h('td', { class: 'number' }, figure(value, 6)),
              ),
            ),
          ),
      ),
    );
  });
  const draw = (): void => {
    if (latest === null || !element.open) return;
    const { subject, reward } = latest;
    const page = pageAt(asked, subject.actions.length, ROWS);
    pager.update(page, subject.actions.length);
    fill(subject, reward, page.at);
  };
  element.addEventListener('toggle', draw);
  return {
    element,
    update(subject, reward) {
      latest = { subject, reward };
      draw();
    },
  };
}
