/** What would be listed by the thousands is counted instead: each count is that of the list. */
import { expect, test } from 'vitest';
import { realOf } from '../../../src/model/rational.js';
import { spread, spreadOfUnits } from '../../../src/repair/margins.js';
import { countOfNeighbours, type Model, neighbours } from '../../../src/repair/model.js';
import { countOfK, productsOfK } from '../../../src/repair/products.js';

const levelled = (sizes: readonly number[]): Model => {
  let unit = 0;
  return { levels: sizes.map((size) => Array.from({ length: size }, () => unit++)) } as unknown as Model;
};

test.each([[[1, 1]], [[1, 1, 1, 1]], [[2, 3, 1, 4]], [[1, 5]], [[3, 1, 2]]])(
  'levels of %j units',
  (sizes) => {
    const model = levelled(sizes);
    expect(countOfK(model)).toBe(productsOfK(model).length);
    expect(countOfNeighbours(model.levels)).toBe(neighbours(model).length);
  },
);

test.each([[[0, 1, 2]], [[0, 0, 1, 2, 2, 2]], [[4, 4, 4]]])('unit vectors at %j', (coordinates) => {
  const rows = coordinates.map((k) => Array.from({ length: 5 }, (_, n) => realOf(n === k ? 1 : 0)));
  expect(spreadOfUnits(coordinates)).toBeCloseTo(spread(rows), 12);
});
