/** The action vectors as arrows from 0 whose heads can be moved. Elements are kept, so that a redraw never takes a head out of a hand. */
import type { Subject } from '../../src/shared/messages.js';
import { svg } from '../dom.js';
import { look } from '../plane/look.js';
import type { Theme } from '../theme.js';
import { figure, vector } from '../words.js';
import { type Frame, toPixels, type XY } from './frame.js';
import { type Movable, makeMovable } from './handle.js';

export interface Vectors {
  readonly element: SVGElement;
  update(subject: Subject, heads: readonly XY[], frame: Frame, theme: Theme, oneLine: boolean): void;
}

interface Arrow {
  readonly group: SVGElement;
  readonly shaft: SVGElement;
  readonly head: SVGElement;
  readonly label: SVGElement;
}

export function createVectors(movableOf: (action: number) => Movable): Vectors {
  const element = svg('g');
  const arrows: Arrow[] = [];

  function arrowOf(action: number): Arrow {
    const known = arrows[action];
    if (known) return known;
    const shaft = svg('path', { class: 'shaft' });
    const head = svg('path', { class: 'head' });
    const label = svg('text', { class: 'label' });
    const group = svg(
      'g',
      {
        class: 'action',
        tabindex: 0,
        role: 'button',
        'aria-roledescription': 'movable vector',
        'data-action': action,
      },
      shaft,
      svg('circle', { class: 'grip', r: 12 }),
      head,
      label,
    );
    makeMovable(group, movableOf(action));
    arrows.push({ group, shaft, head, label });
    element.append(group);
    return arrows[action]!;
  }

  return {
    element,
    update(subject, heads, frame, theme, oneLine) {
      for (const { group } of arrows.splice(heads.length)) group.remove();
      const [x0, y0] = toPixels(frame, [0, 0]);
      heads.forEach((at, action) => {
        const { group, shaft, head, label } = arrowOf(action);
        const { colour, marker } = look(action, theme);
        const [x, y] = toPixels(frame, at);
        const optimal = subject.optimal.includes(action);
        const name = `${subject.actions[action]}${optimal ? ' ★' : ''}`;
        shaft.setAttribute('d', `M${x0} ${y0}L${x} ${y}`);
        shaft.setAttribute('stroke', colour);
        shaft.setAttribute('stroke-width', optimal ? '2.5' : '1.25');
        group.querySelector('.grip')!.setAttribute('transform', `translate(${x} ${y})`);
        head.setAttribute('d', marker);
        head.setAttribute('transform', `translate(${x} ${y})`);
        head.setAttribute('fill', colour);
        head.setAttribute('stroke', colour);
        const [dx, dy] = labelPlace(at, oneLine, action);
        label.setAttribute('x', String(x + dx));
        label.setAttribute('y', String(y + dy));
        label.setAttribute('text-anchor', dx < -4 ? 'end' : dx > 4 ? 'start' : 'middle');
        const text = `${name} ${figure(subject.rewards[action]!)}`;
        if (label.textContent !== text) label.textContent = text;
        const row = subject.features[action]!;
        // What is seen comes first, so that it can be said by voice.
        group.setAttribute(
          'aria-label',
          `${text}: ${optimal ? 'the best action, ' : ''}reward ${figure(subject.rewards[action]!)}, features ${vector(row)}. Arrow keys move it and change the text.`,
        );
      });
    },
  };
}

/** Away from the origin, so that the shaft does not run through the label, and outside the grip; on a line by turns above and below. */
function labelPlace([x, y]: XY, oneLine: boolean, action: number): XY {
  if (oneLine) return [0, action % 2 === 0 ? -14 : 22];
  if (Math.abs(x) > Math.abs(y)) return [x > 0 ? 15 : -15, 4];
  return [0, y >= 0 ? -15 : 23];
}
