/** Which vectors have an arrow, a name and a handle if there are many: a page of them at a time. The others are dots. Pure. */
import type { Subject } from '../../src/shared/messages.js';
import { count } from '../format.js';
import { type Page, pageAt } from '../paging.js';
import type { Figure } from './figure.js';
import type { XY } from './frame.js';

/** With up to this many actions, every vector is an arrow; with more, only those of one page. */
const MOST_ARROWS = 100;
const PAGE_OF_ARROWS = 40;

export interface Arrows {
  readonly page: Page;
  /** The actions with an arrow, ascending: those of the page, and those that the geometry is about. */
  readonly actions: readonly number[];
}

/** @param page counted from 0, greatest rewards first. @param figure the geometry that is drawn */
export function arrowsOf(subject: Subject, page: number, figure: Figure | null): Arrows {
  const all = [...subject.actions.keys()];
  if (all.length <= MOST_ARROWS) return { page: pageAt(0, all.length, MOST_ARROWS), actions: all };
  const shown = pageAt(page, all.length, PAGE_OF_ARROWS);
  const ranks = ranked(subject).slice(shown.from, shown.to);
  const actions = new Set([...ranks, ...actionsOf(figure)]);
  return { page: shown, actions: [...actions].sort((a, b) => a - b) };
}

/** The best actions, then the others, greatest rewards first. */
export function ranked({ optimal, rewards }: Pick<Subject, 'optimal' | 'rewards'>): number[] {
  const isBest = new Set(optimal);
  return [...rewards.keys()].sort(
    (a, b) => Number(isBest.has(b)) - Number(isBest.has(a)) || rewards[b]! - rewards[a]!,
  );
}

function actionsOf(figure: Figure | null): number[] {
  if (figure?.kind !== 'trap') return [];
  const { action, margin } = figure.trap;
  return margin === null ? [action] : [action, margin.action];
}

/** In pixels: as near as the grip of an arrow. */
const NEAR = 12;

/** The vector without an arrow whose head is nearest to a point; null: none is near. All in pixels. */
export function dotNear(heads: readonly XY[], arrows: readonly number[], [x, y]: XY): number | null {
  const isArrow = new Set(arrows);
  let nearest: number | null = null;
  let least = NEAR;
  heads.forEach(([right, down], action) => {
    const away = Math.hypot(right - x, down - y);
    if (away > least || isArrow.has(action)) return;
    nearest = action;
    least = away;
  });
  return nearest;
}

/** Empty: every vector is an arrow. @param isFixed can no vector be moved? */
export function dotsSentence({ page }: Arrows, actions: number, isFixed: boolean): string {
  if (page.of === 1) return '';
  const acts = isFixed ? 'read its name' : 'read its name and to move it';
  return `Arrows: ${count(page.from + 1)}–${count(page.to)} of ${count(actions)} actions, greatest rewards first. The others are dots: point at one to ${acts}, or turn the page.`;
}
