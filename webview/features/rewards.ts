/** The rewards as bars whose ends can be moved. */

import type { Subject } from '../../src/shared/messages.js';
import { h, setAttribute, setText, svg } from '../dom.js';
import { createPictureMenu, type PictureActs } from '../export/menu.js';
import { count, digitsApart, figure } from '../format.js';
import { clipped, roughWidth } from '../labels.js';
import { type Look, look } from '../plane/look.js';
import type { Theme } from '../theme.js';
import { LETTERS } from './frame.js';
import { type Movable, makeMovable } from './handle.js';
import { createReadout } from './readout.js';

export interface Scale {
  readonly least: number;
  readonly greatest: number;
  /** Pixels before the bars, for the names. */
  readonly names: number;
  /** In pixels per unit. */
  readonly scale: number;
}

export interface Rewards {
  readonly element: HTMLElement;
  update(subject: Subject, rewards: readonly number[], drawn: DrawnRewards): void;
}

export interface DrawnRewards {
  /** The actions that have a bar, ascending. */
  readonly bars: readonly number[];
  readonly scale: Scale;
  /** In pixels. */
  readonly width: number;
  readonly theme: Theme;
  readonly title: string;
  /** Does the number of an action not stand in the text? */
  isFixed(action: number): boolean;
  /** The name of a reward. */
  readonly reward: string;
}

const ROW = 22;
const NUMBERS = 56;
/** Pixels between a name and its bar. */
const GAP = 14;

/** The scale at which all rewards and 0 fit beside the names, which take at most a third of the width. In pixels. */
export function rewardScale(
  rewards: readonly number[],
  actions: readonly string[],
  width: number,
  fontSize: number,
): Scale {
  const longest = Math.max(...actions.map((name) => roughWidth(name, fontSize)));
  const names = Math.min(width / 3, Math.max(64, longest + GAP));
  const least = Math.min(0, ...rewards);
  const greatest = Math.max(0, ...rewards);
  const span = greatest - least || 1;
  return { least, greatest, names, scale: Math.max(40, width - names - NUMBERS) / (1.1 * span) };
}

/**
 * @param toggle switches between all bars and those of the greatest rewards
 * @param read called with what is to be read of the bar under the pointer, or in focus; empty: of none
 */
export function createRewards(
  movableOf: (action: number) => Movable,
  toggle: () => void,
  read: (words: string) => void,
  takeAlong: PictureActs,
): Rewards {
  const drawing = svg('svg', { class: 'rewards', role: 'group' });
  const heading = h('h3');
  const rows = new Map<number, SVGElement>();
  const more = h('button', { type: 'button', class: 'link' });
  more.addEventListener('click', toggle);
  const element = h(
    'div',
    { class: 'rewards-box' },
    h('div', { class: 'picture-head' }, heading, createPictureMenu('the rewards', takeAlong)),
    drawing,
    more,
  );

  const readout = createReadout(
    () => rows,
    (action) => rows.get(action)?.querySelector('title')?.textContent ?? '',
    read,
  );

  function rowOf(action: number): SVGElement {
    const known = rows.get(action);
    if (known) return known;
    const row = createRow(action);
    makeMovable(row, movableOf(action));
    readout.follow(action, row);
    rows.set(action, row);
    return row;
  }

  return {
    element,
    update(subject, rewards, { bars, scale, width, theme, title, isFixed, reward: called }) {
      setText(heading, title);
      setAttribute(drawing, 'aria-label', title);
      const shown = new Set(bars);
      for (const [action, row] of rows) {
        if (shown.has(action)) continue;
        row.remove();
        rows.delete(action);
      }
      drawing.setAttribute('width', String(width));
      drawing.setAttribute('height', String(bars.length * ROW));
      const digits = digitsApart(rewards, 4);
      const isBest = new Set(subject.optimal);
      bars.forEach((action, position) => {
        const row = rowOf(action);
        // In order, so that the keyboard visits them in order; a bar that is there is not moved, since it may be in the hand.
        if (drawing.children[position] !== row) drawing.insertBefore(row, drawing.children[position] ?? null);
        drawRow(row, {
          position,
          reward: rewards[action]!,
          name: subject.actions[action]!,
          isOptimal: isBest.has(action),
          scale,
          look: look(action, theme),
          fontSize: LETTERS * theme.fontSize,
          isFixed: isFixed(action),
          called,
          digits,
        });
      });
      readout.refresh();
      more.hidden = rewards.length <= MOST_BARS;
      setText(more, barsLine(bars.length, rewards.length));
    },
  };
}

/** If there are more bars than this, some are hidden. */
export const MOST_BARS = 24;

function barsLine(shown: number, all: number): string {
  return shown < all ? `The greatest ${count(shown)} of ${count(all)}: show all` : 'Show the greatest only';
}

function createRow(action: number): SVGElement {
  return svg(
    'g',
    { class: 'action', 'data-action': action },
    svg('title'),
    svg('text', { class: 'name', x: 0, y: 15 }),
    svg('rect', { class: 'grip', y: 0, height: ROW }),
    svg('rect', { class: 'bar', y: 4, height: 13 }),
    svg('path', { class: 'head' }),
    svg('text', { class: 'value', y: 15 }),
  );
}

interface DrawnReward {
  /** Counted from the top. */
  readonly position: number;
  readonly reward: number;
  readonly name: string;
  readonly isOptimal: boolean;
  readonly scale: Scale;
  readonly look: Look;
  /** In pixels. */
  readonly fontSize: number;
  readonly isFixed: boolean;
  readonly called: string;
  readonly digits: number;
}

function drawRow(
  row: SVGElement,
  {
    position,
    reward,
    name,
    isOptimal,
    scale: { least, greatest, names, scale },
    look: { colour, marker },
    fontSize,
    isFixed,
    called,
    digits,
  }: DrawnReward,
): void {
  const part = (of: string) => row.querySelector(`.${of}`)!;
  const zero = names - least * scale;
  const end = zero + reward * scale;
  row.setAttribute('transform', `translate(0 ${position * ROW})`);
  setText(part('name'), clipped(name, names - GAP, fontSize));
  part('bar').setAttribute('x', String(Math.min(zero, end)));
  part('bar').setAttribute('width', String(Math.max(1, Math.abs(end - zero))));
  part('bar').setAttribute('fill', colour);
  part('grip').setAttribute('x', String(Math.min(zero, end) - 8));
  part('grip').setAttribute('width', String(Math.abs(end - zero) + 16));
  part('head').setAttribute('d', marker);
  part('head').setAttribute('transform', `translate(${end} 10.5)`);
  part('head').setAttribute('fill', colour);
  part('head').setAttribute('stroke', colour);
  part('value').setAttribute('x', String(Math.max(zero, end) + 10));
  setText(part('value'), `${figure(reward, digits)}${isOptimal ? ' ★' : ''}`);
  const said = `${figure(reward, Math.max(6, digits))}${isOptimal ? ', optimal' : ''}`;
  // Where the pointer rests, too: the name may be shortened.
  setText(row.querySelector('title')!, `${name}: ${called} ${said}`);
  row.classList.toggle('fixed', isFixed);
  if (isFixed) {
    for (const name of SLIDER) row.removeAttribute(name);
    row.setAttribute('role', 'img');
    row.setAttribute('tabindex', '0');
    setAttribute(row, 'aria-label', `${called} of ${name}: ${said}`);
    return;
  }
  row.setAttribute('role', 'slider');
  row.setAttribute('tabindex', '0');
  row.setAttribute('aria-orientation', 'horizontal');
  setAttribute(row, 'aria-label', `Reward of ${name}`);
  row.setAttribute('aria-valuemin', String(least - (greatest - least)));
  row.setAttribute('aria-valuemax', String(greatest + (greatest - least)));
  row.setAttribute('aria-valuenow', String(reward));
  row.setAttribute('aria-valuetext', said);
}

/** The attributes of a bar that can be moved. */
const SLIDER = ['aria-orientation', 'aria-valuemin', 'aria-valuemax', 'aria-valuenow', 'aria-valuetext'];
