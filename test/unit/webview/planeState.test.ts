/** The picture of the plane: what it shows after what has happened, and which map it asks for. */
import { describe, expect, test } from 'vitest';
import type { BasinMap } from '../../../src/flow/basins.js';
import type { PanelState, Subject } from '../../../src/shared/messages.js';
import { gestureOf } from '../../../webview/plane/gestures.js';
import { namingOf } from '../../../webview/plane/naming.js';
import { isDue, nextOrder } from '../../../webview/plane/request.js';
import { cursorSentence, pinSentence } from '../../../webview/plane/sentences.js';
import { NO_PLANE, type PlaneEvent, type PlaneState, reduce } from '../../../webview/plane/state.js';
import { panelState, subject } from '../charted.js';

const SIDE = 400;
const told = (
  changes: Partial<PanelState> = {},
  news: Partial<Extract<PlaneEvent, { type: 'received' }>> = {},
): PlaneEvent => ({
  type: 'received',
  panel: panelState({ subject, ...changes }),
  news: null,
  isEditPending: false,
  ...news,
});
const resized: PlaneEvent = { type: 'resized', side: SIDE };
const after = (...events: PlaneEvent[]): PlaneState => events.reduce(reduce, NO_PLANE);
const shown = after(told(), resized);
const then = (...events: PlaneEvent[]): PlaneState => events.reduce(reduce, shown);
/** The middle of the canvas: θ = 0 at first. */
const middle = [SIDE / 2, SIDE / 2] as const;

describe('the window', () => {
  test('is there once there are numbers and a size, in whatever order they come', () => {
    expect(after(told()).window).toBeNull();
    expect(after(resized, told()).window).toEqual(shown.window);
    // √2 between the two rows: 24/√2 makes the logits differ by 24.
    expect(shown.window).toEqual({ x: 0, y: 0, half: 17 });
  });

  test('keeps the point under the mouse where it is while it is zoomed', () => {
    const at = [300, 120] as const;
    const before = then({ type: 'hovered', at }).cursor!;
    const cursor = then({ type: 'zoomed', by: 0.5, at }, { type: 'hovered', at }).cursor!;
    expect(cursor[0]).toBeCloseTo(before[0], 12);
    expect(cursor[1]).toBeCloseTo(before[1], 12);
  });

  test('follows the hand, and is what it was first when that is asked for', () => {
    const moved = then({ type: 'panned', right: SIDE / 2, down: 0 });
    expect(moved.window).toEqual({ x: -17, y: 0, half: 17 });
    expect(reduce(moved, { type: 'reset' }).window).toEqual(shown.window);
  });

  test('follows the cursor of the keyboard over its rim', () => {
    const over = then({ type: 'hovered', at: [SIDE - 1, 200] }, { type: 'stepped', right: 8, down: 0 });
    expect(over.window!.x).toBe(17);
    expect(then({ type: 'stepped', right: 8, down: 0 }).window).toEqual(shown.window);
  });

  test('is another for another document, where no pin stays', () => {
    const pinned = then({ type: 'zoomed', by: 0.5, at: null }, { type: 'picked', at: middle });
    expect(pinned.pin).not.toBeNull();
    const other = reduce(pinned, told({ document: 'file:///other.linspg' }));
    expect(other.window).toEqual(shown.window);
    expect(other.pin).toBeNull();
  });
});

describe('the numbers', () => {
  test('are those of the last text that had some', () => {
    const state = then(told({ subject: null }));
    expect(state.problem).toBe(shown.problem);
    expect(state.isCurrent).toBe(false);
  });

  test('that an analysis brings again change nothing', () => {
    const panel = panelState({ subject });
    const first = after({ type: 'received', panel, news: null, isEditPending: false }, resized);
    const again = { ...panel, subject: { ...subject } };
    expect(reduce(first, { type: 'received', panel: again, news: null, isEditPending: false })).toBe(first);
  });

  test('of other features are another plane, on which a pin of as many parameters stays', () => {
    const other: Subject = { ...subject, rewards: [1, 0.5] };
    const state = then({ type: 'picked', at: middle }, told({ subject: other }));
    expect(state.problem).not.toBe(shown.problem);
    expect(state.pin!.literals).toEqual(['0', '0']);
    const three = {
      ...subject,
      features: [
        [1, 0, 0],
        [0, 1, 0],
      ],
      start: null,
    };
    expect(reduce(state, told({ subject: three })).pin).toBeNull();
  });
});

describe('a point', () => {
  test('is said with its policy, its value and its forecast', () => {
    // At θ = 0 both actions have probability ½, and the gradient points to the better one.
    expect(cursorSentence(then({ type: 'hovered', at: middle }))).toBe(
      'θ = (0, 0): π: a1 0.5, a2 0.5; f = 0.5; forecast: ends at a1, the best.',
    );
    expect(cursorSentence(then({ type: 'hovered', at: null }))).toMatch(/point at the plane/);
  });

  test('that is picked stays until it is let go of, and is said as it would stand in the text', () => {
    const picked = then(
      { type: 'hovered', at: middle },
      { type: 'cursorPicked' },
      { type: 'hovered', at: null },
    );
    expect(pinSentence(picked.pin!, picked.problem!, namingOf(picked.problem!, null), null)).toBe(
      'Forecast from (0, 0): ends at a1, the best.',
    );
    expect(reduce(picked, { type: 'cleared' }).pin).toBeNull();
  });
});

describe('a map of basins', () => {
  const still = { isEditPending: false };
  const inMotion = { isEditPending: true };
  const ask = (state: PlaneState, id: number, moving = still): PlaneState =>
    reduce(state, { type: 'mapRequested', id, square: nextOrder(state, moving)!.square });
  const level = (spacing: number): BasinMap => ({
    columns: 256,
    rows: 256,
    spacing,
    isCut: false,
    ends: [],
    codes: new Uint8Array(256 * 256),
    computed: new Uint8Array(256 * 256),
    checked: 0,
    wrong: 0,
  });
  const answered = (state: PlaneState, request: number, spacing: number, isEditPending = false) =>
    reduce(state, told({}, { news: { request, map: level(spacing) }, isEditPending }));

  test('is asked for once, and again when the window has moved', () => {
    expect(nextOrder(shown, still)?.square).toMatchObject({ x: 0, y: 0, half: 17, columns: 256, rows: 256 });
    const asked = ask(shown, 1);
    expect(nextOrder(asked, still)).toBeNull();
    expect(nextOrder(reduce(asked, { type: 'zoomed', by: 2, at: null }), still)?.square).toMatchObject({
      half: 34,
    });
  });

  test('is shown when it answers the latest request, and only then', () => {
    const second = ask(reduce(ask(shown, 1), { type: 'zoomed', by: 2, at: null }), 2);
    expect(answered(second, 1, 1).basins).toBeNull();
    expect(answered(second, 2, 1).basins).toMatchObject({ square: { half: 34 } });
  });

  test('is coarse while a hand moves the features; each is whole before the next; then a fine one is due', () => {
    const first = ask(shown, 1, inMotion);
    expect(first.request!.square.columns).toBe(64);
    const moved = reduce(first, told({ subject: { ...subject, rewards: [1, 0.5] } }));
    expect(nextOrder(moved, inMotion)).toBeNull();
    expect(answered(first, 1, 8, true).basins).toBeNull();
    const whole = reduce(answered(first, 1, 1, true), told({ subject: { ...subject, rewards: [1, 0.5] } }));
    expect(nextOrder(whole, inMotion)?.square).toMatchObject({ columns: 64 });
    expect(isDue(whole, inMotion)).toBe(false);
    expect(isDue(whole, still)).toBe(true);
  });

  test('has one row for one parameter', () => {
    const line: Subject = { ...subject, features: [[1], [0]], start: [0] };
    expect(nextOrder(after(told({ subject: line }), resized), still)?.square).toMatchObject({ rows: 1 });
  });
});

describe('keys', () => {
  test('move the cursor, and with Shift the window', () => {
    expect(gestureOf({ key: 'ArrowUp', shiftKey: false })).toMatchObject({ type: 'stepped', down: -8 });
    expect(gestureOf({ key: 'ArrowLeft', shiftKey: true })).toMatchObject({ type: 'panned', right: 40 });
  });

  test('pick, let go, zoom and go back; others are left to the page', () => {
    const types = ['Enter', 'Escape', '+', '0', 'x'].map((key) => gestureOf({ key, shiftKey: false })?.type);
    expect(types).toEqual(['cursorPicked', 'cleared', 'zoomed', 'reset', undefined]);
  });
});
