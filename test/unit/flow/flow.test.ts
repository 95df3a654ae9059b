import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Flow, type Limit } from '../../../src/flow/flow.js';
import { rowsFrom } from '../../../src/model/problem.js';
import { normals } from '../conditions/normals.js';

const flowOf = (rows: readonly (readonly number[])[], rewards: readonly number[]) =>
  new Flow(rowsFrom({ rewards, features: rows }));

const CONVERGES = [[0, -2], [-1, 0], [0, 1], [2, 0]]; // biome-ignore format: a matrix
const FAILS = [[0, -2], [0, 1], [-1, 0], [2, 0]]; // biome-ignore format: a matrix
const THREE = [[0, -1], [0.6, 0.6], [1, 0]]; // biome-ignore format: a matrix

const name = (limit: Limit): string =>
  limit.kind === 'action' ? `a${limit.action + 1}` : limit.kind === 'set' ? `{${limit.actions}}` : limit.kind;

/** How often each limit was reached from `count` Gaussian starts. */
function limits(flow: Flow, sigma: number, count: number): Record<string, number> {
  const draw = normals(20250503);
  const counts: Record<string, number> = {};
  for (let n = 0; n < count; n++) {
    const key = name(
      flow.from(Array.from({ length: flow.problem.input.dimensions }, () => sigma * draw())).limit,
    );
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}

/** Another integrator of the same path: classical Runge–Kutta with tiny fixed steps, until one action has nearly everything. */
function smallSteps(
  rows: readonly (readonly number[])[],
  r: readonly number[],
  start: readonly number[],
): number {
  const unitGradient = (theta: readonly number[]): number[] => {
    const z = rows.map((x) => x.reduce((sum, v, k) => sum + v * theta[k]!, 0));
    const top = Math.max(...z);
    const weights = z.map((v) => Math.exp(v - top));
    const total = weights.reduce((sum, w) => sum + w, 0);
    const f = weights.reduce((sum, w, a) => sum + w * r[a]!, 0) / total;
    const g = theta.map((_, k) => rows.reduce((sum, x, a) => sum + weights[a]! * (r[a]! - f) * x[k]!, 0));
    const norm = Math.hypot(...g);
    return g.map((v) => v / norm);
  };
  const add = (a: readonly number[], c: number, b: readonly number[]) => a.map((v, k) => v + c * b[k]!);
  let theta = [...start];
  const h = 0.02;
  for (let n = 0; n < 5000; n++) {
    const z = rows.map((x) => x.reduce((sum, v, k) => sum + v * theta[k]!, 0));
    const sorted = z.map((v, a) => [v, a] as const).sort((a, b) => b[0] - a[0]);
    if (n > 2500 && sorted[0]![0] - sorted[1]![0] > 15) return sorted[0]![1];
    const k1 = unitGradient(theta);
    const k2 = unitGradient(add(theta, h / 2, k1));
    const k3 = unitGradient(add(theta, h / 2, k2));
    const k4 = unitGradient(add(theta, h, k3));
    theta = theta.map((v, k) => v + (h / 6) * (k1[k]! + 2 * k2[k]! + 2 * k3[k]! + k4[k]!));
  }
  throw new Error('the reference integrator did not settle');
}

describe('the limit of the gradient flow', () => {
  it('is the best action from every start when the order is preserved and nothing traps', () => {
    expect(limits(flowOf(CONVERGES, [9, 8, 7, 6]), 4, 200)).toEqual({ a1: 200 });
  });

  it('is a1 or a2, about 106 to 94, in the failing four-armed bandit', () => {
    const { a1 = 0, a2 = 0, ...others } = limits(flowOf(FAILS, [9, 8, 7, 6]), 4, 2000);
    expect(others).toEqual({});
    expect(a1 + a2).toBe(2000);
    // The published share is 0.53 from 200 starts, with a standard error of 0.035; three of them.
    expect(Math.abs(a1 / 2000 - 106 / 200)).toBeLessThan(0.11);
  });

  it('is a2 for about 26 of 200 starts in the three-armed trap', () => {
    const { a1 = 0, a2 = 0, ...others } = limits(flowOf(THREE, [1, -1.8, -2]), 4, 2000);
    expect(others).toEqual({});
    expect(a1 + a2).toBe(2000);
    expect(Math.abs(a2 / 2000 - 26 / 200)).toBeLessThan(3 * Math.sqrt((0.13 * 0.87) / 200));
  });

  it.each([
    ['failing', FAILS, [9, 8, 7, 6]],
    ['three-armed', THREE, [1, -1.8, -2]],
  ])('agrees start by start with tiny explicit steps (%s)', (_, rows, r) => {
    const draw = normals(7);
    const flow = flowOf(rows, r);
    for (let n = 0; n < 60; n++) {
      const start = [4 * draw(), 4 * draw()];
      expect(flow.from(start).limit).toMatchObject({ kind: 'action', action: smallSteps(rows, r, start) });
    }
  });

  it('is an interior policy when the best row lies between the others: gap 0.845', () => {
    const { limit } = flowOf([[3, 4], [5, 6], [1, 2]], [3, 2, 1]).from([1, 1]); // biome-ignore format: a matrix
    expect(limit.kind).toBe('finite');
    if (limit.kind !== 'finite') return;
    expect(limit.maximum).toBe(true);
    // Along (1, 1) the bandit is (3 + 2e^u + e^{−u})/(1 + e^u + e^{−u}); its greatest value is 1 + 2/√3.
    expect(limit.value).toBeCloseTo(1 + 2 / Math.sqrt(3), 12);
    expect(3 - limit.value).toBeCloseTo(0.845, 3);
    expect(limit.policy.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
  });

  it('is found from a start a million away, where every probability but one underflows', () => {
    const flow = flowOf(FAILS, [9, 8, 7, 6]);
    expect(flow.from([0, 1e6]).limit).toEqual({ kind: 'action', action: 1, value: 8 });
    expect(flow.from([-3e5, -5e5]).limit).toEqual({ kind: 'action', action: 0, value: 9 });
  });

  describe('from far away, on a tie of two logits', () => {
    // a2 leads and a1, a4 follow, level: both pull, to (−6, 0) together, which turns the tie to a1; a1 then pulls alone, and wins.
    const flow = flowOf([[1, 3], [3, -1], [-3, 1], [2, -2], [-2, 3]], [2, 1, 7, 5, 0]); // biome-ignore format: a matrix

    it.each([1, 10, 50, 100, 200, 500, 1e3, 1e4, 1e5, 1e7])('is a1 at (100, 20)·%s', (t) => {
      expect(flow.from([100 * t, 20 * t]).limit).toMatchObject({ kind: 'action', action: 0 });
    });

    it.each([
      [5000, 1000.2],
      [10000, 2000.2],
      [1e5, 20000.2],
    ])('is a1 at (%s, %s), on the side of a1', (x, y) => {
      // biome-ignore format: a table
      expect(flow.from([x, y]).limit).toMatchObject({ kind: 'action', action: 0 });
    });

    it('is said to be too far where a double no longer tells the logits apart', () => {
      expect(flow.from([5e13, 1e13]).limit).toMatchObject({
        kind: 'undecided',
        reason: { code: 'starts-too-far' },
      });
    });
  });

  it('is the same along a ray, whatever the distance', () => {
    const whole = (most: number) => fc.integer({ min: -most, max: most });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(whole(3), whole(3)), { minLength: 3, maxLength: 5 }),
        fc.tuple(whole(20), whole(20)),
        (rows, direction) => {
          const flow = flowOf(
            rows,
            rows.map((_, a) => -a),
          );
          const ends = [300, 3000, 3e5].map((t) => flow.from(direction.map((v) => t * v)).limit);
          // Along a ray that is a border, or where all rewards tie in effect, what is near decides.
          const decided = ends.filter(({ kind }) => kind === 'action').map(name);
          if (ends.some(({ kind }) => kind === 'finite')) return;
          expect(new Set(decided).size).toBeLessThanOrEqual(1);
        },
      ),
      { numRuns: 60, seed: 4 },
    );
  });

  it('is not the best action where that lies between two others by a hair', () => {
    const { limit } = flowOf([[-2.00000002], [-2], [-1.99999999], [1]], [3, 6, 0, 3]).from([-1]);
    if (limit.kind !== 'undecided') expect(limit.value).toBeLessThan(6);
  });

  it('treats identical rows as one arm with their mean reward', () => {
    // x_1 = x_2 with rewards 5 and 1: together 3, below a3's 4.
    const flow = flowOf([[1, 0], [1, 0], [0, 1]], [5, 1, 4]); // biome-ignore format: a matrix
    expect(flow.from([3, 0]).limit).toEqual({ kind: 'action', action: 2, value: 4 });
  });

  it('says that tied best actions share the end', () => {
    const flow = flowOf([[1, 0], [0, 1], [-1, -1]], [2, 2, 0]); // biome-ignore format: a matrix
    expect(flow.from([0, 0]).limit).toEqual({ kind: 'set', actions: [0, 1], value: 2 });
  });

  it('finds the end on a face: an interior policy of three actions, the fourth left behind', () => {
    // The line of the interior example, and a worse action off it that can be pushed away for ever.
    const flow = flowOf([[0, 0], [1, 0], [-1, 0], [0, -1]], [3, 2, 1, 0]); // biome-ignore format: a matrix
    const { limit } = flow.from([0, 0]);
    expect(limit).toMatchObject({ kind: 'set', actions: [0, 1, 2] });
    if (limit.kind === 'set') expect(limit.value).toBeCloseTo(1 + 2 / Math.sqrt(3), 9);
  });

  it('stays where it is when all actions are the same', () => {
    const { limit, theta } = flowOf([[1, 2], [1, 2]], [1, 3]).from([0.5, -1]); // biome-ignore format: a matrix
    expect(limit).toMatchObject({ kind: 'set', actions: [0, 1], value: 2 });
    expect([...theta]).toEqual([0.5, -1]);
  });

  it('does not depend on a shift or a positive scale of the features, nor on an affine change of the rewards', () => {
    const number = fc.integer({ min: -8, max: 8 });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(number, number), { minLength: 3, maxLength: 6 }),
        fc.tuple(number, number),
        fc.tuple(number, number),
        (rows, shift, start) => {
          const rewards = rows.map((_, a) => -a);
          const moved = rows.map((x) => x.map((v, k) => 4 * v + shift[k]!));
          const limit = flowOf(rows, rewards).from(start).limit;
          const other = flowOf(
            moved,
            rewards.map((r) => 3 * r + 7),
          ).from(start.map((v) => v / 4)).limit;
          if (limit.kind !== 'undecided' && other.kind !== 'undecided') expect(name(other)).toBe(name(limit));
        },
      ),
      { numRuns: 300, seed: 1 },
    );
  });
});

describe('the path that is told', () => {
  const flow = flowOf(FAILS, [9, 8, 7, 6]);
  const value = (theta: ArrayLike<number>) => {
    const weights = FAILS.map((x) => Math.exp(x[0]! * theta[0]! + x[1]! * theta[1]!));
    const total = weights.reduce((sum, w) => sum + w, 0);
    return weights.reduce((sum, w, a) => sum + (w / total) * (9 - a), 0);
  };

  it('begins at the start and climbs', () => {
    const told: Float64Array[] = [];
    flow.from([3, 3], { onStep: (theta) => told.push(theta) < 0 });
    expect(Array.from(told[0]!)).toEqual([3, 3]);
    for (let n = 1; n < told.length; n++)
      expect(value(told[n]!)).toBeGreaterThanOrEqual(value(told[n - 1]!) - 1e-9);
  });

  it('goes on when asked to, to the same end', () => {
    // f(θ) is above the second best reward here, so the end is known at the start.
    const start = [2, -3];
    const short: number[] = [];
    const long: number[] = [];
    const end = flow.from(start, { onStep: (theta) => short.push(Math.hypot(...theta)) < 0 });
    const further = flow.from(start, {
      onStep: (theta) => {
        long.push(Math.hypot(...theta));
        return Math.hypot(...theta) < 40;
      },
    });
    expect(short).toHaveLength(1);
    expect(long.at(-1)).toBeGreaterThanOrEqual(40);
    expect(further.limit).toEqual(end.limit);
  });
});
