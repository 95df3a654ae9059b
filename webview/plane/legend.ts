/** The meaning of the plane's colours: each end with its share of the square, or the scale of values; also as text for screen readers. */
import type { BasinMap } from '../../src/flow/basins.js';
import type { ValueField } from '../../src/flow/plane.js';
import { h, memo } from '../dom.js';
import { figure, percent } from '../format.js';
import type { Theme } from '../theme.js';
import { type Paint, paintOf } from './basinImage.js';
import { actionsIn, endLooks } from './endLooks.js';
import { type Naming, valueSymbol } from './naming.js';
import { patternAt } from './patterns.js';
import { shares } from './sentences.js';

interface Content {
  readonly naming: Naming;
  /** The field whose values are shown as colours. */
  readonly field: ValueField;
  readonly theme: Theme;
  /** Are values shown? */
  readonly isValued: boolean;
  /** null: none is known yet. */
  readonly map: BasinMap | null;
}

export interface PlaneLegend {
  readonly element: HTMLElement;
  update(content: Content): void;
}

/** @param markComputed sets whether the pixels whose flow was followed are marked */
export function createPlaneLegend(markComputed: (marks: boolean) => void): PlaneLegend {
  const list = h('ul', { id: 'plane-summary', 'aria-label': 'Where the flow ends' });
  const check = h('input', { type: 'checkbox', id: 'plane-computed' });
  check.addEventListener('change', () => markComputed(check.checked));
  const marking = h('label', { for: 'plane-computed' }, check, ' mark the computed pixels');
  const element = h('div', { class: 'plane-legend' }, list, marking);
  const draw = memo(
    (naming: Naming, field: ValueField, theme: Theme, isValued: boolean, map: BasinMap | null) => {
      marking.hidden = isValued;
      check.disabled = map === null;
      if (isValued) {
        list.replaceChildren(
          h(
            'li',
            {},
            figure(field.least),
            h('span', { class: 'ramp', 'aria-hidden': 'true' }),
            `${figure(field.greatest)} (value ${valueSymbol(naming.subject)} of the policy)`,
          ),
        );
        return;
      }
      const heading = h('li', { class: 'muted' }, 'In this view the flow ends at');
      if (map === null) {
        list.replaceChildren(heading);
        return;
      }
      const looks = endLooks(map.ends, theme.palette.length, actionsIn(naming.subject));
      list.replaceChildren(
        heading,
        ...shares(map, naming).map(({ end, name, part }) =>
          h(
            'li',
            {},
            swatch(paintOf(end, looks[map.ends.indexOf(end)]!, theme)),
            `${name}: ${percent(part)}`,
          ),
        ),
      );
    },
  );
  return {
    element,
    update: ({ naming, field, theme, isValued, map }) => draw(naming, field, theme, isValued, map),
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
