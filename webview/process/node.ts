/** One state in the picture of the policy. */
import { setAttribute, setText, svg } from '../dom.js';
import { figure, probability } from '../format.js';
import { clipped } from '../labels.js';
import type { Theme } from '../theme.js';
import { arrowsOf, type Direction } from './arrows.js';
import { drawArrow } from './drawing.js';
import { rowsOf, stateName } from './format.js';
import type { Place } from './places.js';
import { partOf, type Range, shade, UNDER_WORDS } from './shade.js';
import type { Moment } from './stateTable.js';
import { stateLines } from './stateWords.js';
import { likeliest } from './strip.js';

/** Its parts; those that change have names. */
export interface Node {
  readonly place: Place;
  /** The element that has the focus and is clicked on. */
  readonly group: SVGElement;
  /** What is drawn over it. */
  readonly drawn: SVGElement;
  readonly box: SVGElement;
  readonly name: SVGElement;
  readonly lines: readonly SVGElement[];
  readonly arrows: SVGElement;
}

export interface DrawnNode {
  readonly moment: Moment;
  readonly range: Range;
  readonly isSelected: boolean;
  /** The direction of each action, on a grid. */
  readonly directions: readonly (Direction | null)[];
  readonly theme: Theme;
}

/** In pixels. */
const NARROW = 60;

export function createNode(place: Place, isGrid: boolean): Node {
  const [x, y] = [place.x - place.width / 2, place.y - place.height / 2];
  const box = svg('rect', {
    class: 'state-box',
    x: x + 1,
    y: y + 1,
    width: place.width - 2,
    height: place.height - 2,
    rx: isGrid ? 0 : 4,
  });
  // In a narrow place, an arrow upwards passes where a name of three letters ends.
  const isNarrow = isGrid && place.width < NARROW;
  const name = svg('text', {
    class: isNarrow ? 'state-name narrow' : 'state-name',
    x: isGrid ? x + (isNarrow ? 2.5 : 4) : place.x,
    y: y + (isGrid ? 12 : 15),
    ...(!isGrid && { 'text-anchor': 'middle' }),
  });
  const lines = (isGrid ? [place.height - 5] : [30, 45]).map((down) =>
    svg('text', { x: place.x, y: y + down, 'text-anchor': 'middle' }),
  );
  const arrows = svg('g', { class: 'arrows' });
  const group = svg('g', { class: 'state', role: 'button', tabindex: '-1' }, box);
  // Its own label describes in words what is drawn in it.
  const drawn = svg('g', { class: 'in-state', 'aria-hidden': 'true' }, arrows, name, ...lines);
  return { place, group, drawn, box, name, lines, arrows };
}

export function drawNode(
  { place, group, box, name, lines, arrows }: Node,
  { moment, range, isSelected, directions, theme }: DrawnNode,
): void {
  const { experiment, policy, values } = moment;
  const { subject } = experiment;
  const { actionNames, terminal, grid } = subject.process!;
  const { state } = place;
  const rows = rowsOf(subject, state);
  const row = likeliest(policy, rows);
  const value = values ? values.values[state]! : null;
  const told = value === null ? '' : figure(value, 4);
  const ground = value === null ? theme.background : shade(theme, UNDER_WORDS * partOf(range, value));
  box.setAttribute('fill', ground);
  group.classList.toggle('selected', isSelected);
  group.classList.toggle('terminal', terminal[state]!);
  group.setAttribute('aria-pressed', String(isSelected));
  const [room, small] = [place.width - 8, 0.85 * theme.fontSize];
  setText(name, clipped(stateName(subject, state), room, small));
  const texts = stateLines(moment, state);
  lines.forEach((line, n) => {
    setText(line, clipped(texts[n]!, room, small));
  });
  const said = [
    ...(value === null ? [] : [`V = ${told}`]),
    `likeliest ${actionNames[row]} ${probability(policy[row]!)}`,
    ...(terminal[state] ? ['terminal'] : []),
  ];
  setAttribute(group, 'aria-label', `${stateName(subject, state)}: ${said.join(', ')}`);
  if (grid === null || rows.length < 2) return;
  arrows.replaceChildren(
    ...arrowsOf(rows, directions).flatMap(({ direction, rows: together }) =>
      drawArrow(
        place,
        direction,
        together.reduce((sum, each) => sum + policy[each]!, 0),
      ),
    ),
  );
}
