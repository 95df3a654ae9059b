/** The policy as a picture: states in their places, value as shade, what is likely as arrows. */
import type { ChartedExperiment } from '../../src/shared/messages.js';
import { h, memo, setAttribute, setText, svg } from '../dom.js';
import { figure, probability } from '../format.js';
import { clipped } from '../labels.js';
import type { Theme } from '../theme.js';
import { arrowsOf, type Direction, directionsOf } from './arrows.js';
import { drawArrow, drawEdges } from './drawing.js';
import { createShadeLegend } from './legend.js';
import { type Layout, neighbour, type Place } from './places.js';
import { partOf, type Range, shade, UNDER_WORDS } from './shade.js';
import type { Moment } from './stateTable.js';
import { likeliest } from './strip.js';
import { rowsOf, stateName } from './words.js';

export interface Picture {
  readonly element: HTMLElement;
  /**
   * @param range of the values that are shades
   * @param layoutOf the places for a width; null: too many to be drawn
   */
  update(
    moment: Moment | null,
    state: number | null,
    range: Range,
    layoutOf: (subject: ChartedExperiment['subject'], width: number) => Layout | null,
    theme: Theme,
  ): void;
}

/** The parts of one state that change. */
interface Node {
  readonly group: SVGElement;
  readonly drawn: SVGElement;
  readonly box: SVGElement;
  readonly name: SVGElement;
  readonly lines: readonly SVGElement[];
  readonly arrows: SVGElement;
}

export function createPicture(choose: (state: number | null) => void): Picture {
  const edges = svg('g', { class: 'edges', 'aria-hidden': 'true' });
  const states = svg('g');
  const drawing = svg(
    'svg',
    { class: 'states', role: 'group', 'aria-labelledby': 'policy-title', 'aria-describedby': 'policy-text' },
    edges,
    states,
  );
  const box = h('div', { class: 'scroll-x states-box' }, drawing);
  const legend = createShadeLegend('Value');
  const words = h('p', { class: 'note', id: 'policy-text' });
  const title = h('h3', { id: 'policy-title' });
  const element = h(
    'section',
    { class: 'picture', id: 'policy', 'aria-labelledby': 'policy-title' },
    h('div', { class: 'picture-head' }, title, legend.element),
    box,
    words,
  );
  let width = 0;
  let again: (() => void) | null = null;
  let layout: Layout | null = null;
  let directions: readonly (Direction | null)[] = [];
  let selected: number | null = null;
  const nodes = new Map<number, Node>();
  new ResizeObserver(([entry]) => {
    const next = Math.floor(entry!.contentRect.width);
    if (next === width) return;
    width = next;
    again?.();
  }).observe(element);

  /** The one that the keyboard comes to. */
  function reachable(state: number): void {
    for (const [each, { group }] of nodes) group.setAttribute('tabindex', each === state ? '0' : '-1');
  }

  function createNode(place: Place, isGrid: boolean): Node {
    const { state } = place;
    const [x, y] = [place.x - place.width / 2, place.y - place.height / 2];
    const frame = svg('rect', {
      class: 'state-box',
      x: x + 1,
      y: y + 1,
      width: place.width - 2,
      height: place.height - 2,
      rx: isGrid ? 0 : 4,
    });
    const name = svg('text', {
      class: 'state-name',
      x: isGrid ? x + 4 : place.x,
      y: y + (isGrid ? 12 : 15),
      ...(!isGrid && { 'text-anchor': 'middle' }),
    });
    const lines = (isGrid ? [place.height - 5] : [30, 45]).map((down) =>
      svg('text', { x: place.x, y: y + down, 'text-anchor': 'middle' }),
    );
    const arrows = svg('g', { class: 'arrows' });
    const group = svg('g', { class: 'state', role: 'button', tabindex: '-1' }, frame);
    // What is drawn in it its own label says, in words.
    const drawn = svg('g', { class: 'in-state', 'aria-hidden': 'true' }, arrows, name, ...lines);
    group.addEventListener('click', () => {
      reachable(state);
      choose(selected === state ? null : state);
    });
    group.addEventListener('keydown', (event) => press(event as KeyboardEvent, state));
    return { group, drawn, box: frame, name, lines, arrows };
  }

  function press(event: KeyboardEvent, state: number): void {
    if (event.altKey || event.ctrlKey || event.metaKey || layout === null) return;
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      choose(selected === state ? null : state);
      return;
    }
    if (!event.key.startsWith('Arrow')) return;
    event.preventDefault();
    const next = neighbour(layout.places, state, event.key);
    reachable(next);
    nodes.get(next)?.group.focus();
  }

  const arrange = memo(
    (
      subject: ChartedExperiment['subject'],
      across: number,
      layoutOf: (subject: ChartedExperiment['subject'], width: number) => Layout | null,
    ) => {
      layout = layoutOf(subject, across);
      directions = directionsOf(subject);
      const focused = [...nodes].find(([, { group }]) => group === document.activeElement)?.[0];
      nodes.clear();
      drawing.setAttribute('width', String(layout?.width ?? 0));
      drawing.setAttribute('height', String(layout?.height ?? 0));
      for (const place of layout?.places ?? [])
        nodes.set(place.state, createNode(place, subject.process!.grid !== null));
      states.replaceChildren(...[...nodes.values()].flatMap(({ group, drawn }) => [group, drawn]));
      reachable(focused ?? selected ?? layout?.places[0]?.state ?? 0);
      if (focused !== undefined) nodes.get(focused)?.group.focus();
    },
  );

  function drawNode(place: Place, moment: Moment, range: Range, theme: Theme): void {
    const { group, box: frame, name, lines, arrows } = nodes.get(place.state)!;
    const { experiment, policy, values } = moment;
    const { subject } = experiment;
    const process = subject.process!;
    const rows = rowsOf(subject, place.state);
    const row = likeliest(policy, rows);
    const value = values ? values.values[place.state]! : null;
    frame.setAttribute(
      'fill',
      value === null ? theme.background : shade(theme, UNDER_WORDS * partOf(range, value)),
    );
    group.classList.toggle('selected', place.state === selected);
    group.classList.toggle('terminal', process.terminal[place.state]!);
    group.setAttribute('aria-pressed', String(place.state === selected));
    const small = 0.85 * theme.fontSize;
    const room = place.width - 8;
    setText(name, clipped(stateName(subject, place.state), room, small));
    const action = `${process.actionNames[row]} ${probability(policy[row]!)}`;
    const told = value === null ? '' : figure(value, 4);
    const isGrid = process.grid !== null;
    const texts = isGrid
      ? [told]
      : [
          told === '' ? '' : `V = ${told}`,
          rows.length > 1 ? `${process.actionNames[row]} ${roughly(policy[row]!)}` : '',
        ];
    lines.forEach((line, n) => {
      setText(line, clipped(texts[n]!, room, small));
    });
    setAttribute(
      group,
      'aria-label',
      `${stateName(subject, place.state)}: ${value === null ? '' : `V = ${told}, `}likeliest ${action}${process.terminal[place.state] ? ', terminal' : ''}`,
    );
    if (!isGrid || rows.length < 2) return;
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

  return {
    element,
    update(moment, state, range, layoutOf, theme) {
      element.hidden = moment === null;
      again = () => {
        if (moment === null || width === 0) return;
        const { subject } = moment.experiment;
        selected = state;
        arrange(subject, width, layoutOf);
        box.hidden = layout === null;
        setText(
          title,
          subject.process!.kind === 'contexts' ? 'Policy in each context' : 'Policy in each state',
        );
        setText(words, sentences(moment, layout));
        legend.element.toggleAttribute('hidden', moment.values === null);
        legend.update({ low: `V = ${figure(range.low)}`, high: figure(range.high) }, UNDER_WORDS, theme);
        if (layout === null) return;
        for (const place of layout.places) drawNode(place, moment, range, theme);
        edges.replaceChildren(...drawEdges(layout.edges, subject, moment.policy));
      };
      again();
    },
  };
}

function sentences({ experiment: { subject } }: Moment, layout: Layout | null): string {
  const { grid, kind, transitions } = subject.process!;
  if (layout === null)
    return transitions === null
      ? 'The process is not drawn, and no values are told: it has too many transitions to be listed here.'
      : 'This process is not drawn: it has too many states or transitions. The table of states has its numbers.';
  if (grid !== null)
    return 'An arrow is an action that goes this way, as long and as dark as it is likely; those of one direction are one arrow.';
  if (kind === 'contexts') return 'Of each context the value and the likeliest action with its probability.';
  return 'Strong lines are where the likeliest action leads, with the probabilities of its transitions; thin ones where another action may lead.';
}

/** A probability where there is little room. */
const roughly = (value: number): string => (value > 0.999 && value < 1 ? '> 0.999' : figure(value));
