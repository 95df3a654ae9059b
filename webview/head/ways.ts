/** The links from the head to the parts of the panel. */
import { h, onceAFrame } from '../dom.js';

const PARTS = ['Curves', 'Phases', 'Pictures', 'Conditions', 'Runs'] as const;
type Part = (typeof PARTS)[number];

/** The beginning of each part: the first of its elements that is shown. */
export type Places = Readonly<Record<Part, readonly HTMLElement[]>>;

export interface Ways {
  readonly element: HTMLElement;
  /** A part of which nothing is shown has no link. */
  update(): void;
}

export function createWays(places: Places): Ways {
  const ways = PARTS.map((part) => {
    const button = h('button', { type: 'button', class: 'link way' }, part);
    const shown = (): HTMLElement | undefined =>
      places[part].find((each) => each.closest('[hidden]') === null);
    button.addEventListener('click', () => {
      const place = shown();
      if (place) goTo(place);
    });
    return { button, shown };
  });
  const markCurrent = onceAFrame(() => {
    const tops = ways.map(({ shown }) => shown()?.getBoundingClientRect().top ?? null);
    const current = currentOf(tops, window.innerHeight / 3);
    ways.forEach(({ button }, i) => {
      if (i === current) button.setAttribute('aria-current', 'true');
      else button.removeAttribute('aria-current');
    });
  });
  for (const moves of ['scroll', 'resize']) window.addEventListener(moves, markCurrent, { passive: true });
  return {
    element: h(
      'nav',
      { class: 'ways', 'aria-label': 'Parts of the panel' },
      ...ways.map(({ button }) => button),
    ),
    update() {
      for (const { button, shown } of ways) button.hidden = shown() === undefined;
    },
  };
}

/**
 * The part that is being read: of those that begin above a line, the one that begins lowest; of several side by side, the first.
 *
 * @param tops the positions of the parts; null: not shown. @returns −1: none has begun
 */
export function currentOf(tops: readonly (number | null)[], line: number): number {
  let current = -1;
  tops.forEach((top, i) => {
    if (top !== null && top <= line && (current < 0 || top > tops[current]!)) current = i;
  });
  return current;
}

/** Opens the part if it is collapsed, and moves the focus there. */
function goTo(place: HTMLElement): void {
  if (place instanceof HTMLDetailsElement) place.open = true;
  place.tabIndex = -1;
  place.focus({ preventScroll: true });
  place.scrollIntoView();
}
