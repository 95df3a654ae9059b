/** Does the panel stay with its document, or follow the active editor? */
import type { FromPanel } from '../../src/shared/messages.js';
import { h } from '../dom.js';
import { createToggle } from '../ui/controls.js';

export interface Lock {
  readonly element: HTMLElement;
  update(locked: boolean): void;
}

export function createLock(send: (message: FromPanel) => void): Lock {
  let shown = false;
  const lock = createToggle('Lock', 'Stay with this file, whatever file is edited', () =>
    send({ type: 'lock', locked: !shown }),
  );
  const another = h(
    'button',
    { type: 'button', class: 'chip', title: 'Open another panel, locked to this file' },
    'Another panel',
  );
  another.addEventListener('click', () => send({ type: 'another' }));
  return {
    element: h('span', { class: 'lock' }, lock.element, another),
    update(locked) {
      shown = locked;
      lock.update(locked);
    },
  };
}
