import { Flow } from '../conditions/flow.js';
import { flowInput } from '../conditions/flowInput.js';
import { trapStart } from '../conditions/trapStart.js';
import { isTabular } from '../engine/features.js';
import { normal } from '../engine/random/normal.js';
import { streamOf } from '../engine/random/streams.js';
import type { Instance } from '../engine/types.js';
import type { Algorithm, Bandit, Init } from '../spec/types.js';
import { PlanError } from './planError.js';

/**
 * The initial parameters that `init` stands for: `count` for a Gaussian, one else. They have length d; a tabular algorithm gets the K
 * logits Xθ₀ instead, so that it starts with the same policy.
 *
 * @throws PlanError for a start in the trap of an action that has none.
 */
export function startsOf(
  bandit: Bandit,
  instance: Instance,
  init: Init,
  seed: number,
  algorithm: Algorithm,
): readonly (readonly number[])[] {
  const starts = parametersOf(bandit, instance.dimensions, init, seed);
  return isTabular(algorithm) ? starts.map((theta) => logitsOf(instance, theta)) : starts;
}

function parametersOf(
  bandit: Bandit,
  dimensions: number,
  init: Init,
  seed: number,
): readonly (readonly number[])[] {
  switch (init.kind) {
    case 'zeros':
      return [new Array<number>(dimensions).fill(0)];
    case 'vector':
      return [init.theta];
    case 'gaussian':
      return Array.from({ length: init.count }, (_, n) => gaussianStart(dimensions, init.sigma, seed, n));
    case 'trap':
      return [startInTrap(bandit, init.action)];
  }
}

function startInTrap(bandit: Bandit, action: number): number[] {
  const start = trapStart(new Flow(flowInput(bandit)), action);
  if (start) return start;
  const name = bandit.names[action];
  throw new PlanError(
    `\`init: {trap: ${name}}\` asks for a start inside the trap of ${name}, but ${name} attracts from nowhere.`,
  );
}

/** Start number n of a seed: the same direction whatever σ, and whatever else is swept. */
function gaussianStart(dimensions: number, sigma: number, seed: number, n: number): number[] {
  const words = streamOf([seed, 0, n], 'start');
  return Array.from({ length: dimensions }, () => {
    words.next();
    return sigma * normal(words);
  });
}

/** Xθ. */
function logitsOf({ actions, dimensions, features }: Instance, theta: readonly number[]): number[] {
  return Array.from({ length: actions }, (_, a) =>
    theta.reduce((sum, t, k) => sum + features[a * dimensions + k]! * t, 0),
  );
}
