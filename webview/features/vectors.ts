/** The action vectors as arrows from 0 whose heads can be moved. Elements are kept, so that a redraw never interrupts a drag. */
import type { Subject } from '../../src/shared/messages.js';
import { setAttribute, setText, svg } from '../dom.js';
import { digitsApart, figure, vector } from '../format.js';
import type { Box } from '../labels.js';
import { type Look, look } from '../plane/look.js';
import type { Theme } from '../theme.js';
import { type Frame, LETTERS, toPixels, type XY } from './frame.js';
import { type Movable, makeMovable } from './handle.js';
import { ranked } from './many.js';
import { createReadout } from './readout.js';
import { type LabelBox, labelBoxes, vectorTexts } from './vectorLabels.js';

export interface Vectors {
  readonly element: SVGElement;
  /** @returns how many names found no room, and are shown only when their vector is under the pointer. */
  update(vectors: DrawnVectors): number;
}

export interface DrawnVectors {
  readonly subject: Subject;
  readonly heads: readonly XY[];
  /** The actions with an arrow, ascending; the other vectors are dots. */
  readonly arrows: readonly number[];
  /** A dot that is an arrow for now, since it is under the pointer or being moved; null: none. */
  readonly pointed: number | null;
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

/** @param read called with what is to be read of the vector under the pointer, or in focus; empty: of none */
export function createVectors(
  movableOf: (action: number) => Movable,
  read: (words: string) => void,
): Vectors {
  const dots = svg('g', { class: 'dots', 'aria-hidden': 'true' });
  const element = svg('g', {}, dots);
  const arrows = new Map<number, Arrow>();
  const readout = createReadout(
    () => [...arrows].map(([action, { group }]) => [action, group] as const),
    (action) => arrows.get(action)?.group.getAttribute('aria-label') ?? '',
    read,
  );

  function arrowOf(action: number): Arrow {
    const known = arrows.get(action);
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
    readout.follow(action, group);
    // In order, so that the keyboard visits them in order.
    const next = [...arrows.keys()].reduce((least, a) => (a > action && a < least ? a : least), Infinity);
    element.insertBefore(group, arrows.get(next)?.group ?? null);
    const made = { group, shaft, head, label };
    arrows.set(action, made);
    return made;
  }

  return {
    element,
    update(vectors) {
      const { subject, heads, frame, theme, isFixed, reward, pointed } = vectors;
      const fontSize = LETTERS * theme.fontSize;
      const textsOf = vectorTexts(subject, frame.width, fontSize);
      const shown = new Set(vectors.arrows);
      // Who is pointed at chooses last, so that no other name moves.
      const order = ranked(subject).filter((action) => shown.has(action));
      if (pointed !== null && pointed < heads.length && !shown.has(pointed)) order.push(pointed);
      const drawn = new Set(order);
      for (const [action, { group }] of arrows) {
        const isHeld = group === document.activeElement && action < heads.length;
        if (drawn.has(action)) continue;
        if (isHeld) {
          drawn.add(action);
          order.push(action);
          continue;
        }
        group.remove();
        arrows.delete(action);
      }
      drawDots(dots, vectors, drawn);
      const digits = digitsApart(subject.rewards, 3);
      const boxes = labelBoxes({ ...vectors, order, fontSize }, textsOf);
      const isBest = new Set(subject.optimal);
      for (const action of order) {
        const isOptimal = isBest.has(action);
        const arrow = arrowOf(action);
        arrow.group.classList.toggle('pointed', !shown.has(action));
        drawArrow(arrow, {
          from: toPixels(frame, [0, 0]),
          to: toPixels(frame, heads[action]!),
          look: look(action, theme),
          isOptimal,
          box: boxes[action]!,
          isFixed: isFixed(action),
          // The visible text comes first, so that the arrow can be addressed by voice.
          words: `${textsOf(action)[0]}: ${isOptimal ? 'the best action, ' : ''}${reward} ${figure(subject.rewards[action]!, digits)}, features ${vector(subject.features[action]!)}.${isFixed(action) ? '' : ' Arrow keys move it and change the text.'}`,
        });
      }
      readout.refresh();
      return order.filter((action) => shown.has(action) && !boxes[action]!.free).length;
    },
  };
}

/** The radius of a dot in pixels. */
const DOT = 2.5;

/** The vectors without an arrow, one path for each colour: thousands of elements would hold up every movement of the mouse. */
function drawDots(
  element: SVGElement,
  { heads, frame, theme }: DrawnVectors,
  drawn: ReadonlySet<number>,
): void {
  const paths = new Map<string, string[]>();
  heads.forEach((at, action) => {
    if (drawn.has(action)) return;
    const { colour } = look(action, theme);
    const [x, y] = toPixels(frame, at);
    const path = paths.get(colour) ?? [];
    path.push(
      `M${(x - DOT).toFixed(1)} ${y.toFixed(1)}a${DOT} ${DOT} 0 1 0 ${2 * DOT} 0a${DOT} ${DOT} 0 1 0 ${-2 * DOT} 0`,
    );
    paths.set(colour, path);
  });
  element.replaceChildren(...[...paths].map(([fill, path]) => svg('path', { d: path.join(''), fill })));
}

interface DrawnArrow {
  /** In pixels. */
  readonly from: XY;
  readonly to: XY;
  readonly look: Look;
  readonly isOptimal: boolean;
  readonly box: LabelBox;
  readonly isFixed: boolean;
  /** The description for a screen reader. */
  readonly words: string;
}

/** From the middle of a line of text down to its baseline. */
const LABEL_BASE = 4;

function drawArrow(
  { group, shaft, head, label }: Arrow,
  { from, to, look: { colour, marker }, isOptimal, box, isFixed, words }: DrawnArrow,
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
  setText(label, box.text);
  group.classList.toggle('fixed', isFixed);
  group.setAttribute('role', isFixed ? 'img' : 'button');
  group.setAttribute('aria-roledescription', isFixed ? 'vector' : 'movable vector');
  setAttribute(group, 'aria-label', words);
}
