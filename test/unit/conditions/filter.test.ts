import fc from 'fast-check';
import { expect, test } from 'vitest';
import { analyse } from '../../../src/conditions/analyse.js';
import { CONDITION_IDS } from '../../../src/conditions/catalogue.js';
import { Certain } from '../../../src/conditions/filter/certain.js';
import { doublesOfReals } from '../../../src/conditions/filter/doubles.js';
import { isInGeneralPosition } from '../../../src/conditions/filter/rank.js';
import { outcomesOf } from '../../../src/conditions/outcomes.js';
import type { Analysis } from '../../../src/conditions/types.js';
import { independentColumns } from '../../../src/math/exactLinear.js';
import type { Bandit } from '../../../src/model/bandit.js';
import { type Instance, instances } from './arbitrary.js';
import { banditOf } from './bandits.js';

const certainOf = ({ features, rewards }: Bandit) => {
  const x = doublesOfReals(features, rewards);
  return x && new Certain(x);
};

function holdsIn({ conditions }: Analysis, id: string): boolean | null | undefined {
  const found = conditions.filter((condition) => condition.id === id).map(({ holds }) => holds);
  if (id !== 'trap') return found[0];
  return found.includes(true) || (found.includes(null) ? null : false);
}

/** Fails if doubles are certain of anything that exact arithmetic contradicts. Returns of how many conditions they are certain, and of how many not. */
function compared({ rewards, features }: Instance): { certain: number; open: number } {
  const bandit = banditOf(rewards, features);
  const certain = certainOf(bandit);
  const analysis = analyse(bandit);
  const count = { certain: 0, open: 0 };
  for (const id of CONDITION_IDS) {
    const exact = holdsIn(analysis, id);
    if (exact === undefined) continue;
    const found = certain?.holds(id) ?? null;
    if (found === null) count.open++;
    else {
      expect({ id, holds: found }).toEqual({ id, holds: exact });
      count.certain++;
    }
  }
  if (certain?.traps) expect(certain.traps).toEqual(analysis.verdict.traps);
  return count;
}

/** Decimals of six places. */
const decimals = (size: number) =>
  fc.array(
    fc.integer({ min: -3e6, max: 3e6 }).map((n) => n / 1e6),
    { minLength: size, maxLength: size },
  );
const inGeneral = fc
  .tuple(fc.integer({ min: 2, max: 7 }), fc.integer({ min: 1, max: 6 }))
  .chain(([K, d]) =>
    fc.record({ rewards: decimals(K), features: fc.array(decimals(d), { minLength: K, maxLength: K }) }),
  );

test('what is certain in doubles is so in exact arithmetic, of small integers with all their ties and faces', () => {
  fc.assert(
    fc.property(instances({ distinctRewards: true }), (instance) => void compared(instance)),
    { numRuns: 120 },
  );
});

test('and of tenths, whose doubles have rounding errors where products are exactly 0', () => {
  fc.assert(
    fc.property(
      instances({ minActions: 3, maxActions: 4, distinctRewards: true }),
      ({ rewards, features }) =>
        void compared({ rewards, features: features.map((row) => row.map((x) => x / 10)) }),
    ),
    { numRuns: 400 },
  );
});

test('of numbers in general position, doubles are certain of nearly everything', () => {
  const total = { certain: 0, open: 0 };
  fc.assert(
    fc.property(inGeneral, (instance) => {
      const { certain, open } = compared(instance);
      total.certain += certain;
      total.open += open;
    }),
    { numRuns: 100 },
  );
  expect(total.certain).toBeGreaterThan(9 * total.open);
});

test('features that differ by less than doubles can tell are left to exact arithmetic', () => {
  const tied = banditOf([1, 0], [['0.1'], ['0.10000000000000000001']]);
  expect(certainOf(tied)).toBeNull();
  // x_1 − x_2 = 1e-20 > 0: the order is preserved.
  expect(outcomesOf(tied).holds.get('order')).toBe(true);
});

test('a point on the border of a trap is left to exact arithmetic', () => {
  // p = (1, 0) for the second action, and ⟨x_2 − x_1, p⟩ = 1 = ‖p‖².
  const border = banditOf(
    [2, 1, 0],
    [
      [-1, 1],
      [0, 0],
      [-1, 0],
    ],
  );
  expect(certainOf(border)!.holds('trap')).toBeNull();
  expect(outcomesOf(border)).toEqual({
    verdict: analyse(border).verdict,
    holds: new Map(CONDITION_IDS.map((id) => [id, holdsIn(analyse(border), id)])),
  });
});

test('counts of a family rest on the same verdicts, traps and conditions as whole analyses', () => {
  fc.assert(
    fc.property(inGeneral, ({ rewards, features }) => {
      const bandit = banditOf(rewards, features);
      const analysis = analyse(bandit);
      const { verdict, holds } = outcomesOf(bandit);
      expect(verdict).toEqual(analysis.verdict);
      for (const [id, each] of holds) expect(each, id).toBe(holdsIn(analysis, id));
    }),
    { numRuns: 30 },
  );
});

/** All sets of `size` of these. */
function subsets<T>(all: readonly T[], size: number): T[][] {
  if (size === 0) return [[]];
  return all.flatMap((each, n) => subsets(all.slice(n + 1), size - 1).map((rest) => [each, ...rest]));
}

test('small integers are in general position where no min(K, d + 1) of them are affinely dependent', () => {
  const seen = { general: 0, special: 0 };
  fc.assert(
    fc.property(instances({ distinctRewards: true }), ({ rewards, features }) => {
      const { features: reals, rewards: means } = banditOf(rewards, features);
      const x = doublesOfReals(reals, means);
      if (x === null) return;
      const points = features.map((row) => [1n, ...row.map(BigInt)]);
      const size = Math.min(points.length, points[0]!.length);
      const isGeneral = subsets(points, size).every((some) => independentColumns(some).length === size);
      expect(isInGeneralPosition(x)).toBe(isGeneral);
      seen[isGeneral ? 'general' : 'special']++;
    }),
    { numRuns: 300 },
  );
  expect(Math.min(seen.general, seen.special)).toBeGreaterThan(10);
});
