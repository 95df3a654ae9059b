import { expect, test } from 'vitest';
import { analyse } from '../../../src/conditions/analyse.js';
import { parseLiteral } from '../../../src/model/rational.js';
import { missedGoals } from '../../../src/repair/repairs.js';
import { readSpec } from '../../../src/spec/read.js';
import { repairsOf } from './repairsOf.js';

test.each(['9007199254740991/9007199254740990', `${'7'.repeat(300)}/${'6'.repeat(300)}`])(
  'repairs of a bandit with the feature %s are numbers that can be written and read',
  (fraction) => {
    const { bandit } = readSpec(
      `bandit:\n  actions:\n    a1: { reward: 9, features: [0, -2] }\n    a2: { reward: 8, features: [0, ${fraction}] }\n    a3: { reward: 7, features: [-1, 0] }\n    a4: { reward: 6, features: [${fraction}, 0] }\n`,
    );
    const analysis = analyse(bandit!);
    const [goal] = missedGoals(analysis);
    const repairs = repairsOf(bandit!, analysis, goal!, 0.1);
    expect(repairs.length).toBeGreaterThan(0);
    for (const { changes } of repairs)
      for (const { to } of changes) expect(parseLiteral(to.literal)?.value).toBe(to.value);
  },
);
