/** The action vectors as arrows from 0 whose heads can be moved. Elements are kept, so that a redraw never interrupts a drag. */
import type { Subject } from '../../src/shared/messages.js';
import { setAttribute, setText, svg } from '../dom.js';
import { digitsApart, figure, vector } from '../format.js';
import type { Box } from '../labels.js';
import { type Look, look } from '../plane/look.js';
import type { Theme } from '../theme.js';
import { type Frame, LETTERS, toPixels, type XY } from './frame.js';
import { type Movable, makeMovable } from './handle.js';
import { type LabelBox, labelBoxes, vectorTexts } from './vectorLabels.js';

export interface Vectors {
  readonly element: SVGElement;
  /** @returns how many names found no room, and are shown only when their vector is under the pointer. */
  update(vectors: DrawnVectors): number;
}

export interface DrawnVectors {
  readonly subject: Subject;
  readonly heads: readonly XY[];
  readonly frame: Frame;
  readonly theme: Theme;
  /** Is there only one feature, so that all vectors lie on one line? */
  readonly isLine: boolean;
  /** The boxes of other words. */
  readonly taken: readonly Box[];
  /** Do the numbers of an action not stand in the text? */
  isFixed(action: number): boolean;
  /** The name of the rewards. */
  readonly reward: string;
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
      { class: 'action', tabindex: 0, 'data-action': action },
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
    update(vectors) {
      const { subject, heads, frame, theme, isFixed, reward } = vectors;
      for (const { group } of arrows.splice(heads.length)) group.remove();
      const digits = digitsApart(subject.rewards, 3);
      const texts = vectorTexts(subject);
      const { optimal, rewards } = subject;
      const boxes = labelBoxes({ ...vectors, optimal, rewards, fontSize: LETTERS * theme.fontSize }, texts);
      heads.forEach((at, action) => {
        const text = texts[action]!;
        const isOptimal = subject.optimal.includes(action);
        drawArrow(arrowOf(action), {
          from: toPixels(frame, [0, 0]),
          to: toPixels(frame, at),
          look: look(action, theme),
          isOptimal,
          text,
          box: boxes[action]!,
          isFixed: isFixed(action),
          // The visible text comes first, so that the arrow can be addressed by voice.
          words: `${text}: ${isOptimal ? 'the best action, ' : ''}${reward} ${figure(subject.rewards[action]!, digits)}, features ${vector(subject.features[action]!)}.${isFixed(action) ? '' : ' Arrow keys move it and change the text.'}`,
        });
      });
      return boxes.filter(({ free }) => !free).length;
    },
  };
}

interface DrawnArrow {
  /** In pixels. */
  readonly from: XY;
  readonly to: XY;
  readonly look: Look;
  readonly isOptimal: boolean;
  readonly text: string;
  readonly box: LabelBox;
  readonly isFixed: boolean;
  /** The description for a screen reader. */
  readonly words: string;
}

/** From the middle of a line of text down to its baseline. */
const LABEL_BASE = 4;

function drawArrow(
  { group, shaft, head, label }: Arrow,
  { from, to, look: { colour, marker }, isOptimal, text, box, isFixed, words }: DrawnArrow,
): void {
  const moved = `translate(${to[0]} ${to[1]})`;
  shaft.setAttribute('d', `M${from[0]} ${from[1]}L${to[0]} ${to[1]}`);
  shaft.setAttribute('stroke', colour);
  shaft.setAttribute('stroke-width', isOptimal ? '2.5' : '1.25');
  group.querySelector('.grip')!.setAttribute('transform', moved);
  head.setAttribute('d', marker);
  head.setAttribute('transform', moved);
  head.setAttribute('fill', colour);
  head.setAttribute('stroke', colour);
  label.setAttribute('x', String(box.x));
  label.setAttribute('y', String(box.y + LABEL_BASE));
  label.classList.toggle('crowded', !box.free);
  setText(label, text);
  group.classList.toggle('fixed', isFixed);
  group.setAttribute('role', isFixed ? 'img' : 'button');
  group.setAttribute('aria-roledescription', isFixed ? 'vector' : 'movable vector');
  setAttribute(group, 'aria-label', words);
}
