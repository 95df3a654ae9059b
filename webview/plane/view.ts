/** The picture of the plane on the page. */
import './plane.css';
import { h, setText } from '../dom.js';
import { createPictureMenu, type PictureActs } from '../export/menu.js';
import type { Movable } from '../features/handle.js';
import { memoOne } from '../memo.js';
import type { Theme } from '../theme.js';
import { createButton, createDropdown, type DropdownControl } from '../ui/controls.js';
import { createPlaneAxes, LEFT } from './axes.js';
import { listen } from './gestures.js';
import { createPlaneLegend } from './legend.js';
import { namingOf } from './naming.js';
import { runPaths } from './paths.js';
import { drawPlane } from './picture.js';
import { cursorSentence, noteSentences, pinSentence, progressSentences } from './sentences.js';
import { directions, type Slice } from './slices.js';
import { startOf } from './start.js';
import { createStartHandle } from './startHandle.js';
import { COLOURS, type PlaneEvent, type PlaneState } from './state.js';
import { toPixel } from './window.js';

export interface PlaneView {
  readonly element: HTMLElement;
  /** Called before the size is read: an element that is hidden has no size. */
  show(state: PlaneState): void;
  draw(state: PlaneState, theme: Theme): void;
}

const MOST_SIDE = 460;

/** Makes things on the plane movable. */
export interface PlaneHands {
  /** Writes the picked point into the text. */
  useAsInit(): void;
  readonly start: Movable;
}

export function createPlaneView(
  dispatch: (event: PlaneEvent) => void,
  { useAsInit, start }: PlaneHands,
  takeAlong: PictureActs,
): PlaneView {
  const canvas = createCanvas();
  listen(canvas, dispatch);
  const numbers = createPlaneAxes();
  const handle = createStartHandle(start);
  const box = h('div', { class: 'plane-box' }, numbers.left, canvas, handle.element, numbers.below);
  const controls = createControls(dispatch);
  const readout = h('p', { id: 'plane-readout', class: 'readout', role: 'status' });
  const pinned = h('p', { id: 'plane-pin', role: 'status' });
  const pinBox = h('div', { class: 'pin' }, pinned, initButton(useAsInit));
  const legend = createPlaneLegend((marksComputed) => dispatch({ type: 'computedMarked', marksComputed }));
  const progress = h('p', { class: 'note', id: 'plane-progress' });
  const note = h('p', { class: 'note', id: 'plane-note' });
  const name = memoOne(namingOf);
  const element = h(
    'section',
    { class: 'picture plane', id: 'plane', 'aria-labelledby': 'plane-title' },
    h(
      'div',
      { class: 'picture-head' },
      h('h2', { id: 'plane-title' }, 'Plane of parameters'),
      h('div', { class: 'picture-tools' }, controls.element, createPictureMenu('the plane', takeAlong)),
    ),
    box,
    readout,
    pinBox,
    legend.element,
    h('div', { class: 'plane-words' }, progress),
    note,
    h('p', { class: 'note', id: 'plane-keys' }, KEYS),
  );
  new ResizeObserver(([entry]) => {
    const side = Math.floor(Math.min(MOST_SIDE, entry!.contentRect.width - LEFT));
    dispatch({ type: 'resized', side: Math.max(0, side) });
  }).observe(box);

  return {
    element,
    show({ subject, isCurrent }) {
      element.hidden = subject === null;
      element.classList.toggle('dim', !isCurrent);
    },
    draw(state, theme) {
      const { experiment, problem, slice, window, side, colours, pin } = state;
      if (problem === null || slice === null || window === null || side === 0) return;
      const naming = name(problem, state.known);
      const map = state.basins?.map ?? null;
      const paths = experiment ? runPaths(experiment, slice.plane) : [];
      const isValued = colours === 'value of the policy';
      controls.update(state, slice);
      numbers.update(window, side, slice.across, slice.up);
      canvas.classList.toggle('valued', isValued);
      drawPlane(canvas, { state, problem, window, paths, theme });
      const at = state.subject?.start ? startOf(state) : null;
      handle.update(at && toPixel(window, side, ...at), side, state.subject?.start ?? []);
      setText(readout, cursorSentence(state));
      pinBox.hidden = pin === null;
      if (pin !== null) setText(pinned, pinSentence(pin, problem, naming, map));
      legend.update({ naming, field: problem.field, theme, isValued, map });
      setText(progress, progressSentences(state, problem, paths));
      setText(note, noteSentences(state, problem));
    },
  };
}

const KEYS =
  'Click: forecast from there. Drag: move; drag θ₀, or focus it and press the arrow keys: init changes in the text. Ctrl and wheel, + or −: zoom. Arrow keys: cursor, Enter: forecast; Shift and arrows: move; 0: back.';

function createCanvas(): HTMLCanvasElement {
  return h('canvas', {
    id: 'plane-canvas',
    tabindex: 0,
    role: 'application',
    'aria-roledescription': 'plane of parameters',
    'aria-labelledby': 'plane-title',
    'aria-describedby': 'plane-keys plane-summary',
  });
}

interface Controls {
  readonly element: HTMLElement;
  update(state: PlaneState, slice: Slice): void;
}

/** Controls for directions, colours and zoom. */
function createControls(dispatch: (event: PlaneEvent) => void): Controls {
  const colourChoice = createDropdown('Colour', (value) => {
    const colours = COLOURS.find((each) => each === value);
    if (colours) dispatch({ type: 'coloursChosen', colours });
  });
  const [across, up] = ([0, 1] as const).map((axis) =>
    createDropdown(axis === 0 ? 'Across' : 'Up', (direction) =>
      dispatch({ type: 'axisChosen', axis, direction }),
    ),
  ) as [DropdownControl, DropdownControl];
  const zoom = h(
    'div',
    { class: 'zoom' },
    zoomButton('+', 'Zoom in', () => dispatch({ type: 'zoomed', by: 0.8, at: null })),
    zoomButton('−', 'Zoom out', () => dispatch({ type: 'zoomed', by: 1.25, at: null })),
    zoomButton('⌂', 'Show what was shown first', () => dispatch({ type: 'reset' })),
  );
  return {
    element: h('div', { class: 'picture-controls' }, across.element, up.element, colourChoice.element, zoom),
    update({ subject, known, colours }, slice) {
      const isSlice = slice.plane.origin.length > 2;
      across.element.hidden = !isSlice;
      up.element.hidden = !isSlice;
      if (isSlice && subject !== null) {
        const all = directions(subject, known).map(({ name }) => name);
        across.update(all, slice.across);
        up.update(all, slice.up);
      }
      colourChoice.update(COLOURS, colours);
    },
  };
}

function initButton(use: () => void): HTMLElement {
  const button = createButton('Use as init', 'secondary', use);
  button.title = 'Writes this point into the text as `init`, in place of what stands there';
  return button;
}

function zoomButton(sign: string, name: string, act: () => void): HTMLElement {
  const button = h('button', { type: 'button', class: 'small', 'aria-label': name, title: name }, sign);
  button.addEventListener('click', act);
  return button;
}
