/** The features' picture on the page. */
import './features.css';
import { hull } from '../../src/drawing/hull.js';
import { h, setText, svg } from '../dom.js';
import { count } from '../format.js';
import type { Theme } from '../theme.js';
import { createDropdown } from '../ui/controls.js';
import { createFeaturesTable } from './data.js';
import { type Figure, figureOf } from './figure.js';
import { type Drawn, drawHull, drawOrder, drawTrap } from './figures.js';
import { type Frame, LETTERS } from './frame.js';
import { drawGrid } from './grid.js';
import type { Movable } from './handle.js';
import { createRewards } from './rewards.js';
import { dimensions, type FeaturesEvent, type FeaturesState, headsOf, rewardsOf } from './state.js';
import { createVectors } from './vectors.js';

export interface FeaturesView {
  readonly element: HTMLElement;
  /** Whether there is something to see: what is not shown has no width yet. */
  show(state: FeaturesState): void;
  draw(state: FeaturesState, theme: Theme): void;
}

/** What becomes of an action's parts in a hand. */
export interface Hands {
  vectorOf(action: number): Movable;
  barOf(action: number): Movable;
}

export function createFeaturesView(
  dispatch: (event: FeaturesEvent) => void,
  { vectorOf, barOf }: Hands,
): FeaturesView {
  const choice = createDropdown('Geometry of', (option) => dispatch({ type: 'figureChosen', option }));
  const axes = ([0, 1] as const).map((axis) =>
    createDropdown(axis === 0 ? 'Feature to the right' : 'Feature upwards', (value) =>
      dispatch({ type: 'axisChosen', axis, feature: Number(value.replace(/\D/g, '')) - 1 }),
    ),
  );
  const behind = svg('g', { 'aria-hidden': 'true' });
  const vectors = createVectors(vectorOf);
  const rewards = createRewards(barOf);
  const drawing = svg(
    'svg',
    {
      class: 'vectors',
      role: 'group',
      'aria-labelledby': 'features-title',
      'aria-describedby': 'features-text',
    },
    behind,
    vectors.element,
  );
  const box = h('div', { class: 'features-box' }, drawing);
  const words = h('p', { class: 'note', id: 'features-text' });
  const data = createFeaturesTable();
  const controls = h(
    'div',
    { class: 'picture-controls' },
    ...axes.map((each) => each.element),
    choice.element,
  );
  const element = h(
    'section',
    { class: 'picture features', id: 'features', 'aria-labelledby': 'features-title' },
    h('div', { class: 'picture-head' }, h('h2', { id: 'features-title' }, 'Features'), controls),
    box,
    words,
    rewards.element,
    h('p', { class: 'note' }, HINT),
    data.element,
  );
  new ResizeObserver(([entry]) =>
    dispatch({ type: 'resized', width: Math.floor(entry!.contentRect.width) }),
  ).observe(box);

  return {
    element,
    show({ subject, isCurrent }) {
      element.hidden = subject === null;
      element.classList.toggle('dim', !isCurrent);
    },
    draw(state, theme) {
      const { subject, frame, scale, coordinates, width } = state;
      if (subject === null || frame === null || scale === null) return;
      const { options, selected, figure } = figureOf(subject, state);
      const names = subject.features[0]!.map((_, k) => axisName(k));
      axes.forEach(({ element: control, update }, n) => {
        control.hidden = names.length <= 2;
        if (names.length > 2) update(names, axisName(coordinates[n]!));
      });
      choice.element.hidden = options.length < 2;
      choice.update(options, selected);
      drawing.setAttribute('width', String(frame.width));
      drawing.setAttribute('height', String(frame.height));
      drawing.setAttribute('viewBox', `0 0 ${frame.width} ${frame.height}`);
      const heads = headsOf(state, subject);
      const isLine = dimensions(subject) === 1;
      const grid = drawGrid(frame, axisName(coordinates[0]), isLine ? null : axisName(coordinates[1]));
      const drawn = drawFigure(figure, frame, subject.actions, LETTERS * theme.fontSize);
      behind.replaceChildren(...grid, drawHull(hull(heads), frame), ...drawn.elements);
      const crowded = vectors.update({ subject, heads, frame, theme, isLine, taken: drawn.words });
      rewards.update(subject, rewardsOf(state, subject), scale, width, theme);
      setText(words, sentences(figure, names.length, crowded));
      data.update(subject);
    },
  };
}

const HINT =
  'Drag an arrow’s head or a bar’s end, or focus it and press the arrow keys: its numbers change in the text.';

const axisName = (k: number): string => `feature ${k + 1}`;

/** @param fontSize pixels */
function drawFigure(figure: Figure | null, frame: Frame, names: readonly string[], fontSize: number): Drawn {
  switch (figure?.kind) {
    case 'trap':
      return drawTrap(figure.trap, frame, names, fontSize);
    case 'order':
      return drawOrder(figure.order, frame, fontSize);
    case undefined:
      return { elements: [], words: [] };
  }
}

/** @param crowded names that found no room */
function sentences(figure: Figure | null, dimensions: number, crowded: number): string {
  const said = [figure === null ? '' : figure.kind === 'trap' ? figure.trap.text : figure.order.text];
  if (dimensions > 2)
    said.push('Seen in two of the features: lengths and angles are those of the projection.');
  if (crowded > 0)
    said.push(
      `${count(crowded)} ${crowded === 1 ? 'name has' : 'names have'} no room: point at a vector to read its name.`,
    );
  return said.filter((sentence) => sentence !== '').join(' ');
}
