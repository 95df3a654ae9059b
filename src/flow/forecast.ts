/** What becomes of gradient ascent with small steps from a given θ_0, in words. A forecast, never a proof. */

import type { StartForecast } from '../conditions/types.js';
import type { Work } from '../math/work.js';
import type { Bandit } from '../model/bandit.js';
import { optimalActions } from '../model/ranking.js';
import { Flow, type Limit } from './flow.js';
import { flowInput } from './flowInput.js';

export interface Forecast {
  readonly limit: Limit;
  /** Best reward minus the value of the limit; null: undecided. */
  readonly gap: number | null;
  /** One clause that goes after "Forecast: ", e.g. `this start ends at a2 (reward 8), 1 below the best`. */
  readonly text: string;
}

/** @param theta θ_0, d entries */
export function forecast(bandit: Bandit, theta: readonly number[]): Forecast {
  return forecaster(bandit)(theta);
}

/** The same for many starts: what does not depend on the start is prepared once. */
export function forecaster(bandit: Bandit): (theta: readonly number[]) => Forecast {
  const flow = new Flow(flowInput(bandit));
  const best = Math.max(...bandit.rewards.map((r) => r.value));
  return (theta) => forecastOf(bandit, best, flow.from(theta).limit);
}

function forecastOf(bandit: Bandit, best: number, limit: Limit): Forecast {
  if (limit.kind === 'undecided') {
    return { limit, gap: null, text: `no end of this start is certain: ${limit.reason}` };
  }
  const gap = best - limit.value;
  return { limit, gap, text: `this start ${describe(bandit, limit, gap)}` };
}

/** How many steps' worth of multiplications (`Flow.stepCost`) the starts of one `init` may take together. */
const BUDGET = 1e9;

/**
 * The starts of one entry of `init`, in short steps: as many as the budget has room for, but at least the first.
 * @param starts of `total` starts the first ones, d entries each
 */
export function* forecastStarts(
  bandit: Bandit,
  flow: Flow,
  { init, starts, total }: { init: number; starts: readonly (readonly number[])[]; total: number },
): Work<StartForecast> {
  const best = Math.max(...bandit.rewards.map((r) => r.value));
  const forecasts: Forecast[] = [];
  let spent = 0;
  for (const theta of starts) {
    if (spent > BUDGET) break;
    const { limit, steps } = yield* flow.following(theta);
    forecasts.push(forecastOf(bandit, best, limit));
    spent += steps * flow.stepCost;
  }
  const followed = forecasts.length;
  return {
    init,
    followed,
    total,
    ends: endsOf(forecasts),
    text: total === 1 ? forecasts[0]!.text : summarize(bandit, forecasts, total),
  };
}

function endsOf(forecasts: readonly Forecast[]): StartForecast['ends'] {
  const ends = new Map<string, Mutable<StartForecast['ends'][number]>>();
  for (const { limit, gap } of forecasts) {
    const actions =
      limit.kind === 'action' ? [limit.action] : limit.kind === 'set' ? limit.actions : ([] as number[]);
    // Two maxima of the same value to ten digits are one to the reader.
    const key = `${limit.kind} ${actions.join()} ${gap?.toPrecision(10)}`;
    const known = ends.get(key);
    if (known) known.count++;
    else ends.set(key, { kind: limit.kind, actions, gap, count: 1 });
  }
  return [...ends.values()].sort((a, b) => b.count - a.count);
}

type Mutable<T> = { -readonly [key in keyof T]: T[key] };

/** One clause about many starts, most frequent end first: `of 200 starts, 106 end at a1 and 94 at a2 (1 below the best)`. */
export function summarize(bandit: Bandit, forecasts: readonly Forecast[], total = forecasts.length): string {
  const counts = new Map<string, number>();
  for (const { limit, gap } of forecasts) {
    const end = shortEnd(bandit, limit, gap);
    counts.set(end, (counts.get(end) ?? 0) + 1);
  }
  const parts = [...counts]
    .sort((a, b) => b[1] - a[1])
    .map(([end, count], n) => `${count} ${n === 0 ? (count === 1 ? 'ends ' : 'end ') : ''}${end}`);
  const of = forecasts.length < total ? `the first ${forecasts.length} of ${total}` : `${total}`;
  return `of ${of} ${total === 1 ? 'start' : 'starts'}, ${list(parts)}`;
}

function describe(bandit: Bandit, limit: Exclude<Limit, { kind: 'undecided' }>, gap: number): string {
  const below = gap > 0 ? `, ${figure(gap)} below the best` : '';
  switch (limit.kind) {
    case 'action':
      return `ends at ${bandit.names[limit.action]} (reward ${figure(limit.value)})${below || (allOptimal(bandit, [limit.action]) ? ', the best action' : ', whose reward in double precision is the best')}`;
    case 'set': {
      const names = list(limit.actions.map((a) => bandit.names[a]!));
      return gap > 0
        ? `ends at a mixture of ${names} with value ${figure(limit.value)}${below}`
        : `ends at the best reward${allOptimal(bandit, limit.actions) ? '' : ' in double precision'}, which ${names} share`;
    }
    case 'finite':
      return `${limit.maximum ? 'stops at a finite local maximum' : 'is at a stationary point'} with value ${figure(limit.value)}${below}: ${policyWords(bandit, limit.policy)}`;
  }
}

/** Two different rewards may become one double, on which the flow works. */
function allOptimal(bandit: Bandit, actions: readonly number[]): boolean {
  const optimal = optimalActions(bandit);
  return actions.every((action) => optimal.includes(action));
}

function shortEnd(bandit: Bandit, limit: Limit, gap: number | null): string {
  const below = gap !== null && gap > 0 ? ` (${figure(gap)} below the best)` : '';
  switch (limit.kind) {
    case 'action':
      return `at ${bandit.names[limit.action]}${below}`;
    case 'set':
      return gap! > 0
        ? `at a mixture of ${list(limit.actions.map((a) => bandit.names[a]!))}${below}`
        : 'at the best reward';
    case 'finite':
      return `at a finite point of value ${figure(limit.value)}${below}`;
    case 'undecided':
      return 'undecided';
  }
}

/** The likeliest actions with their probabilities: `a1 57.7 %, a2 28.9 %, a3 13.4 %`. */
export function policyWords(bandit: Pick<Bandit, 'names'>, policy: ArrayLike<number>): string {
  const sorted = Array.from(policy, (p, a) => ({ p, a })).sort((x, y) => y.p - x.p);
  const shown = sorted.filter(({ p }) => p >= 0.0005).slice(0, 6);
  return shown.map(({ p, a }) => `${bandit.names[a]} ${(100 * p).toFixed(1)} %`).join(', ');
}

/** Four significant digits, without trailing zeros. */
const figure = (x: number): string => String(Number(x.toPrecision(4)));

const list = (items: readonly string[]): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
