/** A legend in HTML: each entry is a button that hides or shows its line, with a sample of its colour, dash and marker. */
import { h, svg } from '../dom.js';
import type { LineStyle, Marker } from './style.js';

export interface LegendEntry {
  readonly key: string;
  readonly name: string;
  readonly style: LineStyle;
}

export interface Legend {
  readonly element: HTMLElement;
  update(entries: readonly LegendEntry[], hidden: ReadonlySet<string>): void;
}

export function createLegend(toggle: (key: string) => void): Legend {
  const element = h('div', { class: 'legend', role: 'group', 'aria-label': 'Lines: press to hide or show' });
  const buttons = new Map<string, HTMLButtonElement>();
  return {
    element,
    update(entries, hidden) {
      const keys = new Set(entries.map((entry) => entry.key));
      for (const [key, button] of buttons) {
        if (!keys.has(key)) {
          button.remove();
          buttons.delete(key);
        }
      }
      entries.forEach(({ key, name, style }, position) => {
        let button = buttons.get(key);
        if (button === undefined) {
          button = h('button', { type: 'button', class: 'legend-entry' });
          button.addEventListener('click', () => toggle(key));
          buttons.set(key, button);
        }
        button.setAttribute('aria-pressed', String(!hidden.has(key)));
        const look = JSON.stringify([name, style]);
        if (button.dataset.look !== look) {
          button.dataset.look = look;
          button.replaceChildren(sample(style), h('span', {}, name));
        }
        if (element.children[position] !== button) {
          element.insertBefore(button, element.children[position] ?? null);
        }
      });
    },
  };
}

function sample({ colour, dash, marker, width }: LineStyle): SVGElement {
  const line = { x1: 0, y1: 6, x2: 30, y2: 6, stroke: colour, 'stroke-width': width };
  return svg(
    'svg',
    { class: 'legend-sample', viewBox: '0 0 30 12', width: 30, height: 12, 'aria-hidden': 'true' },
    svg('line', { ...line, 'stroke-dasharray': dash.join(' ') }),
    marker === 'none' ? null : svg('path', { d: MARKER_PATHS[marker], stroke: colour, fill: colour }),
  );
}

const MARKER_PATHS: Record<Exclude<Marker | 'none', 'none'>, string> = {
  circle: 'M12 6a3 3 0 1 0 6 0a3 3 0 1 0-6 0z',
  rect: 'M12 3h6v6h-6z',
  triangle: 'M15 2.5l3.5 6h-7z',
  rectRot: 'M15 2l4 4-4 4-4-4z',
  crossRot: 'M12 3l6 6M18 3l-6 6',
  star: 'M12 3l6 6M18 3l-6 6M15 2v8M11 6h8',
};
