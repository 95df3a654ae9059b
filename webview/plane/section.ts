/** The plane of parameters: basins or value as colour, the gradient, runs, ends at infinity; a click forecasts from there. */
import './plane.css';
import type { Condition } from '../../src/conditions/types.js';
import { type BasinMap, type BasinSquare, pixelAt } from '../../src/flow/basins.js';
import { componentsOf, coordinatesOf } from '../../src/flow/plane.js';
import type { FromPanel, PanelState, Subject } from '../../src/shared/messages.js';
import type { BasinNews } from '../../src/shared/pictures.js';
import { h, setText } from '../dom.js';
import type { Edits } from '../edits.js';
import type { Theme } from '../theme.js';
import { createButton, createDropdown } from '../ui/controls.js';
import { figure, isStale, vector } from '../words.js';
import { createPlaneAxes, LEFT } from './axes.js';
import { type MappedBasins, paintBasins } from './basinImage.js';
import { finiteNumbers } from './endLooks.js';
import { listen } from './gestures.js';
import { createPlaneLegend } from './legend.js';
import {
  drawArrows,
  drawCross,
  drawFinite,
  drawForecast,
  drawRegions,
  drawRim,
  drawRuns,
  drawStart,
  type RimMark,
  type Surface,
} from './overlay.js';
import { flowPath, type RunPath, runPaths } from './paths.js';
import { PlaneProblem } from './problem.js';
import { directions, endDirections, sliceOf } from './slices.js';
import { paintValue } from './valueImage.js';
import { panned, toPixel, toPlane, type View, viewAround, zoomed } from './view.js';
import { forecastLine, honesty, policyLine } from './words.js';

export interface PlanePicture {
  readonly element: HTMLElement;
  update(state: PanelState, news: BasinNews | null, theme: Theme): void;
}

type Colours = 'basins of attraction' | 'value of the policy';
const COLOURS: readonly Colours[] = ['basins of attraction', 'value of the policy'];
const PIXELS = 256;
/** While the features are being dragged a coarser map keeps up with the hand. */
const PIXELS_IN_MOTION = 64;
const MOST_SIDE = 460;

interface Pin {
  readonly literals: readonly string[];
  readonly theta: readonly number[];
}

export function createPlane(send: (message: FromPanel) => void, edits: Edits): PlanePicture {
  let state: PanelState | null = null;
  let theme: Theme | null = null;
  let subject: Subject | null = null;
  let conditions: readonly Condition[] = [];
  let problem: PlaneProblem | null = null;
  let view: View | null = null;
  let colours: Colours = COLOURS[0]!;
  let axes: readonly [string | null, string | null] = [null, null];
  let basins: MappedBasins | null = null;
  let wish = 0;
  let answered = 0;
  let wished: { readonly problem: PlaneProblem; readonly square: BasinSquare } | null = null;
  let cursor: readonly [number, number] | null = null;
  let pin: Pin | null = null;
  let side = 0;
  let frame = 0;

  const canvas = h('canvas', {
    id: 'plane-canvas',
    tabindex: 0,
    role: 'application',
    'aria-roledescription': 'plane of parameters',
    'aria-labelledby': 'plane-title',
    'aria-describedby': 'plane-keys plane-summary',
  });
  const context = canvas.getContext('2d')!;
  const colourChoice = createDropdown('Colour', (value) => {
    colours = COLOURS.find((each) => each === value) ?? colours;
    drawSoon();
  });
  const axisChoices = ([0, 1] as const).map((n) =>
    createDropdown(n === 0 ? 'Across' : 'Up', (value) => {
      axes = n === 0 ? [value, axes[1]] : [axes[0], value];
      view = null;
      drawSoon();
    }),
  );
  const numbers = createPlaneAxes();
  const box = h('div', { class: 'plane-box' }, numbers.left, canvas, numbers.below);
  const readout = h('p', { id: 'plane-readout', class: 'readout', role: 'status' });
  const pinned = h('p', { id: 'plane-pin', role: 'status' });
  const useInit = createButton('Use as init', 'secondary', () => {
    if (pin === null) return;
    edits.begin().end({ kind: 'init', literals: pin.literals });
  });
  useInit.title = 'Writes this point into the text as `init`, in place of what stands there';
  const pinBox = h('div', { class: 'pin' }, pinned, useInit);
  const legend = createPlaneLegend(() => drawSoon());
  const zoomIn = zoomButton('+', 'Zoom in', () => zoom(0.8, null));
  const zoomOut = zoomButton('−', 'Zoom out', () => zoom(1.25, null));
  const whole = zoomButton('⌂', 'Show what was shown first', reset);
  const note = h('p', { class: 'note', id: 'plane-note' });
  const keys = h(
    'p',
    { class: 'note', id: 'plane-keys' },
    'Click: forecast from there. Drag: move. Ctrl and wheel, + or −: zoom. Arrow keys: cursor, Enter: forecast; Shift and arrows: move; 0: back.',
  );
  const element = h(
    'section',
    { class: 'picture plane', id: 'plane', 'aria-labelledby': 'plane-title' },
    h(
      'div',
      { class: 'picture-head' },
      h('h2', { id: 'plane-title' }, 'Plane of parameters'),
      h(
        'div',
        { class: 'picture-controls' },
        ...axisChoices.map((each) => each.element),
        colourChoice.element,
        h('div', { class: 'zoom' }, zoomIn, zoomOut, whole),
      ),
    ),
    box,
    readout,
    pinBox,
    legend.element,
    note,
    keys,
  );

  new ResizeObserver(([entry]) => {
    const now = Math.floor(Math.min(MOST_SIDE, entry!.contentRect.width - LEFT));
    if (now === side) return;
    side = now;
    drawSoon();
  }).observe(box);

  listen(canvas, {
    hover(at) {
      cursor = at && view && toPlane(view, side, ...at);
      drawSoon();
    },
    pick: (at) => view && pick(toPlane(view, side, ...at)),
    pan(right, down) {
      if (view) view = panned(view, (-2 * right) / side, (2 * down) / side);
      drawSoon();
    },
    zoom,
    step(right, down) {
      if (view === null) return;
      const [px, py] = toPixel(view, side, ...(cursor ?? [view.x, view.y]));
      const to: [number, number] = [px + right, py + down];
      cursor = toPlane(view, side, ...to);
      // The window follows the cursor over its rim.
      if (to[0] < 0 || to[0] > side) view = panned(view, Math.sign(right), 0);
      if (to[1] < 0 || to[1] > side) view = panned(view, 0, -Math.sign(down));
      drawSoon();
    },
    pickCursor: () => view && pick(cursor ?? [view.x, view.y]),
    reset,
    clear() {
      pin = null;
      cursor = null;
      drawSoon();
    },
  });

  function zoom(by: number, at: readonly [number, number] | null): void {
    if (view === null) return;
    view = zoomed(view, by, ...(at ? toPlane(view, side, ...at) : (cursor ?? [view.x, view.y])));
    drawSoon();
  }

  function reset(): void {
    view = null;
    drawSoon();
  }

  function pick([x, y]: readonly [number, number]): void {
    if (problem === null || view === null) return;
    const literals = problem.literalsAt(x, y, side / (2 * view.half));
    pin = { literals, theta: literals.map(Number) };
    drawSoon();
  }

  function drawSoon(): void {
    if (frame === 0)
      frame = requestAnimationFrame(() => {
        frame = 0;
        draw();
      });
  }

  /** Has the hand let go of what was mapped for the time being? */
  function isDue(): boolean {
    return !edits.pending && wished !== null && wished.square.columns !== PIXELS;
  }

  /** Asks for the basins of what is shown, unless that was the last wish. */
  function wishFor(now: PlaneProblem, { x, y, half }: View): void {
    const { plane } = now.slice;
    const pixels = edits.pending ? PIXELS_IN_MOTION : PIXELS;
    // One map after another while there is a hand to keep up with: dropped ones would only cost.
    if (edits.pending && wished !== null && (answered !== wish || basins?.map.spacing !== 1)) return;
    const rows = plane.up.every((entry) => entry === 0) ? 1 : pixels;
    const square: BasinSquare = { plane, x, y, half, columns: pixels, rows };
    const same = wished?.problem === now && sameSquare(wished.square, square);
    if (same || state === null) return;
    wished = { problem: now, square };
    wish = Math.max(wish + 1, Date.now());
    const { features, rewards } = now.subject;
    send({ type: 'basins', wish: { wish, features, rewards, square } });
  }

  function draw(): void {
    if (subject === null || theme === null || side === 0) return;
    const slice = sliceOf(subject, conditions, axes);
    if (problem === null || problem.subject !== subject || !samePlane(problem.slice.plane, slice.plane)) {
      problem = new PlaneProblem(subject, slice);
    }
    const { plane } = slice;
    const d = plane.origin.length;
    if (pin !== null && pin.theta.length !== d) pin = null;
    const experiment = state?.experiment ?? null;
    const paths = experiment ? runPaths(experiment, plane) : [];
    view ??= viewAround(subject.features, [
      ...(subject.start ? [coordinatesOf(plane, subject.start)] : []),
      ...paths.map(({ points }) => points[0]!),
    ]);
    wishFor(problem, view);
    chooseAxes(subject);

    const ratio = window.devicePixelRatio || 1;
    const size = Math.round(side * ratio);
    if (canvas.width !== size || canvas.height !== size) {
      canvas.width = size;
      canvas.height = size;
    }
    numbers.update(view, side, slice.across, slice.up);
    canvas.classList.toggle('valued', colours === 'value of the policy');
    const image = context.createImageData(size, size);
    if (colours === 'value of the policy') paintValue(image, problem.field, view);
    else if (basins !== null) paintBasins(image, basins, view, ratio, theme, legend.marksComputed);
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.putImageData(image, 0, 0);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const surface: Surface = { context, view, side, theme, words: [] };
    drawArrows(surface, problem.field);
    drawRim(surface, rimMarks(subject));
    drawRegions(surface, problem.field, subject.actions);
    drawRuns(surface, paths, state !== null && isStale(state.freshness));
    if (colours !== 'value of the policy' && basins !== null && d <= 2)
      drawFinite(surface, finitePoints(basins.map, plane));
    if (subject.start) drawStart(surface, coordinatesOf(plane, subject.start));
    if (pin !== null) {
      const path = flowPath(problem.flow, pin.theta, plane, [view.x, view.y], 2 * view.half);
      drawForecast(surface, path);
    }
    if (cursor !== null && document.activeElement === canvas) drawCross(surface, cursor);

    read(problem);
    legend.update({ subject, theme, map: colours === 'value of the policy' ? null : (basins?.map ?? null) });
    describe(problem, paths);
  }

  function rimMarks(now: Subject): RimMark[] {
    if (problem === null) return [];
    const { plane } = problem.slice;
    return endDirections(now, conditions).map(({ action, kind, along }) => ({
      action,
      along: componentsOf(plane, along),
      text: kind === 'optimum' ? `★ ${now.actions[action]}` : `trap ${now.actions[action]}`,
    }));
  }

  function chooseAxes(now: Subject): void {
    const all = directions(now, conditions).map(({ name }) => name);
    const d = now.features[0]!.length;
    axisChoices.forEach(({ element: control, update }, n) => {
      control.hidden = d <= 2;
      if (d > 2 && problem) update(all, n === 0 ? problem.slice.across : problem.slice.up);
    });
    colourChoice.update(COLOURS, colours);
  }

  /** The point under the cursor, and the picked one, in numbers. */
  function read(now: PlaneProblem): void {
    if (view === null) return;
    const scale = side / (2 * view.half);
    if (cursor === null) setText(readout, 'θ: point at the plane, or move the cursor with the arrow keys.');
    else {
      now.field.evaluate(...cursor);
      const theta = now.literalsAt(...cursor, scale).map(Number);
      const end = now.light
        ? forecastLine(now.endFrom(theta), now.subject, basins?.map.ends)
        : 'press for it';
      const pixel = basins && pixelAt(basins.square, ...cursor);
      const inferred =
        colours !== 'value of the policy' && basins !== null && pixel !== null && basins.map.spacing === 1
          ? basins.map.computed[pixel] === 1
            ? ''
            : ' (its pixel was inferred)'
          : '';
      setText(
        readout,
        `θ = ${vector(theta)}: π: ${policyLine(now.field.policy, now.subject)}; f = ${figure(now.field.value, 4)}; forecast: ${end}${inferred}.`,
      );
    }
    pinBox.hidden = pin === null;
    if (pin !== null)
      setText(
        pinned,
        `Forecast from (${pin.literals.join(', ').replaceAll('-', '−')}): ${forecastLine(now.endFrom(pin.theta), now.subject, basins?.map.ends)}.`,
      );
  }

  function describe({ slice, subject: now }: PlaneProblem, paths: readonly RunPath[]): void {
    const parts: string[] = [];
    if (colours === 'value of the policy') {
      parts.push(
        `Colour: f(θ) from ${figure(Math.min(...now.rewards))} to ${figure(Math.max(...now.rewards))}.`,
      );
    } else if (basins !== null)
      parts.push('Shares are parts of this view: they change as it moves or zooms.', honesty(basins.map));
    parts.push(
      'Small arrows: the direction of ∇f, not its length. Dashed: borders between the most probable actions.',
    );
    if (slice.plane.origin.length > 2) {
      parts.push(
        `A slice through θ₀ = ${vector(slice.plane.origin)}; right: ${slice.across}, up: ${slice.up}. Runs and forecasts leave it: what is drawn is their projection.`,
      );
    } else if (slice.up === '') parts.push('There is one parameter, θ(1).');
    if (paths.some(({ style }) => style !== null))
      parts.push('Runs have the colours and dashes of their lines in the charts.');
    if (paths.length > 0 && state !== null && isStale(state.freshness))
      parts.push('The runs are those of the version before.');
    setText(note, parts.join(' '));
  }

  return {
    element,
    update(next, news, nextTheme) {
      const other = state !== null && state.document !== next.document;
      if (other) {
        view = null;
        pin = null;
        basins = null;
        wished = null;
        subject = null;
      }
      const drawn = [state?.experiment, state?.freshness, state?.analysis, subject, basins, theme];
      state = next;
      theme = nextTheme;
      // A small map is soon whole: its levels would only take time from the hand.
      const worth = news !== null && (!edits.pending || news.map.spacing === 1);
      if (worth && wished !== null && news.wish === wish && basins?.map !== news.map) {
        answered = wish;
        basins = { square: wished.square, map: news.map };
      }
      if (next.subject !== null) {
        if (subject === null || !sameNumbers(subject, next.subject)) subject = next.subject;
        conditions = next.analysis?.conditions ?? [];
      }
      element.hidden = subject === null;
      element.classList.toggle('dim', next.subject === null);
      const now = [next.experiment, next.freshness, next.analysis, subject, basins, theme];
      if (now.some((each, n) => each !== drawn[n]) || isDue()) drawSoon();
    },
  };
}

/** Where the numbered finite points of a map stand, for a plane that holds all parameters. */
function finitePoints({ ends }: BasinMap, plane: BasinSquare['plane']) {
  return [...finiteNumbers(ends)].flatMap(([end, number]) =>
    end.kind === 'finite' ? [{ at: coordinatesOf(plane, end.theta), number }] : [],
  );
}

function zoomButton(sign: string, name: string, act: () => void): HTMLElement {
  const button = h('button', { type: 'button', class: 'small', 'aria-label': name, title: name }, sign);
  button.addEventListener('click', act);
  return button;
}

/** Every stage of an analysis brings the same numbers in new objects. */
function sameNumbers(a: Subject, b: Subject): boolean {
  return (
    JSON.stringify([a.features, a.rewards, a.actions, a.optimal, a.start]) ===
    JSON.stringify([b.features, b.rewards, b.actions, b.optimal, b.start])
  );
}

const samePlane = (a: BasinSquare['plane'], b: BasinSquare['plane']): boolean =>
  JSON.stringify(a) === JSON.stringify(b);

const sameSquare = (a: BasinSquare, b: BasinSquare): boolean => JSON.stringify(a) === JSON.stringify(b);
