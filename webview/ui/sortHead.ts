/** The headings of a sortable table: each is a button, and announces the order to a screen reader. */
import './sortHead.css';
import { h, setText } from '../dom.js';
import type { Order } from '../sorting.js';

export interface SortHead<By extends string> {
  readonly element: HTMLElement;
  update(order: Order<By>, headings: Readonly<Record<By, string>>): void;
}

/** @param others the headings of further columns, by which nothing is sorted */
export function createSortHead<By extends string>(
  columns: readonly By[],
  press: (by: By) => void,
  others: readonly string[] = [],
): SortHead<By> {
  const cells = columns.map((by) => {
    const button = h('button', { type: 'button', class: 'link' });
    button.addEventListener('click', () => press(by));
    return { by, button, cell: h('th', { scope: 'col' }, button) };
  });
  return {
    element: h(
      'thead',
      { class: 'sorted' },
      h('tr', {}, ...cells.map(({ cell }) => cell), ...others.map((text) => h('th', { scope: 'col' }, text))),
    ),
    update(order, headings) {
      const direction = order.descending ? 'descending' : 'ascending';
      for (const { by, button, cell } of cells) {
        setText(button, headings[by]);
        cell.setAttribute('aria-sort', by === order.by ? direction : 'none');
      }
    },
  };
}
