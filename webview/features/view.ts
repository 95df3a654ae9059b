/** The picture of the features on the page. */
import './features.css';
import { hull } from '../../src/drawing/hull.js';
import { h, setText, svg } from '../dom.js';
import { createPictureMenu, type PictureActs } from '../export/menu.js';
import { count } from '../format.js';
import type { Theme } from '../theme.js';
import { createDropdown } from '../ui/controls.js';
import { createPager } from '../ui/pager.js';
import { createFeaturesTable } from './data.js';
import { type Figure, type FigureChoice, figureOf } from './figure.js';
import { type Drawn, drawHull, drawOrder, drawTrap } from './figures.js';
import { type Frame, LETTERS, toPixels, type XY } from './frame.js';
import { drawGrid } from './grid.js';
import type { Movable } from './handle.js';
import { areBarsWritten, areVectorsWritten, computedFeatures, computedReward } from './local.js';
import { arrowsOf, dotNear, dotsSentence } from './many.js';
import { createRewards } from './rewards.js';
import {
  barsTitle,
  choiceSentence,
  diagnosticSentence,
  hintSentence,
  placeSentence,
  rewardWord,
  titleOf,
} from './sentences.js';
import { dimensions, type FeaturesEvent, type FeaturesState, headsOf, offered, rewardsOf } from './state.js';
import { createVectors } from './vectors.js';

export interface FeaturesView {
  readonly element: HTMLElement;
  /** Called before the sizes are read: an element that is hidden has no width. */
  show(state: FeaturesState): void;
  draw(state: FeaturesState, theme: Theme): void;
}

/** Where nothing is pointed at. */
const UNREAD =
  'Point at a vector or a bar, or move the focus to it: its whole name and its numbers are shown here.';

export interface Hands {
  /** Makes an action's parts movable. */
  vectorOf(action: number): Movable;
  barOf(action: number): Movable;
  /** For a process: chooses a state; null: none. */
  chooseState(state: string | null): void;
}

/** What the menus of both pictures do. */
export type TakenAlong = Readonly<Record<'features' | 'rewards', PictureActs>>;

export function createFeaturesView(
  dispatch: (event: FeaturesEvent) => void,
  { vectorOf, barOf, chooseState }: Hands,
  takeAlong: TakenAlong,
): FeaturesView {
  const controls = createControls(dispatch, chooseState);
  const menu = createPictureMenu('the features', takeAlong.features);
  const behind = svg('g', { 'aria-hidden': 'true' });
  const readout = h(
    'p',
    { class: 'note vector-readout', id: 'features-readout', 'aria-hidden': 'true' },
    UNREAD,
  );
  const read = (words: string) => setText(readout, words || UNREAD);
  const vectors = createVectors(vectorOf, read);
  const pager = createPager((by) => dispatch({ type: 'vectorsTurned', by }));
  const pages = h('div', { hidden: true }, pager.element);
  const rewards = createRewards(barOf, () => dispatch({ type: 'barsToggled' }), read, takeAlong.rewards);
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
  const title = h('h2', { id: 'features-title' });
  const place = h('p', { class: 'note', id: 'features-place' });
  const words = h('p', { class: 'note', id: 'features-text' });
  const hint = h('p', { class: 'note', id: 'features-hint' });
  const data = createFeaturesTable();
  const element = h(
    'section',
    { class: 'picture features', id: 'features', 'aria-labelledby': 'features-title' },
    h('div', { class: 'picture-head' }, title, h('div', { class: 'picture-tools' }, controls.element, menu)),
    place,
    box,
    readout,
    pages,
    words,
    rewards.element,
    hint,
    data.element,
  );
  let dots: { readonly heads: readonly XY[]; readonly arrows: readonly number[] } = { heads: [], arrows: [] };
  drawing.addEventListener('pointermove', ({ clientX, clientY, buttons }) => {
    if (buttons !== 0 || dots.heads.length === dots.arrows.length) return;
    const { left, top } = drawing.getBoundingClientRect();
    const action = dotNear(dots.heads, dots.arrows, [clientX - left, clientY - top]);
    dispatch({ type: 'vectorPointed', action });
  });
  drawing.addEventListener('pointerleave', () => dispatch({ type: 'vectorPointed', action: null }));
  new ResizeObserver(([entry]) =>
    dispatch({ type: 'resized', width: Math.floor(entry!.contentRect.width) }),
  ).observe(box);

  return {
    element,
    show({ subject, choice, isCurrent }) {
      element.hidden = subject === null && choice === null;
      for (const part of [box, readout, pages, words, rewards.element, hint, data.element, menu])
        part.hidden = subject === null;
      element.classList.toggle('dim', !isCurrent);
    },
    draw(state, theme) {
      const { subject, frame, scale, coordinates, width } = state;
      setText(title, titleOf(state.choice, state.place));
      const about = aboutSentence(state);
      setText(place, about);
      place.hidden = about === '';
      const choice = subject && figureOf(subject, state);
      controls.update(state, choice);
      if (subject === null || choice === null || frame === null || scale === null) return;
      const { figure } = choice;
      drawing.setAttribute('width', String(frame.width));
      drawing.setAttribute('height', String(frame.height));
      drawing.setAttribute('viewBox', `0 0 ${frame.width} ${frame.height}`);
      const heads = headsOf(state, subject);
      const isLine = dimensions(subject) === 1;
      const grid = drawGrid(frame, axisName(coordinates[0]), isLine ? null : axisName(coordinates[1]));
      const drawn = drawFigure(figure, frame, subject.actions, LETTERS * theme.fontSize);
      behind.replaceChildren(...grid, drawHull(hull(heads), frame), ...drawn.elements);
      const reward = rewardWord(state.place);
      const arrows = arrowsOf(subject, state.page, figure);
      pager.update(arrows.page, subject.actions.length);
      dots = { heads: heads.map((head) => toPixels(frame, head)), arrows: arrows.actions };
      const crowded = vectors.update({
        arrows: arrows.actions,
        pointed: state.isHolding && state.held?.kind === 'features' ? state.held.action : state.pointed,
        subject,
        heads,
        frame,
        theme,
        isLine,
        taken: drawn.words,
        isFixed: (action) =>
          !areVectorsWritten(state) || computedFeatures(state, action, coordinates).length > 0,
        reward,
      });
      rewards.update(subject, rewardsOf(state, subject), {
        bars: state.bars,
        scale,
        width,
        theme,
        title: barsTitle(state.place),
        isFixed: (action) => !areBarsWritten(state) || computedReward(state, action).length > 0,
        reward,
      });
      const told = [
        sentences(figure, subject.features[0]!.length, crowded),
        dotsSentence(arrows, subject.actions.length, !areVectorsWritten(state)),
        diagnosticSentence(state.place),
      ];
      setText(words, told.filter((sentence) => sentence !== '').join(' '));
      setText(hint, hintSentence(subject, state.place, coordinates));
      data.update(subject, reward);
    },
  };
}

interface Controls {
  readonly element: HTMLElement;
  /** @param figures null: nothing is drawn */
  update(state: FeaturesState, figures: FigureChoice | null): void;
}

/** Further states can be chosen in the picture of the policy and in the table of states. */
const MOST_STATES = 200;
const NO_STATE = { contexts: 'no context', mdp: 'no state' } as const;

/** Controls for the state, its features, and the condition whose geometry is shown. */
function createControls(
  dispatch: (event: FeaturesEvent) => void,
  chooseState: (state: string | null) => void,
): Controls {
  let none: string = NO_STATE.mdp;
  const states = createDropdown('Local bandit of', (option) => chooseState(option === none ? null : option));
  const figure = createDropdown('Geometry of', (option) => dispatch({ type: 'figureChosen', option }));
  const axes = ([0, 1] as const).map((axis) =>
    createDropdown(axis === 0 ? 'Feature to the right' : 'Feature upwards', (value) =>
      dispatch({ type: 'axisChosen', axis, feature: Number(value.replace(/\D/g, '')) - 1 }),
    ),
  );
  return {
    element: h(
      'div',
      { class: 'picture-controls' },
      states.element,
      ...axes.map(({ element }) => element),
      figure.element,
    ),
    update(state, figures) {
      const { subject, choice } = state;
      states.element.hidden = choice === null;
      if (choice !== null) {
        none = NO_STATE[choice.kind];
        const chosen = choice.chosen ?? none;
        const offered = [none, ...choice.states.slice(0, MOST_STATES)];
        states.update(offered.includes(chosen) ? offered : [...offered, chosen], chosen);
      }
      const names = subject && subject.features[0]!.length > 2 ? offered(subject, state).map(axisName) : [];
      axes.forEach(({ element, update }, n) => {
        element.hidden = names.length === 0;
        if (names.length > 0) update(names, axisName(state.coordinates[n]!));
      });
      figure.element.hidden = (figures?.options.length ?? 0) < 2;
      if (figures !== null) figure.update(figures.options, figures.selected);
    },
  };
}

function aboutSentence({ place, choice }: FeaturesState): string {
  return place !== null ? placeSentence(place) : choice !== null ? choiceSentence(choice) : '';
}

const axisName = (k: number): string => `feature ${k + 1}`;

/** @param fontSize in pixels */
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

/** @param crowded how many names found no room */
function sentences(figure: Figure | null, dimensions: number, crowded: number): string {
  const said = [figure === null ? '' : figure.kind === 'trap' ? figure.trap.text : figure.order.text];
  if (dimensions > 2)
    said.push('Seen in two of the features: lengths and angles are those of the projection.');
  if (crowded > 0)
    said.push(
      `${count(crowded)} ${crowded === 1 ? 'name has' : 'names have'} no room: point at a vector, or move the focus to it, to read its name.`,
    );
  return said.filter((sentence) => sentence !== '').join(' ');
}
