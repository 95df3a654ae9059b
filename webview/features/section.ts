/** The features' picture: action vectors with rewards, and the geometry of a condition. What is moved here changes the text. */
import './features.css';
import type { Condition } from '../../src/conditions/types.js';
import type { PanelState, Subject } from '../../src/shared/messages.js';
import { h, setText, svg } from '../dom.js';
import type { Edits } from '../edits.js';
import type { Theme } from '../theme.js';
import { createDropdown } from '../ui/controls.js';
import { count } from '../words.js';
import { createFeaturesTable } from './data.js';
import { type Drawn, drawHull, drawOrder, drawTrap } from './figures.js';
import { type Frame, frameAround, LETTERS, type XY } from './frame.js';
import { drawGrid } from './grid.js';
import { hull } from './hull.js';
import { movement } from './movement.js';
import { orderFigure } from './orderFigure.js';
import { createRewards, rewardScale, type Scale } from './rewards.js';
import { type Coordinates, shownOf, trapFigure } from './trapFigure.js';
import { createVectors } from './vectors.js';

export interface FeaturesPicture {
  readonly element: HTMLElement;
  update(state: PanelState, theme: Theme): void;
}

/** Numbers in the hand, which the text may not have yet. */
interface Held {
  readonly kind: 'features' | 'reward';
  readonly action: number;
  readonly values: readonly number[];
}

const ORDER = 'order of the rewards';
const MARGIN = 44;

export function createFeatures(edits: Edits): FeaturesPicture {
  let latest: { readonly subject: Subject; readonly conditions: readonly Condition[] } | null = null;
  let theme: Theme | null = null;
  let coordinates: Coordinates = [0, 1];
  let chosen: string | null = null;
  let held: Held | null = null;
  let holding = false;
  let frame: Frame | null = null;
  let scale: Scale | null = null;
  let width = 0;
  let waiting = 0;

  const choice = createDropdown('Geometry of', (value) => {
    chosen = value;
    draw();
  });
  const axes = ([0, 1] as const).map((n) =>
    createDropdown(n === 0 ? 'Feature to the right' : 'Feature upwards', (value) => {
      const feature = Number(value.replace(/\D/g, '')) - 1;
      coordinates = n === 0 ? [feature, coordinates[1]] : [coordinates[0], feature];
      frame = null;
      draw();
    }),
  );
  const behind = svg('g', { 'aria-hidden': 'true' });
  const vectors = createVectors((action) =>
    movement(edits, {
      values: () => (latest ? places(latest.subject)[action]!.slice(0, dimensions(latest.subject)) : [0]),
      scale: () => frame?.scale ?? 1,
      change: (literals) => ({
        kind: 'features',
        action,
        entries: [...literals].map(([n, literal]) => ({ feature: coordinates[n as 0 | 1], literal })),
      }),
      held: (values) => hold(values && { kind: 'features', action, values }),
    }),
  );
  const rewards = createRewards((action) =>
    movement(edits, {
      values: () => [latest ? rewardsShown(latest.subject)[action]! : 0],
      scale: () => scale?.scale ?? 1,
      change: (literals) => ({ kind: 'reward', action, literal: literals.get(0)! }),
      held: (values) => hold(values && { kind: 'reward', action, values }),
    }),
  );
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
  const hint = h(
    'p',
    { class: 'note' },
    'Drag an arrow’s head or a bar’s end, or focus it and press the arrow keys: its numbers change in the text.',
  );
  const data = createFeaturesTable();
  const element = h(
    'section',
    { class: 'picture features', id: 'features', 'aria-labelledby': 'features-title' },
    h(
      'div',
      { class: 'picture-head' },
      h('h2', { id: 'features-title' }, 'Features'),
      h('div', { class: 'picture-controls' }, ...axes.map((each) => each.element), choice.element),
    ),
    box,
    words,
    rewards.element,
    hint,
    data.element,
  );
  new ResizeObserver(([entry]) => {
    const now = Math.floor(entry!.contentRect.width);
    if (now === width) return;
    width = now;
    if (!holding) frame = null;
    // What is drawn changes the height of the box that is being observed.
    drawSoon();
  }).observe(box);

  function hold(now: Held | null): void {
    holding = now !== null;
    if (now !== null) held = now;
    drawSoon();
  }

  function drawSoon(): void {
    if (waiting !== 0) return;
    waiting = requestAnimationFrame(() => {
      waiting = 0;
      draw();
    });
  }

  /** Each action's place in the two coordinates, with what is in the hand where the hand is. */
  function places({ features }: Subject): XY[] {
    return features.map((row, action) => {
      if (held?.kind !== 'features' || held.action !== action) return shownOf(row, coordinates);
      return [held.values[0]!, held.values[1] ?? 0];
    });
  }

  function rewardsShown({ rewards }: Subject): number[] {
    return rewards.map((reward, action) =>
      held?.kind === 'reward' && held.action === action ? held.values[0]! : reward,
    );
  }

  function draw(): void {
    if (latest === null || theme === null || width === 0) return;
    const { subject, conditions } = latest;
    const d = dimensions(subject);
    if (d === 1) coordinates = [0, -1];
    else if (coordinates.some((k) => k < 0 || k >= subject.features[0]!.length)) coordinates = [0, 1];
    chooseAxes(subject);
    const heads = places(subject);
    const height = d === 1 ? 110 : Math.round(Math.min(340, Math.max(220, 0.75 * width)));
    if (frame === null || (!holding && !fits(frame, heads, width, height))) {
      frame = frameAround([[0, 0], ...heads], width, height, MARGIN);
    }
    drawing.setAttribute('width', String(width));
    drawing.setAttribute('height', String(height));
    drawing.setAttribute('viewBox', `0 0 ${width} ${height}`);

    const options = figureOptions(subject, conditions);
    const selected = chosen !== null && options.includes(chosen) ? chosen : (options[0] ?? ORDER);
    choice.element.hidden = options.length < 2;
    choice.update(options, selected);
    const condition = conditionOf(subject, conditions, selected);
    const grid = drawGrid(frame, axisName(coordinates[0]), d === 1 ? null : axisName(coordinates[1]));
    const fontSize = LETTERS * theme.fontSize;
    let drawn: Drawn = { elements: [], words: [] };
    let sentence = '';
    if (condition?.id === 'trap') {
      const figure = trapFigure(subject, condition, coordinates);
      if (figure) {
        drawn = drawTrap(figure, frame, subject.actions, fontSize);
        sentence = figure.text;
      }
    } else if (condition?.id === 'order') {
      const figure = orderFigure(subject, condition, coordinates);
      drawn = drawOrder(figure, frame, fontSize);
      sentence = figure.text;
    }
    if (subject.features[0]!.length > 2)
      sentence += ' Seen in two of the features: lengths and angles are those of the projection.';
    behind.replaceChildren(...grid, drawHull(hull(heads), frame), ...drawn.elements);
    const crowded = vectors.update(subject, heads, frame, theme, d === 1, drawn.words);
    if (crowded > 0)
      sentence += ` ${count(crowded)} ${crowded === 1 ? 'name has' : 'names have'} no room: point at a vector to read its name.`;
    const bars = rewardsShown(subject);
    if (scale === null || !holding) scale = rewardScale(bars, subject.actions, width, fontSize);
    rewards.update(subject, bars, scale, width, theme);
    setText(words, sentence.trim());
    data.update(subject);
  }

  function chooseAxes({ features }: Subject): void {
    const names = features[0]!.map((_, k) => axisName(k));
    axes.forEach(({ element: control, update }, n) => {
      control.hidden = names.length <= 2;
      if (names.length > 2) update(names, axisName(coordinates[n]!));
    });
  }

  return {
    element,
    update(state, nextTheme) {
      theme = nextTheme;
      const { subject, analysis } = state;
      element.hidden = subject === null && latest === null;
      element.classList.toggle('dim', subject === null);
      if (subject !== null) {
        if (latest !== null && latest.subject.fileName !== subject.fileName) frame = null;
        latest = { subject, conditions: analysis?.conditions ?? [] };
      }
      if (!holding && !edits.pending) held = null;
      drawSoon();
    },
  };
}

/** How many coordinates the picture shows: 1 or 2. */
const dimensions = ({ features }: Subject): number => Math.min(2, features[0]!.length);

const axisName = (k: number): string => `feature ${k + 1}`;

/** Is everything inside, and not in a corner of it only? */
function fits(frame: Frame, heads: readonly XY[], width: number, height: number): boolean {
  if (frame.width !== width || frame.height !== height) return false;
  const wanted = frameAround([[0, 0], ...heads], width, height, MARGIN);
  const inside = heads.every(([x, y]) => {
    const across = Math.abs(x - frame.centre[0]) * frame.scale;
    const up = Math.abs(y - frame.centre[1]) * frame.scale;
    return across < width / 2 - 20 && up < height / 2 - 20;
  });
  return inside && wanted.scale < 1.6 * frame.scale;
}

/** Traps first, then the other actions that have worse ones, then the order. */
function figureOptions({ actions }: Subject, conditions: readonly Condition[]): string[] {
  const traps = conditions.filter(({ id }) => id === 'trap');
  const rank = ({ holds }: Condition) => (holds === true ? 0 : holds === null ? 1 : 2);
  return [
    ...traps.filter((each) => rank(each) < 2).sort((a, b) => rank(a) - rank(b)),
    ...conditions.filter(({ id }) => id === 'order'),
    ...traps.filter((each) => rank(each) === 2),
  ].map((each) => (each.id === 'order' ? ORDER : trapName(actions, each)));
}

function conditionOf(
  { actions }: Subject,
  conditions: readonly Condition[],
  option: string,
): Condition | undefined {
  return conditions.find(
    (each) =>
      (each.id === 'order' && option === ORDER) || (each.id === 'trap' && option === trapName(actions, each)),
  );
}

const trapName = (actions: readonly string[], { action }: Condition): string =>
  `trap at ${actions[action ?? -1] ?? '?'}`;
