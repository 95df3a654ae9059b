/** What the colours of the plane mean: each end with its share of the square, or the scale of values. Also for whoever cannot see them. */
import type { BasinMap } from '../../src/flow/basins.js';
import type { Subject } from '../../src/shared/messages.js';
import { h, memo } from '../dom.js';
import { figure, percent } from '../format.js';
import type { Theme } from '../theme.js';
import { type Paint, paintOf } from './basinImage.js';
import { endLooks } from './endLooks.js';
import { patternAt } from './patterns.js';
import { shares } from './sentences.js';

interface Content {
  readonly subject: Subject;
  readonly theme: Theme;
  /** null: values are shown. */
  readonly map: BasinMap | null;
}

export interface PlaneLegend {
  readonly element: HTMLElement;
  update(content: Content): void;
}

/** @param markComputed whether the pixels shall be marked whose flow was followed */
export function createPlaneLegend(markComputed: (marks: boolean) => void): PlaneLegend {
  const list = h('ul', { id: 'plane-summary', 'aria-label': 'Where the flow ends' });
  const check = h('input', { type: 'checkbox', id: 'plane-computed' });
  check.addEventListener('change', () => markComputed(check.checked));
  const marking = h('label', { for: 'plane-computed' }, check, ' mark the computed pixels');
  const element = h('div', { class: 'plane-legend' }, list, marking);
  const draw = memo((subject: Subject, theme: Theme, map: BasinMap | null) => {
    marking.hidden = map === null;
    if (map === null) {
      const { rewards } = subject;
      list.replaceChildren(
        h(
          'li',
          {},
          figure(Math.min(...rewards)),
          h('span', { class: 'ramp', 'aria-hidden': 'true' }),
          `${figure(Math.max(...rewards))} (value f of the policy)`,
        ),
      );
      return;
    }
    const looks = endLooks(map.ends, theme.palette.length, subject.actions.length);
    list.replaceChildren(
      h('li', { class: 'muted' }, 'Of this view the flow ends at'),
      ...shares(map, subject).map(({ end, name, part }) =>
        h('li', {}, swatch(paintOf(end, looks[map.ends.indexOf(end)]!, theme)), `${name}: ${percent(part)}`),
      ),
    );
  });
  return {
    element,
    update: ({ subject, theme, map }) => draw(subject, theme, map),
  };
}

function swatch(paint: Paint): HTMLElement {
  const { rgb, pattern, plain, inked } = paint;
  const canvas = h('canvas', { class: 'swatch', width: 28, height: 16, 'aria-hidden': 'true' });
  const context = canvas.getContext('2d')!;
  const image = context.createImageData(28, 16);
  for (let j = 0; j < 16; j++) {
    for (let i = 0; i < 28; i++)
      image.data.set([...rgb, patternAt(pattern, i, j, 1) ? inked : plain], 4 * (j * 28 + i));
  }
  context.putImageData(image, 0, 0);
  return canvas;
}
