import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { streamOf } from '../../../src/engine/random/streams.js';
import { unit } from '../../../src/engine/random/words.js';
import { solvingExact } from '../../../src/math/exactLinear.js';
import { surrounded } from '../../../src/math/surrounded.js';
import { finish } from '../../../src/math/work.js';
import { analysisOf, conditionOf } from '../conditions/bandits.js';

const entry = fc.integer({ min: -5, max: 5 });
const simplex = fc
  .integer({ min: 1, max: 4 })
  .chain((d) =>
    fc.array(fc.array(entry, { minLength: d, maxLength: d }), { minLength: d + 1, maxLength: d + 1 }),
  );

describe('a proof that 0 is inside a simplex', () => {
  it('is found exactly where the weights of 0 are all positive', () => {
    fc.assert(
      fc.property(simplex, (rows) => {
        const lifted = rows.map((row) => [...row, 1].map(BigInt));
        const system = lifted[0]!.map((_, k) => lifted.map((v) => v[k]!));
        const solution = finish(
          solvingExact(
            system,
            system.map((_, k) => (k === rows.length - 1 ? 1n : 0n)),
          ),
        );
        const inside = solution?.numerators.every((weight) => weight > 0n) ?? false;
        const guess = solution?.numerators.map((weight) => Number(weight) / Number(solution.denominator));
        const vectors = rows.map((row) => row.map(BigInt));
        expect(finish(surrounded(vectors, guess ?? rows.map(() => 1 / rows.length)))).toBe(inside);
      }),
      { numRuns: 2000 },
    );
  });

  it('is not taken from weights that are wrong', () => {
    const vectors = [[1n], [-3n]];
    expect(finish(surrounded(vectors, [0.75, 0.25]))).toBe(true);
    expect(finish(surrounded(vectors, [0.5, 0.5]))).toBe(false);
    // 0 is outside, whatever the weights say.
    expect(finish(surrounded([[1n], [3n]], [0.5, 0.5]))).toBe(false);
  });
});

describe('the order of 40 rewards, with features of 60 digits', () => {
  const words = streamOf([3, 40, 12], 'start');
  const digits = () => {
    words.next();
    return unit(words.high, words.low).toFixed(15).slice(2);
  };
  const rows = Array.from({ length: 40 }, () =>
    Array.from({ length: 12 }, () => `0.${digits()}${digits()}${digits()}${digits()}`),
  );

  it('is proved not to be preserved, by a combination of differences that is 0', () => {
    const analysis = analysisOf(
      rows.map((_, a) => 40 - a),
      rows,
    );
    const order = conditionOf(analysis, 'order');
    expect(order).toMatchObject({ holds: false, basis: 'proved' });
    expect(order).not.toHaveProperty('reason');
    const certificate = order.certificate!;
    expect(certificate).toHaveLength(13);
    for (let k = 0; k < 12; k++) {
      const x = (action: number) => Number(rows[action]![k]);
      expect(
        certificate.reduce((sum, { from, to, weight }) => sum + weight * (x(from) - x(to)), 0),
      ).toBeCloseTo(0, 12);
    }
  });

  it('is proved to be preserved where the rewards are linear', () => {
    const byFirst = rows.toSorted((a, b) => Number(b[0]) - Number(a[0]));
    const analysis = analysisOf(
      byFirst.map((_, a) => 40 - a),
      byFirst,
    );
    const order = conditionOf(analysis, 'order');
    expect(order).toMatchObject({ holds: true, basis: 'proved' });
    const logits = byFirst.map((row) => row.reduce((sum, x, k) => sum + Number(x) * order.witness![k]!, 0));
    for (let a = 1; a < 40; a++) expect(logits[a]!).toBeLessThan(logits[a - 1]!);
  });
});
