import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { analyse } from '../../../../src/conditions/analyse.js';
import { CONDITION_IDS } from '../../../../src/conditions/catalogue.js';
import { generate } from '../../../../src/experiment/generate/family.js';
import type { Bandit } from '../../../../src/model/bandit.js';
import type { BanditFamily, Keep } from '../../../../src/model/family.js';
import authors from '../../../fixtures/reference/authors_instances.json' with { type: 'json' };

const family = (changes: Partial<BanditFamily>): BanditFamily => ({
  actions: 4,
  dimensions: 2,
  count: 5,
  seed: 0,
  features: 'uniform',
  rewards: 'realizable',
  rewardRange: 0.5,
  keep: [],
  generator: 'native',
  noise: { kind: 'none' },
  ...changes,
});
const featuresOf = ({ features }: Bandit) => features.map((row) => row.map(({ value }) => value));
const rewardsOf = ({ rewards }: Bandit) => rewards.map(({ value }) => value);

describe("the authors' instances from their seed", () => {
  test.each(authors.families)('K = $actions, d = $dimensions, range $rewardRange', (published) => {
    const { actions, dimensions, rewardRange, count } = published;
    const keep = [{ condition: actions === 3 ? 'features-3' : 'features-K', holds: true }] as const;
    const { instances, tries } = generate(
      family({ actions, dimensions, rewardRange, count, seed: 1337, generator: 'jax', keep }),
    );
    expect(tries).toBe(published.tries);
    expect(instances).toHaveLength(count);
    if (published.featuresSha256) {
      const text = JSON.stringify(instances.map(featuresOf));
      expect(createHash('sha256').update(text).digest('hex')).toBe(published.featuresSha256);
    }
    published.instances?.forEach(({ X, r }, n) => {
      expect(featuresOf(instances[n]!)).toEqual(X);
      rewardsOf(instances[n]!).forEach((reward, a) => {
        expect(Math.abs(reward - r[a]!)).toBeLessThanOrEqual(1e-15);
      });
    });
  });
});

describe('the native generator', () => {
  const anyFamily = fc
    .record({
      actions: fc.integer({ min: 2, max: 8 }),
      dimensions: fc.integer({ min: 1, max: 6 }),
      seed: fc.maxSafeNat(),
      features: fc.constantFrom('uniform' as const, 'gaussian' as const),
      rewards: fc.constantFrom('realizable' as const, 'uniform' as const),
      rewardRange: fc.constantFrom(0.1, 0.5, 1),
    })
    .map(family);

  test('gives instance n the same numbers however many there are', () => {
    fc.assert(
      fc.property(anyFamily, fc.integer({ min: 1, max: 6 }), (some, count) => {
        const few = generate({ ...some, count }).instances;
        expect(generate({ ...some, count: count + 3 }).instances.slice(0, count)).toEqual(few);
      }),
      { numRuns: 50 },
    );
  });

  test('keeps mean rewards in ½ ± range/2, and uniform features in [0, 1)', () => {
    fc.assert(
      fc.property(anyFamily, (some) => {
        for (const bandit of generate(some).instances) {
          for (const reward of rewardsOf(bandit)) {
            expect(Math.abs(reward - 0.5)).toBeLessThanOrEqual(some.rewardRange / 2 + 1e-15);
          }
          if (some.features === 'gaussian') continue;
          for (const x of featuresOf(bandit).flat()) expect(x >= 0 && x < 1).toBe(true);
        }
      }),
      { numRuns: 100 },
    );
  });

  test('makes realizable rewards in an order that the features preserve', () => {
    fc.assert(
      fc.property(anyFamily, (some) => {
        for (const bandit of generate({ ...some, rewards: 'realizable' }).instances) {
          const order = analyse(bandit).conditions.find(({ id }) => id === 'order');
          expect(order?.holds).toBe(true);
        }
      }),
      { numRuns: 50 },
    );
  });

  test('draws features with the moments of their distribution', () => {
    for (const [features, mean, variance] of [
      ['uniform', 1 / 2, 1 / 12],
      ['gaussian', 0, 1],
    ] as const) {
      const values = generate(
        family({ features, count: 500, actions: 10, dimensions: 10 }),
      ).instances.flatMap((bandit) => featuresOf(bandit).flat());
      const n = values.length;
      const m = values.reduce((sum, x) => sum + x, 0) / n;
      const v = values.reduce((sum, x) => sum + (x - m) ** 2, 0) / n;
      expect(Math.abs(m - mean)).toBeLessThan(5 * Math.sqrt(variance / n));
      expect(Math.abs(v - variance)).toBeLessThan(5 * variance * Math.sqrt(2 / n));
    }
  });
});

describe('keep', () => {
  /** Random numbers are in general position: they never have less than full rank, nor two equal rows. */
  const never: readonly Keep[] = [
    { condition: 'rank', holds: false },
    { condition: 'identical-rows', holds: true },
  ];
  const isNever = (keep: Keep) =>
    never.some(({ condition, holds }) => condition === keep.condition && holds === keep.holds);
  const all = CONDITION_IDS.flatMap((condition) =>
    [true, false].map((holds): Keep => ({ condition, holds })),
  );

  test.each(all.filter((keep) => !isNever(keep)))('$condition, holds: $holds', ({ condition, holds }) => {
    // Three points on a line fail the separations that three in the plane cannot; three features fit every reward.
    const line = !holds && ['exposed', 'order', 'affinely-independent'].includes(condition);
    const dimensions = line ? 1 : condition === 'realizable' && holds ? 3 : 2;
    const possible = family({ actions: 3, dimensions, rewards: 'uniform' });
    for (const bandit of generate({ ...possible, keep: [{ condition, holds }] }).instances) {
      const found = analyse(bandit).conditions.filter(({ id }) => id === condition);
      expect(condition === 'trap' ? found.some((each) => each.holds) : found[0]!.holds).toBe(holds);
    }
  });

  test.each(never)('$condition, holds: $holds, is found never', (keep) => {
    expect(() => generate(family({ count: 1, actions: 2, dimensions: 1, keep: [keep] }))).toThrow(
      /is too rare here: \d+ instances were drawn, 0 of the 1/,
    );
  });

  test('that nothing satisfies ends in an error that says how many were tried', () => {
    const impossible = family({
      keep: [{ condition: 'exposed', holds: false }],
      actions: 2,
      dimensions: 1,
    });
    expect(() => generate(impossible)).toThrow(
      /`keep: \[not exposed\]` is too rare here: 20000 instances were drawn, 0 of the 5/,
    );
  });
});
