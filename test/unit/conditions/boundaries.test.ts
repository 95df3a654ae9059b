import { describe, expect, it } from 'vitest';
import { analysisOf, conditionOf } from './bandits.js';

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
  // a2 and a3 tie; p of a2 is x_2 − x_4.
  it('leave a trap undecided when the companion dies slowly', () => {
    const analysis = analysisOf(
      [9, 5, 5, 1],
      [
        [-2, 0],
        [2, 0],
        [2, 1],
        [0, 0],
      ],
    );
    expect(conditionOf(analysis, 'trap', 1)).toMatchObject({ holds: null, basis: 'proved' });
    expect(conditionOf(analysis, 'trap', 1).reason).toContain('a3');
  });

  it('do not matter when the companion dies fast', () => {
    const analysis = analysisOf(
      [9, 5, 5, 1],
      [
        [-2, 0],
        [2, 0],
        [-3, 1],
        [0, 0],
      ],
    );
    expect(conditionOf(analysis, 'trap', 1)).toMatchObject({ holds: true, basis: 'proved' });
  });
});

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
    expect(conditionOf(analysis, 'trap', 1).reason).toContain('Boundary case');
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
      values: [{ name: 'mean reward', value: 4 }],
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
