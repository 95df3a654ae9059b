import { describe, expect, it } from 'vitest';
import { analysisOf, conditionOf, reasonOf } from './bandits.js';

describe('tied best rewards', () => {
  it('count as one optimum: one of them outside the hull of the worse ones is enough', () => {
    // a1 lies between the worse a3 and a4, a2 does not.
    const analysis = analysisOf(
      [5, 5, 1, 0],
      [
        [0, 0],
        [0, 3],
        [1, 0],
        [-1, 0],
      ],
    );
    expect(analysis.verdict.optimal).toEqual([0, 1]);
    expect(conditionOf(analysis, 'exposed')).toMatchObject({ holds: true, basis: 'proved' });
    const both = analysisOf(
      [5, 5, 1, 0],
      [
        [0, 0],
        ['1/2', 0],
        [1, 0],
        [-1, 0],
      ],
    );
    expect(both.verdict.kind).toBe('never');
  });

  it('are proved out of reach by worse actions, also where a worse one shares its row with another best', () => {
    // a4 at −1 lies between a5 at −3, which shares its row with the best a2, and a3 at 1.
    const rewards = [-0.9, 14, 6, 14, -6, 0.2];
    const analysis = analysisOf(rewards, [[3], [-3], [1], [-1], [-3], [3]]);
    const { holds, certificate } = conditionOf(analysis, 'exposed');
    expect(holds).toBe(false);
    for (const { from, to } of certificate!) {
      expect(rewards[from]).toBe(14);
      expect(rewards[to]).toBeLessThan(14);
    }
  });

  it('may lie between each other: only worse actions can hide an optimum', () => {
    const analysis = analysisOf(
      [5, 5, 5, 0],
      [
        [0, 0],
        [1, 0],
        [-1, 0],
        [0, -1],
      ],
    );
    expect(conditionOf(analysis, 'exposed').holds).toBe(true);
    expect(conditionOf(analysis, 'order').holds).toBe(true);
    expect(analysis.verdict.kind).toBe('always');
  });

  it('all rewards equal: every policy is optimal', () => {
    expect(analysisOf([2, 2, 2], [[0], [1], [2]]).verdict).toMatchObject({
      kind: 'always',
      optimal: [0, 1, 2],
    });
  });
});

describe('tied suboptimal rewards', () => {
  const with2 = (row: readonly number[]) => analysisOf([9, 5, 5, 1], [[-2, 0], [2, 0], row, [0, 0]]); // biome-ignore format: a matrix

  // p of a2 is x_2 − x_4 = (2, 0); what counts is whether a3 loses against a2 along it, however slowly.
  it('do not matter when the companion dies out, fast or slowly', () => {
    expect(conditionOf(with2([-3, 1]), 'trap', 1)).toMatchObject({ holds: true, basis: 'proved' });
    expect(conditionOf(with2([1, 1]), 'trap', 1)).toMatchObject({ holds: true, basis: 'proved' });
  });

  it('leave a trap undecided when the companion keeps up: the two may attract together', () => {
    const trap = conditionOf(with2([2, 1]), 'trap', 1);
    expect(trap).toMatchObject({ holds: null, basis: 'proved' });
    expect(reasonOf(trap)).toContain('a3');
  });

  it('give the place to a companion that outgrows the action', () => {
    const trap = conditionOf(with2([3, 1]), 'trap', 1);
    expect(trap).toMatchObject({ holds: false, basis: 'proved' });
    expect(reasonOf(trap)).toContain('a3 has the same reward and outgrows it');
  });

  // a2 and a3 differ along the plane of three worse actions, whose pushes keep the two in balance for ever: with the order of the
  // rewards preserved, and although each alone would lose to a1, the policy tends to ½ a2 + ½ a3.
  it('may attract together, though none does alone', () => {
    const analysis = analysisOf(
      [9, 5, 5, 0, 0, 0],
      [
        [0, 20, -1],
        [4, 8, 1],
        [-4, 8, 1],
        [-10, 0, 0],
        [10, 0, 0],
        [0, 10, 0],
      ],
    );
    expect(conditionOf(analysis, 'order').holds).toBe(true);
    for (const action of [1, 2]) {
      expect(conditionOf(analysis, 'trap', action)).toMatchObject({ holds: null, basis: 'proved' });
      expect(reasonOf(conditionOf(analysis, 'trap', action))).toContain('a4, a5 and a6');
    }
    expect(analysis.verdict.kind).toBe('undecided');
    expect(normalizedSteps(BALANCED_PAIR, [9, 5, 5, 0, 0, 0], [0.05, 0, 40], 20_000)).toEqual([1, 2]);
  });
});

const BALANCED_PAIR = [[0, 20, -1], [4, 8, 1], [-4, 8, 1], [-10, 0, 0], [10, 0, 0], [0, 10, 0]]; // biome-ignore format: a matrix

describe('a better action in the affine hull of slow worse ones', () => {
  // y = x_3 − x: three worse at (8.1, −2, 1), (0.1, 8, 1), (0.1, −2, 1), the better a2 at (1, −3, 1) in their plane. With the weights λ = 0.1, 0.1,
  // 1.8 and −1 they balance along (0, 0, 1): Σλ = 1, Σλy = (0, 0, 1), and Σλyyᵀ across is ((5.58, 1.1), (1.1, 5)), positive definite. The
  // rewards are such that these weights come about. Along p = (0.1, 0, 1), the direction of the worse actions alone, a1 would pull θ out.
  const rewards = ['1', '.368', '0', '-.227', '-2.45', '-.81'];
  const rows = [[10, 5, -1.2], [-1, 3, -1], [0, 0, 0], [-8.1, 2, -1], [-0.1, -8, -1], [-0.1, 2, -1]]; // biome-ignore format: a matrix

  it('can keep θ in another direction than p, even with the order preserved', () => {
    const analysis = analysisOf(rewards, rows);
    expect(conditionOf(analysis, 'order').holds).toBe(true);
    const trap = conditionOf(analysis, 'trap', 2);
    expect(trap).toMatchObject({ holds: null, basis: 'proved' });
    expect(trap.margin).toBeLessThan(0);
    expect(reasonOf(trap)).toContain('a2 lies exactly in the affine hull of a4, a5 and a6');
    expect(analysis.verdict.kind).toBe('undecided');
    expect(normalizedSteps(rows, rewards.map(Number), [0.2, 0.4, 40], 20_000)).toEqual([2]);
  });

  it('does not once it is off their plane', () => {
    const off = rows.map((row, a) => (a === 1 ? [-1, 3, '-1.0001'] : row));
    expect(conditionOf(analysisOf(rewards, off), 'trap', 2)).toMatchObject({ holds: false, basis: 'proved' });
    expect(analysisOf(rewards, off).verdict).toMatchObject({ kind: 'always', basis: 'proved' });
  });
});

describe('a better action that dies out along p exactly as fast as the worse ones', () => {
  // y = −x. p = (0, 0, 0, 1) = ½ w1 + ½ w2, with equality at every action. Across p and w1 − w2, w3 = (0, 1, 0, 1) pushes along q = (0, 1, 0, 0),
  // ‖q‖² = 1: where θ grows like q log s, w3 dies out like 1/s, and b like s^−⟨y_b, q⟩.
  const w = [[-1, 0, 0, -1], [1, 0, 0, -1], [0, -1, 0, -1]]; // biome-ignore format: a matrix
  const trapBeside = (b: readonly (number | string)[], worse = w) => {
    const rewards = [2, 1, ...worse.map(() => 0)];
    return conditionOf(analysisOf(rewards, [[...b], [0, 0, 0, 0], ...worse]), 'trap', 1);
  };

  it('does not keep the action from attracting, if it dies out faster along the push of worse ones across p', () => {
    const trap = trapBeside([0, -2, -1, -1]);
    expect(trap).toMatchObject({ holds: true, basis: 'proved', margin: 0, actions: [1, 2, 3, 4] });
    expect(reasonOf(trap)).toContain('a5 pushes θ on across p too');
    expect(trapBeside([0, '-1.0000001', -1, -1]).holds).toBe(true);
  });

  it('pulls θ out where nothing pushes across p', () => {
    expect(trapBeside([0, -2, -1, -1], w.slice(0, 2))).toMatchObject({ holds: false, basis: 'proved' });
  });

  it('leaves it open where it dies out there as fast as they do, or slower', () => {
    for (const b of [[0, -1, -1, -1], [0, '-0.9999999', -1, -1], [0, 0, -1, -1], [0, 2, 0, -1]]) // biome-ignore format: a matrix
      expect(trapBeside(b)).toMatchObject({ holds: null, margin: 0 });
  });

  it('is compared a third time where worse ones push on across that push', () => {
    // w4 = (0, 1, 1, 1) dies out like w3 along q, and across it pushes along (0, 0, 1, 0).
    const three = [...w, [0, -1, -1, -1]];
    expect(trapBeside([0, -1, -2, -1], three)).toMatchObject({ holds: true, basis: 'proved' });
    expect(trapBeside([0, -1, '-1/2', -1], three).holds).toBeNull();
  });
});

/** The actions with more than a thousandth of the probability after so many normalized steps of Lin-SPG, a tenth long. */
function normalizedSteps(
  rows: readonly (readonly number[])[],
  r: readonly number[],
  start: readonly number[],
  steps: number,
): number[] {
  let theta = [...start];
  for (let n = 0; ; n++) {
    const z = rows.map((x) => x.reduce((sum, v, k) => sum + v * theta[k]!, 0));
    const top = z.indexOf(Math.max(...z));
    const pi = z.map((v) => Math.exp(v - z[top]!));
    const total = pi.reduce((sum, p) => sum + p, 0);
    if (n === steps) return [...pi.keys()].filter((a) => pi[a]! > 1e-3 * total);
    // Everything divided by the greatest term: the gradient is far below the range of doubles.
    const delta = pi.reduce((sum, p, a) => sum + (p / total) * (r[a]! - r[top]!), 0);
    const g = theta.map((_, k) =>
      rows.reduce(
        (sum, x, a) => sum + (pi[a]! / total) * (r[a]! - r[top]! - delta) * (x[k]! - rows[top]![k]!),
        0,
      ),
    );
    const norm = Math.hypot(...g);
    if (norm === 0) return [...pi.keys()].filter((a) => pi[a]! > 1e-3 * total);
    theta = theta.map((v, k) => v + (0.1 * g[k]!) / norm);
  }
}

describe('a better action that dies out exactly as fast as the slowest worse one', () => {
  it('pulls θ out when it is in general position', () => {
    // K = 3, ⟨x_2−x_3, x_1−x_3⟩ = 0.
    const analysis = analysisOf(
      [3, 2, 1],
      [
        [-1, 1],
        [0, 0],
        [-1, 0],
      ],
    );
    expect(conditionOf(analysis, 'trap', 1)).toMatchObject({ holds: false, basis: 'proved', margin: 0 });
    expect(reasonOf(conditionOf(analysis, 'trap', 1))).toContain('Boundary case');
    expect(conditionOf(analysis, 'features-3')).toMatchObject({ holds: false, margin: 0 });
  });

  it('leaves it to the sizes of the rewards when it lies on the line of two worse ones', () => {
    const analysis = analysisOf(
      ['1.01', 1, 0, '-0.01'],
      [
        [-2, -3],
        [0, 0],
        [-2, -2],
        [-2, 2],
      ],
    );
    expect(conditionOf(analysis, 'order').holds).toBe(true);
    expect(conditionOf(analysis, 'trap', 1)).toMatchObject({ holds: null, basis: 'proved', margin: 0 });
    expect(analysis.verdict.kind).toBe('undecided');
  });
});

describe('identical rows', () => {
  it('act as one arm with the mean reward', () => {
    // a3 and a4 together pay 4, between a2 (5) and a5 (3).
    const analysis = analysisOf([9, 5, 8, 0, 3], [[4], [3], [2], [2], [1]]);
    expect(analysis.verdict).toMatchObject({ kind: 'always', basis: 'proved' });
    expect(conditionOf(analysis, 'identical-rows')).toMatchObject({
      holds: true,
      actions: [2, 3],
      values: [{ quantity: 'mean-reward', value: 4 }],
    });
  });

  it('are recognised by value, not by spelling', () => {
    const analysis = analysisOf([2, 1], [['1/2'], ['0.50']]);
    expect(conditionOf(analysis, 'identical-rows').holds).toBe(true);
    expect(analysis.verdict.kind).toBe('never');
  });

  it('differ when only the exact numbers differ', () => {
    const analysis = analysisOf([2, 1], [['0.1'], ['0.1000000000000000001']]);
    expect(conditionOf(analysis, 'identical-rows').holds).toBe(false);
    expect(analysis.verdict).toMatchObject({ kind: 'always', basis: 'proved' });
  });

  it('hide an optimum that shares its row with a worse action', () => {
    const analysis = analysisOf(
      [5, 4, 1],
      [
        [1, 0],
        [1, 0],
        [0, 1],
      ],
    );
    expect(analysis.verdict).toMatchObject({ kind: 'never', basis: 'proved' });
  });
});

describe('small cases', () => {
  it('one action is optimal', () => {
    expect(analysisOf([1], [[0, 0]]).verdict).toMatchObject({ kind: 'always', optimal: [0] });
  });

  it('zero features hide the optimum', () => {
    expect(analysisOf([2, 1], [[0], [0]]).verdict.kind).toBe('never');
  });

  it('keep their verdict at extreme scales', () => {
    for (const unit of ['e-200', 'e150', 'e-9']) {
      const at = (x: number) => `${x}${unit}`;
      const rows = [
        [0, -2],
        [0, 1],
        [-1, 0],
        [2, 0],
      ].map((row) => row.map(at));
      expect(analysisOf([9, 8, 7, 6], rows).verdict).toMatchObject({
        kind: 'depends',
        basis: 'proved',
        traps: [1],
      });
    }
  });
});
