/** Which page of a long table is shown, and the buttons that turn it. */
import { h, setText } from '../dom.js';
import { count } from '../format.js';
import type { Page } from '../paging.js';

export interface Pager {
  readonly element: HTMLElement;
  /** @param rows those of all pages */
  update(page: Page, rows: number): void;
}

/** @param turn turns by some pages, as far as they exist */
export function createPager(turn: (by: number) => void): Pager {
  const button = (words: string, title: string, by: number): HTMLButtonElement => {
    const made = h('button', { type: 'button', class: 'chip', title }, words);
    made.addEventListener('click', () => turn(by));
    return made;
  };
  const before = button('‹', 'Previous page', -1);
  const after = button('›', 'Next page', 1);
  const where = h('span', { class: 'muted', role: 'status' });
  const element = h('div', { class: 'pager' }, before, where, after);
  return {
    element,
    update({ at, of, from, to }, rows) {
      element.hidden = of === 1;
      before.disabled = at === 0;
      after.disabled = at === of - 1;
      setText(where, `${count(from + 1)}–${count(to)} of ${count(rows)}`);
    },
  };
}
