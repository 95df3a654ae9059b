import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { learningRateOfRule, learningRateRule } from '../../../src/experiment/label.js';
import type { RunFacts } from '../../../src/experiment/types.js';
import type { LearningRate } from '../../../src/model/run.js';
import type { ChartedRun, Subject } from '../../../src/shared/messages.js';
import { stagesOf } from '../../../webview/iteration/pipeline.js';
import { chartedRun, subject } from '../charted.js';

/** A run with one checkpoint, at the given θ. */
function at(theta: readonly number[], iteration = 0, changes: Partial<RunFacts> = {}): ChartedRun {
  const run = chartedRun({ [iteration]: 0.5 }, changes);
  return { ...run, recording: { ...run.recording, theta: [theta] } };
}

test('the pipeline of two actions by hand', () => {
  // X = I, r = (1, 0), θ = (0, 0): π = (½, ½), V = ½, weights ±¼, and η = ½ moves θ by ±⅛.
  const stages = stagesOf(at([0, 0]), subject, 0)!;
  expect(stages.value).toBe(0.5);
  expect(stages.actions.map(({ logit }) => logit)).toEqual([0, 0]);
  expect(stages.actions.map(({ probability }) => probability)).toEqual([0.5, 0.5]);
  expect(stages.actions.map(({ advantage }) => advantage)).toEqual([0.5, -0.5]);
  expect(stages.actions.map(({ weight }) => weight)).toEqual([0.25, -0.25]);
  expect(stages.gradient).toEqual([0.25, -0.25]);
  expect(stages.next).toEqual([0.125, -0.125]);
});

/** The four-armed example of the paper. */
const four: Subject = {
  ...subject,
  actions: ['a1', 'a2', 'a3', 'a4'],
  offsets: [0, 4],
  rewards: [9, 8, 7, 6],
  features: [
    [0, -2],
    [-1, 0],
    [0, 1],
    [2, 0],
  ],
};

test('the gradient is the derivative of the value along every parameter', () => {
  const value = (theta: number[]) => stagesOf(at(theta), four, 0)!.value;
  const coordinate = fc.double({ min: -2, max: 2, noNaN: true });
  fc.assert(
    fc.property(coordinate, coordinate, (x, y) => {
      const { gradient } = stagesOf(at([x, y]), four, 0)!;
      const h = 1e-5;
      expect(gradient[0]).toBeCloseTo((value([x + h, y]) - value([x - h, y])) / (2 * h), 6);
      expect(gradient[1]).toBeCloseTo((value([x, y + h]) - value([x, y - h])) / (2 * h), 6);
    }),
  );
});

describe('the next step', () => {
  const step = (changes: Partial<RunFacts>, iteration = 0) => {
    const { next, theta, gradient } = stagesOf(at([0.5, 0.25], iteration, changes), four, 0)!;
    return { step: next!.map((value, k) => value - theta[k]!), gradient };
  };
  const norm = (v: readonly number[]) => Math.hypot(...v);

  test('with a normalized rate has the length c', () => {
    const { step: moved } = step({ learningRate: null, learningRateRule: 'normalized: 0.3' });
    expect(norm(moved)).toBeCloseTo(0.3, 12);
  });

  test('with a decaying rate is initial · factorᵗ times the gradient', () => {
    const { step: moved, gradient } = step(
      { learningRate: null, learningRateRule: 'decay: initial 0.5, factor 0.9' },
      10,
    );
    expect(norm(moved) / norm(gradient)).toBeCloseTo(0.5 * 0.9 ** 10, 9);
  });

  test('of a natural method is along X⁺r', () => {
    // XᵀX = diag(5, 5) and Xᵀr = (4, −11), so X⁺r = (0.8, −2.2).
    const { step: moved } = step({ algorithm: 'lin-npg', learningRate: 1 });
    expect(moved[0]).toBeCloseTo(0.8, 12);
    expect(moved[1]).toBeCloseTo(-2.2, 12);
  });

  test('of a sampled run is the mean of its sampled steps', () => {
    // The step after action a, drawn with probability π_a, is η r_a (x_a − Σ_b π_b x_b).
    const rate = 0.25;
    const { actions } = stagesOf(at([0.5, 0.25]), four, 0)!;
    const mean = [0, 1].map((k) => actions.reduce((sum, a) => sum + a.probability * a.features[k]!, 0));
    const expected = [0, 1].map((k) =>
      actions.reduce((sum, a) => sum + a.probability * rate * a.reward * (a.features[k]! - mean[k]!), 0),
    );
    const { step: moved } = step({ gradient: 'sampled', learningRate: rate });
    expect(moved[0]).toBeCloseTo(expected[0]!, 12);
    expect(moved[1]).toBeCloseTo(expected[1]!, 12);
  });
});

test('a checkpoint that is not finite, or not there, has no stages', () => {
  expect(stagesOf(at([Number.NaN, 0]), subject, 0)).toBeNull();
  expect(stagesOf(at([0, 0]), subject, 1)).toBeNull();
});

test('a learning rate is read back from its words', () => {
  const positive = fc.double({ min: 1e-12, max: 1e12, noNaN: true });
  const rate: fc.Arbitrary<LearningRate> = fc.oneof(
    positive.map((factor): LearningRate => ({ kind: 'theory', factor })),
    positive.map((value): LearningRate => ({ kind: 'constant', rate: value })),
    positive.map((c): LearningRate => ({ kind: 'normalized', c })),
    fc
      .tuple(positive, positive, positive)
      .map(([max, c, shrink]): LearningRate => ({ kind: 'armijo', max, c, shrink })),
    fc
      .tuple(positive, positive)
      .map(([initial, factor]): LearningRate => ({ kind: 'decay', initial, factor })),
  );
  fc.assert(
    fc.property(rate, (one) => {
      expect(learningRateOfRule(learningRateRule(one))).toEqual(one);
    }),
  );
  expect(learningRateOfRule('magic')).toBeNull();
});
