/** Tables whose rows have a name. */
import { h } from '../dom.js';

/**
 * @param caption for a screen reader
 * @param columns their headings; the first is that of the names
 */
export function createTable(
  { caption, columns, look = null }: { caption: string; columns: readonly string[]; look?: string | null },
  body: HTMLElement,
): HTMLElement {
  return h(
    'table',
    { class: look },
    h('caption', { class: 'visually-hidden' }, caption),
    h('thead', {}, h('tr', {}, ...columns.map((text) => h('th', { scope: 'col' }, text)))),
    body,
  );
}

export function tableRow(name: string, cells: readonly (string | HTMLElement)[]): HTMLElement {
  return h('tr', {}, h('th', { scope: 'row' }, name), ...cells.map((cell) => h('td', {}, cell)));
}
