/** A handle for the start θ₀, over its ring in the picture, for the mouse, a finger and the keyboard. */
import { setAttribute, svg } from '../dom.js';
import { type Movable, makeMovable } from '../features/handle.js';
import { vector } from '../format.js';

export interface StartHandle {
  readonly element: SVGElement;
  /** @param at in pixels; null: there is no start that can be moved. @param side that of the plane, in pixels */
  update(at: readonly [number, number] | null, side: number, start: readonly number[]): void;
}

export function createStartHandle(movable: Movable): StartHandle {
  const handle = svg(
    'g',
    { class: 'start', role: 'button', tabindex: 0, 'aria-roledescription': 'movable point' },
    svg('circle', { class: 'grip', r: 12 }),
  );
  makeMovable(handle, movable);
  const element = svg('svg', { class: 'plane-over', role: 'group', 'aria-label': 'Start' }, handle);
  return {
    element,
    update(at, side, start) {
      const inside = at?.every((pixel) => pixel >= 0 && pixel <= side) ? at : null;
      element.toggleAttribute('hidden', inside === null);
      if (inside === null) return;
      element.setAttribute('width', String(side));
      element.setAttribute('height', String(side));
      handle.setAttribute('transform', `translate(${inside[0]} ${inside[1]})`);
      setAttribute(
        handle,
        'aria-label',
        `θ₀: the start ${vector(start)}. Arrow keys move it and change init in the text.`,
      );
    },
  };
}
