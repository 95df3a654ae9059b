import { expect, test } from 'vitest';
import { type Dataset, helperDataset, renewed } from '../../../webview/charts/datasets.js';

const dataset = (key: string, colour: string, data = [{ x: 1, y: 1 }]): Dataset =>
  helperDataset(key, key, { colour, dash: [], marker: 'circle', width: 1 }, data, false);

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
