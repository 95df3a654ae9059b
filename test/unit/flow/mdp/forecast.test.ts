/** What is said of where starts of processes end: which policy, and whether it is the best, however little another is worse. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PolicyEnd } from '../../../../src/conditions/policies/types.js';
import { policyForecastText } from '../../../../src/diagnostics/policyForecast.js';
import { analyseMdpBeforeRun } from '../../../../src/experiment/analyseMdpBeforeRun.js';
import { findingOptimum } from '../../../../src/experiment/optimum.js';
import { Flow } from '../../../../src/flow/flow.js';
import { MdpFlow } from '../../../../src/flow/mdp/flow.js';
import { followStarts } from '../../../../src/flow/mdp/forecast.js';
import { finish } from '../../../../src/math/work.js';
import { readSpec } from '../../../../src/spec/read.js';
import { oneState } from './oneState.js';

function forecast(problem: string, start: readonly number[]) {
  const { mdp, run, issues } = readSpec(`${problem}run: { init: [${start}], iterations: 1 }\n`);
  expect(issues).toEqual([]);
  const analysis = analyseMdpBeforeRun(mdp!, run);
  const [told] = analysis.forecasts!;
  return { text: policyForecastText(mdp!, analysis, told!), end: told!.ends[0]! };
}

/**
 * Seen from b the worst action c lies at y = (1, 0), so p = (1, 0), and the best one a at (2, 2): a margin of 1, so b attracts, and from (20, 0) the
 * probabilities of a and c are e⁻⁴⁰ and e⁻²⁰ of that of b, and a loses for ever. From (−20, −20) those of b and c are e⁻⁸⁰ and e⁻⁶⁰ of that of a.
 */
const ROWS = { a: '[-2, -2]', b: '[0, 0]', c: '[-1, 0]' };
const INSIDE = [20, 0];
const AT_BEST = [-20, -20];

const contexts = (reward: string) => `contexts:
  s:
    probability: 1
    actions:
      a: { reward: 1, features: ${ROWS.a} }
      b: { reward: ${reward}, features: ${ROWS.b} }
      c: { reward: 0, features: ${ROWS.c} }
`;

/** a and b stay in s for ever: J = 1/(1 − 0.9) = 10, and ten times less than that what b is worse by; c ends it. */
const process = (reward: string) => `mdp:
  discount: 0.9
  start: s
  states:
    s:
      a: { to: s, reward: 1, features: ${ROWS.a} }
      b: { to: s, reward: ${reward}, features: ${ROWS.b} }
      c: { to: t, reward: 0, features: ${ROWS.c} }
    t: terminal
`;

/** 1 − 10⁻ⁿ as it is written. */
const below = (n: number) => `0.${'9'.repeat(n)}`;

describe('a trap that is worse than the best by next to nothing', () => {
  test.each([
    ...[3, 9, 10, 11, 12, 13, 14].map((n) => ['contexts', contexts, n, 10 ** -n] as const),
    ...[3, 9, 10].map((n) => ['an MDP', process, n, 10 ** (1 - n)] as const),
    ...[11].map((n) => ['an MDP', process, n, 10 ** (1 - n)] as const),
  ])('of %s is named, with what it is worse (%#)', (_, problem, n, gap) => {
    const { text, end } = forecast(problem(below(n)), INSIDE);
    expect(end).toMatchObject({ kind: 'policy', pairs: expect.arrayContaining([[1]]) });
    expect(end.gap! / gap).toBeCloseTo(1, 9);
    expect(text).toMatch(
      /^this start ends at the policy with b in s \(best in reach: a\), with J ≈ [\d.]+, \S+ below J\*$/,
    );
  });

  test.each([
    ['contexts', contexts, 9],
    ['contexts', contexts, 13],
    ['an MDP', process, 9],
  ])('is not called the end of a start at the best policy: %s (%#)', (_, problem, n) => {
    const { text, end } = forecast(problem(below(n)), AT_BEST);
    expect(end).toMatchObject({ kind: 'policy', pairs: expect.arrayContaining([[0]]), gap: 0 });
    expect(text).toBe('this start ends at the best policy');
  });

  test.each([
    ['contexts', contexts],
    ['an MDP', process],
  ])(
    'by less than the flow is followed by is left open, and nothing is called the best: %s',
    (_, problem) => {
      for (const start of [INSIDE, [0, 0]]) {
        const { text, end } = forecast(problem(below(20)), start);
        expect(end.kind).toBe('undecided');
        expect(text).toMatch(/^this start ends nowhere that is certain/);
      }
    },
  );

  test.each([
    ['contexts', contexts],
    ['an MDP', process],
  ])('and one that is exactly as good is the best: %s', (_, problem) => {
    const { text, end } = forecast(problem('1'), INSIDE);
    expect(end.gap).toBe(0);
    expect(text).toMatch(/^this start ends at (an optimal|the best) policy$/);
  });
});

describe('a start from which θ goes to infinity along a mixture', () => {
  /** f of the mixture of a1, a2 and a4 at logits 0, −θ₁ and θ₁ is 1 + 1/(1 + 2 cosh θ₁), at most 4/3. */
  const actions = `{ a1: { reward: 2, features: [0, -1] }, a2: { reward: 1, features: [-1, -1] }, a3: { reward: 1, features: [0, 1] }, a4: { reward: 1, features: [1, -1] } }`;
  const one = `contexts:\n  s: { probability: 1, actions: ${actions} }\n`;
  const start = [-200, 2000];

  const third = (end: PolicyEnd, pairs: readonly number[]) => {
    expect(end.kind).toBe('face');
    if (end.kind !== 'face') return;
    expect(end.value).toBeCloseTo(4 / 3, 9);
    expect(end.gap).toBeCloseTo(2 / 3, 9);
    for (const pair of pairs) expect(end.policy[pair]).toBeCloseTo(1 / 3, 6);
  };

  test('is said to end at that mixture, as of the bandit', () => {
    const { text, end } = forecast(one, start);
    third(end, [0, 1, 3]);
    expect(text).toBe('this start ends at a mixture of a1, a2 and a4 in s (J ≈ 1.33333, 0.666667 below J*)');
  });

  test('of two contexts names both, and leaves out a third without a choice', () => {
    const two = `contexts:\n  s: { probability: 1/2, actions: ${actions} }\n  t: { probability: 1/2, actions: ${actions} }\n`;
    const { text, end } = forecast(two, start);
    third(end, [0, 1, 3, 4, 5, 7]);
    expect(text).toContain('a mixture of a1, a2 and a4 in s and a1, a2 and a4 in t (J');
  });

  test('is never at a stationary point where the bandit has a set of actions', () => {
    const cases = fc.sample(
      fc.record({
        rewards: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 4, maxLength: 5 }),
        rows: fc.array(fc.tuple(fc.integer({ min: -1, max: 1 }), fc.integer({ min: -1, max: 1 })), {
          minLength: 5,
          maxLength: 5,
        }),
        theta: fc.tuple(fc.integer({ min: -300, max: 300 }), fc.integer({ min: -2000, max: 2000 })),
      }),
      { numRuns: 200, seed: 12 },
    );
    let compared = 0;
    for (const { rewards, rows, theta } of cases) {
      const problem = oneState(rewards, rows.slice(0, rewards.length));
      const { limit: bandit } = new Flow(problem).from(theta);
      if (bandit.kind !== 'set' || bandit.value > Math.max(...rewards) - 1e-6) continue;
      const { limit } = new MdpFlow(problem).from(theta);
      compared++;
      expect(['face', 'policy', 'undecided']).toContain(limit.kind);
      if (limit.kind === 'face') {
        expect(limit.value).toBeCloseTo(bandit.value, 6);
        expect(limit.rows).toEqual([bandit.actions]);
      }
    }
    expect(compared).toBeGreaterThan(5);
  });
});

describe('states that share features', () => {
  /** With x the probability of a, J = (2x + (1 − x) + 1)/3, which rises with x to 1; 4/3 would take b in t. */
  const CONTEXTS = `contexts:
  s: { probability: 1/3, actions: { a: { reward: 2, features: [1, 0] }, b: { reward: 0, features: [0, 0] } } }
  t: { probability: 1/3, actions: { a: { reward: 0, features: [1, 0] }, b: { reward: 1, features: [0, 0] } } }
  u: { probability: 1/3, actions: { c: { reward: 1, features: [0, 1] }, d: { reward: 1, features: [0, 0] } } }
`;

  test('pull as one, and a state whose actions are all as good keeps its mixture', () => {
    for (const start of [
      [0, 0],
      [-3, 2],
      [2, -3],
    ]) {
      const { end, text } = forecast(CONTEXTS, start);
      expect(end).toMatchObject({ kind: 'policy', pairs: [[0], [2], [4, 5]] });
      expect(end.gap).toBeCloseTo(1 / 3, 9);
      expect(text).toMatch(/, with J ≈ 1, 0\.333333 below J\*$/);
    }
  });

  /**
   * With x the probability of a and z that of c, J = p·x + (1 − p)·(1 + z·(1 − x)/2), whose derivative in x is p − (1 − p)·z/2. At x = 1, c and d are as
   * good; at x < 1 c is better, by (1 − x)/2. So z rises, and with p = 1/10 the derivative in x is negative for z > 2/9 and J rises to 1.35; with p = 6/10 it
   * is positive for every z, and J rises to 1.
   */
  const process = (p: string, rest: string) => `mdp:
  discount: 1/2
  start: { s: ${p}, u: ${rest} }
  states:
    s: { a: { to: end, reward: 1, features: [1, 0] }, b: { to: end, reward: 0, features: [0, 0] } }
    t: { a: { to: end, reward: 0, features: [1, 0] }, b: { to: end, reward: 1, features: [0, 0] } }
    u: { c: { to: t, reward: 1, features: [0, 1] }, d: { to: end, reward: 1, features: [0, 0] } }
    end: terminal
`;
  /** Where z = 1/10 and z = 1/2. */
  const STARTS = [
    [10, Math.log(1 / 9)],
    [10, 0],
  ];

  test('pull as much as any mixture before them lets them', () => {
    for (const start of STARTS) {
      const { end } = forecast(process('6/10', '4/10'), start);
      expect(end).toMatchObject({ kind: 'policy', value: expect.closeTo(1, 9) });
      expect(end).toMatchObject({ pairs: [[0], [2], [4, 5], expect.anything()] });
    }
  });

  test('do not end where another mixture before them would pull back', () => {
    for (const start of STARTS) {
      const { end } = forecast(process('1/10', '9/10'), start);
      expect(end).toMatchObject({ kind: 'policy', value: expect.closeTo(1.35, 9) });
    }
  });

  /**
   * Where b is certain in s and t, J = 3 + 2·3/5 = 4.2, and a is as good in s. Where a is certain in both, t is visited, where a is worth 1 more:
   * J = 3 + 3/5·3 = 4.8. So with x the probability of a in both, J = 3 + 3/5·(2 + x²), which rises with x.
   */
  const TIED = `mdp:
  discount: 3/5
  start: s
  states:
    s: { a: { to: t, reward: 3, features: [1] }, b: { to: u, reward: 3, features: [0] } }
    t: { a: { to: end, reward: 3, features: [1] }, b: { to: end, reward: 2, features: [0] } }
    u: { c: { to: end, reward: 2, features: [0] } }
    end: terminal
`;

  test('do not end at a tie of which one side leads to a better action', () => {
    for (const start of [-6, -2]) {
      const { end } = forecast(TIED, [start]);
      expect(end).toMatchObject({ kind: 'policy', gap: 0, value: expect.closeTo(4.8, 9) });
    }
  });

  test('are followed to their end in the cliff world that is seen by columns', () => {
    const { mdp, run } = readSpec(readFileSync('examples/14-cliff-world-columns.linspg', 'utf8'));
    const analysis = analyseMdpBeforeRun(mdp!, run);
    expect(policyForecastText(mdp!, analysis, analysis.forecasts![0]!)).toMatch(
      /^this start ends at a policy as good as the best in reach, with J ≈ /,
    );
  });
});

/**
 * With x the probability of a and w that of d, J = x + (1 − x)·9/10·3·w, whose derivative in x is 1 − 2.7w. w rises, and as x tends to 1 the logits of a and
 * d still rise in a ratio that stays positive: so w passes 1/2.7, and then x falls to 0.
 */
const BEHIND = `mdp:
  discount: 0.9
  start: s
  states:
    s: { a: { to: end, reward: 1, features: [1, 0] }, b: { to: t, reward: 0, features: [0, 0] } }
    t: { c: { to: end, reward: 0, features: [0, 1] }, d: { to: end, reward: 3, features: [0, 0] } }
    end: terminal
`;

test('a policy is an end where what follows another action makes that as good at most', () => {
  // b and then c have J = 9/10·10/9, which is that of a.
  const text = BEHIND.replace('reward: 3', 'reward: 10/9');
  const { end } = forecast(text, [10, 0.4]);
  expect(end).toMatchObject({ kind: 'policy', pairs: [[0], [], expect.anything()], gap: 0 });
});

test('a policy is no end where a state that it does not visit makes another action better', () => {
  for (const start of [
    [10, 0.4],
    [20, 3],
    [6, 5],
  ]) {
    const { end } = forecast(BEHIND, start);
    expect(end).toMatchObject({ kind: 'policy', gap: 0, value: expect.closeTo(2.7, 9) });
  }
});

describe('a process whose steps take long', () => {
  // 5·10⁹ multiplications are spent after 5 steps; those of a small one after more than the 2,000 that any start has.
  test('has each start followed for fewer steps, and is said to be left open', () => {
    const { mdp } = readSpec(contexts('0.5'));
    const numbers = finish(findingOptimum(mdp!));
    const told = (stepCost: number) => {
      const flow = new MdpFlow(numbers);
      Object.defineProperty(flow, 'stepCost', { value: stepCost });
      return finish(followStarts(flow, numbers.optimum.shortfalls, [[3, 1]], 1));
    };
    expect(told(1).ends).toMatchObject([{ kind: 'policy' }]);
    expect(told(1e9).ends).toMatchObject([{ kind: 'undecided', reason: { code: 'steps-spent', steps: 5 } }]);
  });
});
