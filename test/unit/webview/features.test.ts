import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { analyse } from '../../../src/conditions/analyse.js';
import { hull } from '../../../src/drawing/hull.js';
import type { Bandit } from '../../../src/model/bandit.js';
import { arraysOf, problemOf } from '../../../src/model/problem.js';
import type { Subject } from '../../../src/shared/messages.js';
import { readSpec } from '../../../src/spec/read.js';
import { frameAround, ticks, toPixels, type XY } from '../../../webview/features/frame.js';
import { orderFigure } from '../../../webview/features/orderFigure.js';
import { resolution, snapped } from '../../../webview/features/snap.js';
import { trapFigure } from '../../../webview/features/trapFigure.js';
import { CONVERGES, FAILS, THREE } from '../conditions/examples.js';

function subjectOf(bandit: Bandit): Subject {
  return {
    fileName: 'x.linspg',
    title: null,
    actions: bandit.names,
    ...arraysOf(problemOf(bandit)),
    start: null,
  };
}

function trapAt(bandit: Bandit, action: number) {
  const condition = analyse(bandit).conditions.find((each) => each.id === 'trap' && each.action === action)!;
  return trapFigure(subjectOf(bandit), condition, [0, 1])!;
}

describe('the geometry of a trap agrees with hand calculation', () => {
  test('of the example that fails: p = (0, 1), ⟨x_2 − x_1, p⟩ = 3', () => {
    const figure = trapAt(FAILS, 1);
    expect(figure.arrow?.p).toEqual([0, 1]);
    // q = ⅔·x_3 + ⅓·x_4 of ⅔(1, 1) + ⅓(−2, 1) is the point of the worse hull under x_2.
    expect(figure.arrow?.from).toEqual([0, 0]);
    expect(figure.arrow?.to).toEqual([0, 1]);
    expect(figure.worse).toEqual([
      [-1, 0],
      [2, 0],
    ]);
    // From x_1 = (0, −2) it is (3 − 1)/1 to the line y = 0.
    expect(figure.margin?.foot).toEqual([0, 0]);
    expect(figure.text).toContain('p = (0, 1), ‖p‖² = 1.');
    expect(figure.text).toContain('the margin is 2');
    expect(figure.text).toContain('a2 attracts');
  });

  test('of the three arms: p = (−0.4, 0.6), ‖p‖² = 0.52, ⟨x_2 − x_1, p⟩ = 0.72', () => {
    const figure = trapAt(THREE, 1);
    expect(figure.arrow?.p[0]).toBeCloseTo(-0.4, 12);
    expect(figure.text).toContain('‖p‖² = 0.52');
    expect(figure.text).toContain('= 0.72, so the margin is 0.2');
  });

  test('the foot of the margin lies on the supporting line', () => {
    const { arrow, margin } = trapAt(THREE, 1);
    const [x, y] = margin!.foot;
    const along = (arrow!.to[0] - x) * arrow!.p[0] + (arrow!.to[1] - y) * arrow!.p[1];
    expect(along).toBeCloseTo(0.52, 12);
  });
});

describe('the geometry of the order', () => {
  const figureOf = (bandit: Bandit) =>
    orderFigure(subjectOf(bandit), analyse(bandit).conditions.find(({ id }) => id === 'order')!, [0, 1]);

  test('the actions stand along w in the order of their rewards', () => {
    const { places, text } = figureOf(CONVERGES);
    expect(places.map(({ action }) => action)).toEqual([0, 1, 2, 3]);
    for (let n = 1; n < places.length; n++) expect(places[n]!.along).toBeLessThan(places[n - 1]!.along);
    expect(text).toMatch(/a1 \(\S+\) > a2 \(\S+\) > a3 \(−\S+\) > a4 \(−\S+\)\.$/);
  });

  test('without such a w, the certificate is written out', () => {
    const { direction, text } = figureOf(FAILS);
    expect(direction).toBeNull();
    expect(text).toContain('0.2·(x(a1) − x(a2)) + 0.6·(x(a2) − x(a3)) + 0.2·(x(a3) − x(a4)) = 0');
  });

  test('weights that are rounded make no equation', () => {
    const told = (last: number) =>
      figureOf(readSpec(`bandit: { rewards: [3, 2, 1], features: [[1, 0], [2, 0], [${last}, 0]] }`).bandit!)
        .text;
    // The differences are −1 and 3: 3 · (−1) + 1 · 3 = 0. With 0 in place of −1 they are −1 and 2: 2 · (−1) + 1 · 2 = 0.
    expect(told(-1)).toContain('0.75·(x(a1) − x(a2)) + 0.25·(x(a2) − x(a3)) = 0');
    expect(told(0)).toContain('0.666667·(x(a1) − x(a2)) + 0.333333·(x(a2) − x(a3)) ≈ 0');
  });
});

test('the hull holds every point, turns to the left at each corner, and its corners are among the points', () => {
  const point = fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 }));
  fc.assert(
    fc.property(fc.array(point, { minLength: 1, maxLength: 12 }), (points) => {
      const corners = hull(points);
      for (const corner of corners) expect(points).toContainEqual(corner);
      if (corners.length < 3) return;
      corners.forEach(([ax, ay], i) => {
        const [bx, by] = corners[(i + 1) % corners.length]!;
        for (const [x, y] of points)
          expect((bx - ax) * (y - ay) - (by - ay) * (x - ax)).toBeGreaterThanOrEqual(0);
      });
    }),
  );
});

test('numbers are as fine as three pixels', () => {
  expect(resolution(70)).toBe(-1);
  expect(snapped(0.7312, resolution(70))).toBe('0.7');
  expect(snapped(-0.04, resolution(70))).toBe('0');
  expect(resolution(3)).toBe(0);
  expect(snapped(1234.56, resolution(0.03))).toBe('1200');
  expect(snapped(0.1 + 0.2, -1)).toBe('0.3');
  fc.assert(
    fc.property(fc.double({ min: -1e4, max: 1e4, noNaN: true }), fc.integer({ min: -6, max: 3 }), (v, e) => {
      expect(Math.abs(Number(snapped(v, e)) - v)).toBeLessThanOrEqual(0.5 * 10 ** e * (1 + 1e-9));
    }),
  );
});

test('the frame shows every point, with one scale for both axes', () => {
  const point: fc.Arbitrary<XY> = fc.tuple(
    fc.double({ min: -50, max: 50, noNaN: true }),
    fc.double({ min: -50, max: 50, noNaN: true }),
  );
  fc.assert(
    fc.property(fc.array(point, { minLength: 1, maxLength: 9 }), (points) => {
      const frame = frameAround(points, 300, 240, 40);
      for (const each of points) {
        const [x, y] = toPixels(frame, each);
        expect(x).toBeGreaterThanOrEqual(39);
        expect(x).toBeLessThanOrEqual(261);
        expect(y).toBeGreaterThanOrEqual(39);
        expect(y).toBeLessThanOrEqual(201);
      }
    }),
  );
});

test('points that differ by rounding alone are shown as one', () => {
  const apart = frameAround(
    [
      [50, 50],
      [50, 50 + 79 * 2 ** -47],
    ],
    300,
    240,
    40,
  );
  expect(apart.scale).toBe(frameAround([[50, 50]], 300, 240, 40).scale);
});

test('ticks are multiples of 1, 2 or 5 times a power of ten', () => {
  expect(ticks(-1.2, 2.3, 60, 50)).toEqual([-1, 0, 1, 2]);
  expect(ticks(0, 0.1, 4000, 50)).toEqual([0, 0.02, 0.04, 0.06, 0.08, 0.1]);
});
