import { expect, test } from 'vitest';
import { LANES, QUAD } from '../../../src/engine/lanes.js';
import { Portion } from '../../../src/experiment/batches.js';

/** Sizes before and after portions of these milliseconds. */
function sizes(...milliseconds: readonly number[]): number[] {
  const portion = new Portion();
  return [
    portion.size,
    ...milliseconds.map((one) => {
      portion.took(one);
      return portion.size;
    }),
  ];
}

test('one run first, so that the earliest kill loses the least', () => {
  expect(sizes()).toEqual([1]);
});

test('then as many as are done within half a second, and never fewer than four', () => {
  expect(sizes(10, 10)).toEqual([1, LANES, LANES]);
  expect(sizes(300, 300)).toEqual([1, QUAD, QUAD]);
  expect(sizes(10, 300, 600, 5000)).toEqual([1, LANES, LANES, QUAD, QUAD]);
  expect(sizes(5000, 10)).toEqual([1, QUAD, LANES]);
});
