import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Flow } from '../../../../src/flow/flow.js';
import { MdpField } from '../../../../src/flow/mdp/field.js';
import { MdpFlow } from '../../../../src/flow/mdp/flow.js';
import { prepareMdpFlow } from '../../../../src/flow/mdp/problem.js';
import { cliffWorld, deepSea, mdpFrom } from '../../engine/mdp/environments.js';
import { mdps, valueAt } from '../../engine/mdp/random.js';
import { oneState } from './oneState.js';

const starts = fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: 3, maxLength: 3 });

describe('the field', () => {
  it('is the gradient of J up to a positive factor, far out too', () => {
    fc.assert(
      fc.property(mdps, starts, fc.constantFrom(1, 30), (mdp, theta, size) => {
        const problem = prepareMdpFlow(mdp);
        const field = new MdpField(problem);
        const at = problem.toReduced(theta.slice(0, mdp.dimensions).map((x) => size * x));
        field.evaluate(at);
        fc.pre(field.norm > 1e-9 * field.size && field.logFactor > -60);
        const J = (shift: number) => {
          const probe = new MdpField(problem);
          probe.evaluate(at.map((x, k) => x + (shift * field.gradient[k]!) / field.norm));
          return probe.value;
        };
        const rate = field.norm * Math.exp(field.logFactor);
        const h = 1e-3;
        const slope = (8 * (J(h) - J(-h)) - (J(2 * h) - J(-2 * h))) / (12 * h);
        expect(Math.abs(slope - rate)).toBeLessThan(1e-6 * rate + 1e-9 / (1 - mdp.discount));
      }),
    );
  });
});

describe('the derivative of the field', () => {
  it('is that of central differences', () => {
    fc.assert(
      fc.property(mdps, starts, (mdp, theta) => {
        const problem = prepareMdpFlow(mdp);
        const field = new MdpField(problem);
        const at = problem.toReduced(theta.slice(0, mdp.dimensions));
        field.evaluate(at);
        fc.pre(field.size > 0 && field.logFactor > -20);
        const { rank, logFactor } = field;
        for (const _ of field.differentiate());
        const gradient = (l: number, shift: number) => {
          const probe = new MdpField(problem);
          probe.evaluate(at.map((x, k) => x + (k === l ? shift : 0)));
          return probe.gradient.map((x) => x * Math.exp(probe.logFactor - logFactor));
        };
        const greatest = field.hessian.reduce((most, x) => Math.max(most, Math.abs(x)), 1);
        const h = 1e-3;
        for (let l = 0; l < rank; l++) {
          const [far, near, less, least] = [2 * h, h, -h, -2 * h].map((shift) => gradient(l, shift));
          for (let k = 0; k < rank; k++) {
            const slope = (8 * (near![k]! - less![k]!) - (far![k]! - least![k]!)) / (12 * h);
            expect(Math.abs(field.hessian[k * rank + l]! - slope)).toBeLessThan(1e-6 * greatest);
          }
        }
      }),
    );
  });
});

describe('the flow of a process', () => {
  it('of one state ends where that of the bandit ends', () => {
    const cases = fc.sample(
      fc.record({
        rewards: fc.shuffledSubarray([0, 1, 2, 3, 5, 8], { minLength: 3, maxLength: 5 }),
        rows: fc.array(fc.array(fc.integer({ min: -4, max: 4 }), { minLength: 2, maxLength: 2 }), {
          minLength: 5,
          maxLength: 5,
        }),
        theta: fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: 2, maxLength: 2 }),
      }),
      { numRuns: 120, seed: 8 },
    );
    let compared = 0;
    for (const { rewards, rows, theta } of cases) {
      const mdp = oneState(rewards, rows.slice(0, rewards.length));
      const bandit = new Flow(mdp).from(theta).limit;
      const { limit } = new MdpFlow(mdp).from(theta);
      if (bandit.kind === 'action') {
        expect(limit).toMatchObject({ kind: 'policy', rows: [[bandit.action]] });
        compared++;
      } else if (bandit.kind === 'finite' && bandit.maximum) {
        expect(limit.kind).toBe('finite');
        if (limit.kind === 'finite') expect(limit.value).toBeCloseTo(bandit.value, 8);
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(60);
  });

  it('never ends below where it starts', () => {
    fc.assert(
      fc.property(mdps, starts, (mdp, theta) => {
        const start = theta.slice(0, mdp.dimensions);
        const { limit, theta: end } = new MdpFlow(mdp).from(start);
        if (limit.kind === 'undecided') return;
        const z = (at: ArrayLike<number>) =>
          Float64Array.from(mdp.rewards, (_, i) =>
            Array.from(at).reduce((sum, t, k) => sum + mdp.features[i * mdp.dimensions + k]! * t, 0),
          );
        const least = valueAt(mdp, z(start)) - 1e-9 / (1 - mdp.discount);
        expect(valueAt(mdp, z(end))).toBeGreaterThanOrEqual(least);
        expect(limit.value).toBeGreaterThanOrEqual(least);
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ['deep-sea', deepSea],
    ['cliff-world', cliffWorld],
  ] as const)('ends at the best policy of tabular features, as the theorem says: %s', (_, written) => {
    const mdp = mdpFrom(written);
    const { limit } = new MdpFlow(mdp).from(new Float64Array(mdp.dimensions));
    expect(limit.kind).toBe('policy');
    if (limit.kind === 'policy') expect(limit.value).toBeCloseTo(mdp.optimum.value, 9);
  });
});
