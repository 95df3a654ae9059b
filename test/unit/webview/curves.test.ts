/** The charts: how what a person does with them changes what is looked at. */
import { describe, expect, test } from 'vitest';
import { recordedIterations } from '../../../webview/charts/iterations.js';
import { eventOf, type Key, type KeyContext, SHORTCUTS } from '../../../webview/charts/keys.js';
import { FIRST_VIEW, UNZOOMED, type View } from '../../../webview/view.js';
import { type ViewEvent, viewAfter } from '../../../webview/viewEvents.js';
import { charted, chartedRun } from '../charted.js';

const after = (...events: ViewEvent[]): View => events.reduce(viewAfter, FIRST_VIEW);
const toggle = (id: 'gap' | 'policy' | 'fisher'): ViewEvent => ({ type: 'curveToggled', id });
const x = { min: 10, max: 100 };
const y = { min: 0.1, max: 1 };
const zoomed: ViewEvent = { type: 'zoomed', id: 'gap', x, y };

describe('the charts that are shown', () => {
  test('are in one order, whenever they were chosen', () => {
    expect(after(toggle('fisher'), toggle('gap'), toggle('gap')).look.curves).toEqual([
      'gap',
      'policy',
      'fisher',
    ]);
  });

  test('are one at least', () => {
    expect(after(toggle('gap'), toggle('policy')).look.curves).toEqual(['policy']);
  });
});

describe('a zoom', () => {
  test('is of the iterations of all charts, and of the vertical axis of one', () => {
    expect(after(zoomed).look.zoom).toEqual({ x, y: { gap: y } });
    expect(after(zoomed, { type: 'verticallyZoomed', id: 'policy', y: x }).look.zoom.y).toEqual({
      gap: y,
      policy: x,
    });
    expect(after(zoomed, { type: 'zoomReset' }).look.zoom).toEqual(UNZOOMED);
  });

  test('ends on an axis that is divided otherwise', () => {
    expect(after(zoomed, { type: 'iterationScaleToggled' }).look).toMatchObject({
      iterations: 'linear',
      zoom: { x: null, y: { gap: y } },
    });
    expect(after(zoomed, { type: 'verticalScaleToggled', id: 'gap', scale: 'log' }).look).toMatchObject({
      vertical: { gap: 'linear' },
      zoom: { x, y: {} },
    });
  });
});

describe('the cursor', () => {
  const recorded = [0, 1, 10, 100];
  const point = (iteration: number): ViewEvent => ({ type: 'pointed', id: 'policy', iteration, recorded });

  test('goes to the nearest recorded iteration, in the chart that is pointed at', () => {
    expect(after(point(14))).toMatchObject({ cursor: 10, chart: 'policy' });
  });

  test('that stays where it is changes nothing', () => {
    const view = after(point(14));
    expect(viewAfter(view, point(12))).toBe(view);
  });

  test('goes along the iterations of the run that has the most of them', () => {
    const experiment = charted(1, [chartedRun({ 0: 0.5 }), chartedRun({ 0: 0.5, 10: 0.1 })]);
    expect(recordedIterations(experiment)).toEqual([0, 10]);
    expect(recordedIterations(null)).toEqual([]);
  });
});

test('a line that is hidden is shown again by the same button', () => {
  const hide: ViewEvent = { type: 'lineToggled', name: 'a2' };
  expect(after(hide).look.hidden).toEqual(['a2']);
  expect(after(hide, hide).look.hidden).toEqual([]);
});

describe('a key', () => {
  const context = (view: View = FIRST_VIEW): KeyContext => ({
    id: 'gap',
    view,
    recorded: [0, 1, 10, 100],
    whole: { min: 1, max: 100 },
    vertical: { scale: 'log', range: { min: 1e-4, max: 1 } },
  });
  const press = (key: string, { shiftKey = false }: Partial<Key> = {}, view?: View) =>
    eventOf({ key, shiftKey }, context(view));

  test('moves the cursor from the last iteration back, and to both ends', () => {
    expect(press('ArrowLeft')).toEqual({ type: 'cursorMoved', iteration: 10 });
    expect(press('Home')).toEqual({ type: 'cursorMoved', iteration: 0 });
    expect(press('End')).toEqual({ type: 'cursorMoved', iteration: 100 });
  });

  test('brings the iterations closer around the cursor, and takes them back to the whole axis', () => {
    const view: View = { ...FIRST_VIEW, cursor: 10 };
    const closer = press('+', {}, view);
    // log10 from 0 … 2 around 1, 0.6 as long: 0.4 … 1.6.
    expect(closer).toMatchObject({ type: 'iterationsZoomed' });
    const { min, max } = (closer as Extract<ViewEvent, { type: 'iterationsZoomed' }>).x!;
    expect(Math.log10(min)).toBeCloseTo(0.4, 12);
    expect(Math.log10(max)).toBeCloseTo(1.6, 12);
    expect(press('-', {}, viewAfter(view, closer!))).toEqual({ type: 'iterationsZoomed', x: null });
  });

  test('brings the vertical axis of its chart closer, or with Shift moves it by a fifth', () => {
    const found = press('ArrowUp', { shiftKey: true }) as Extract<ViewEvent, { type: 'verticallyZoomed' }>;
    expect(found.id).toBe('gap');
    // Four decades, moved up by 0.8 of one.
    expect(Math.log10(found.y!.min)).toBeCloseTo(-3.2, 12);
    expect(Math.log10(found.y!.max)).toBeCloseTo(0.8, 12);
    expect(press('ArrowDown')).toMatchObject({ type: 'verticallyZoomed', id: 'gap' });
  });

  test('that is announced to a screen reader does something', () => {
    const deaf = SHORTCUTS.split(' ').filter((shortcut) => {
      const keys = shortcut.split('+');
      const key = keys.at(-1)!;
      return press(key === 'Plus' ? '+' : key, { shiftKey: keys.length > 1 }) === null;
    });
    expect(deaf).toEqual([]);
  });

  test('that is none of the charts is left to the page', () => {
    expect(press('Tab')).toBeNull();
  });
});
