/** Small icons in the colour of their text; their meaning is always given in words beside them. */
import type { VerdictKind } from '../../src/conditions/types.js';
import { svg } from '../dom.js';

const PATHS: Record<VerdictKind, string> = {
  always: 'M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 0 0 0-13zM4.8 8.2l2.2 2.3l4.3-4.8',
  depends: 'M8 2L14.5 13.5h-13zM8 6.2v3.6M8 11.2v1',
  never: 'M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 0 0 0-13zM5.5 5.5l5 5M10.5 5.5l-5 5',
  undecided: 'M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 0 0 0-13zM6 6.4a2 2 0 1 1 2.9 1.8c-.6.3-.9.7-.9 1.3M8 11v1',
};

export function icon(kind: VerdictKind): SVGElement {
  return svg(
    'svg',
    { class: 'icon', viewBox: '0 0 16 16', width: 20, height: 20, 'aria-hidden': 'true' },
    svg('path', {
      d: PATHS[kind],
      fill: 'none',
      stroke: 'currentColor',
      'stroke-width': 1.3,
      'stroke-linecap': 'round',
      'stroke-linejoin': 'round',
    }),
  );
}
