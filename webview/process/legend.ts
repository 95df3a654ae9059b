/** The shades of a scale with their numbers. */
import { svg } from '../dom.js';
import type { Theme } from '../theme.js';
import { shade } from './shade.js';

const WIDTH = 96;
const HEIGHT = 10;
const STEPS = 12;

export interface ShadeLegend {
  readonly element: SVGElement;
  /** @param ink the fraction of the ink that the greatest value has; `low`, `high`: the words at the ends */
  update(words: { readonly low: string; readonly high: string }, ink: number, theme: Theme): void;
}

export function createShadeLegend(label: string): ShadeLegend {
  const element = svg('svg', { class: 'shades', role: 'img', height: 14 });
  return {
    element,
    update({ low, high }, ink, theme) {
      const before = 7 * low.length + 6;
      element.setAttribute('width', String(before + WIDTH + 7 * high.length + 6));
      element.setAttribute('aria-label', `${label}: from ${low} to ${high}`);
      const bars = Array.from({ length: STEPS }, (_, n) =>
        svg('rect', {
          x: before + (n * WIDTH) / STEPS,
          y: 2,
          width: WIDTH / STEPS + 0.5,
          height: HEIGHT,
          fill: shade(theme, (ink * n) / (STEPS - 1)),
        }),
      );
      element.replaceChildren(
        ...bars,
        svg('rect', { class: 'shades-frame', x: before, y: 2, width: WIDTH, height: HEIGHT }),
        svg('text', { x: before - 5, y: 11, 'text-anchor': 'end' }, low),
        svg('text', { x: before + WIDTH + 5, y: 11 }, high),
      );
    },
  };
}
