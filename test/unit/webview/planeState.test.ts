/** The picture of the plane: what it shows after what has happened, and which map it asks for. */
import { describe, expect, test } from 'vitest';
import type { Condition } from '../../../src/conditions/types.js';
import { wordsOf } from '../../../src/diagnostics/verdictWords.js';
import type { BasinMap } from '../../../src/flow/basins.js';
import { planeThrough } from '../../../src/flow/plane.js';
import type { AnalysisView, PanelState, Subject } from '../../../src/shared/messages.js';
import { gestureOf } from '../../../webview/plane/gestures.js';
import { namingOf } from '../../../webview/plane/naming.js';
import { isDue, nextOrder } from '../../../webview/plane/request.js';
import { cursorSentence, pinSentence } from '../../../webview/plane/sentences.js';
import { startLiterals, startOf } from '../../../webview/plane/start.js';
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

describe('the start', () => {
  const moved: PlaneEvent = { type: 'startMoved', at: [3, -2] };

  test('stands where the text has it, while it is in no hand', () => {
    expect(startOf(then(told({ subject: { ...subject, start: [1, 2] } })))).toEqual([1, 2]);
    expect(startOf(then(told({ subject: { ...subject, start: null } })))).toBeNull();
  });

  test('stays in the hand whatever comes, and where it was let go of until the text has it', () => {
    const held = then(moved, told());
    expect(startOf(held)).toEqual([3, -2]);
    const released = reduce(held, { type: 'startReleased' });
    expect(startOf(reduce(released, told({}, { isEditPending: true })))).toEqual([3, -2]);
    // The change was refused: the text has what it had.
    expect(startOf(reduce(released, told()))).toEqual([0, 0]);
    expect(startOf(reduce(released, told({ subject: { ...subject, start: [3, -2] } })))).toEqual([3, -2]);
  });

  test('that moves leaves the field as it is, and so its basins', () => {
    const state = then(told({ subject: { ...subject, start: [3, -2] } }));
    expect(state.problem).toBe(shown.problem);
    expect(state.window).toBe(shown.window);
  });

  test('of many features moves along the slice, which stays as it is; what the slice does not change is as it was', () => {
    const features = [
      [1, 0, 0],
      [0, 1, 0],
    ];
    const three: Subject = { ...subject, features, start: [0.5, 1 / 3, 7] };
    const chosen: PlaneEvent[] = [
      { type: 'axisChosen', axis: 0, direction: 'θ(1)' },
      { type: 'axisChosen', axis: 1, direction: 'θ(3)' },
    ];
    const state = then(told({ subject: three }), ...chosen);
    expect(startOf(state)).toEqual([0.5, 7]);
    const literals = startLiterals(state.slice!.plane, three.start!, [0.75, 7], new Map([[0, '0.75']]), 10);
    expect(literals).toEqual(['0.75', String(1 / 3), '7']);
    const after = reduce(state, told({ subject: { ...three, start: literals.map(Number) } }));
    expect(after.problem).toBe(state.problem);
    expect(startOf(after)).toEqual([0.75, 7]);
  });

  test('along a direction that is no axis moves to within the picture’s resolution', () => {
    const plane = planeThrough([1, 0, 5], [1, 1, 0], [0, 0, 1]);
    const [x, y] = [Math.SQRT2, 5];
    // θ = (½, −½, 0) + √2·(1, 1, 0)/√2 + 5·(0, 0, 1).
    expect(startLiterals(plane, [1, 0, 5], [x, y], new Map([[0, '1.4142']]), 10)).toEqual([
      '1.5',
      '0.5',
      '5',
    ]);
  });

  test('is not turned away from by a first stage of an analysis, which knows no ends yet', () => {
    const features = [
      [1, 0, 0],
      [0, 1, 0],
    ];
    const three: Subject = { ...subject, features, start: [0, 0, 0] };
    const exposed: Condition = {
      id: 'exposed',
      holds: true,
      basis: 'proved',
      margin: 1,
      actions: [0],
      witness: [1, -1, 0],
    };
    const analysis = (conditions: readonly Condition[]): AnalysisView => ({
      verdict: { kind: 'undecided', traps: [] },
      words: wordsOf({ claim: 'undecided', basis: null, scope: null, reason: 'so' }),
      conditions,
    });
    const known = then(told({ subject: three, analysis: analysis([exposed]) }));
    expect(known.slice!.across).toBe('towards a1 (optimal)');
    const moved = { ...three, start: [1, 0, 0] };
    const staged = reduce(known, told({ subject: moved, analysis: analysis([]) }));
    expect(staged.slice!.across).toBe('towards a1 (optimal)');
    const other = { ...moved, rewards: [1, 0.5] };
    expect(reduce(staged, told({ subject: other, analysis: analysis([]) })).slice!.across).toBe('θ(1)');
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
