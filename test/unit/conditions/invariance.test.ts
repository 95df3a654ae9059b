import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Analysis, ConditionId } from '../../../src/conditions/types.js';
import { instances } from './arbitrary.js';
import { analysisOf } from './bandits.js';

/** Softmax does not see a common shift; the geometry of differences does not see it either. */
const SHIFT_INVARIANT: readonly ConditionId[] = [
  'exposed',
  'order',
  'trap',
  'features-K',
  'features-3',
  'features-3-sto',
  'identical-rows',
];

/** What is decided, without the numbers. */
function decisions(analysis: Analysis, ids?: readonly ConditionId[]) {
  return {
    kind: analysis.verdict.kind,
    basis: analysis.verdict.basis,
    optimal: analysis.verdict.optimal,
    traps: analysis.verdict.traps,
    holds: analysis.conditions
      .filter(({ id }) => !ids || ids.includes(id))
      .map(({ id, action, holds, basis }) => ({ id, action, holds, basis }))
      .sort((a, b) => (a.action ?? -1) - (b.action ?? -1)),
  };
}

const RUNS = { numRuns: 300 };

describe('the verdict', () => {
  it('does not change when one vector is added to all features', () => {
    fc.assert(
      fc.property(
        instances(),
        fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 3, maxLength: 3 }),
        ({ rewards, features }, shift) => {
          const shifted = features.map((row) => row.map((x, k) => x + shift[k]!));
          expect(decisions(analysisOf(rewards, shifted), SHIFT_INVARIANT)).toEqual(
            decisions(analysisOf(rewards, features), SHIFT_INVARIANT),
          );
        },
      ),
      RUNS,
    );
  });

  it('does not change under a rotation of the features', () => {
    fc.assert(
      fc.property(instances(), ({ rewards, features }) => {
        // By the angle with cosine 3/5 and sine 4/5, in the first two coordinates (a zero one is added to a line).
        const rotated = features.map(([x = 0, y = 0, ...rest]) => [
          `${3 * x - 4 * y}/5`,
          `${4 * x + 3 * y}/5`,
          ...rest,
        ]);
        const plane = features.map(([x = 0, y = 0, ...rest]) => [x, y, ...rest]);
        expect(decisions(analysisOf(rewards, rotated))).toEqual(decisions(analysisOf(rewards, plane)));
      }),
      RUNS,
    );
  });

  it('does not change when all features are scaled by one positive number', () => {
    fc.assert(
      fc.property(
        instances(),
        fc.constantFrom(
          (x: number) => `${2 * x}/7`,
          (x: number) => `${x}e-30`,
          (x: number) => `${x}e40`,
        ),
        ({ rewards, features }, scale) => {
          const scaled = features.map((row) => row.map(scale));
          expect(decisions(analysisOf(rewards, scaled))).toEqual(decisions(analysisOf(rewards, features)));
        },
      ),
      RUNS,
    );
  });

  it('does not change under a positive affine change of the rewards', () => {
    fc.assert(
      fc.property(
        instances(),
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: -90, max: 90 }),
        ({ rewards, features }, slope, shift) => {
          const changed = rewards.map((reward) => `${slope * reward + shift}/3`);
          const ids = [...SHIFT_INVARIANT, 'non-domination'] as const;
          expect(decisions(analysisOf(changed, features), ids)).toEqual(
            decisions(analysisOf(rewards, features), ids),
          );
        },
      ),
      RUNS,
    );
  });

  it('goes with the actions when they are listed in another order', () => {
    fc.assert(
      fc.property(
        instances().chain((instance) =>
          fc.record({
            instance: fc.constant(instance),
            order: fc.shuffledSubarray(
              instance.rewards.map((_, action) => action),
              { minLength: instance.rewards.length },
            ),
          }),
        ),
        ({ instance: { rewards, features }, order }) => {
          const original = analysisOf(rewards, features);
          const permuted = analysisOf(
            order.map((action) => rewards[action]!),
            order.map((action) => features[action]!),
          );
          const back = (actions: readonly number[]) =>
            actions.map((action) => order[action]!).sort((a, b) => a - b);
          expect(permuted.verdict.kind).toBe(original.verdict.kind);
          expect(back(permuted.verdict.optimal)).toEqual(original.verdict.optimal);
          expect(back(permuted.verdict.traps)).toEqual([...original.verdict.traps].sort((a, b) => a - b));
          const answers = (analysis: Analysis, rename: (action: number) => number) =>
            analysis.conditions
              .filter(({ id }) => id !== 'identical-rows')
              .map(({ id, action, holds }) => `${id} ${action === undefined ? '' : rename(action)} ${holds}`)
              .sort();
          expect(answers(permuted, (action) => order[action]!)).toEqual(
            answers(original, (action) => action),
          );
        },
      ),
      RUNS,
    );
  });
});
