import { describe, expect, test } from 'vitest';
import { newPolicy, softmax } from '../../../src/engine/policy.js';
import { normal } from '../../../src/engine/random/normal.js';
import { streamOf } from '../../../src/engine/random/streams.js';
import { SplitMix64, unit, type Words, Xoshiro256 } from '../../../src/engine/random/words.js';
import { rewardSampler } from '../../../src/engine/reward.js';
import { categorical } from '../../../src/engine/sampler.js';
import type { Noise } from '../../../src/model/bandit.js';
import { numericProblem } from './runs.js';

function word(words: Words): bigint {
  words.next();
  return (BigInt(words.high >>> 0) << 32n) | BigInt(words.low >>> 0);
}

describe('generators', () => {
  test('splitmix64 gives the words of its authors’ reference code for seed 0', () => {
    const words = new SplitMix64(0, 0);
    expect(Array.from({ length: 4 }, () => word(words))).toEqual([
      0xe220a8397b1dcdafn,
      0x6e789e6aa1b965f4n,
      0x06c45d188009454fn,
      0xf88bb8a8724c81ecn,
    ]);
  });

  test('xoshiro256++ gives the words of its authors’ reference code for the state 1, 2, 3, 4', () => {
    const words = new Xoshiro256(Int32Array.of(0, 1, 0, 2, 0, 3, 0, 4));
    expect(Array.from({ length: 5 }, () => word(words))).toEqual([
      41943041n,
      58720359n,
      3588806011781223n,
      3591011842654386n,
      9228616714210784205n,
    ]);
  });

  test('streams of different names have nothing in common, the same name gives the same stream', () => {
    const names = [
      [0, 0, 0],
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
      [2 ** 32, 0, 0],
      [0, 2 ** 32, 0],
    ] as const;
    const words = names.flatMap((name) =>
      (['action', 'reward', 'start'] as const).flatMap((purpose) => {
        const stream = streamOf(name, purpose);
        return Array.from({ length: 10 }, () => word(stream));
      }),
    );
    expect(new Set(words).size).toBe(words.length);
    expect(word(streamOf([1, 2, 3], 'action'))).toBe(word(streamOf([1, 2, 3], 'action')));
  });
});

const n = 100_000;

/** Kolmogorov and Smirnov: √n·D stays below 1.95 for all but one in a thousand seeds. */
function distance(sample: number[], cdf: (x: number) => number): number {
  const sorted = sample.sort((a, b) => a - b);
  return (
    Math.sqrt(n) *
    sorted.reduce((most, x, i) => {
      const F = cdf(x);
      return Math.max(most, F - i / n, (i + 1) / n - F);
    }, 0)
  );
}

/** Φ by its series (Marsaglia 2004), exact to 1e-15 for |x| < 7. */
function normalCdf(x: number): number {
  if (Math.abs(x) > 7) return x > 0 ? 1 : 0;
  let sum = x;
  let term = x;
  for (let i = 3; Math.abs(term) > 1e-17; i += 2) {
    term *= (x * x) / i;
    sum += term;
  }
  return 0.5 + (sum * Math.exp((-x * x) / 2)) / Math.sqrt(2 * Math.PI);
}

function rewards(noise: Noise, mean: number, seed: number): number[] {
  const draw = rewardSampler(numericProblem([mean, 0.5], [[1], [2]], noise));
  const stream = streamOf([seed, 0, 0], 'reward');
  return Array.from({ length: n }, () => {
    stream.next();
    return draw(0, stream.high, stream.low);
  });
}

const meanOf = (sample: readonly number[]) => sample.reduce((a, b) => a + b, 0) / sample.length;
const varianceOf = (sample: readonly number[]) => {
  const m = meanOf(sample);
  return meanOf(sample.map((x) => (x - m) ** 2));
};

describe('samplers', () => {
  test('uniform', () => {
    const stream = streamOf([5, 0, 0], 'action');
    const sample = Array.from({ length: n }, () => {
      stream.next();
      return unit(stream.high, stream.low);
    });
    expect(distance(sample, (x) => x)).toBeLessThan(1.95);
    expect(unit(-1, -1)).toBe(1 - 2 ** -52);
    expect(unit(0, 0)).toBe(0);
  });

  test('normal', () => {
    const stream = streamOf([6, 0, 0], 'reward');
    const sample = Array.from({ length: n }, () => {
      stream.next();
      return normal(stream);
    });
    expect(Math.abs(meanOf(sample))).toBeLessThan(4 / Math.sqrt(n));
    expect(Math.abs(varianceOf(sample) - 1)).toBeLessThan(4 * Math.sqrt(2 / n));
    const tail = sample.filter((x) => Math.abs(x) > 3).length;
    expect(Math.abs(tail / n - 2 * normalCdf(-3))).toBeLessThan(4 * Math.sqrt(0.0027 / n));
    expect(distance(sample, normalCdf)).toBeLessThan(1.95);
  });

  test('an action is drawn with its probability: χ² with 5 degrees of freedom stays below 20.5', () => {
    const policy = newPolicy(6);
    softmax(Float64Array.of(0, 1, -1, 0.5, -3, 2), policy);
    const stream = streamOf([7, 0, 0], 'action');
    const counts = new Array<number>(6).fill(0);
    for (let i = 0; i < n; i++) {
      stream.next();
      counts[categorical(policy, unit(stream.high, stream.low))]!++;
    }
    const chiSquare = counts.reduce((sum, count, a) => {
      const expected = (n * policy.e[a]!) / policy.Z;
      return sum + (count - expected) ** 2 / expected;
    }, 0);
    expect(chiSquare).toBeLessThan(20.5);
  });

  test('an action of no probability is never drawn, even by the greatest number', () => {
    const policy = newPolicy(4);
    softmax(Float64Array.of(-1000, 0, 0, -1000), policy);
    expect(categorical(policy, 0)).toBe(1);
    expect(categorical(policy, 1 - 2 ** -52)).toBe(2);
  });

  test('Bernoulli', () => {
    const sample = rewards({ kind: 'bernoulli' }, 0.3, 8);
    expect(new Set(sample)).toEqual(new Set([0, 1]));
    expect(Math.abs(meanOf(sample) - 0.3)).toBeLessThan(4 * Math.sqrt(0.21 / n));
  });

  test('Gaussian, clipped to [0, 1]', () => {
    const sample = rewards({ kind: 'gaussian', sigma: 0.5 }, 0.3, 9);
    const inside = (x: number) => (x < 0 ? 0 : x >= 1 ? 1 : normalCdf((x - 0.3) / 0.5));
    const share = (p: number) => [p - 4 * Math.sqrt(p / n), p + 4 * Math.sqrt(p / n)] as const;
    const [low, high] = share(normalCdf(-0.6));
    expect(sample.filter((x) => x === 0).length / n).toSatisfy((p: number) => p > low && p < high);
    const [least, most] = share(1 - normalCdf(1.4));
    expect(sample.filter((x) => x === 1).length / n).toSatisfy((p: number) => p > least && p < most);
    for (const x of [0.1, 0.3, 0.5, 0.9]) {
      const fraction = sample.filter((y) => y <= x).length / n;
      expect(Math.abs(fraction - inside(x))).toBeLessThan(4 * Math.sqrt(0.25 / n));
    }
  });

  // Shapes whose distribution functions are elementary.
  const betas = [
    { a: 2, b: 2, cdf: (x: number) => x * x * (3 - 2 * x) },
    { a: 0.5, b: 0.5, cdf: (x: number) => (2 / Math.PI) * Math.asin(Math.sqrt(x)) },
    { a: 1, b: 3, cdf: (x: number) => 1 - (1 - x) ** 3 },
    { a: 0.2, b: 1, cdf: (x: number) => x ** 0.2 },
    { a: 1, b: 0.05, cdf: (x: number) => 1 - (1 - x) ** 0.05 },
    { a: 3, b: 2, cdf: (x: number) => x ** 3 * (4 - 3 * x) },
  ];
  for (const { a, b, cdf } of betas) {
    test(`Beta(${a}, ${b})`, () => {
      const sample = rewards({ kind: 'beta', concentration: a + b }, a / (a + b), 10);
      const variance = (a * b) / ((a + b) ** 2 * (a + b + 1));
      expect(Math.abs(meanOf(sample) - a / (a + b))).toBeLessThan(4 * Math.sqrt(variance / n));
      expect(Math.abs(varianceOf(sample) / variance - 1)).toBeLessThan(0.05);
      // Where much mass lies within one rounding of 1, doubles cannot tell its values apart.
      const continuous = sample.filter((x) => x < 1).length === n;
      if (continuous) expect(distance(sample, cdf)).toBeLessThan(1.95);
      else
        expect(Math.abs(sample.filter((x) => x <= 0.9).length / n - cdf(0.9))).toBeLessThan(2 / Math.sqrt(n));
    });
  }

  test('Beta rewards of the means 0 and 1 are certain', () => {
    expect(new Set(rewards({ kind: 'beta', concentration: 4 }, 0, 1))).toEqual(new Set([0]));
    expect(new Set(rewards({ kind: 'beta', concentration: 4 }, 1, 1))).toEqual(new Set([1]));
  });
});
