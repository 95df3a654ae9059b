/** A button that opens a menu (WAI-ARIA Authoring Practices, menu button): arrow keys move, Escape closes. */
import { h } from '../dom.js';

export interface MenuItem {
  readonly words: string;
  /** For an item that is switched on and off: is it on? Absent: the item only acts. */
  isOn?(): boolean;
  act(): void;
}

/** @param name the name of the button for a screen reader */
export function createMenu(words: string, name: string, items: readonly MenuItem[]): HTMLElement {
  const button = h(
    'button',
    { type: 'button', class: 'chip', title: name, 'aria-haspopup': 'menu', 'aria-expanded': 'false' },
    words,
  );
  const entries = items.map((item) => {
    const entry = h(
      'button',
      { type: 'button', class: 'menu-item', role: item.isOn ? 'menuitemcheckbox' : 'menuitem', tabindex: -1 },
      item.words,
    );
    entry.addEventListener('click', () => {
      item.act();
      if (item.isOn) entry.setAttribute('aria-checked', String(item.isOn()));
      else close();
    });
    return { item, entry };
  });
  const list = h(
    'div',
    { class: 'menu', role: 'menu', 'aria-label': name, hidden: true },
    ...entries.map(({ entry }) => entry),
  );
  const element = h('div', { class: 'menu-box' }, button, list);

  function open(): void {
    for (const { item, entry } of entries)
      if (item.isOn) entry.setAttribute('aria-checked', String(item.isOn()));
    list.hidden = false;
    button.setAttribute('aria-expanded', 'true');
    entries[0]?.entry.focus();
  }
  function close(): void {
    const hadFocus = list.contains(document.activeElement);
    list.hidden = true;
    button.setAttribute('aria-expanded', 'false');
    if (hadFocus) button.focus();
  }
  button.addEventListener('click', () => (list.hidden ? open() : close()));
  element.addEventListener('keydown', (event) => {
    if (list.hidden) return;
    const at = entries.findIndex(({ entry }) => entry === document.activeElement);
    const to = placeOf(event.key, at, entries.length);
    if (event.key === 'Escape') close();
    else if (to !== null) entries[to]!.entry.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  element.addEventListener('focusout', (event) => {
    if (!element.contains(event.relatedTarget as Node | null)) close();
  });
  return element;
}

/** The entry that a key moves to; null: none. */
export function placeOf(key: string, at: number, count: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return (at + 1) % count;
    case 'ArrowUp':
      return (at + count - 1) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
