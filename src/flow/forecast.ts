/** Where gradient ascent with small steps leads from given starts. A forecast, never a proof. */

import type { ForecastEnd, Share, StartForecast } from '../conditions/types.js';
import type { Work } from '../math/work.js';
import type { Bandit } from '../model/bandit.js';
import type { Flow, Limit } from './flow.js';

/** The starts of one `init` together may take this many multiplications (`Flow.stepCost`). */
const BUDGET = 1e9;

/**
 * The forecast for one entry of `init`, in short steps: for as many starts as the budget allows, but at least for the first.
 *
 * @param starts the first of `total` starts, d entries each
 */
export function* forecastStarts(
  bandit: Bandit,
  flow: Flow,
  { init, starts, total }: { init: number; starts: readonly (readonly number[])[]; total: number },
): Work<StartForecast> {
  const best = Math.max(...bandit.rewards.map((r) => r.value));
  const limits: Limit[] = [];
  let spent = 0;
  for (const theta of starts) {
    if (spent > BUDGET) break;
    const { limit, steps } = yield* flow.following(theta);
    limits.push(limit);
    spent += steps * flow.stepCost;
  }
  return { init, followed: limits.length, total, ends: endsOf(best, limits) };
}

function endsOf(best: number, limits: readonly Limit[]): ForecastEnd[] {
  const ends = new Map<string, ForecastEnd>();
  for (const limit of limits) {
    const end = endAt(best, limit);
    // Two maxima whose gaps agree to ten digits are shown as one.
    const key = `${end.kind} ${end.actions.join()} ${end.gap?.toPrecision(10)}`;
    const known = ends.get(key);
    ends.set(key, known ? { ...known, count: known.count + 1 } : end);
  }
  return [...ends.values()].sort((a, b) => b.count - a.count);
}

function endAt(best: number, limit: Limit): ForecastEnd {
  if (limit.kind === 'undecided')
    return { kind: limit.kind, actions: [], gap: null, reason: limit.reason, count: 1 };
  const { kind, value } = limit;
  const common = { value, gap: best - value, count: 1 };
  switch (kind) {
    case 'action':
      return { kind, actions: [limit.action], ...common };
    case 'set':
      return { kind, actions: limit.actions, ...common };
    case 'finite':
      return { kind, actions: [], ...common, maximum: limit.maximum, policy: likeliest(limit.policy) };
  }
}

/** The most actions that are listed for a policy. */
const TOLD = 6;

/** The most probable actions, most probable first. */
export function likeliest(policy: ArrayLike<number>): Share[] {
  return Array.from(policy, (probability, action) => ({ action, probability }))
    .sort((a, b) => b.probability - a.probability)
    .slice(0, TOLD);
}
