/** The flow's limits against Lin-SPG itself: the engine's iterations with short normalized steps. */

import { Iterate } from '../../src/engine/iterate.js';
import type { Flow, Limit } from '../../src/flow/flow.js';
import type { Bandit } from '../../src/model/bandit.js';
import { type NumericRows, problemOf } from '../../src/model/problem.js';

const ITERATIONS = 40_000;
/** Step lengths times the greatest difference of features: how far a step may move a logit. Shorter ones on disagreement. */
const STEPS = [0.02, 0.004, 0.0008];
/** Once an action has this probability, the iterations have shown where they go; before, they are still on their way. */
const TOLD = 0.9999;

/**
 * Why the iterations from `start` do not end where the flow does; null: they do, or their number was not enough to show it.
 * A start next to the border of two basins may need steps shorter than the first to stay on the flow's side of it. And if some reward
 * is only slightly below the best, an action may have all the probability for a while: the flow from there then decides.
 */
export function iterationsDisagree(
  flow: Flow,
  bandit: Bandit,
  start: Float64Array,
  limit: Exclude<Limit, { kind: 'undecided' }>,
): string | null {
  let last: string | null = null;
  for (const step of STEPS) {
    last = disagreement(flow, bandit, start, limit, step);
    if (last === null) return null;
  }
  return last;
}

function disagreement(
  flow: Flow,
  bandit: Bandit,
  start: Float64Array,
  limit: Exclude<Limit, { kind: 'undecided' }>,
  step: number,
): string | null {
  const problem = problemOf(bandit);
  const { rewards } = problem;
  const greatest = greatestDifference(problem);
  if (greatest === 0) return null;
  const run = new Iterate(problem, {
    algorithm: 'lin-spg',
    gradient: 'exact',
    baseline: 'none',
    learningRate: { kind: 'normalized', c: step / greatest },
    theta: [...start],
    iterations: ITERATIONS,
    checkpoints: [ITERATIONS],
    stop: { kind: 'never' },
    stream: [0, 0, 0],
  });
  // A gradient below the range of doubles has no direction: the iterations have gone as far as they can.
  if (run.advance(ITERATIONS)?.kind === 'overflow') return null;
  const best = Math.max(...rewards);
  const range = best - Math.min(...rewards);
  const value = best - run.gap();
  const policy = run.probabilities();
  const likeliest = policy.indexOf(Math.max(...policy));
  if (limit.kind === 'finite') {
    // Normalized steps oscillate around a maximum at about their own length.
    return limit.maximum && Math.abs(value - limit.value) > 0.02 * range && policy[likeliest]! > TOLD
      ? `steps of ${step} went to ${bandit.names[likeliest]}`
      : null;
  }
  if (policy[likeliest]! <= TOLD) return null;
  const ends = limit.kind === 'set' ? limit.actions : [limit.action];
  if (ends.includes(likeliest) || rewards[likeliest] === limit.value) return null;
  const { limit: onwards } = flow.from(run.theta);
  return onwards.kind !== 'undecided' && onwards.value === limit.value
    ? null
    : `steps of ${step} went to ${bandit.names[likeliest]}`;
}

function greatestDifference({ dimensions: d, rewards, features }: NumericRows): number {
  let greatest = 0;
  for (let a = 0; a < rewards.length; a++) {
    for (let b = 0; b < a; b++) {
      let square = 0;
      for (let k = 0; k < d; k++) square += (features[a * d + k]! - features[b * d + k]!) ** 2;
      greatest = Math.max(greatest, Math.sqrt(square));
    }
  }
  return greatest;
}
