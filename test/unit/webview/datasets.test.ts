import { expect, test } from 'vitest';
import { type Dataset, helperDataset, renewed } from '../../../webview/charts/datasets.js';
import { lineStyle } from '../../../webview/charts/style.js';

const theme = { palette: ['blue', 'orange', 'green'], pins: ['cyan', 'magenta', 'white'] };

test('every pinned run has a colour of its own, which no line of the charted one has', () => {
  const colours = [0, 1, 2].map((pin) =>
    [0, 1, 2, 3].map((line) => lineStyle({ index: line, pin }, theme).colour),
  );
  expect(colours.map((all) => new Set(all).size)).toEqual([1, 1, 1]);
  expect(new Set(colours.flat()).size).toBe(3);
  expect(colours.flat().filter((colour) => theme.palette.includes(colour))).toEqual([]);
  // Its lines are told apart by their dashes.
  expect(new Set([0, 1, 2].map((line) => lineStyle({ index: line, pin: 0 }, theme).dash.join())).size).toBe(
    3,
  );
});

const dataset = (key: string, colour: string, data = [{ x: 1, y: 1 }]): Dataset =>
  helperDataset(key, key, { colour, dash: [], marker: 'circle', width: 1 }, data, { hidden: false });

test('a line that goes on stays the same object, with its new points', () => {
  const [line] = renewed([], [dataset('a', 'blue')]);
  const [next] = renewed([line!], [dataset('a', 'blue', [{ x: 2, y: 3 }])]);
  expect(next).toBe(line);
  expect(next!.data).toEqual([{ x: 2, y: 3 }]);
});

test('a line in another colour is another object, for its markers would keep the old one', () => {
  const [line, other] = renewed([], [dataset('a', 'blue'), dataset('b', 'red')]);
  const next = renewed([line!, other!], [dataset('a', 'white'), dataset('b', 'red')]);
  expect(next[0]).not.toBe(line);
  expect(next[0]!.pointBackgroundColor).toBe('white');
  expect(next[1]).toBe(other);
});
