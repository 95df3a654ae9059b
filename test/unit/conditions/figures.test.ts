import { describe, expect, it } from 'vitest';
import { factorsOf } from '../../../src/conditions/factors.js';
import { startFigures } from '../../../src/conditions/figures.js';
import { findings } from '../../../src/diagnostics/findings.js';
import { quantityName } from '../../../src/diagnostics/quantities.js';
import { analyseBeforeRun } from '../../../src/experiment/analyseBeforeRun.js';
import { finish } from '../../../src/math/work.js';
import { readSpec } from '../../../src/spec/read.js';
import { analysisOf, banditOf, CONVERGES, conditionOf, FAILS } from './bandits.js';

const figuresAt = (bandit: typeof FAILS, ...starts: number[][]) =>
  finish(startFigures(bandit, finish(factorsOf(bandit)), starts)).map(({ values }) => values!);

describe('the figures of a start', () => {
  // At θ = 0: 4g = (1.5, 0.5, −0.5, −1.5), Xᵀ4g = (−2.5, −2.5), XᵀX = 5·I: cos² = (12.5/5)/5 = ½.
  // F = XᵀX/4 − x̄x̄ᵀ with x̄ = (¼, −¼): eigenvalues 1.25 and 1.25 − ⅛.
  it('are 45° and [1.125, 1.25] at 0 for the failing bandit, by hand', () => {
    const [angle, fisher] = figuresAt(FAILS, [0, 0]);
    expect(angle![0]!.value).toBeCloseTo(45, 12);
    expect(fisher!.map(({ value }) => value)).toEqual([expect.closeTo(1.125, 12), expect.closeTo(1.25, 12)]);
  });

  it('are 0° where the features represent everything, and λ_min = 0 where they repeat each other', () => {
    const tabular = banditOf(
      [3, 2, 1],
      [
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
      ],
    );
    expect(figuresAt(tabular, [1, 2, 3])[0]).toMatchObject([{ value: 0 }]);
    const flat = banditOf(
      [3, 2, 1],
      [
        [3, 6],
        [2, 4],
        [1, 2],
      ],
    );
    const [, fisher] = figuresAt(flat, [0, 0]);
    expect(fisher![0]!.value).toBeLessThan(1e-15);
  });

  it('of several starts are their extremes', () => {
    const [angle] = figuresAt(FAILS, [0, 0], [3, 3]);
    expect(angle!.map(quantityName)).toEqual(['least angle at θ₀ (°)', 'greatest angle at θ₀ (°)']);
  });

  it('neither hold nor fail', () => {
    const { conditions } = analyseBeforeRun(FAILS, null);
    for (const id of ['gradient-angle', 'fisher'] as const)
      expect(conditions.find((condition) => condition.id === id)).toMatchObject({
        holds: null,
        figure: true,
      });
  });
});

describe('numbers near the ends of double precision', () => {
  const scaled = (size: string) =>
    readSpec(`bandit:
  actions:
    a1: { reward: 3, features: [1${size}, 3${size}, 0] }
    a2: { reward: 2, features: [1${size}, 0, -3${size}] }
    a3: { reward: 1, features: [0, 1${size}, 1${size}] }
run: { learning-rate: 1 }
`);

  it.each(['e80', 'e155', 'e300', 'e-80', 'e-162', 'e-300'])(
    'change no verdict and break nothing: %s',
    (size) => {
      const reading = scaled(size);
      const analysis = analyseBeforeRun(reading.bandit!, reading.run);
      expect(analysis.verdict).toMatchObject({ kind: 'always', basis: 'proved' });
      for (const { message } of findings(reading, analysis)) expect(message).not.toMatch(/NaN|Infinity/);
      for (const { values } of analysis.conditions.filter(({ figure }) => figure))
        for (const { value } of values!) expect(value).toBeTypeOf('number');
    },
  );

  it('leave the mean reward of identical rows a number', () => {
    const { bandit } = readSpec(`bandit:
  actions:
    a1: { reward: 1e-310, features: [1] }
    a2: { reward: 3, features: [1] }
    a3: { reward: 1, features: [2] }
`);
    expect(conditionOf(analyseBeforeRun(bandit!, null), 'identical-rows').values![0]!.value).toBeCloseTo(
      1.5,
      12,
    );
  });
});

describe('the shift that lowers the approximation error', () => {
  // Centred: XᵀX = [[4.75, ¼], [¼, 4.75]], Xᵀr = −(3.5, 3.5): w = −(0.7, 0.7), b = 7.5, error² = 5 − 4.9.
  it('is c = −75/14·(1, 1) for the converging bandit, and leaves √0.1', () => {
    const { shift } = conditionOf(analyseOnly(CONVERGES), 'realizable');
    expect(shift!.exact).toEqual(['-75/14', '-75/14']);
    expect(shift!.error).toBeCloseTo(Math.sqrt(0.1), 12);
  });

  it('when made, leaves the error that it says, and every trap and the order as they were', () => {
    const before = conditionOf(analyseOnly(FAILS), 'realizable').shift!;
    const rows = FAILS.features.map((row) => row.map(({ value }, k) => value + before.vector[k]!));
    const after = analysisOf([9, 8, 7, 6], rows);
    const realizable = conditionOf(after, 'realizable');
    expect(realizable.values![0]!.value).toBeCloseTo(before.error, 12);
    expect(realizable.shift?.error ?? before.error).toBeCloseTo(before.error, 12);
    expect(after.verdict).toMatchObject({ kind: 'depends', traps: [1] });
  });
});

const analyseOnly = (bandit: typeof FAILS) => analyseBeforeRun(bandit, null);
