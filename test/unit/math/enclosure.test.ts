import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { enclosing } from '../../../src/math/enclosure.js';
import { dotExact } from '../../../src/math/exactLinear.js';
import { exactMinNorming, side } from '../../../src/math/exactMinNorm.js';
import { minNorming } from '../../../src/math/minnorm.js';
import { Points } from '../../../src/math/points.js';
import { finish } from '../../../src/math/work.js';

const vectors = (least: number, most: number) =>
  fc.array(fc.array(fc.integer({ min: -4, max: 4 }), { minLength: 3, maxLength: 3 }), {
    minLength: least,
    maxLength: most,
  });
const integers = (rows: readonly (readonly number[])[]) => rows.map((row) => row.map(BigInt));

describe('a point between bounds', () => {
  it('has the signs of the min-norm point itself, and answers for none that is 0', () => {
    fc.assert(
      fc.property(vectors(1, 6), vectors(0, 3), vectors(0, 2), (rows, beyond, along) => {
        const guess = finish(minNorming(Points.of(rows.map((row) => Float64Array.from(row)))));
        const p = finish(exactMinNorming(integers(rows), guess, 100))!;
        const asked = { beyond: integers(beyond), along: integers(along) };
        const enclosed = finish(enclosing(integers(rows), guess, asked));
        const signs = asked.beyond.map((v) => side(p, v));
        const ways = asked.along.map((v) => Math.sign(Number(dotExact(v, p.point))));
        const decided = p.normSquare > 0n && ![...signs, ...ways].includes(0);
        expect(enclosed !== null).toBe(decided);
        if (enclosed === null) return;
        for (const v of integers(rows)) expect(dotExact(v, enclosed.point) > 0n).toBe(true);
        expect(asked.beyond.map((v) => side({ ...p, ...enclosed }, v))).toEqual(signs);
        expect(asked.along.map((v) => Math.sign(Number(dotExact(v, enclosed.point))))).toEqual(ways);
      }),
      { numRuns: 3000 },
    );
  });

  it('is no witness, and says so, where floating point is far from the min-norm point', () => {
    const rows = integers([
      [1, 0, 0],
      [-1, 3, 0],
    ]);
    const guess = { support: [0], weights: [1] };
    expect(finish(enclosing(rows, guess, { beyond: [], along: [] }))).toBeNull();
    const near = { support: [0, 1], weights: [0.6, 0.4] };
    expect(finish(enclosing(rows, near, { beyond: [[0n, 1n, 0n]], along: [] }))).toBeNull();
  });
});
