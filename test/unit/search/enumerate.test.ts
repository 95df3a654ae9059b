/** The enumeration has every bandit of a space once up to symmetry: against going through all of them, grouped by brute force. */
import { expect, test } from 'vitest';
import { countAtMost, enumerate } from '../../../src/search/enumerate.js';
import { sample } from '../../../src/search/sample.js';
import { type Instance, isEnumerable, type Range, rewardsOf, type Space } from '../../../src/search/space.js';

function* lists(length: number, [least, greatest]: Range): Generator<number[]> {
  if (length === 0) yield [];
  else
    for (const rest of lists(length - 1, [least, greatest]))
      for (let x = least; x <= greatest; x++) yield [...rest, x];
}

function permutationsOf<T>(items: readonly T[]): T[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, n) =>
    permutationsOf(items.filter((_, m) => m !== n)).map((rest) => [item, ...rest]),
  );
}

/** One name for all that permutations of actions, and signed permutations of features, make of it: the least of all their writings. */
function orbitOf({ rewards, features }: Instance): string {
  const [K, d] = [rewards.length, features[0]!.length];
  let least: string | null = null;
  for (const rows of permutationsOf([...Array(K).keys()]))
    for (const columns of permutationsOf([...Array(d).keys()]))
      for (const signs of lists(d, [0, 1])) {
        const text = rows
          .map(
            (a) =>
              `${rewards[a]}: ${columns.map((k) => (signs[k] === 1 ? -1 : 1) * features[a]![k]! + 0).join(' ')}`,
          )
          .join('; ');
        if (least === null || text < least) least = text;
      }
  return least!;
}

/** Every list of rewards in every order, every matrix. */
function orbitsOf({ actions: [K], dimensions: [d], entries, rewards }: Space): Set<string> {
  const orbits = new Set<string>();
  for (const list of rewardsOf(K, rewards))
    for (const entry of lists(K * d, entries)) {
      const features = Array.from({ length: K }, (_, a) => entry.slice(a * d, a * d + d));
      orbits.add(orbitOf({ rewards: list, features }));
    }
  return orbits;
}

const space = (K: number, d: number, entries: Range, rewards: Space['rewards']): Space => ({
  actions: [K, K],
  dimensions: [d, d],
  entries,
  rewards,
});

test.each([
  ['3 × 1, entries −2..2', space(3, 1, [-2, 2], 'order')],
  ['3 × 2, entries −1..1', space(3, 2, [-1, 1], 'order')],
  ['4 × 1, entries −1..1, with ties', space(4, 1, [-1, 1], 'ties')],
  ['3 × 2, entries −1..1, with ties', space(3, 2, [-1, 1], 'ties')],
  ['2 × 2, entries −1..2', space(2, 2, [-1, 2], 'order')],
  ['3 × 1, entries 1..3, rewards 0..2', space(3, 1, [1, 3], [0, 2])],
])('every class of %s is there once', (_, each) => {
  const found = [...enumerate(each)].map(({ instance }) => orbitOf(instance));
  expect(new Set(found).size).toBe(found.length);
  expect(new Set(found)).toEqual(orbitsOf(each));
});

test('they come smallest first by the stated measure, and are numbered', () => {
  const all = [...enumerate({ actions: [2, 3], dimensions: [1, 2], entries: [-1, 1], rewards: 'ties' })];
  expect(all.map(({ index }) => index)).toEqual([...all.keys()]);
  const measures = all.map(({ instance: { rewards, features } }) => {
    const sizes = features.flat().map(Math.abs);
    return [rewards.length, features[0]!.length, Math.max(...sizes), sizes.reduce((a, b) => a + b)];
  });
  const first = (a: readonly number[], b: readonly number[]) =>
    a.map((x, n) => x - b[n]!).find((x) => x !== 0) ?? 0;
  expect(measures).toEqual(measures.toSorted(first));
  expect(new Set(measures.map((measure) => measure.slice(0, 2).join('×')))).toEqual(
    new Set(['2×1', '2×2', '3×1', '3×2']),
  );
});

test('they are counted before, exactly where no actions are tied', () => {
  for (const entries of [
    [-2, 2],
    [-1, 3],
    [1, 2],
  ] as const)
    for (const d of [1, 2]) {
      const each = space(3, d, entries, 'order');
      expect(countAtMost(each)).toBe([...enumerate(each)].length);
    }
  const tied = space(3, 2, [-1, 1], 'ties');
  expect(countAtMost(tied)).toBeGreaterThanOrEqual([...enumerate(tied)].length);
});

test('the rewards of a space are every order once', () => {
  expect(rewardsOf(3, 'order')).toEqual([[3, 2, 1]]);
  expect(rewardsOf(3, 'ties')).toEqual([
    [3, 2, 1],
    [2, 1, 1],
    [2, 2, 1],
    [1, 1, 1],
  ]);
  expect(rewardsOf(2, [0, 2])).toEqual([
    [2, 2],
    [2, 1],
    [2, 0],
    [1, 1],
    [1, 0],
    [0, 0],
  ]);
});

test('a space that is too large is sampled: instance n hangs on the seed and n alone, and lies in the space', () => {
  const large: Space = { actions: [3, 12], dimensions: [2, 5], entries: [-9, 9], rewards: 'ties' };
  expect(isEnumerable(large)).toBe(false);
  // Few columns, but a hundred billion lists of rewards.
  expect(isEnumerable(space(4, 1, [-1, 1], [-1000, 1000]))).toBe(false);
  expect(isEnumerable(space(4, 1, [-1, 1], [-3, 3]))).toBe(true);
  const drawn = [...sample(large, 200, 7)];
  expect([...sample(large, 50, 7)]).toEqual(drawn.slice(0, 50));
  expect([...sample(large, 50, 8)]).not.toEqual(drawn.slice(0, 50));
  for (const {
    instance: { rewards, features },
  } of drawn) {
    expect([rewards.length >= 3, rewards.length <= 12, features.length === rewards.length]).toEqual([
      true,
      true,
      true,
    ]);
    expect(features.flat().every((x) => Number.isInteger(x) && Math.abs(x) <= 9)).toBe(true);
    expect(rewards).toEqual(rewards.toSorted((a, b) => b - a));
  }
  expect(new Set(drawn.map(({ instance }) => instance.rewards.length)).size).toBe(10);
});
