/** The picture of the policy on the page: the states at their places, values as shades, probable actions as arrows. */
import type { Subject } from '../../src/shared/messages.js';
import { h, memo, setText, svg } from '../dom.js';
import { createPictureMenu, type PictureActs } from '../export/menu.js';
import { figure } from '../format.js';
import type { Theme } from '../theme.js';
import { type Direction, directionsOf } from './arrows.js';
import { drawEdges } from './drawing.js';
import { pictureSentence } from './format.js';
import { createShadeLegend } from './legend.js';
import { createNode, drawNode, type Node } from './node.js';
import { type PictureEvent, type PictureState, reachable } from './pictureState.js';
import type { Layout } from './places.js';
import { UNDER_WORDS } from './shade.js';

export interface PictureView {
  readonly element: HTMLElement;
  draw(state: PictureState, theme: Theme): void;
}

/** @param toggle chooses a state, or none if it is already chosen */
export function createPictureView(
  dispatch: (event: PictureEvent) => void,
  toggle: (state: number) => void,
  takeAlong: PictureActs,
): PictureView {
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
  const menu = createPictureMenu('the policy', takeAlong);
  const words = h('p', { class: 'note', id: 'policy-text' });
  const title = h('h3', { id: 'policy-title' });
  const element = h(
    'section',
    { class: 'picture', id: 'policy', 'aria-labelledby': 'policy-title' },
    h('div', { class: 'picture-head' }, title, h('div', { class: 'picture-tools' }, legend.element, menu)),
    box,
    words,
  );
  new ResizeObserver(([entry]) =>
    dispatch({ type: 'resized', width: Math.floor(entry!.contentRect.width) }),
  ).observe(element);

  let nodes: readonly Node[] = [];
  let directions: readonly (Direction | null)[] = [];
  const focused = () => nodes.find(({ group }) => group === document.activeElement)?.place.state ?? null;

  const arrange = memo((subject: Subject, layout: Layout | null) => {
    directions = directionsOf(subject);
    drawing.setAttribute('width', String(layout?.width ?? 0));
    drawing.setAttribute('height', String(layout?.height ?? 0));
    nodes = (layout?.places ?? []).map((place) => createNode(place, subject.process!.grid !== null));
    for (const { place, group } of nodes) listen(group, place.state, dispatch, toggle);
    states.replaceChildren(...nodes.flatMap(({ group, drawn }) => [group, drawn]));
  });

  return {
    element,
    draw(state, theme) {
      const { moment, layout, range, selected } = state;
      element.hidden = moment === null;
      if (moment === null || state.width === 0) return;
      const { subject } = moment.experiment;
      const hadFocus = focused() !== null;
      arrange(subject, layout);
      box.hidden = layout === null;
      menu.hidden = layout === null;
      setText(
        title,
        subject.process!.kind === 'contexts' ? 'Policy in each context' : 'Policy in each state',
      );
      setText(words, pictureSentence(subject, layout !== null));
      legend.element.toggleAttribute('hidden', moment.values === null);
      legend.update({ low: `V = ${figure(range.low)}`, high: figure(range.high) }, UNDER_WORDS, theme);
      const at = reachable(state);
      for (const node of nodes) {
        const isSelected = node.place.state === selected;
        drawNode(node, { moment, range, isSelected, directions, theme });
        node.group.setAttribute('tabindex', node.place.state === at ? '0' : '-1');
      }
      edges.replaceChildren(...drawEdges(layout?.edges ?? [], subject, moment.policy));
      // The keyboard focus goes to the state that it has reached.
      if (hadFocus && focused() !== at) nodes.find(({ place }) => place.state === at)?.group.focus();
    },
  };
}

function listen(
  group: SVGElement,
  state: number,
  dispatch: (event: PictureEvent) => void,
  toggle: (state: number) => void,
): void {
  group.addEventListener('click', () => {
    dispatch({ type: 'reached', state });
    toggle(state);
  });
  group.addEventListener('keydown', (event) => {
    const { key, altKey, ctrlKey, metaKey } = event as KeyboardEvent;
    if (altKey || ctrlKey || metaKey) return;
    const isChoice = key === 'Enter' || key === ' ';
    if (!isChoice && !key.startsWith('Arrow')) return;
    event.preventDefault();
    if (isChoice) toggle(state);
    else dispatch({ type: 'stepped', state, key });
  });
}
