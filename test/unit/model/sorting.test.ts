import { describe, expect, it } from 'vitest';
import { levelling, levelsBy, sorting } from '../../../src/model/ranking.js';

/** Of many numbers, most several times. */
const numbers = Array.from({ length: 3210 }, (_, n) => (n * 7919) % 400);

function driven<T>(work: Generator<void, T>): { readonly result: T; readonly steps: number } {
  for (let steps = 1; ; steps++) {
    const step = work.next();
    if (step.done) return { result: step.value, steps };
  }
}

describe('Sorting in short steps', () => {
  const compare = (a: number, b: number) => numbers[a]! - numbers[b]!;

  it('orders as sorting at once does, equal ones as they stand', () => {
    const atOnce = [...numbers.keys()].sort(compare);
    const { result, steps } = driven(sorting(numbers.length, compare));
    expect(result).toEqual(atOnce);
    expect(steps).toBeGreaterThan(10);
  });

  it('groups what is equal, greatest first', () => {
    const { result } = driven(levelling(numbers.length, compare));
    expect(result).toEqual(levelsBy(numbers.length, compare));
    expect(result.map(([first]) => numbers[first!])).toEqual([...Array(400).keys()].reverse());
    for (const level of result) expect(new Set(level.map((index) => numbers[index])).size).toBe(1);
  });

  it('has nothing to say of nothing', () => {
    expect(driven(levelling(0, compare)).result).toEqual([]);
  });
});
