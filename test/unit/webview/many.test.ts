/** What the panel shows of more actions than anyone reads at once: a part, and the rest on demand. */
import { describe, expect, test } from 'vitest';
import { analyse } from '../../../src/conditions/analyse.js';
import type { Condition } from '../../../src/conditions/types.js';
import { arraysOf, problemOf } from '../../../src/model/problem.js';
import type { Subject } from '../../../src/shared/messages.js';
import { readSpec } from '../../../src/spec/read.js';
import { linesByAction } from '../../../webview/charts/series.js';
import { figureOf } from '../../../webview/features/figure.js';
import { arrowsOf, dotNear, dotsSentence } from '../../../webview/features/many.js';
import { orderFigure } from '../../../webview/features/orderFigure.js';
import { NO_FEATURES, reduce } from '../../../webview/features/state.js';
import { PRINT } from '../../../webview/pictures/colours.js';
import { featuresPicture } from '../../../webview/pictures/features.js';
import { firstOf } from '../../../webview/sections/conditions.js';
import { charted, chartedRun } from '../charted.js';

/** Actions on a circle: the reward of action n is n, so the last one is the best. */
function circle(actions: number): Subject {
  const all = [...Array(actions).keys()];
  return {
    fileName: 'many.linspg',
    title: null,
    actions: all.map((n) => `action ${n}`),
    offsets: [0, actions],
    rewards: all,
    features: all.map((n) => [Math.cos(n), Math.sin(n)]),
    optimal: [actions - 1],
    noise: { kind: 'none' },
    start: [0, 0],
  };
}

const many = circle(5000);

const trapAt = (action: number, holds: boolean): Condition => ({
  id: 'trap',
  action,
  holds,
  basis: 'proved',
  margin: null,
  actions: [],
});

const drawn = (subject: Subject, conditions: readonly Condition[] = []) =>
  (
    [
      { type: 'resized', width: 400 },
      { type: 'lettersResized', fontSize: 12 },
      {
        type: 'analysed',
        document: 'file:///many.linspg',
        told: { choice: null, bandit: { subject, conditions, place: null } },
        isEditPending: false,
      },
    ] as const
  ).reduce(reduce, NO_FEATURES);

describe('of many vectors', () => {
  test('up to a hundred are all arrows', () => {
    expect(arrowsOf(circle(100), 0, null).actions).toHaveLength(100);
    expect(dotsSentence(arrowsOf(circle(100), 0, null), 100, false)).toBe('');
  });

  test('the forty of the greatest rewards are arrows at first, and each is on one of the pages', () => {
    const first = arrowsOf(many, 0, null);
    expect(first.actions).toEqual([...Array(40).keys()].map((n) => 4960 + n));
    expect(dotsSentence(first, 5000, true)).toContain('1–40 of 5\u202f000 actions');
    const pages = [...Array(first.page.of).keys()].flatMap((page) => arrowsOf(many, page, null).actions);
    expect(pages.sort((a, b) => a - b)).toEqual([...many.actions.keys()]);
  });

  test('those that the geometry is about are arrows on every page', () => {
    const state = drawn(many, [{ ...trapAt(7, true), witness: [1, 0] }]);
    const { figure } = figureOf(many, state);
    expect(arrowsOf(many, 3, figure).actions).toContain(7);
  });

  test('a page is turned as far as there are pages, and another text begins at the first', () => {
    const turned = [-1, 1, 1, 999].map((by) => ({ type: 'vectorsTurned', by }) as const);
    const state = turned.reduce(reduce, drawn(many));
    expect(state.page).toBe(124);
    const other = reduce(state, {
      type: 'analysed',
      document: 'file:///other.linspg',
      told: { choice: null, bandit: { subject: many, conditions: [], place: null } },
      isEditPending: false,
    });
    expect(other.page).toBe(0);
  });

  test('the nearest dot is the one under the pointer; none far from it, and no arrow', () => {
    const heads = [
      [0, 0],
      [10, 0],
      [11, 0],
    ] as const;
    expect(dotNear(heads, [0], [10.4, 0])).toBe(1);
    expect(dotNear(heads, [0], [10.6, 0])).toBe(2);
    expect(dotNear(heads, [0, 1, 2], [10, 0])).toBeNull();
    expect(dotNear(heads, [], [40, 0])).toBeNull();
  });

  test('a picture to take along has every head, and names of the arrows alone', () => {
    const { marks } = featuresPicture(drawn(many), PRINT)!;
    const points = marks.flatMap((mark) => (mark.kind === 'markers' ? mark.points : []));
    expect(points).toHaveLength(5000);
    const labels = marks.filter(({ kind }) => kind === 'label');
    expect(labels.length).toBeGreaterThan(0);
    expect(labels.length).toBeLessThanOrEqual(40);
  });
});

test('of many traps, those that attract are offered first, and not thousands', () => {
  const conditions = [...Array(5000).keys()].map((action) => trapAt(action, action === 4000));
  const { options, selected } = figureOf(many, drawn(many, conditions));
  expect(selected).toBe('trap at action 4000');
  expect(options).toHaveLength(200);
});

test('of many conditions, the table leaves out at first only actions that are no traps', () => {
  const conditions: Condition[] = [...Array(5000).keys()].map((action) => trapAt(action, action === 4000));
  const { conditions: shown, hidden } = firstOf(conditions, 100);
  expect(shown).toHaveLength(100);
  expect(hidden).toBe(4900);
  expect(shown.at(-1)!.action).toBe(4000);
  expect(firstOf(conditions, 5000)).toEqual({ conditions, hidden: 0 });
});

test('the sentence on the order names the first and the last of many actions', () => {
  const rows = [...Array(30).keys()].map((n) => `    a${n}: { reward: ${n}, features: [${n}] }`);
  const bandit = readSpec(`bandit:\n  actions:\n${rows.join('\n')}\n`).bandit!;
  const condition = analyse(bandit).conditions.find(({ id }) => id === 'order')!;
  const subject = { ...circle(30), actions: bandit.names, ...arraysOf(problemOf(bandit)) };
  const { text } = orderFigure(subject, condition, [0, -1]);
  expect(text).toMatch(/: a29 \(.*a24 \([^)]*\) > … > a5 \(.*a0 \(0\)\.$/);
});

test('of many actions, the optimal one and the most probable ones have lines', () => {
  const actions = 1000;
  const policy = (likely: number) => [...Array(actions).keys()].map((a) => (a === likely ? 0.9 : 0.1 / 999));
  const run = chartedRun({ 0: 0.5, 1: 0.5 });
  const recorded = { ...run, recording: { ...run.recording, policy: [policy(500), policy(3)] } };
  const experiment = { ...charted(1, [recorded]), subject: circle(actions) };
  const lines = linesByAction(
    experiment,
    recorded.facts.label,
    ({ recording }) => recording.policy,
    'mean ± standard error',
    null,
  );
  expect(lines).toHaveLength(40);
  const names = lines.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['action 3', 'action 500', 'action 999 (optimal)']));
  // Each keeps the colour that it has in every other picture.
  expect(lines.find(({ name }) => name === 'action 500')!.style).toBe(500);
});
