import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nearest, panned, stepped, zoomed } from '../../../webview/charts/navigate.js';

const whole = { min: 1, max: 1e6 };

test('zooming in keeps the cursor where it is', () => {
  const range = zoomed(whole, 'log', 0.5, 1e3, whole)!;
  expect(Math.log10(range.min)).toBeCloseTo(1.5, 12);
  expect(Math.log10(range.max)).toBeCloseTo(4.5, 12);
});

test('zooming out ends at the whole axis, which is no zoom', () => {
  expect(zoomed({ min: 10, max: 1e5 }, 'log', 100, 1e3, whole)).toBeNull();
});

test('panning keeps the length and stays on the axis', () => {
  const part = fc.double({ min: -3, max: 3, noNaN: true });
  fc.assert(
    fc.property(part, (by) => {
      const range = panned({ min: 10, max: 1000 }, 'log', by, whole);
      expect(range.max / range.min).toBeCloseTo(100, 6);
      expect(range.min).toBeGreaterThanOrEqual(1 - 1e-9);
      expect(range.max).toBeLessThanOrEqual(1e6 * (1 + 1e-9));
    }),
  );
});

test('the cursor steps along what is recorded and stays at its ends', () => {
  const recorded = [0, 1, 10, 100];
  expect(stepped(recorded, 1, 1)).toBe(10);
  expect(stepped(recorded, 5, -1)).toBe(1);
  expect(stepped(recorded, 100, 1)).toBe(100);
  expect(stepped(recorded, 0, -1)).toBe(0);
});

test('the mouse points at the recorded iteration that is nearest on a log axis', () => {
  expect(nearest([0, 1, 10, 100], 40)).toBe(100);
  expect(nearest([0, 1, 10, 100], 20)).toBe(10);
  expect(nearest([0, 1, 10, 100], -5)).toBe(0);
});
