import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Flow } from '../../../src/flow/flow.js';
import { trapStart } from '../../../src/flow/trapStart.js';
import { problemOf } from '../../../src/model/problem.js';
import { CONVERGES, FAILS, THREE } from '../conditions/examples.js';

/** The start itself, where there is one. */
function startOf(flow: Flow, action: number): readonly number[] {
  const start = trapStart(flow, action);
  if (!start) throw new Error('There is no start.');
  return start;
}

describe('a start inside a trap', () => {
  it('lies along the min-norm point p = (0, 1) of the failing bandit', () => {
    const [x, y] = startOf(new Flow(problemOf(FAILS)), 1);
    expect(x).toBe(0);
    expect(y).toBeGreaterThan(0);
  });

  it('lies along p = (−0.4, 0.6) of the three-armed trap', () => {
    const [x, y] = startOf(new Flow(problemOf(THREE)), 1);
    expect(y! / x!).toBeCloseTo(-1.5, 1);
  });

  it('does not exist where the action does not attract', () => {
    const flow = new Flow(problemOf(CONVERGES));
    for (const i of [1, 2, 3]) expect(trapStart(flow, i)).toBeNull();
    expect(trapStart(flow, 0)).not.toBeNull();
  });

  it('is a start from which the flow ends at that action, whenever there is one', () => {
    const number = fc.integer({ min: -6, max: 6 });
    let found = 0;
    fc.assert(
      fc.property(fc.array(fc.tuple(number, number), { minLength: 4, maxLength: 6 }), (rows) => {
        const flow = new Flow({
          dimensions: 2,
          features: Float64Array.from(rows.flat()),
          rewards: Float64Array.from(rows, (_, a) => -a),
        });
        rows.forEach((_, i) => {
          const start = trapStart(flow, i);
          if (!start) return;
          found++;
          const { limit } = flow.from(start);
          if (limit.kind === 'set') expect(limit.actions).toContain(i);
          else expect(limit).toMatchObject({ kind: 'action', action: i });
        });
      }),
      { numRuns: 100, seed: 3 },
    );
    expect(found).toBeGreaterThan(100);
  });

  describe('however thin the trap is', () => {
    /**
     * Seen from the trap at 0 the worse action lies at y = (1, 0), so p = (1, 0), and the better one, 2 above, at (1 + m, 2): margin m. With
     * ρ = 2π_better/π_worse the direction is y − ρ(1 + m, 2) up to a factor, along which the worse action gains on the better one at the
     * rate m − ρ(m(1 + m) + 4). ρ falls while that is positive, so then, and only then, the flow stays for ever.
     */
    const thin = (m: number) =>
      new Flow({
        dimensions: 2,
        features: Float64Array.of(0, 0, -1, 0, -1 - m, -2),
        rewards: Float64Array.of(1, 0, 3),
      });

    it.each([1, 0.1, 1e-2, 1e-3, 3e-4, 1e-5, 1e-6, 1e-7])('with margin %s it is inside', (m) => {
      const [x, y] = startOf(thin(m), 0) as [number, number];
      const rho = 2 * Math.exp(-(m * x + 2 * y));
      expect(rho * (m * (1 + m) + 4)).toBeLessThan(m);
    });

    it('is not given where double precision does not show that it is inside, nor where there is none', () => {
      expect(trapStart(thin(1e-11), 0)).toBeNull();
      expect(trapStart(thin(-1e-6), 0)).toBeNull();
    });
  });
});
