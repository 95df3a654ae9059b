/** The curves that are chosen, in a grid, under one toolbar and with one cursor. */
import type { ChartedExperiment, Comparison } from '../../src/shared/messages.js';
import { h, memo, setText } from '../dom.js';
import type { Theme } from '../theme.js';
import { createDropdown, createToggle } from '../ui/controls.js';
import {
  type AxisScale,
  BANDS,
  type BandKind,
  type ChangeView,
  changeLook,
  type Look,
  type Range,
  UNZOOMED,
  type View,
} from '../view.js';
import { count } from '../words.js';
import type { Drawing } from './drawing.js';
import { type ChartActs, type ChartFrame, createChartFrame } from './frame.js';
import { nearest, panned, stepped, zoomed } from './navigate.js';
import { QUANTITIES, type Quantity } from './quantities.js';
import { fitLines, fitName, fitNote, fittedPoints, REFERENCE_NAME, referenceLine } from './reference.js';
import { type Axes, type Line, labels, lastIteration, suitingBand } from './series.js';

export interface Curves {
  readonly element: HTMLElement;
  /** The chart that was last pointed at, or the first, as it is drawn; null while there is none. */
  drawing(): Drawing | null;
  update(experiment: ChartedExperiment | null, comparison: Comparison, view: View, theme: Theme): void;
}

type Pinned = Comparison['pinned'][number];

const EVERY_LABEL = 'every line';

/** What the buttons of a chart ask for. */
export interface CurveActs {
  /** Puts a picture of it on the clipboard. */
  copy(drawing: Drawing): void;
  /** Asks for a format and a place. */
  save(): void;
  /** Keeps the charted run in sight beside later ones, or no more. */
  pin(run: number): void;
}

/** @param change how the toolbar, the mouse and the keyboard change the view. */
export function createCurves(change: ChangeView, acts: CurveActs): Curves {
  let view: View | null = null;
  let experiment: ChartedExperiment | null = null;
  const look = (part: Partial<Look>) => change(changeLook(part));
  const recorded = () => recordedIterations(experiment);
  const whole = () => ({
    min: view?.look.iterations === 'linear' ? 0 : 1,
    max: experiment ? lastIteration(experiment) : 10,
  });

  const chips = QUANTITIES.map((quantity) =>
    createToggle(quantity.short, `Show ${quantity.title(false)}`, () =>
      change((now) => {
        const shown = now.look.curves.includes(quantity.id);
        const curves = QUANTITIES.map(({ id }) => id).filter((id) =>
          id === quantity.id ? !shown : now.look.curves.includes(id),
        );
        return curves.length === 0 ? now : changeLook({ curves })(now);
      }),
    ),
  );
  const logIterations = createToggle('log t', 'Logarithmic iteration axis', () =>
    change((now) =>
      changeLook({
        iterations: now.look.iterations === 'log' ? 'linear' : 'log',
        zoom: { ...now.look.zoom, x: null },
      })(now),
    ),
  );
  const band = createDropdown('What stands for several runs', (value) => look({ band: value as BandKind }));
  const label = createDropdown('Actions of', (value) =>
    look({ label: value === EVERY_LABEL ? null : value }),
  );
  const pin = createToggle('pin', 'Keep this run in sight beside the next ones', () => {
    if (experiment) acts.pin(experiment.stamp.run);
  });
  const reset = h('button', { type: 'button', class: 'link', id: 'reset-zoom' }, 'Reset zoom');
  reset.addEventListener('click', () => look({ zoom: UNZOOMED }));
  const readout = h('span', { class: 'muted readout', id: 'cursor' });
  const toolbar = h(
    'div',
    { class: 'toolbar', role: 'toolbar', 'aria-label': 'Curves' },
    h('div', { class: 'chips', role: 'group', 'aria-label': 'Charts' }, ...chips.map((chip) => chip.element)),
    logIterations.element,
    band.element,
    label.element,
    pin.element,
    h('div', { class: 'readout-line' }, readout, reset),
  );
  const grid = h('div', { class: 'charts' });
  const hint = h(
    'p',
    { class: 'note' },
    'Drag to zoom, Shift+drag to pan, Ctrl+wheel to zoom, double-click to reset; with a chart in focus: ← → move the cursor, + − zoom the iterations, ↑ ↓ the vertical axis, Shift and an arrow pan, 0 resets.',
  );
  const element = h(
    'section',
    { class: 'curves', id: 'charts', 'aria-label': 'Curves' },
    toolbar,
    grid,
    hint,
  );
  const frames = new Map<string, Slot>();

  function actsOf(quantity: Quantity): ChartActs {
    return {
      hide: (name) =>
        change((now) => {
          const hidden = new Set(now.look.hidden);
          if (!hidden.delete(name)) hidden.add(name);
          return changeLook({ hidden: [...hidden] })(now);
        }),
      zoom: (x, y) =>
        change((now) => changeLook({ zoom: { x, y: { ...now.look.zoom.y, [quantity.id]: y } } })(now)),
      reset: () => look({ zoom: UNZOOMED }),
      point: (iteration) => {
        const cursor = nearest(recorded(), iteration);
        change((now) =>
          now.cursor === cursor && now.chart === quantity.id ? now : { ...now, cursor, chart: quantity.id },
        );
      },
      key: (event) => key(event, quantity),
    };
  }

  function key(event: KeyboardEvent, quantity: Quantity): void {
    if (view === null || experiment === null || event.altKey || event.ctrlKey || event.metaKey) return;
    const vertical = frames.get(quantity.id)!.frame.chart.scales.y!;
    const y = (next: Range | null) =>
      next && look({ zoom: { ...zoom, y: { ...zoom.y, [quantity.id]: next } } });
    const up = { scale: scaleOf(quantity, view.look), range: { min: vertical.min, max: vertical.max } };
    const closer = (factor: number) =>
      y(zoomed(up.range, up.scale, factor, middle(up.range, up.scale), ANYWHERE[up.scale]));
    const moved = (part: number) => y(panned(up.range, up.scale, part, ANYWHERE[up.scale]));
    const { iterations: scale, zoom } = view.look;
    const range = zoom.x ?? whole();
    const at = view.cursor ?? whole().max;
    const cursor = (iteration: number) => change((now) => ({ ...now, cursor: iteration }));
    const x = (next: typeof zoom.x) => look({ zoom: { ...zoom, x: next } });
    const acts: Record<string, () => void> = {
      ArrowLeft: () => cursor(stepped(recorded(), at, -1)),
      ArrowRight: () => cursor(stepped(recorded(), at, 1)),
      Home: () => cursor(recorded()[0] ?? 0),
      End: () => cursor(recorded().at(-1) ?? 0),
      '+': () => x(zoomed(range, scale, 0.6, at, whole())),
      '=': () => x(zoomed(range, scale, 0.6, at, whole())),
      '-': () => x(zoomed(range, scale, 1 / 0.6, at, whole())),
      '0': () => look({ zoom: UNZOOMED }),
      ArrowUp: () => closer(0.6),
      ArrowDown: () => closer(1 / 0.6),
      'Shift+ArrowUp': () => moved(0.2),
      'Shift+ArrowDown': () => moved(-0.2),
      'Shift+ArrowLeft': () => x(panned(range, scale, -0.2, whole())),
      'Shift+ArrowRight': () => x(panned(range, scale, 0.2, whole())),
    };
    const shifted = event.shiftKey && event.key.startsWith('Arrow') ? `Shift+${event.key}` : event.key;
    const act = acts[shifted];
    if (act === undefined) return;
    event.preventDefault();
    act();
  }

  function slotOf(quantity: Quantity): Slot {
    let slot = frames.get(quantity.id);
    if (slot === undefined) {
      slot = createSlot(quantity, createChartFrame(quantity.id, actsOf(quantity)), look, {
        ...acts,
        save: () => {
          change((now) => ({ ...now, chart: quantity.id }));
          acts.save();
        },
      });
      frames.set(quantity.id, slot);
    }
    return slot;
  }

  /** The shown charts in their order; the others leave the page and are destroyed. */
  function arrange(shown: readonly Quantity[]): void {
    for (const [id, slot] of frames) {
      if (shown.some((quantity) => quantity.id === id)) continue;
      slot.frame.chart.destroy();
      slot.frame.element.remove();
      frames.delete(id);
    }
    shown.forEach((quantity, i) => {
      const { frame } = slotOf(quantity);
      if (grid.children[i] !== frame.element) grid.insertBefore(frame.element, grid.children[i] ?? null);
    });
  }

  const drawToolbar = memo((now: Look, charted: ChartedExperiment | null) => {
    const names = charted ? labels(charted) : [];
    QUANTITIES.forEach(({ id }, i) => {
      chips[i]!.update(now.curves.includes(id));
    });
    logIterations.update(now.iterations === 'log');
    const several = charted !== null && charted.results.length > names.length;
    band.element.hidden = !several;
    band.update(BANDS, bandOf(now, charted));
    // Actions of one name are other actions in each instance of a family.
    label.element.hidden = names.length < 2 || charted?.family != null;
    label.update([EVERY_LABEL, ...names], names.includes(now.label ?? '') ? now.label! : EVERY_LABEL);
    reset.hidden = now.zoom.x === null && Object.keys(now.zoom.y).length === 0;
  });

  return {
    element,
    drawing() {
      const [first] = frames.values();
      return (
        (view?.chart ? frames.get(view.chart) : first)?.frame.drawing() ?? first?.frame.drawing() ?? null
      );
    },
    update(charted, { pinned, chartedIsPinned }, now, theme) {
      pin.update(chartedIsPinned);
      view = now;
      experiment = charted;
      drawToolbar(now.look, charted);
      const shown = QUANTITIES.filter(({ id }) => now.look.curves.includes(id));
      arrange(shown);
      for (const quantity of shown) {
        const slot = slotOf(quantity);
        slot.draw(charted, pinned, now.look, theme);
        slot.frame.cursor(now.cursor);
      }
      setText(readout, now.cursor === null ? '' : `at iteration ${count(now.cursor)}`);
    },
  };
}

/** How far a vertical axis may be zoomed out. */
const ANYWHERE: Readonly<Record<AxisScale, Range>> = {
  log: { min: 1e-320, max: 1e308 },
  linear: { min: -1e308, max: 1e308 },
};

function middle({ min, max }: Range, scale: AxisScale): number {
  return scale === 'log' ? 10 ** ((Math.log10(min) + Math.log10(max)) / 2) : (min + max) / 2;
}

interface Slot {
  readonly frame: ChartFrame;
  draw(experiment: ChartedExperiment | null, pinned: readonly Pinned[], look: Look, theme: Theme): void;
}

function createSlot(
  quantity: Quantity,
  frame: ChartFrame,
  look: (part: Partial<Look>) => void,
  acts: CurveActs,
): Slot {
  let latest: Look | null = null;
  const log = createToggle('log', 'Logarithmic vertical axis', () => {
    if (latest === null) return;
    const { [quantity.id]: _, ...y } = latest.zoom.y;
    look({
      vertical: { ...latest.vertical, [quantity.id]: scaleOf(quantity, latest) === 'log' ? 'linear' : 'log' },
      zoom: { ...latest.zoom, y },
    });
  });
  const button = (words: string, title: string, onClick: () => void): HTMLElement => {
    const element = h('button', { type: 'button', class: 'chip', title }, words);
    element.addEventListener('click', onClick);
    return element;
  };
  frame.controls.append(
    log.element,
    button('copy', 'Copy a picture of this chart', () => {
      const drawing = frame.drawing();
      if (drawing) acts.copy(drawing);
    }),
    button('export…', 'Export this chart or its data', acts.save),
  );
  return {
    frame,
    draw: memo((experiment, pinned, now, theme) => {
      latest = now;
      log.update(scaleOf(quantity, now) === 'log');
      frame.update(drawingOf(quantity, experiment, pinned, now), theme);
    }),
  };
}

function bandOf({ band }: Look, experiment: ChartedExperiment | null): BandKind {
  return band ?? (experiment ? suitingBand(experiment) : BANDS[1]);
}

/** What the faint lines are, in a sentence; empty where there are none. */
function strandsNote(lines: readonly Line[], family: boolean): string {
  const most = Math.max(0, ...lines.map(({ strands }) => strands?.length ?? 0));
  return most === 0
    ? ''
    : `Each faint line is one of ${count(most)} ${family ? 'instances' : 'runs'}; bands: mean ± standard error, and 10–90 %.`;
}

function scaleOf({ id, scale }: Quantity, look: Look) {
  return look.vertical[id] ?? scale;
}

function drawingOf(
  quantity: Quantity,
  experiment: ChartedExperiment | null,
  pinned: readonly Pinned[],
  look: Look,
): Drawing {
  const names = experiment && experiment.family === null ? labels(experiment) : [];
  const label = names.length === 1 ? names[0]! : names.includes(look.label ?? '') ? look.label : null;
  const axes: Axes = { x: look.iterations, y: scaleOf(quantity, look) };
  const lines = experiment ? quantity.lines(experiment, label, bandOf(look, experiment)) : [];
  const last = experiment ? lastIteration(experiment) : 10;
  const loglog = quantity.decays && axes.x === 'log' && axes.y === 'log';
  const reference = loglog ? referenceLine(lines, last) : null;
  const fits = loglog ? fitLines(lines, look.zoom.x) : [];
  const helpers = [
    ...(reference ? [{ name: REFERENCE_NAME, points: reference, of: null }] : []),
    ...fits.map((one) => ({ name: fitName(one), points: fittedPoints(one.fit), of: one.line })),
  ];
  const byAction = label !== null;
  return {
    title: quantity.title(byAction),
    y: quantity.y(byAction),
    axes,
    lines: [...pinned.flatMap((one, pin) => pinnedLines(quantity, one, pin, label, look)), ...lines],
    last: pinned.reduce((most, one) => Math.max(most, lastIteration(one.experiment)), last),
    helpers,
    bounds: quantity.bounds,
    zoomX: look.zoom.x,
    zoomY: look.zoom.y[quantity.id] ?? null,
    hidden: new Set(look.hidden),
    note: [strandsNote(lines, experiment?.family != null), fitNote(fits)]
      .filter((one) => one !== '')
      .join(' '),
  };
}

/** A pinned run's lines, named by what tells it apart. Its own label stands in for the one chosen when it lacks that. */
function pinnedLines(
  quantity: Quantity,
  { experiment, name }: Pinned,
  pin: number,
  label: string | null,
  look: Look,
): Line[] {
  const own = experiment.family === null ? labels(experiment) : [];
  const chosen = label === null || own.includes(label) ? label : (own[0] ?? null);
  return quantity.lines(experiment, chosen, bandOf(look, experiment)).map((line) => ({
    ...line,
    key: `pinned ${experiment.stamp.run} ${line.key}`,
    name: `${line.name} [${name}]`,
    pin,
  }));
}

/** The iterations that the run with the most of them has recorded, ascending. */
function recordedIterations(experiment: ChartedExperiment | null): number[] {
  const longest = experiment?.results.reduce<readonly number[]>(
    (most, { recording: { iterations } }) => (iterations.length > most.length ? iterations : most),
    [],
  );
  return [...(longest ?? [])];
}
