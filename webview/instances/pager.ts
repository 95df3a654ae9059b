/** Which page of a long table is shown, and the buttons that turn it. */
import { h, setText } from '../dom.js';
import { count } from '../words.js';

export interface Pager {
  readonly element: HTMLElement;
  /** Shows page `to`, from 0, at the next update. */
  turn(to: number): void;
  /** Turns by some pages. @returns false at the first or the last page. */
  step(by: number): boolean;
  /** @returns the rows that are shown, half-open. */
  update(rows: number): { readonly from: number; readonly to: number };
}

export function createPager(size: number, onTurn: () => void): Pager {
  let at = 0;
  let pages = 1;
  const button = (words: string, title: string, by: number): HTMLButtonElement => {
    const made = h('button', { type: 'button', class: 'chip', title }, words);
    made.addEventListener('click', () => {
      if (step(by)) onTurn();
    });
    return made;
  };
  const before = button('‹', 'Previous page', -1);
  const after = button('›', 'Next page', 1);
  const where = h('span', { class: 'muted', role: 'status' });
  const element = h('div', { class: 'pager' }, before, where, after);

  function step(by: number): boolean {
    const next = Math.max(0, Math.min(pages - 1, at + by));
    if (next === at) return false;
    at = next;
    return true;
  }

  return {
    element,
    turn: (to) => {
      at = to;
    },
    step,
    update(rows) {
      pages = Math.max(1, Math.ceil(rows / size));
      at = Math.min(at, pages - 1);
      element.hidden = pages === 1;
      before.disabled = at === 0;
      after.disabled = at === pages - 1;
      const from = at * size;
      const to = Math.min(rows, from + size);
      setText(where, `${count(from + 1)}–${count(to)} of ${count(rows)}`);
      return { from, to };
    },
  };
}
