import { expect, test } from 'vitest';
import { analyseMdp } from '../../../../src/conditions/policies/analyse.js';
import type { MdpAnalysis } from '../../../../src/conditions/policies/types.js';
import { aliasedPair } from '../../../../src/environments/aliasedPair.js';
import { cliffWorld } from '../../../../src/environments/cliffWorld.js';
import { deepSea } from '../../../../src/environments/deepSea.js';
import { flatGradient } from '../../../../src/environments/flatGradient.js';
import { fourState } from '../../../../src/environments/fourState.js';
import { featureRow, type Mdp } from '../../../../src/model/mdp.js';
import { contextsOf, mdpOf, tabular } from './mdps.js';

const conditionOf = ({ conditions }: MdpAnalysis, id: string) => conditions.find((each) => each.id === id)!;
const half = '1/2';
const whole = (environment: { make: () => Omit<Mdp, 'noise'> }): Mdp => ({
  ...environment.make(),
  noise: { kind: 'none' },
});

test('two contexts that no parameter tells apart: J = −45p, so a2 in both is the best in reach, and J* = 5 is never reached', () => {
  const contexts = contextsOf([
    { probability: half, rewards: [10, 0], features: [[1], [0]] },
    { probability: half, rewards: [-100, 0], features: [[1], [0]] },
  ]);
  for (const mdp of [contexts, whole(aliasedPair)]) {
    const analysis = analyseMdp(mdp);
    const { verdict } = analysis;
    expect(verdict).toMatchObject({ kind: 'never', basis: 'proved', isAll: true, lookedAt: 2 });
    expect(verdict.value).toEqual({ value: 5, exact: '5' });
    expect(verdict.optimal).toEqual([[0], [3]]);
    expect(verdict.best).toMatchObject({ policy: [1, 3], value: { exact: '0' }, gap: { exact: '5' } });
    expect(verdict.traps).toEqual([]);
    expect(conditionOf(analysis, 'exposed').certificate).toEqual([
      { from: 0, to: 1, weight: 0.5, exact: '0.5' },
      { from: 3, to: 2, weight: 0.5, exact: '0.5' },
    ]);
    expect(analysis.states.map(({ kind }) => kind)).toEqual(['always', 'always']);
  }
});

test('(1 − γ)J* of cliff-world, deep-sea and the chain; with a coordinate for each pair, and starts everywhere, always', () => {
  for (const [environment, scaled] of [
    [cliffWorld, 0.976565501207],
    [deepSea, 0.047974770459],
    [flatGradient, 0.628234213963],
  ] as const) {
    const mdp = whole(environment);
    const { verdict } = analyseMdp(mdp);
    expect((1 - mdp.discount.value) * verdict.value.value).toBeCloseTo(scaled, 12);
    expect(verdict).toMatchObject({ kind: 'always', basis: 'proved', ground: 'tabular', traps: [] });
    expect(verdict.best!.gap).toEqual({ value: 0, exact: '0' });
  }
});

test('four states: to change the group always costs nothing, J* = 0 is in reach, and no policy traps', () => {
  const { verdict, conditions } = analyseMdp(whole(fourState));
  expect(verdict.value.exact).toBe('0');
  expect(verdict.best!.policy).toEqual([1, 3, 5, 7]);
  expect(verdict.best!.gap.exact).toBe('0');
  // Group and action: four policies.
  expect(verdict).toMatchObject({ lookedAt: 4, isAll: true, traps: [] });
  expect(conditions.find(({ id }) => id === 'order')!.reason!.code).toBe('order-not-fixed');
  expect(verdict.kind).toBe('undecided');
});

test.each([
  [
    'always',
    [1, '0.5', 0],
    [
      [0, -1],
      ['-0.3', '0.6'],
      [1, 0],
    ],
  ],
  [
    'depends',
    [1, '0.5', 0],
    [
      [0, -1],
      ['0.6', '0.6'],
      [1, 0],
    ],
  ],
  [
    'never',
    [3, 2, 1],
    [
      [3, 4],
      [5, 6],
      [1, 2],
    ],
  ],
] as const)('three actions of one state: %s', (kind, rewards, features) => {
  expect(analyseMdp(contextsOf([{ probability: 1, rewards, features }])).verdict).toMatchObject({
    kind,
    basis: 'proved',
  });
});

// φ = (0), (1); s1 → s2 with a2 alone. In s2, a1 pays 4, a2 nothing: with V(s2) = 0, a2 in s1 loses 1 against a1, which ends.
const hidden = (start: readonly string[]) =>
  mdpOf('0.5', start, [
    [
      { reward: 0, to: { 2: 1 }, features: [1, 0] },
      { reward: -1, to: { 1: 1 }, features: [0, 1] },
    ],
    [
      { reward: 4, to: { 2: 1 }, features: [0, 1] },
      { reward: 0, to: { 2: 1 }, features: [1, 0] },
    ],
    [{ reward: 0, to: { 2: 1 }, features: [0, 0] }],
  ]);

test('a policy that never sees the good state attracts where its features say so; what decides is worked out by hand', () => {
  const analysis = analyseMdp(hidden(['1', '0', '0']));
  // σ = (a1, a2): y = (1, −1) in s1, worse, A = −1; in s2, which is not visited, ⟨y, p⟩ = ⟨(1, −1), (1, −1)⟩ = 2 > 0.
  expect(analysis.verdict).toMatchObject({ kind: 'depends', basis: 'proved' });
  expect(analysis.verdict.traps.map(({ policy }) => policy)).toEqual([[0, 3, 4]]);
  const trap = conditionOf(analysis, 'trap');
  expect(trap.exactWitness).toEqual(['1', '-1']);
  // J* = −1 + ½·4.
  expect(analysis.verdict.value.exact).toBe('1');
  expect(trap.policy!.visited).toEqual([true, false, true]);
});

test('tabular features without starts everywhere: the theorem does not apply, and nothing is claimed', () => {
  const { verdict } = analyseMdp(tabular(hidden(['1', '0', '0'])));
  expect(verdict).toMatchObject({ kind: 'undecided', traps: [] });
  expect(verdict.why).toEqual([{ code: 'start-not-everywhere', state: 1 }]);
  expect(analyseMdp(tabular(hidden(['1/2', '1/2', '0']))).verdict).toMatchObject({
    kind: 'always',
    basis: 'proved',
  });
});

test('pairs of two states with one y act as one: the greater of d·A decides', () => {
  // y = 1 for a1 against a2 in both; ½·3 > ½·1, so (a1, a1) and (a2, a2) are as a bandit of rewards 2 and 1.
  const analysis = analyseMdp(
    contextsOf([
      { probability: half, rewards: [3, 0], features: [[1], [0]] },
      { probability: half, rewards: [0, 1], features: [[1], [0]] },
    ]),
  );
  expect(analysis.verdict).toMatchObject({ kind: 'never', basis: 'proved', traps: [] });
  expect(analysis.verdict.best!.policy).toEqual([0, 2]);
  // (a2, a2): nothing worse is left when the two are summed.
  const trap = conditionOf(analysis, 'trap');
  expect(trap.policy!.policy).toEqual([1, 3]);
  expect(trap.holds).not.toBe(true);
});

test('tied optimal actions of which none is separable, and of which one is', () => {
  const tied = (first: readonly (readonly number[])[]) =>
    analyseMdp(contextsOf([{ probability: 1, rewards: [1, 1, 0, 0], features: first }])).verdict.kind;
  // On a line: both inside of the others.
  expect(tied([[0], [1], [-1], [2]])).toBe('never');
  expect(tied([[0], [3], [-1], [2]])).not.toBe('never');
});

test('two optimal actions of s1 that lead to states that ask opposite things of θ: one of them is enough', () => {
  // s2 wants θ > 0, s3 wants θ < 0; whoever goes to s2 alone is served by θ > 0.
  const mdp = mdpOf(
    '1/2',
    [1, 0, 0],
    [
      [
        { reward: 0, to: { 1: 1 }, features: [1] },
        { reward: 0, to: { 2: 1 }, features: [0] },
      ],
      [
        { reward: 1, to: { 1: 1 }, features: [1] },
        { reward: 0, to: { 1: 1 }, features: [0] },
      ],
      [
        { reward: 0, to: { 2: 1 }, features: [1] },
        { reward: 1, to: { 2: 1 }, features: [0] },
      ],
    ],
  );
  expect(conditionOf(analyseMdp(mdp), 'exposed').holds).toBe(true);
  // With the features of s1 exchanged, a1 leads there exactly where s2 is not served.
  const crossed = {
    ...mdp,
    features: {
      kind: 'rows' as const,
      rows: [1, 0, 2, 3, 4, 5].map((pair) => featureRow(mdp, pair)),
    },
  };
  expect(analyseMdp(crossed).verdict.kind).toBe('never');
});

// Bandit rows with the answer always, (0, −1), (−0.3, 0.6), (1, 0); then s2, where both actions pay nothing and lead to dead ends, each to another.
const deadEnds = (afterwards: number) =>
  mdpOf(
    '1/2',
    [1, 0, 0, 0],
    [
      [
        { reward: 1, to: { 1: 1 }, features: [0, -1] },
        { reward: '0.5', to: { 1: 1 }, features: ['-0.3', '0.6'] },
        { reward: 0, to: { 1: 1 }, features: [1, 0] },
      ],
      [
        { reward: 0, to: { 2: 1 }, features: [1, 1] },
        { reward: 0, to: { 3: 1 }, features: [0, 0] },
      ],
      [{ reward: 0, to: { 2: 1 }, features: [0, 0] }],
      [{ reward: afterwards, to: { 3: 1 }, features: [0, 0] }],
    ],
  );

test('a state whose actions lead to states of one value, whatever the policy, is no choice that matters', () => {
  const { verdict, conditions } = analyseMdp(deadEnds(0));
  expect(verdict).toMatchObject({ kind: 'always', basis: 'proved', lookedAt: 3, traps: [] });
  expect(conditions.every(({ holds }) => holds !== null)).toBe(true);
  // Where one dead end pays, the choice matters.
  expect(analyseMdp(deadEnds(1)).verdict.lookedAt).toBeGreaterThan(3);
});

test('equal actions of a state with nothing better leave open no trap: p by hand', () => {
  // s2: a1 and a2 are equal. w = (2, −1) keeps the order: 3 in s1; 6 and 3 in s2.
  const analysis = analyseMdp(
    contextsOf([
      {
        probability: half,
        rewards: [1, 2],
        features: [
          [-1, -2],
          [2, 1],
        ],
      },
      {
        probability: half,
        rewards: [1, 1, 0],
        features: [
          [1, 0],
          [0, 1],
          [-1, 2],
        ],
      },
    ]),
  );
  expect(analysis.verdict).toMatchObject({ kind: 'always', basis: 'proved', ground: 'order' });
  const trap = analysis.conditions.find(({ policy }) => policy?.policy.join() === '0,2')!;
  // p = y = (1, 0) − (−1, 2) of the only worse action; ⟨(−1, −2) − (2, 1), p⟩ − ‖p‖² = 0 − 8.
  expect(trap).toMatchObject({ holds: false, basis: 'proved', exactWitness: ['2', '-2'], margin: -8 });
});

test('equal actions of a state with something better stay open, where another state has a choice', () => {
  // In s1 a1 and a2 are equal and a3 is better; s2 pushes θ on along (1, 0).
  const analysis = analyseMdp(
    contextsOf([
      {
        probability: half,
        rewards: [0, 0, 1],
        features: [
          [1, 1],
          [1, -1],
          ['1.5', 0],
        ],
      },
      {
        probability: half,
        rewards: [1, 0],
        features: [
          [1, 0],
          [0, 0],
        ],
      },
    ]),
  );
  const open = analysis.conditions.filter(({ id, holds }) => id === 'trap' && holds === null);
  expect(open.length).toBeGreaterThan(0);
  for (const { reason } of open) expect(reason!.code).toBe('tied');
});

// Each has its own choice of 1 or 0, so that J* = 1; the features are the unit vectors.
test('one-hot features of 2,200 contexts have the optimum in reach: of so many states none needs a search', () => {
  const S = 2200;
  const contexts = contextsOf(
    Array.from({ length: S }, () => ({ probability: `1/${S}`, rewards: [1, 0], features: [[], []] })),
  );
  const features = { kind: 'one-hot', dimensions: 2 * S, coordinates: [...Array(2 * S).keys()] } as const;
  const analysis = analyseMdp({ ...contexts, features });
  expect(conditionOf(analysis, 'exposed')).toMatchObject({ holds: true, basis: 'proved' });
  expect(analysis.verdict).toMatchObject({ kind: 'always', basis: 'proved', value: { exact: '1' } });
});
