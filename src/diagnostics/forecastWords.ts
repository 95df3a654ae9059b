/** Sentences about where starts end: one clause for one start or for many, and why there is no start. */

import type { ForecastEnd, NoStart, Share, StartForecast, Unsettled } from '../conditions/types.js';
import type { Bandit } from '../model/bandit.js';
import { optimalActions } from '../model/ranking.js';
import { direction, list, short } from './format.js';
import { reasonText } from './reasons.js';

/**
 * One clause that follows "Forecast: ", e.g. `this start ends at a2 (reward 8), 1 below the best`; if there is no such start, sentences
 * that say why.
 */
export function forecastText(bandit: Bandit, { ends, total, followed, impossible }: StartForecast): string {
  if (impossible) return noStartText(bandit, impossible);
  return total === 1 ? oneStart(bandit, ends[0]!) : manyStarts(bandit, ends, followed, total);
}

/** Why an experiment has no start in the trap of an action: what is proved about the action, and what the search for a start did not find. */
export function noStartText(bandit: Bandit, { action, condition }: NoStart): string {
  const name = bandit.names[action]!;
  const asked = `\`init: {trap: ${name}}\` asks for a start inside the trap of ${name}`;
  const reason = reasonText(bandit.names, condition);
  const because = reason ? ` ${reason}` : '';
  switch (condition.holds) {
    case true:
      if (condition.margin === 0)
        return `${asked}. ${name} attracts, but not from starts along ${direction('p', condition)} alone.${because} Write a vector far along p and across it.`;
      return `${asked}. ${name} attracts, by a margin of ${short(condition.margin!)} only: none of the starts along ${direction('p', condition)} that were tried is certain to end there in double precision. Write a vector far along p.`;
    case false:
      return `${asked}, but ${name} attracts no open set of starts.${because} Write zeros or a vector, or name an action that attracts.`;
    case null:
      return `${asked}, but it is undecided whether ${name} attracts.${because} Write zeros or a vector, or name an action that attracts.`;
  }
}

/** The most frequent end first: `of 200 starts, 106 end at a1 and 94 at a2 (1 below the best)`. */
function manyStarts(bandit: Bandit, ends: readonly ForecastEnd[], followed: number, total: number): string {
  const counts = new Map<string, number>();
  for (const end of ends) {
    const text = shortEnd(bandit, end);
    counts.set(text, (counts.get(text) ?? 0) + end.count);
  }
  const parts = [...counts]
    .sort((a, b) => b[1] - a[1])
    .map(([end, count], n) => `${count} ${n === 0 ? (count === 1 ? 'ends ' : 'end ') : ''}${end}`);
  const of = followed < total ? `the first ${followed} of ${total}` : `${total}`;
  return `of ${of} ${total === 1 ? 'start' : 'starts'}, ${all(parts)}`;
}

function oneStart(bandit: Bandit, end: ForecastEnd): string {
  if (end.kind === 'undecided') return `no end of this start is certain: ${unsettledText(end.reason)}`;
  const { actions, gap } = end;
  const value = figure(end.value);
  const below = gap > 0 ? `, ${figure(gap)} below the best` : '';
  const names = all(actions.map((action) => bandit.names[action]!));
  switch (end.kind) {
    case 'action':
      return `this start ends at ${names} (reward ${value})${below || (areOptimal(bandit, actions) ? ', the best action' : ', whose reward in double precision is the best')}`;
    case 'set':
      return gap > 0
        ? `this start ends at a mixture of ${names} with value ${value}${below}`
        : `this start ends at the best reward${areOptimal(bandit, actions) ? '' : ' in double precision'}, which ${names} share`;
    case 'finite':
      return `this start ${end.maximum ? 'stops at a finite local maximum' : 'is at a stationary point'} with value ${value}${below}: ${policyText(bandit.names, end.policy)}`;
  }
}

/** A clause. */
export function unsettledText(reason: Unsettled): string {
  switch (reason.code) {
    case 'starts-too-far':
      return `it is too far out to be followed (the distance is more than ${reason.farthest})`;
    case 'goes-too-far':
      return `no limit is certain at a distance of ${reason.farthest}`;
    case 'turns-too-fast':
      return 'the direction of the gradient turns faster than rounding lets it be followed';
    case 'cancels-far-out':
      return 'the terms of the gradient cancel to rounding, far from any stationary point that is seen';
    case 'steps-spent':
      return `the flow had not settled after ${reason.steps} steps`;
  }
}

/** Two different rewards may have the same double, and the flow works on doubles. */
function areOptimal(bandit: Bandit, actions: readonly number[]): boolean {
  const optimal = optimalActions(bandit);
  return actions.every((action) => optimal.includes(action));
}

function shortEnd(bandit: Bandit, end: ForecastEnd): string {
  const { kind, actions, gap } = end;
  const below = gap !== null && gap > 0 ? ` (${figure(gap)} below the best)` : '';
  const names = all(actions.map((action) => bandit.names[action]!));
  switch (kind) {
    case 'action':
      return `at ${names}${below}`;
    case 'set':
      return end.gap > 0 ? `at a mixture of ${names}${below}` : 'at the best reward';
    case 'finite':
      return `at a finite point of value ${figure(end.value)}${below}`;
    case 'undecided':
      return 'undecided';
  }
}

/** `a1 57.7 %, a2 28.9 %, a3 13.4 %`, without actions that would have 0.0 %. */
export function policyText(names: readonly string[], policy: readonly Share[]): string {
  return policy
    .filter(({ probability }) => probability >= 0.0005)
    .map(({ action, probability }) => `${names[action]} ${(100 * probability).toFixed(1)} %`)
    .join(', ');
}

/** Four significant digits, without trailing zeros. */
const figure = (x: number): string => String(Number(x.toPrecision(4)));

const all = (items: readonly string[]): string => list(items, Number.POSITIVE_INFINITY);
