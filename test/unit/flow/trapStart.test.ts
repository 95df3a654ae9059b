import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Flow } from '../../../src/flow/flow.js';
import { flowInput } from '../../../src/flow/flowInput.js';
import { trapStart } from '../../../src/flow/trapStart.js';
import { CONVERGES, FAILS, THREE } from '../conditions/examples.js';

describe('a start inside a trap', () => {
  it('lies along the min-norm point p = (0, 1) of the failing bandit', () => {
    const [x, y] = trapStart(new Flow(flowInput(FAILS)), 1)!;
    expect(x).toBe(0);
    expect(y).toBeGreaterThan(0);
  });

  it('lies along p = (−0.4, 0.6) of the three-armed trap', () => {
    const [x, y] = trapStart(new Flow(flowInput(THREE)), 1)!;
    expect(y! / x!).toBeCloseTo(-1.5, 1);
  });

  it('does not exist where the action does not attract', () => {
    const flow = new Flow(flowInput(CONVERGES));
    expect([1, 2, 3].map((i) => trapStart(flow, i))).toEqual([null, null, null]);
    expect(trapStart(flow, 0)).not.toBeNull();
  });

  it('is a start from which the flow ends at that action, whenever there is one', () => {
    const number = fc.integer({ min: -6, max: 6 });
    let found = 0;
    fc.assert(
      fc.property(fc.array(fc.tuple(number, number), { minLength: 4, maxLength: 6 }), (rows) => {
        const flow = new Flow({
          K: rows.length,
          d: 2,
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
});
