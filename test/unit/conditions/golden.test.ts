import { describe, expect, it } from 'vitest';
import { analyse } from '../../../src/conditions/analyse.js';
import { verdictWords } from '../../../src/diagnostics/verdictWords.js';
import {
  analysisOf,
  banditOf,
  CONVERGES,
  conditionOf,
  FAILS,
  reasonOf,
  THREE_ARMED_TRAP,
} from './bandits.js';

/** Numbers derived by hand from the examples of arXiv 2505.03155. */
describe('the four-armed bandit that converges', () => {
  const analysis = analyse(CONVERGES);

  it('always reaches a1, proved', () => {
    expect(analysis.verdict).toMatchObject({ kind: 'always', basis: 'proved', optimal: [0], traps: [] });
  });

  it('preserves the order of the rewards, with a witness that orders the logits', () => {
    const order = conditionOf(analysis, 'order');
    expect(order).toMatchObject({ holds: true, basis: 'proved' });
    const logits = CONVERGES.features.map((row) =>
      row.reduce((sum, x, k) => sum + x.value * order.witness![k]!, 0),
    );
    expect([...logits].sort((a, b) => b - a)).toEqual(logits);
    expect(new Set(logits).size).toBe(4);
  });

  it('violates features-K at its boundary: ⟨x_2−x_4, x_1−x_3⟩ = 0', () => {
    const condition = conditionOf(analysis, 'features-K');
    expect(condition).toMatchObject({ holds: false, basis: 'proved', margin: 0 });
    expect(reasonOf(condition)).toContain('⟨x(a2) − x(a4), x(a1) − x(a3)⟩ is exactly 0');
  });

  it('has r̂ = (4.4, −0.8, −2.2, 1.6): error √202.6, greatest at a1, not in order', () => {
    expect(conditionOf(analysis, 'realizable').values![0]!.value).toBeCloseTo(Math.sqrt(202.6), 12);
    expect(conditionOf(analysis, 'realizable').values![1]!.value).toBeCloseTo(9.2, 12);
    expect(conditionOf(analysis, 'npg-top')).toMatchObject({ holds: true, basis: 'proved' });
    expect(conditionOf(analysis, 'npg-top').margin).toBeCloseTo(4.4 - 1.6, 12);
    expect(conditionOf(analysis, 'projected-order')).toMatchObject({ holds: false });
    expect(conditionOf(analysis, 'projected-order').margin).toBeCloseTo(-2.2 - 1.6, 12);
  });
});

describe('the four-armed bandit that fails', () => {
  const analysis = analyse(FAILS);

  it('depends on the start, because a2 attracts', () => {
    expect(analysis.verdict).toMatchObject({ kind: 'depends', basis: 'proved', optimal: [0], traps: [1] });
    expect(verdictWords(FAILS, analysis, null).reason).toContain('a2 (reward 8) instead of a1 (reward 9)');
  });

  it('has p = (0, 1) at a2, with ⟨x_2−x_1, p⟩ − ‖p‖² = 3 − 1', () => {
    expect(conditionOf(analysis, 'trap', 1)).toMatchObject({
      holds: true,
      basis: 'proved',
      exactWitness: ['0', '1'],
      margin: 2,
      actions: [1, 2, 3],
    });
  });

  it('does not preserve the order: 0.2(x_1−x_2) + 0.6(x_2−x_3) + 0.2(x_3−x_4) = 0', () => {
    expect(conditionOf(analysis, 'order')).toMatchObject({
      holds: false,
      basis: 'proved',
      margin: 0,
      actions: [0, 1, 2, 3],
      certificate: [
        { from: 0, to: 1, exact: '0.2' },
        { from: 1, to: 2, exact: '0.6' },
        { from: 2, to: 3, exact: '0.2' },
      ],
    });
  });

  it('has the approximation error √205', () => {
    expect(conditionOf(analysis, 'realizable').values![0]!.value).toBeCloseTo(Math.sqrt(205), 12);
    expect(conditionOf(analysis, 'features-K').holds).toBe(false);
  });
});

describe('the three-armed trap', () => {
  const analysis = analyse(THREE_ARMED_TRAP);

  it('has p = (−0.4, 0.6), margin 0.72 − 0.52, and features-3 = −0.2', () => {
    expect(analysis.verdict).toMatchObject({ kind: 'depends', basis: 'proved', traps: [1] });
    const trap = conditionOf(analysis, 'trap', 1);
    expect(trap).toMatchObject({ holds: true, basis: 'proved', exactWitness: ['-0.4', '0.6'] });
    expect(trap.margin).toBeCloseTo(0.72 - 0.52, 12);
    expect(conditionOf(analysis, 'features-3')).toMatchObject({ holds: false, basis: 'proved' });
    expect(conditionOf(analysis, 'features-3').margin).toBeCloseTo(-0.2, 12);
  });
});

describe('the published three-armed examples', () => {
  it('x_2 = (−0.3, 0.6) converges', () => {
    const analysis = analysisOf(
      [1, '0.5', 0],
      [
        [0, -1],
        ['-0.3', '0.6'],
        [1, 0],
      ],
    );
    expect(analysis.verdict).toMatchObject({ kind: 'always', basis: 'proved' });
    // (−1.3, 0.6)·(−1, −1)
    expect(conditionOf(analysis, 'features-3').margin).toBeCloseTo(0.7, 12);
  });

  it('x_2 = (0.6, 0.6) gets stuck at a2 from some starts', () => {
    const analysis = analysisOf(
      [1, '0.5', 0],
      [
        [0, -1],
        ['0.6', '0.6'],
        [1, 0],
      ],
    );
    expect(analysis.verdict).toMatchObject({ kind: 'depends', basis: 'proved', traps: [1] });
  });

  it('rows (3,4) (5,6) (1,2): x_1 is the middle of the others, never optimal', () => {
    const bandit = banditOf(
      [3, 2, 1],
      [
        [3, 4],
        [5, 6],
        [1, 2],
      ],
    );
    const analysis = analyse(bandit);
    expect(analysis.verdict).toMatchObject({ kind: 'never', basis: 'proved' });
    expect(conditionOf(analysis, 'exposed')).toMatchObject({
      holds: false,
      certificate: [
        { from: 0, to: 1, exact: '0.5' },
        { from: 0, to: 2, exact: '0.5' },
      ],
    });
    expect(verdictWords(bandit, analysis, null).reason).toContain('x(a1) = 0.5·x(a2) + 0.5·x(a3)');
  });
});
