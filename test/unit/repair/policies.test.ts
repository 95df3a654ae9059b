import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { analyseMdp } from '../../../src/conditions/policies/analyse.js';
import { policyTitleOf } from '../../../src/diagnostics/policyRepairTitles.js';
import { missedPolicyGoals } from '../../../src/repair/policies/goals.js';
import { repairingPolicies } from '../../../src/repair/policies/repairs.js';
import type { PolicyGoal } from '../../../src/repair/policies/types.js';
import { readSpec } from '../../../src/spec/read.js';

function repaired(text: string, id: PolicyGoal['id']) {
  const mdp = readSpec(text).mdp!;
  const before = analyseMdp(mdp);
  const goal = missedPolicyGoals(before).find((each) => each.id === id)!;
  const steps = repairingPolicies(mdp, before, goal, 0.1);
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value.map((repair) => ({
    ...repair,
    title: policyTitleOf(mdp, before, repair),
    again: analyseMdp(repair.mdp).verdict,
  }));
}

const EXAMPLE = readFileSync(new URL('../../../docs/examples/policy-trap.linspg', import.meta.url), 'utf8');

// Q(go) − Q(wait) = r(go) + V(s2)/2 with V(s2) from 0 to 4: go is better whatever the policy iff r(go) > 0. Waiting leaves s2 unvisited, so no row decides it.
test.each(['verdict', 'trap'] as const)(
  'one reward that makes one order hold for all policies frees a trap: %s',
  (id) => {
    const found = repaired(EXAMPLE, id);
    expect(found.map(({ scope }) => scope)).toEqual(['one reward']);
    const [{ changes, size, again, title }] = found as [(typeof found)[number]];
    expect(changes).toMatchObject([{ action: 1, feature: null, from: { literal: '-1' } }]);
    expect(size).toBeGreaterThan(1);
    expect(size).toBeLessThan(1.2);
    expect(again).toMatchObject({ kind: 'always', basis: 'proved' });
    // J* = r(go) + ½·4.
    expect(title).toBe(
      'Change the reward of s1: go from -1 to 0.1: Lin-SPG then converges from almost every start to J* = 2.1, by a margin of 1.4, at the cost that J* = 1 becomes 2.1',
    );
  },
);

const PAIR = `contexts:
  sunny: { probability: 1/2, actions: { a1: { reward: 10, features: [1] }, a2: { reward: 0, features: [0] } } }
  rainy: { probability: 1/2, actions: { a1: { reward: -100, features: [1] }, a2: { reward: 0, features: [0] } } }
`;

// With d = 1 one row has to pass the other of its state, 1 away, by the margin: 0.1 of the scale 1/2 over two steps of three rewards.
test.each(['verdict', 'exposed'] as const)(
  'one row that passes the other one brings the optimum in reach: %s',
  (id) => {
    const [repair] = repaired(PAIR, id);
    expect(repair!.scope).toBe('one row');
    expect(repair!.size).toBeGreaterThanOrEqual(1 + 0.025);
    expect(repair!.size).toBeLessThan(1 + 0.025 + 0.1);
    expect(repair!.again).toMatchObject({ kind: 'always', basis: 'proved' });
  },
);

// What is optimal stays optimal. Changing rewards alone cannot mend −100 and 10 under this condition.
test('no reward is offered that makes another action optimal', () => {
  expect(repaired(PAIR, 'verdict').map(({ scope }) => scope)).toEqual(['one row']);
});
