/**
 * One recorded iteration taken apart: features → logits → policy → reward → gradient → step, computed with the engine's own functions from a
 * recording and its problem alone.
 */

import { isTabular } from '../../src/engine/algorithms/catalogue.js';
import { transposed } from '../../src/engine/direction.js';
import { featuresOf } from '../../src/engine/features.js';
import { exactWeights, shortfalls } from '../../src/engine/gradient.js';
import { Iterate } from '../../src/engine/iterate.js';
import { logits } from '../../src/engine/logits.js';
import { newPolicy, softmax } from '../../src/engine/policy.js';
import { learningRateOfRule } from '../../src/experiment/label.js';
import { type NumericProblem, problemFrom } from '../../src/model/problem.js';
import type { LearningRate } from '../../src/model/run.js';
import type { ChartedRun, Subject } from '../../src/shared/messages.js';

/** The stages of an iteration for one action. */
export interface ActionStage {
  readonly features: readonly number[];
  readonly logit: number;
  readonly probability: number;
  readonly reward: number;
  /** r_a − V, V = π·r. */
  readonly advantage: number;
  /** π_a (r_a − V): the weight of x_a in the gradient. */
  readonly weight: number;
}

export interface Stages {
  readonly iteration: number;
  /** V = π·r. */
  readonly value: number;
  readonly actions: readonly ActionStage[];
  /** d entries each, or K if tabular. */
  readonly theta: readonly number[];
  readonly gradient: readonly number[];
  /** θ after the next update; for a sampled run, its mean over the possible samples. null if it is not finite. */
  readonly next: readonly number[] | null;
}

/**
 * @param at the position of the checkpoint in the recording. @returns null if nothing finite is recorded there, or if the features are too many to
 * be here.
 */
export function stagesOf({ facts, recording }: ChartedRun, subject: Subject, at: number): Stages | null {
  const theta = recording.theta[at];
  const iteration = recording.iterations[at];
  if (theta === undefined || iteration === undefined || !theta.every(Number.isFinite)) return null;
  if (subject.undrawn) return null;
  const problem = problemFrom(subject);
  const X = featuresOf(problem, { tabular: isTabular(facts.algorithm) });
  const z = new Float64Array(subject.rewards.length);
  const policy = newPolicy(subject.rewards.length);
  const delta = shortfalls(problem.rewards);
  const weights = new Float64Array(subject.rewards.length);
  const gradient = new Float64Array(theta.length);
  logits(X, Float64Array.from(theta), z);
  softmax(z, policy);
  const gap = exactWeights(policy, delta, weights);
  for (let a = 0; a < weights.length; a++) weights[a]! /= policy.Z;
  transposed(X)(weights, gradient);
  return {
    iteration,
    value: Math.max(...subject.rewards) - gap,
    actions: subject.rewards.map((reward, a) => ({
      features: subject.features[a]!,
      logit: z[a]!,
      probability: policy.e[a]! / policy.Z,
      reward,
      advantage: gap - delta[a]!,
      weight: weights[a]!,
    })),
    theta,
    gradient: [...gradient],
    next: nextTheta(problem, facts, theta, iteration),
  };
}

/**
 * The engine's own next step from here, with exact gradients. The sampled estimates of every update rule, except that with entropy, are linear in the
 * weights, and unbiased, so for a constant rate this is the mean of the sampled steps.
 */
function nextTheta(
  problem: NumericProblem,
  { algorithm, parameters, learningRate, learningRateRule }: ChartedRun['facts'],
  theta: readonly number[],
  iteration: number,
): number[] | null {
  const rule: LearningRate | null =
    learningRate !== null ? { kind: 'constant', rate: learningRate } : learningRateOfRule(learningRateRule);
  if (rule === null) return null;
  const run = new Iterate(problem, {
    algorithm,
    parameters,
    gradient: 'exact',
    baseline: 'none',
    learningRate: rule.kind === 'decay' ? { kind: 'constant', rate: decayed(rule, iteration) } : rule,
    theta,
    iterations: 1,
    checkpoints: [],
    stop: { kind: 'never' },
    stream: [0, 0, 0],
  });
  const ending = run.advance(1);
  const next = [...run.theta];
  return ending === null && next.every(Number.isFinite) ? next : null;
}

function decayed({ initial, factor }: Extract<LearningRate, { kind: 'decay' }>, iteration: number): number {
  return initial * factor ** iteration;
}
