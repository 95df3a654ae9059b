/**
 * A legend in HTML: each entry is a button that hides or shows its line, with a sample of its colour, dash and marker, and
 * the value of the line at the cursor.
 */

import { markerPath } from '../../src/drawing/marker.js';
import { h, setText, svg } from '../dom.js';
import type { LineStyle } from './style.js';

export interface LegendEntry {
  /** The name of the lines that it hides and shows; several may share it. */
  readonly name: string;
  readonly style: LineStyle;
}

export interface Legend {
  readonly element: HTMLElement;
  update(entries: readonly LegendEntry[], hidden: ReadonlySet<string>): void;
  /** Shows the value for each name; none if there is no value. */
  read(values: ReadonlyMap<string, string>): void;
}

export function createLegend(toggle: (name: string) => void): Legend {
  const list = h('div', { class: 'legend', role: 'group', 'aria-label': 'Lines: press to hide or show' });
  const more = h('button', { type: 'button', class: 'link legend-more', hidden: true });
  const element = h('div', {}, list, more);
  const count = () => {
    const whole = list.classList.contains('whole');
    const bottom = list.offsetTop + list.clientHeight + 1;
    // A row is shown completely or not at all. All are measured before one is changed, so that the page is laid out once.
    const entries = [...(list.children as HTMLCollectionOf<HTMLElement>)];
    const fits = entries.map((entry) => whole || entry.offsetTop + entry.offsetHeight <= bottom);
    for (const [i, entry] of entries.entries()) entry.classList.toggle('below', !fits[i]);
    const below = fits.filter((each) => !each).length;
    more.hidden = !whole && below === 0;
    setText(more, whole ? 'Show fewer lines' : `${below} more: show all ${list.children.length}`);
  };
  more.addEventListener('click', () => {
    list.classList.toggle('whole');
    count();
  });
  new ResizeObserver(count).observe(list);
  const buttons = new Map<string, HTMLButtonElement>();
  return {
    element,
    update(entries, hidden) {
      const names = new Set(entries.map((entry) => entry.name));
      let changed = names.size !== buttons.size;
      for (const [name, button] of buttons) {
        if (!names.has(name)) {
          button.remove();
          buttons.delete(name);
        }
      }
      entries.forEach(({ name, style }, position) => {
        let button = buttons.get(name);
        if (button === undefined) {
          button = h('button', { type: 'button', class: 'legend-entry' });
          button.addEventListener('click', () => toggle(name));
          buttons.set(name, button);
        }
        button.setAttribute('aria-pressed', String(!hidden.has(name)));
        const look = JSON.stringify(style);
        if (button.dataset.look !== look) {
          button.dataset.look = look;
          button.replaceChildren(
            sample(style),
            h('span', { class: 'legend-name' }, name),
            h('span', { class: 'legend-value' }),
          );
        }
        if (list.children[position] !== button) {
          list.insertBefore(button, list.children[position] ?? null);
          changed = true;
        }
      });
      if (changed) count();
    },
    read(values) {
      for (const [name, button] of buttons) setText(button.lastElementChild!, values.get(name) ?? '');
    },
  };
}

function sample({ colour, dash, marker, width }: LineStyle): SVGElement {
  const line = { x1: 0, y1: 6, x2: 30, y2: 6, stroke: colour, 'stroke-width': width };
  return svg(
    'svg',
    { class: 'legend-sample', viewBox: '0 0 30 12', width: 30, height: 12, 'aria-hidden': 'true' },
    svg('line', { ...line, 'stroke-dasharray': dash.join(' ') }),
    marker === 'none'
      ? null
      : svg('path', {
          d: markerPath(marker, MARKER_RADIUS),
          transform: 'translate(15 6)',
          stroke: colour,
          fill: colour,
        }),
  );
}

/** In pixels. */
const MARKER_RADIUS = 3;
