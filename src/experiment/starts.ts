import { analyseMdp } from '../conditions/policies/analyse.js';
import type { NoPolicyStart } from '../conditions/policies/types.js';
import type { NoStart } from '../conditions/types.js';
import { noStartText } from '../diagnostics/forecastWords.js';
import { noPolicyStartText } from '../diagnostics/policyForecast.js';
import { isTabular } from '../engine/algorithms/catalogue.js';
import { normal } from '../engine/random/normal.js';
import { streamOf } from '../engine/random/streams.js';
import { Flow } from '../flow/flow.js';
import { trapStart, trapStarting } from '../flow/trapStart.js';
import { finish, type Work } from '../math/work.js';
import type { Bandit } from '../model/bandit.js';
import type { Mdp } from '../model/mdp.js';
import { isMdp } from '../model/numericMdp.js';
import { type NumericProblem, problemOf } from '../model/problem.js';
import type { Init, RunSection } from '../model/run.js';
import { hasStates, type WrittenProblem } from '../model/written.js';
import { exactFlow } from './exactFlow.js';
import { noStartIn } from './noStart.js';
import { PlanError } from './planError.js';
import { policyTrapStarting } from './policyTrap.js';

/**
 * The initial parameters that `init` stands for: `count` for a Gaussian, otherwise one. Zeros, a Gaussian and a trap are θ₀ of length d; a
 * tabular algorithm gets the K logits Xθ₀ instead, so that it starts with the same policy. A vector has the parameters of the algorithm itself:
 * d weights, or K logits.
 *
 * @throws PlanError for a start in the trap of an action that has none, for a vector of another length, and if a logit is not finite.
 */
export function startsOf(
  written: WrittenProblem,
  problem: NumericProblem,
  init: Init,
  seed: number,
  algorithm: string,
): readonly (readonly number[])[] {
  const tabular = isTabular(algorithm);
  if (init.kind === 'vector') checkLength(init.theta, tabular ? problem.rewards.length : problem.dimensions);
  const starts = hasStates(written)
    ? mdpStarts(written, problem.dimensions, init, seed)
    : parametersOf(written, problem.dimensions, init, seed);
  const logits = tabular && init.kind === 'vector' ? starts : starts.map((theta) => logitsOf(problem, theta));
  if (!logits.flat().every(Number.isFinite)) {
    throw new PlanError(
      '`init`: from this start a logit is greater than any number that a run can hold (1.8e308). Use a smaller one.',
    );
  }
  return tabular ? logits : starts;
}

function checkLength({ length }: readonly number[], expected: number): void {
  if (length === expected) return;
  throw new PlanError(`\`init\`: expected a vector of ${expected} entries, found ${length}.`);
}

function parametersOf(
  bandit: Bandit,
  dimensions: number,
  init: Init,
  seed: number,
): readonly (readonly number[])[] {
  switch (init.kind) {
    case 'trap':
      return [startInTrap(bandit, init.action)];
    case 'trap-policy':
      throw new PlanError('`init`: the trap of a policy is a start in a Markov decision process.');
    default:
      return plainStarts(dimensions, init, seed);
  }
}

function mdpStarts(mdp: Mdp, dimensions: number, init: Init, seed: number): readonly (readonly number[])[] {
  switch (init.kind) {
    case 'trap':
      throw new PlanError(
        '`init`: the trap of one action is a start of a bandit. Name the policy by its states: `{trap: {s1: a2}}`.',
      );
    case 'trap-policy':
      return [startInPolicyTrap(mdp, init.choices)];
    default:
      return plainStarts(dimensions, init, seed);
  }
}

function startInPolicyTrap(mdp: Mdp, choices: NoPolicyStart['choices']): readonly number[] {
  const found = finish(policyTrapStarting(mdp, analyseMdp(mdp), finish(exactFlow(mdp)), choices));
  if ('code' in found) throw new PlanError(noPolicyStartText(mdp, found));
  return found;
}

function startInTrap(bandit: Bandit, action: number): number[] {
  const start = trapStart(new Flow(problemOf(bandit)), action);
  if (start) return start;
  throw new PlanError(noStartText(bandit, noStartIn(bandit, action)));
}

function plainStarts(
  dimensions: number,
  init: Extract<Init, { kind: 'zeros' | 'vector' | 'gaussian' }>,
  seed: number,
): readonly (readonly number[])[] {
  switch (init.kind) {
    case 'zeros':
      return [new Array<number>(dimensions).fill(0)];
    case 'vector':
      return [init.theta];
    case 'gaussian':
      return Array.from({ length: init.count }, (_, n) => gaussianStart(dimensions, init.sigma, seed, n));
  }
}

/** The first starts of one entry of `init`, and how many it has in all; or why there are none. */
export interface FirstStarts {
  readonly starts: readonly (readonly number[])[];
  readonly total: number;
  readonly impossible?: NoStart;
}

/** The first `most` starts of the experiment's linear algorithms, for one entry of its `init`. */
export function* firstStarts(
  bandit: Bandit,
  flow: Flow,
  run: RunSection,
  init: Init,
  most: number,
): Work<FirstStarts> {
  const d = bandit.features[0]!.length;
  if (init.kind === 'trap') {
    const start = yield* trapStarting(flow, init.action);
    return start
      ? { starts: [start], total: 1 }
      : { starts: [], total: 0, impossible: noStartIn(bandit, init.action) };
  }
  if (init.kind !== 'gaussian') return { starts: parametersOf(bandit, d, init, 0), total: 1 };
  const seeds = [...new Set(run.seed)];
  const total = init.count * seeds.length;
  return {
    starts: Array.from({ length: Math.min(most, total) }, (_, n) =>
      gaussianStart(d, init.sigma, seeds[Math.floor(n / init.count)]!, n % init.count),
    ),
    total,
  };
}

/** Start number n of a seed: the same direction whatever σ is, and whatever else is swept. */
export function gaussianStart(dimensions: number, sigma: number, seed: number, n: number): number[] {
  const words = streamOf([seed, 0, n], 'start');
  return Array.from({ length: dimensions }, () => {
    words.next();
    return sigma * normal(words);
  });
}

/** Xθ. */
function logitsOf(problem: NumericProblem, theta: readonly number[]): number[] {
  const { dimensions, rewards, features } = problem;
  if (isMdp(problem) && problem.coordinates) return Array.from(problem.coordinates, (k) => theta[k]!);
  return Array.from(rewards, (_, a) =>
    theta.reduce((sum, t, k) => sum + features[a * dimensions + k]! * t, 0),
  );
}
