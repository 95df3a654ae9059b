import { analyse } from '../../../src/conditions/analyse.js';
import type { ConditionId } from '../../../src/conditions/catalogue.js';
import type { Analysis, Condition } from '../../../src/conditions/types.js';
import { reasonText } from '../../../src/diagnostics/reasons.js';
import type { Bandit, Real } from '../../../src/model/bandit.js';

type Written = number | string;

const real = (written: Written): Real => ({
  value: String(written).includes('/')
    ? Number(String(written).split('/')[0]) / Number(String(written).split('/')[1])
    : Number(written),
  literal: String(written),
});

/** A bandit as its numbers would stand in a text; actions are a1 … aK. */
export function banditOf(rewards: readonly Written[], features: readonly (readonly Written[])[]): Bandit {
  return {
    names: rewards.map((_, action) => `a${action + 1}`),
    rewards: rewards.map(real),
    features: features.map((row) => row.map(real)),
    noise: { kind: 'none' },
  };
}

export function conditionOf(analysis: Analysis, id: ConditionId, action?: number): Condition {
  const found = analysis.conditions.filter((each) => each.id === id && each.action === action);
  if (found.length !== 1) throw new Error(`${found.length} conditions ${id} of action ${action}`);
  return found[0]!;
}

/** What is said of a condition of a bandit whose actions are a1 … aK. */
export function reasonOf(condition: Condition): string | undefined {
  return reasonText(
    Array.from({ length: 100 }, (_, action) => `a${action + 1}`),
    condition,
  );
}

export function analysisOf(rewards: readonly Written[], features: readonly (readonly Written[])[]): Analysis {
  return analyse(banditOf(rewards, features));
}

/** The two four-armed bandits and the three-armed trap that many tests use. */
export const CONVERGES = banditOf(
  [9, 8, 7, 6],
  [
    [0, -2],
    [-1, 0],
    [0, 1],
    [2, 0],
  ],
);
export const FAILS = banditOf(
  [9, 8, 7, 6],
  [
    [0, -2],
    [0, 1],
    [-1, 0],
    [2, 0],
  ],
);
export const THREE_ARMED_TRAP = banditOf(
  [1, '-1.8', -2],
  [
    [0, -1],
    ['0.6', '0.6'],
    [1, 0],
  ],
);
