/** What the colours of the plane mean: each end with its share of the square, or the scale of values. Also for whoever cannot see them. */
import type { BasinMap } from '../../src/flow/basins.js';
import type { Subject } from '../../src/shared/messages.js';
import { h, memo } from '../dom.js';
import type { Theme } from '../theme.js';
import { figure } from '../words.js';
import { patternAt } from './basinImage.js';
import { rgbOf } from './colour.js';
import { look } from './look.js';
import { percent, type Share, shares } from './words.js';

interface Content {
  readonly subject: Subject;
  readonly theme: Theme;
  /** null: values are shown. */
  readonly map: BasinMap | null;
}

export interface PlaneLegend {
  readonly element: HTMLElement;
  /** Shall the pixels be marked whose flow was followed? */
  readonly marksComputed: boolean;
  update(content: Content): void;
}

export function createPlaneLegend(onChange: () => void): PlaneLegend {
  const list = h('ul', { id: 'plane-summary', 'aria-label': 'Where the flow ends' });
  const check = h('input', { type: 'checkbox', id: 'plane-computed' });
  check.addEventListener('change', onChange);
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
    list.replaceChildren(
      ...shares(map, subject).map((share) =>
        h('li', {}, swatch(share, theme), `${share.name}: ${percent(share.part)}`),
      ),
    );
  });
  return {
    element,
    get marksComputed() {
      return check.checked;
    },
    update: ({ subject, theme, map }) => draw(subject, theme, map),
  };
}

function swatch({ end }: Share, theme: Theme): HTMLElement {
  const canvas = h('canvas', { class: 'swatch', width: 28, height: 16, 'aria-hidden': 'true' });
  const context = canvas.getContext('2d')!;
  const image = context.createImageData(28, 16);
  const action = end.kind === 'action' ? end.action : end.kind === 'set' ? (end.actions[0] ?? 0) : -1;
  const rgb = rgbOf(action < 0 ? theme.muted : look(action, theme).colour);
  for (let j = 0; j < 16; j++) {
    for (let i = 0; i < 28; i++) {
      const ink = patternAt(end.kind === 'undecided' ? 2 : Math.max(0, action), i, j, 1);
      const plain = end.kind === 'undecided' ? 0 : end.kind === 'finite' ? 150 : 72;
      image.data.set([...rgb, ink ? 170 : plain], 4 * (j * 28 + i));
    }
  }
  context.putImageData(image, 0, 0);
  return canvas;
}
