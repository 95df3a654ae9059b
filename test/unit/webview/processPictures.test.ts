import { describe, expect, test } from 'vitest';
import { arrowsOf, directionsOf } from '../../../webview/process/arrows.js';
import { valuesOf } from '../../../webview/process/evaluation.js';
import { placesInWords, rowsOf, stateOf } from '../../../webview/process/format.js';
import { edgesOf, graphLayout } from '../../../webview/process/graph.js';
import { NO_PICTURE, type PictureEvent, reachable, reduce } from '../../../webview/process/pictureState.js';
import { gridLayout, neighbour, rowLayout } from '../../../webview/process/places.js';
import { partOf, rangeOf } from '../../../webview/process/shade.js';
import { LEVELS, likeliest, spansOf, stripOf } from '../../../webview/process/strip.js';
import { ranText } from './ranText.js';

const run = 'run: { iterations: 300, learning-rate: { normalized: 0.06 } }\n';
const cliff = ranText(`mdp: { environment: cliff-world }\n${run}`);
const sea = ranText(`mdp: { environment: deep-sea }\n${run}`);
const chain = ranText(`mdp: { environment: flat-gradient }\n${run}`);
const aliased = ranText(`mdp: { environment: aliased-pair }\n${run}`);

describe('what a policy is worth', () => {
  test('J of the recording is Σ ρ V, at every recorded iteration', () => {
    const { subject, optimum, results } = cliff;
    const { policy, gap } = results[0]!.recording;
    policy.forEach((each, i) => {
      const { values } = valuesOf(subject, each)!;
      const J = values.reduce((sum, v, s) => sum + v * subject.process!.start[s]!, 0);
      expect(J).toBeCloseTo(optimum!.value - gap[i]!, 11);
    });
  });

  test('Q − V has the mean 0 in every state, and d the sum 1/(1 − γ)', () => {
    const { subject, results } = sea;
    const policy = results[0]!.recording.policy.at(-1)!;
    const { advantages, occupancy } = valuesOf(subject, policy)!;
    expect(occupancy.reduce((a, b) => a + b)).toBeCloseTo(10, 10);
    subject.process!.states.forEach((_, state) => {
      const mean = rowsOf(subject, state).reduce((sum, row) => sum + policy[row]! * advantages[row]!, 0);
      expect(mean).toBeCloseTo(0, 14);
    });
  });

  test('of a policy that is not finite nothing is said', () => {
    expect(valuesOf(sea.subject, [Number.NaN, 1])).toBeNull();
  });

  test('two aliased states: with p = π(a1), V is 10p and −100p', () => {
    expect(valuesOf(aliased.subject, [0.25, 0.75, 0.25, 0.75])!.values).toEqual([2.5, -25]);
  });
});

describe('the heat strip', () => {
  test('has a row for each state in which there is a choice, with its finally likeliest action', () => {
    const rows = stripOf(aliased.subject, aliased.results[0]!.recording);
    expect(rows.map(({ state, row, isOptimal }) => [state, row, isOptimal])).toEqual([
      [0, 1, false],
      [1, 3, true],
    ]);
    const { policy } = aliased.results[0]!.recording;
    expect(rows[0]!.probabilities).toEqual(policy.map((one) => one[1]));
    expect(stripOf(aliased.subject, { policy: [] })).toEqual([]);
  });

  test('joins neighbours of one shade, and leaves none out', () => {
    expect(spansOf([0, 0.001, 0.5, 1, 1, Number.NaN])).toEqual([
      { from: 0, end: 2, level: 0 },
      { from: 2, end: 3, level: LEVELS / 2 },
      { from: 3, end: 5, level: LEVELS },
      { from: 5, end: 6, level: null },
    ]);
    expect(spansOf([])).toEqual([]);
  });

  test('of equally likely actions the first is named', () => {
    expect(likeliest([0.5, 0.5, 0.2], [0, 1])).toBe(0);
  });
});

describe('a grid', () => {
  test('has row 0 at the bottom, and beside it what stands outside', () => {
    const { places, width, height } = gridLayout(cliff.subject.process!, 500);
    const [s0, s4, s5] = [places[0]!, places[4]!, places[5]!];
    expect([s0.x, s0.y > s4.y, s5.x > s0.x, s5.y]).toEqual([s4.x, true, true, s0.y]);
    // s20 is the end, which stands nowhere.
    expect(places[20]!.x).toBeGreaterThan(places[19]!.x + places[19]!.width);
    for (const { x, y, width: w, height: hgt } of places) {
      expect(x + w / 2).toBeLessThanOrEqual(width);
      expect(y + hgt / 2).toBeLessThanOrEqual(height);
    }
  });

  test('an arrow goes where the action moves, also from a state that a wall or a jump keeps from it', () => {
    const directions = directionsOf(cliff.subject);
    // Rows of every state: down, up, left, right. s0 stands in the corner, s1 is the cliff, s4 the goal.
    for (const state of [0, 1, 4, 19])
      expect(rowsOf(cliff.subject, state).map((row) => directions[row])).toEqual([
        [0, -1],
        [0, 1],
        [-1, 0],
        [1, 0],
      ]);
    expect(rowsOf(sea.subject, 24).map((row) => directionsOf(sea.subject)[row])).toEqual([
      [-1, -1],
      [1, -1],
    ]);
    expect(directionsOf(aliased.subject)).toEqual([]);
  });

  test('actions of one direction are one arrow', () => {
    const arrows = arrowsOf(rowsOf(chain.subject, 3), directionsOf(chain.subject));
    expect(arrows).toEqual([
      { direction: [1, 0], rows: [12] },
      { direction: [-1, 0], rows: [13, 14, 15] },
    ]);
  });

  test('arrow keys go to the nearest state of that direction, and stay at the edge', () => {
    const { places } = gridLayout(cliff.subject.process!, 500);
    expect(neighbour(places, 7, 'ArrowRight')).toBe(12);
    expect(neighbour(places, 7, 'ArrowUp')).toBe(8);
    expect(neighbour(places, 15, 'ArrowRight')).toBe(20);
    expect(neighbour(places, 0, 'ArrowLeft')).toBe(0);
  });
});

describe('a graph', () => {
  const four = ranText(`mdp: { environment: four-state }\n${run}`);

  test('has an edge for each state that some action leads to, once', () => {
    // Group 1 has u1 and l1, group 2 u2 and l2; a1 goes to the own group's l, a2 to the other's.
    expect(edgesOf(four.subject)).toEqual([
      [0, 1],
      [0, 3],
      [1, 1],
      [1, 3],
      [2, 3],
      [2, 1],
      [3, 3],
      [3, 1],
    ]);
  });

  test('a terminal state is drawn as such, without a line to itself', () => {
    const { process, offsets } = four.subject;
    const terminal = [false, false, false, true];
    expect(edgesOf({ offsets, process: { ...process!, terminal } })).not.toContainEqual([3, 3]);
  });

  test('no state covers another, and all is inside, wide or narrow', () => {
    for (const width of [300, 1600]) {
      const layout = graphLayout(four.subject, width)!;
      layout.places.forEach((a, n) => {
        expect([a.x - a.width / 2 >= 0, a.x + a.width / 2 <= layout.width]).toEqual([true, true]);
        expect([a.y - a.height / 2 >= 0, a.y + a.height / 2 <= layout.height]).toEqual([true, true]);
        for (const b of layout.places.slice(n + 1))
          expect(Math.abs(a.x - b.x) >= a.width || Math.abs(a.y - b.y) >= a.height).toBe(true);
      });
    }
  });

  test('an edge ends at the border of the state that it leads to', () => {
    const { places, edges } = graphLayout(four.subject, 900)!;
    for (const { to, points } of edges) {
      const { x, y, width, height } = places[to]!;
      const end = points.at(-1)!;
      const across = Math.abs(end.x - x) / (width / 2);
      const down = Math.abs(end.y - y) / (height / 2);
      expect(Math.max(across, down)).toBeCloseTo(1, 6);
    }
  });

  test('one that is a tangle is not drawn', () => {
    const states = Array.from({ length: 61 }, (_, s) => `s${s}`);
    const process = { ...four.subject.process!, states };
    expect(graphLayout({ ...four.subject, process }, 900)).toBeNull();
    expect(graphLayout({ ...four.subject, process: { ...process, transitions: null } }, 900)).toBeNull();
  });
});

test('boxes stand side by side, in as many lines as the width needs, and none over another', () => {
  for (const width of [90, 300, 1600]) {
    const { places } = rowLayout(cliff.subject.process!, width);
    const corners = new Set(places.map(({ x, y }) => `${x} ${y}`));
    expect(corners.size).toBe(21);
    if (width > 90) expect(Math.max(...places.map(({ x }) => x))).toBeLessThan(width);
  }
});

describe('the picture of the policy', () => {
  const told = (experiment: typeof cliff, selected: number | null = null): PictureEvent => ({
    type: 'received',
    moment: { experiment, policy: experiment.results[0]!.recording.policy[0]!, values: null },
    selected,
    range: { low: 0, high: 1 },
  });
  const resized: PictureEvent = { type: 'resized', width: 500 };
  const after = (...events: PictureEvent[]) => events.reduce(reduce, NO_PICTURE);

  test('is laid out once there are states and a width, in whatever order they come', () => {
    expect([after(told(cliff)).layout, after(resized).layout]).toEqual([null, null]);
    expect(after(told(cliff), resized).layout).toEqual(gridLayout(cliff.subject.process!, 500));
    expect(after(resized, told(cliff)).layout).toEqual(after(told(cliff), resized).layout);
  });

  test('stays as it is laid out while another state is looked at, and not when the width is another', () => {
    const shown = after(resized, told(cliff));
    const looked = reduce(shown, told(cliff, 7));
    expect([looked.layout, looked.selected]).toEqual([shown.layout, 7]);
    expect(reduce(looked, { type: 'resized', width: 300 }).layout).toEqual(
      gridLayout(cliff.subject.process!, 300),
    );
  });

  test('the keyboard begins at the state that is looked at, and goes on from where it has come to', () => {
    const looked = after(resized, told(cliff, 7));
    expect([reachable(after(resized, told(cliff))), reachable(looked)]).toEqual([0, 7]);
    const right = reduce(looked, { type: 'stepped', state: 7, key: 'ArrowRight' });
    expect(reachable(right)).toBe(12);
    // Another run of the same states.
    expect(reachable(reduce(right, told({ ...cliff, subject: { ...cliff.subject } }, 7)))).toBe(12);
    expect(reachable(reduce(right, told(sea)))).toBe(0);
  });
});

test('a shade stands for the place of a value in its range', () => {
  const range = rangeOf([1, Number.NaN], [3]);
  expect(range).toEqual({ low: 1, high: 3 });
  expect([0, 1, 2, 3, 9].map((value) => partOf(range, value))).toEqual([0, 0, 0.5, 1, 1]);
});

test('a pair is named by its action and its state', () => {
  expect(stateOf(cliff.subject, 83)).toBe(20);
  expect(placesInWords(cliff.subject, [0, 5, 9, 13, 17])).toBe('down in s0, up in s1, up in s2 and 2 more');
});
