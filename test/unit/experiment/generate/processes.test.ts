/** Families whose instances are contextual bandits or Markov decision processes. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { analyseMdp } from '../../../../src/conditions/policies/analyse.js';
import { generate } from '../../../../src/experiment/generate/family.js';
import { exactShares } from '../../../../src/experiment/generate/processes.js';
import { decideInstances, type FamilyNews } from '../../../../src/experiment/instanceVerdicts.js';
import type { BanditFamily, Family } from '../../../../src/model/family.js';
import type { Mdp } from '../../../../src/model/mdp.js';
import { parseLiteral, toFraction } from '../../../../src/model/rational.js';
import { readSpec } from '../../../../src/spec/read.js';

const SHAPE: BanditFamily = {
  actions: 3,
  dimensions: 2,
  count: 4,
  seed: 0,
  features: 'gaussian',
  rewards: 'uniform',
  rewardRange: 0.5,
  keep: [],
  generator: 'native',
  noise: { kind: 'none' },
};
const mdps = (changes: Partial<Family>): Mdp[] => generate({ ...SHAPE, ...changes }).instances as Mdp[];
const decision = (states: number, concentration: number): Pick<Family, 'dynamics'> => ({
  dynamics: { kind: 'mdp', states, discount: parseLiteral('9/10')!, concentration },
});
const numbersOf = ({ pairs, features }: Mdp) => ({
  rewards: pairs.map(({ reward }) => reward.value),
  features: features.kind === 'rows' && features.rows.map((row) => row.map(({ value }) => value)),
});

const anyProcess = fc
  .record({
    S: fc.integer({ min: 1, max: 7 }),
    alpha: fc.constantFrom(1e-3, 0.1, 1, 3.5, 1e6),
    seed: fc.maxSafeNat(),
  })
  .map(({ S, alpha, seed }) => ({ ...decision(S, alpha), seed, count: 2 }));

describe('next states', () => {
  test('have probabilities whose exact sum is 1', () => {
    fc.assert(
      fc.property(anyProcess, (some) => {
        for (const { pairs } of mdps(some))
          for (const { to } of pairs) {
            const sum = to.map(({ probability }) => toFraction(probability)).reduce((a, b) => a.add(b));
            expect(sum.toFraction()).toBe('1');
            for (const { probability } of to) expect(probability.value).toBe(Number(probability.literal));
          }
      }),
      { numRuns: 100 },
    );
  });

  test('are each less than a millionth off what was drawn', () => {
    const weights = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(weights, (drawn) => {
        const sum = drawn.reduce((a, b) => a + b, 0);
        fc.pre(sum > 1e-3);
        const shares = Float64Array.from(drawn, (x) => x / sum);
        const exact = exactShares(shares);
        exact.forEach(({ value }, n) => {
          expect(Math.abs(value - shares[n]!)).toBeLessThan(1.001e-6);
        });
        const whole = exact.map((each) => toFraction(each)).reduce((a, b) => a.add(b));
        expect(whole.toFraction()).toBe('1');
      }),
    );
  });

  test('of thirds give what is left over to the first', () => {
    expect(exactShares(Float64Array.of(1 / 3, 1 / 3, 1 / 3)).map(({ literal }) => literal)).toEqual([
      '0.333334',
      '0.333333',
      '0.333333',
    ]);
  });

  /** A Dirichlet(α, …, α) number of S entries has the mean 1/S and the variance (S − 1) / (S²(Sα + 1)). */
  test.each([0.2, 1, 5])('have the moments of a Dirichlet distribution, α = %d', (alpha) => {
    const S = 4;
    const first = mdps({ ...decision(S, alpha), count: 150 }).flatMap(({ pairs }) =>
      pairs.map(({ to }) => to.find(({ state }) => state === 0)?.probability.value ?? 0),
    );
    const n = first.length;
    const mean = first.reduce((a, b) => a + b, 0) / n;
    const square = first.reduce((sum, p) => sum + (p - 1 / S) ** 2, 0) / n;
    const variance = (S - 1) / (S * S * (S * alpha + 1));
    expect(n).toBe(150 * S * 3);
    expect(Math.abs(mean - 1 / S)).toBeLessThan(5 * Math.sqrt(variance / n));
    // The fourth moment of a number in [0, 1] is at most its variance.
    expect(Math.abs(square - variance)).toBeLessThan(5 * Math.sqrt(variance / n));
  });
});

describe('the numbers of an instance', () => {
  test('follow from the seed and its number alone', () => {
    fc.assert(
      fc.property(anyProcess, (some) => {
        expect(mdps({ ...some, count: 5 }).slice(0, 2)).toEqual(mdps(some));
      }),
      { numRuns: 20 },
    );
  });

  test.each(['realizable', 'uniform'] as const)(
    'are those of the bandit with as many actions: %s rewards, then the next states',
    (rewards) => {
      const [bandit] = generate({ ...SHAPE, rewards, actions: 12 }).instances;
      const flat = {
        rewards: bandit!.rewards.map(({ value }) => value),
        features: bandit!.features.map((row) => row.map(({ value }) => value)),
      };
      const [contexts] = mdps({ rewards, dynamics: { kind: 'contexts', states: 4 } });
      const [process] = mdps({ rewards, ...decision(4, 1) });
      expect(numbersOf(contexts!)).toEqual(flat);
      expect(numbersOf(process!)).toEqual(flat);
      expect(contexts!.pairs.every(({ to }) => to.length === 0)).toBe(true);
    },
  );

  test('start in each state alike, exactly', () => {
    const [one] = mdps(decision(3, 1));
    expect(one!.start.map(({ literal }) => literal)).toEqual(['1/3', '1/3', '1/3']);
    expect(one!.discount.literal).toBe('9/10');
  });

  test('of realizable contexts have an order that the features preserve', () => {
    for (const mdp of mdps({ rewards: 'realizable', dynamics: { kind: 'contexts', states: 3 } }))
      expect(analyseMdp(mdp).conditions.find(({ id }) => id === 'order')?.holds).toBe(true);
  });
});

describe('keep', () => {
  test.each([
    ['exposed', true],
    ['exposed', false],
    ['order', true],
    ['order', false],
    ['trap', true],
    ['trap', false],
  ] as const)('%s, holds: %s', (condition, holds) => {
    const kept = mdps({
      dynamics: { kind: 'contexts', states: 2 },
      actions: 2,
      // Two differences of features are hardly ever opposite in the plane, and half of the time on a line.
      dimensions: condition !== 'trap' && !holds ? 1 : 2,
      keep: [{ condition, holds }],
    });
    expect(kept).toHaveLength(4);
    for (const mdp of kept) {
      const found = analyseMdp(mdp).conditions.filter(({ id }) => id === condition);
      expect(condition === 'trap' ? found.some((each) => each.holds) : found[0]!.holds).toBe(holds);
    }
  });
});

test('the verdicts on the instances are those of their own texts, with their numbers', () => {
  const news: FamilyNews[] = [];
  decideInstances('generate: { states: 2, actions: 2, dimensions: 2, count: 3, discount: 0.5 }\n', (one) => {
    news.push(one);
  });
  const [instances] = news.filter(({ kind }) => kind === 'instances');
  const verdicts = news.flatMap((one) => (one.kind === 'verdicts' ? one.verdicts : []));
  const { family } = readSpec(
    'generate: { states: 2, actions: 2, dimensions: 2, count: 3, discount: 0.5 }\n',
  );
  const own = (generate(family!).instances as Mdp[]).map((mdp) => analyseMdp(mdp).verdict);
  expect(verdicts).toEqual(
    own.map(({ kind, basis, traps }) => ({ kind, basis, traps: [], policies: traps.length })),
  );
  expect(instances).toMatchObject({
    instances: [{ offsets: [0, 2, 4], process: { states: ['s1', 's2'], discount: 0.5 } }, {}, {}],
  });
});
