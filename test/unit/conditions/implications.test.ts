import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instances } from './arbitrary.js';
import { analysisOf, conditionOf } from './bandits.js';

const RUNS = { numRuns: 400 };

describe('in exact arithmetic', () => {
  it('everything small is proved', () => {
    fc.assert(
      fc.property(instances(), ({ rewards, features }) => {
        const analysis = analysisOf(rewards, features);
        expect(analysis.verdict.basis).toBe('proved');
        for (const condition of analysis.conditions) expect(condition.basis).toBe('proved');
      }),
      RUNS,
    );
  });

  it('features-K excludes traps', () => {
    fc.assert(
      fc.property(instances(), ({ rewards, features }) => {
        const analysis = analysisOf(rewards, features);
        if (conditionOf(analysis, 'features-K').holds) expect(analysis.verdict.traps).toEqual([]);
      }),
      RUNS,
    );
  });

  it('K = 3: a2 is a trap exactly if the product of features-3 is negative', () => {
    fc.assert(
      fc.property(
        instances({ minActions: 3, maxActions: 3, distinctRewards: true }),
        ({ rewards, features }) => {
          const analysis = analysisOf(rewards, features);
          if (conditionOf(analysis, 'identical-rows').holds) return;
          const [, second] = rewards.map((_, action) => action).sort((a, b) => rewards[b]! - rewards[a]!);
          const product = conditionOf(analysis, 'features-3');
          expect(conditionOf(analysis, 'trap', second!).holds).toBe(product.margin! < 0);
          expect(product.holds).toBe(product.margin! > 0);
          if (conditionOf(analysis, 'features-3-sto').holds) expect(product.holds).toBe(true);
        },
      ),
      RUNS,
    );
  });

  it('the order of r̂ is an order of logits: projected-order implies order', () => {
    fc.assert(
      fc.property(instances(), ({ rewards, features }) => {
        const analysis = analysisOf(rewards, features);
        if (conditionOf(analysis, 'projected-order').holds) {
          expect(conditionOf(analysis, 'order').holds).toBe(true);
          expect(conditionOf(analysis, 'npg-top').holds || analysis.verdict.kind === 'never').toBe(true);
        }
      }),
      RUNS,
    );
  });

  it('realizable rewards are in order', () => {
    fc.assert(
      fc.property(
        instances(),
        fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 3, maxLength: 3 }),
        ({ features }, theta) => {
          const rewards = features.map((row) => row.reduce((sum, x, k) => sum + x * theta[k]!, 0));
          const analysis = analysisOf(rewards, features);
          expect(conditionOf(analysis, 'realizable')).toMatchObject({ holds: true, margin: 0 });
          expect(conditionOf(analysis, 'order').holds).toBe(true);
          expect(conditionOf(analysis, 'exposed').holds).toBe(true);
        },
      ),
      RUNS,
    );
  });

  it('K = 3: features-3 holds exactly if a2 is no trap and the product is not 0; features-3-sto implies it', () => {
    fc.assert(
      fc.property(
        instances({ minActions: 3, maxActions: 3, distinctRewards: true }),
        ({ rewards, features }) => {
          const analysis = analysisOf(rewards, features);
          if (conditionOfIdentical(analysis.conditions)) return;
          const product = conditionOf(analysis, 'features-3');
          const traps = analysis.verdict.traps.length > 0;
          expect(product.holds).toBe(!traps && product.margin !== 0);
          expect(conditionOf(analysis, 'features-K').holds).toBe(product.holds);
          if (conditionOf(analysis, 'features-3-sto').holds) expect(product.holds).toBe(true);
        },
      ),
      RUNS,
    );
  });

  it('realizable rewards without ties make r̂ an order, and npg-top', () => {
    fc.assert(
      fc.property(
        instances({ distinctRewards: true }),
        fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 3, maxLength: 3 }),
        ({ features }, theta) => {
          const rewards = features.map((row) => row.reduce((sum, x, k) => sum + x * theta[k]!, 0));
          if (new Set(rewards).size < rewards.length) return;
          const analysis = analysisOf(rewards, features);
          for (const id of ['realizable', 'projected-order', 'npg-top', 'order', 'exposed'] as const)
            expect(conditionOf(analysis, id).holds).toBe(true);
        },
      ),
      RUNS,
    );
  });

  it('the verdict is what exposed, order and the traps make of it', () => {
    fc.assert(
      fc.property(instances(), ({ rewards, features }) => {
        const analysis = analysisOf(rewards, features);
        const traps = analysis.conditions.filter(({ id }) => id === 'trap').map(({ holds }) => holds);
        const expected = !conditionOf(analysis, 'exposed').holds
          ? 'never'
          : traps.includes(true)
            ? 'depends'
            : conditionOf(analysis, 'order').holds && !traps.includes(null)
              ? 'always'
              : 'undecided';
        expect(analysis.verdict.kind).toBe(expected);
      }),
      RUNS,
    );
  });

  it('witnesses and certificates are what they say', () => {
    fc.assert(
      fc.property(instances({ distinctRewards: true }), ({ rewards, features }) => {
        const analysis = analysisOf(rewards, features);
        const order = conditionOf(analysis, 'order');
        const identical = conditionOfIdentical(analysis.conditions);
        if (identical) return;
        if (order.holds) {
          const w = order.witness!;
          const logits = features.map((row) => row.reduce((sum, x, k) => sum + x * w[k]!, 0));
          for (let i = 0; i < rewards.length; i++) {
            for (let j = 0; j < rewards.length; j++) {
              if (rewards[i]! <= rewards[j]!) continue;
              expect(logits[i]! - logits[j]!).toBeGreaterThan(0);
            }
          }
        } else {
          const sum = features[0]!.map((_, k) =>
            order.certificate!.reduce(
              (total, { from, to, weight }) => total + weight * (features[from]![k]! - features[to]![k]!),
              0,
            ),
          );
          for (const entry of sum) expect(entry).toBeCloseTo(0, 10);
          const weights = order.certificate!.map(({ weight }) => weight);
          expect(Math.min(...weights)).toBeGreaterThan(0);
          expect(weights.reduce((total, weight) => total + weight, 0)).toBeCloseTo(1, 12);
        }
      }),
      RUNS,
    );
  });
});

function conditionOfIdentical(conditions: readonly { id: string; holds: boolean | null }[]): boolean {
  return conditions.some(({ id, holds }) => id === 'identical-rows' && holds === true);
}
