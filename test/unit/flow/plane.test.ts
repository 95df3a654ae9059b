import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  componentsOf,
  coordinatesOf,
  PlaneField,
  planeAlong,
  planeThrough,
  thetaAt,
} from '../../../src/flow/plane.js';
import { dominanceRegions } from '../../../src/flow/regions.js';

const entry = fc.integer({ min: -20, max: 20 }).map((n) => n / 4);
const vectorOf = (d: number) => fc.array(entry, { minLength: d, maxLength: d });
const problems = fc.integer({ min: 1, max: 4 }).chain((d) =>
  fc.record({
    origin: vectorOf(d),
    first: vectorOf(d),
    second: vectorOf(d),
    features: fc.array(vectorOf(d), { minLength: 2, maxLength: 6 }),
    x: entry,
    y: entry,
  }),
);

test('the axes of a plane are orthonormal, whatever directions were chosen', () => {
  fc.assert(
    fc.property(problems, ({ origin, first, second }) => {
      const { across, up } = planeAlong(origin, first, second);
      expect(Math.hypot(...across)).toBeCloseTo(1, 12);
      expect(Math.hypot(...up)).toBeCloseTo(origin.length === 1 ? 0 : 1, 12);
      expect(across.reduce((sum, a, k) => sum + a * up[k]!, 0)).toBeCloseTo(0, 9);
    }),
  );
});

test('coordinates and parameters are each other’s inverse on the plane', () => {
  fc.assert(
    fc.property(problems, ({ origin, first, second, x, y }) => {
      const plane = planeAlong(origin, first, second);
      const [backX, backY] = coordinatesOf(plane, thetaAt(plane, x, y));
      expect(backX).toBeCloseTo(x, 9);
      expect(backY).toBeCloseTo(origin.length === 1 ? 0 : y, 9);
    }),
  );
});

test('a plane through a point holds it, and is the same plane through any other of its points', () => {
  fc.assert(
    fc.property(problems, ({ origin: point, first, second, x, y }) => {
      const plane = planeThrough(point, first, second);
      thetaAt(plane, ...coordinatesOf(plane, point)).forEach((entry, k) => {
        expect(entry).toBeCloseTo(point[k]!, 9);
      });
      const other = planeThrough(thetaAt(plane, x, y), first, second);
      other.origin.forEach((entry, k) => {
        expect(entry).toBeCloseTo(plane.origin[k]!, 8);
      });
    }),
  );
});

test('policy, value and gradient are those of the definition', () => {
  fc.assert(
    fc.property(problems, ({ origin, first, second, features, x, y }) => {
      const plane = planeAlong(origin, first, second);
      const rewards = features.map((_, a) => a * a - 2 * a);
      const field = new PlaneField(plane, features, rewards);
      field.evaluate(x, y);
      const theta = thetaAt(plane, x, y);
      const logits = features.map((row) => row.reduce((sum, v, k) => sum + v * theta[k]!, 0));
      const greatest = Math.max(...logits);
      const weights = logits.map((z) => Math.exp(z - greatest));
      const total = weights.reduce((sum, w) => sum + w, 0);
      const policy = weights.map((w) => w / total);
      const value = policy.reduce((sum, p, a) => sum + p * rewards[a]!, 0);
      policy.forEach((p, a) => {
        expect(field.policy[a]).toBeCloseTo(p, 10);
      });
      expect(field.value).toBeCloseTo(value, 9);
      const gradient = theta.map((_, k) =>
        policy.reduce((sum, p, a) => sum + p * (rewards[a]! - value) * features[a]![k]!, 0),
      );
      const [across, up] = componentsOf(plane, gradient);
      expect(field.gradientAcross).toBeCloseTo(across, 8);
      expect(field.gradientUp).toBeCloseTo(up, 8);
    }),
  );
});

test('each region holds the points at which its action is the most probable, and they tile the window', () => {
  fc.assert(
    fc.property(problems, ({ origin, first, second, features }) => {
      const plane = planeAlong(origin, first, second);
      const field = new PlaneField(plane, features, features.map(Number.prototype.valueOf.bind(0)));
      const regions = dominanceRegions(field, { left: -5, right: 5, bottom: -5, top: 5 });
      const areas = regions.map(({ polygon }) =>
        Math.abs(
          polygon.reduce((sum, [x1, y1], i) => {
            const [x2, y2] = polygon[(i + 1) % polygon.length]!;
            return sum + (x1 * y2 - x2 * y1) / 2;
          }, 0),
        ),
      );
      expect(areas.reduce((sum, area) => sum + area, 0)).toBeCloseTo(100, 6);
      for (const { action, polygon } of regions) {
        const middle = [0, 1].map((n) => polygon.reduce((sum, c) => sum + c[n]!, 0) / polygon.length);
        field.evaluate(middle[0]!, middle[1]!);
        expect(field.policy[action]).toBeCloseTo(Math.max(...field.policy), 9);
      }
    }),
  );
});
