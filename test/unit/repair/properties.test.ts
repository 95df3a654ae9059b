import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyse } from '../../../src/conditions/analyse.js';
import type { Bandit } from '../../../src/model/bandit.js';
import { isMet } from '../../../src/repair/goals.js';
import { marginsOf } from '../../../src/repair/margins.js';
import { missedGoals } from '../../../src/repair/repairs.js';
import type { Repair } from '../../../src/repair/types.js';
import { instances } from '../conditions/arbitrary.js';
import { banditOf } from '../conditions/bandits.js';
import { repairsOf } from './repairsOf.js';

/** Gaussian-like features with three decimals: no ties, no boundaries. */
const generic = fc.integer({ min: 3, max: 7 }).chain((actions) =>
  fc.integer({ min: 1, max: 4 }).chain((dimensions) =>
    fc.record({
      rewards: fc.uniqueArray(fc.integer({ min: -50, max: 50 }), { minLength: actions, maxLength: actions }),
      features: fc.array(
        fc.array(
          fc
            .tuple(fc.integer({ min: -999, max: 999 }), fc.integer({ min: -999, max: 999 }))
            .map(([a, b]) => (a + b) / 1000),
          { minLength: dimensions, maxLength: dimensions },
        ),
        { minLength: actions, maxLength: actions },
      ),
    }),
  ),
);

function holdsAfterEach(bandit: Bandit, margin: number): void {
  const analysis = analyse(bandit);
  const areDistinct = new Set(bandit.rewards.map(({ value }) => value)).size === bandit.rewards.length;
  for (const goal of missedGoals(analysis)) {
    const repairs = repairsOf(bandit, analysis, goal, margin);
    // Of a verdict that is not always there is one of all features.
    if (goal.id === 'verdict' && areDistinct) expect(repairs.length).toBeGreaterThan(0);
    for (const repair of repairs) {
      const after = byLiterals(bandit, repair);
      const again = analyse(after);
      expect(isMet(goal, again, marginsOf(bandit, margin))).toBe(true);
      expect(again.verdict.optimal).toEqual(analysis.verdict.optimal);
      expect(repair.size).toBeLessThanOrEqual(1.1 * repair.least + 1e-12);
      expect(repair.changes.length).toBeGreaterThan(0);
      if (goal.id === 'verdict') expect(again.verdict).toMatchObject({ kind: 'always', basis: 'proved' });
      if (repair.scope === 'one row') {
        expect(new Set(repair.changes.map(({ action }) => action)).size).toBe(1);
      }
    }
  }
}

/** As if the new literals were typed. */
function byLiterals(bandit: Bandit, { changes }: Repair): Bandit {
  const rewards = bandit.rewards.map(({ literal }) => literal);
  const features = bandit.features.map((row) => row.map(({ literal }) => literal));
  for (const { action, feature, from, to } of changes) {
    expect(feature === null ? rewards[action] : features[action]![feature]).toBe(from.literal);
    if (feature === null) rewards[action] = to.literal;
    else features[action]![feature] = to.literal;
  }
  return banditOf(rewards, features);
}

/** Hundreds of searches for repairs, each of up to a second; `npm run bench:repair-sizes` makes more. Milliseconds. */
const LONG = 240_000;

describe('after each repair its goal is met exactly, with the margin', { timeout: LONG }, () => {
  it('small integers, with ties, identical rows and boundaries', () => {
    fc.assert(
      fc.property(instances({ maxActions: 5 }), ({ rewards, features }) =>
        holdsAfterEach(banditOf(rewards, features), 0.1),
      ),
      { numRuns: 30 },
    );
  });

  it('numbers in general position, for several margins', () => {
    fc.assert(
      fc.property(generic, fc.constantFrom(0.01, 0.1, 0.5), ({ rewards, features }, margin) =>
        holdsAfterEach(banditOf(rewards, features), margin),
      ),
      { numRuns: 20 },
    );
  });
});
