import { expect, test } from 'vitest';
import { History, MOST_CHECKPOINTS, MOST_KEPT, MOST_PINNED } from '../../../src/extension/session/history.js';
import { charted, chartedRun } from '../charted.js';

const numbers = (history: History) => history.against(null).past.map(({ run }) => run);

test('the newest stands first, and says what differs from what is charted', () => {
  let history = History.empty;
  history = history.add(charted(1, [], { text: 'run: { seed: 1 }' }));
  history = history.add(charted(2, [], { text: 'run: { seed: 2 }' }));
  const { past } = history.against(charted(3, [], { text: 'run: { seed: 2 }' }));
  expect(past.map(({ run, name }) => [run, name])).toEqual([
    [2, 'same spec'],
    [1, 'seed: 1'],
  ]);
});

test('the oldest go first, but not what is pinned', () => {
  let history = History.empty;
  history = history.add(charted(0));
  history = history.togglePin(0);
  for (let run = 1; run <= MOST_KEPT + 5; run++) history = history.add(charted(run));
  expect(numbers(history)).toHaveLength(MOST_KEPT);
  expect(numbers(history)).toContain(0);
  expect(numbers(history)).not.toContain(1);
  expect(history.against(null).pinned.map(({ experiment }) => experiment.stamp.run)).toEqual([0]);
});

test('large experiments are bounded together, and one is kept however large', () => {
  let history = History.empty;
  const huge = chartedRun(
    Object.fromEntries(Array.from({ length: MOST_CHECKPOINTS / 2 + 1 }, (_, i) => [i, 0.5])),
  );
  for (const run of [1, 2, 3]) history = history.add(charted(run, [huge]));
  expect(numbers(history)).toEqual([3]);
});

test('pins are few: the one that is longest there goes', () => {
  let history = History.empty;
  for (let run = 1; run <= MOST_PINNED + 1; run++) {
    history = history.add(charted(run));
    history = history.togglePin(run);
  }
  expect(history.against(null).past.map(({ pinned }) => pinned)).toEqual([true, true, true, false]);
  history = history.togglePin(2);
  expect(history.against(null).pinned).toHaveLength(MOST_PINNED - 1);
});

test('what is taken out is charted under its new number, and stays pinned', () => {
  let history = History.empty;
  history = history.add(charted(1));
  history = history.togglePin(1);
  const { history: rest, experiment: taken } = history.take(1, 9)!;
  history = rest;
  expect(taken.stamp.run).toBe(9);
  expect(numbers(history)).toEqual([]);
  expect(history.against(taken).chartedIsPinned).toBe(true);
  expect(history.take(1, 10)).toBeNull();
});

test('the same text is kept once, unless the newer run was stopped or the older is pinned', () => {
  const same = { textHash: 'one' };
  const whole = (run: number) => charted(run, [chartedRun({ 0: 0.5 })], same);
  let history = History.empty;
  history = history.add(whole(1));
  history = history.add(charted(2));
  history = history.add(whole(3));
  expect(numbers(history)).toEqual([3, 2]);
  history = history.add(charted(4, [chartedRun({ 0: 0.5 }, {}, null)], same));
  expect(numbers(history)).toEqual([4, 3, 2]);
  history = history.togglePin(3);
  history = history.add(whole(5));
  expect(numbers(history)).toEqual([5, 3, 2]);
});
