/** Sentences about what a numerical search found. Evidence, never proof. */

import type { MaximaReport } from '../conditions/types.js';
import { likeliest } from '../flow/forecast.js';
import type { Bandit } from '../model/bandit.js';
import { policyText } from './forecastWords.js';
import { list, short, vector } from './format.js';

/** How many starts were followed and what they found. */
export function evidence(bandit: Bandit, { starts, maxima, actions, sets, unsettled }: MaximaReport): string {
  const ends = actions.map(({ action, starts: count }) => `${bandit.names[action]} (${count})`);
  const others = [
    ...(ends.length > 0 ? [`at ${list(ends)}`] : []),
    ...(sets > 0 ? [`at sets of actions (${sets})`] : []),
    ...(unsettled > 0 ? [`without a certain end (${unsettled})`] : []),
  ];
  const rest = others.length > 0 ? ` ${list(others)}` : '';
  const from = `A search from ${starts} ${starts === 1 ? 'start' : 'starts'} found`;
  if (maxima.length === 0)
    return `${from} no finite maximum: they ended${rest}. That is evidence, and no proof.`;
  const found = maxima.map((one) => finiteTrap(bandit, one, bestOf(bandit)));
  return `${from} ${maxima.length === 1 ? 'one' : maxima.length}: ${list(found, 3)}.${rest && ` The others ended${rest}.`}`;
}

const bestOf = ({ rewards }: Bandit): number => Math.max(...rewards.map(({ value }) => value));

/** `value 2.155, 0.845 below the best, at θ = (1, 2) with π = a1 57.7 %, a2 42.3 % (12 starts)`. */
function finiteTrap(bandit: Bandit, found: MaximaReport['maxima'][number], best: number): string {
  const theta = found.theta.length <= 6 ? ` at θ = ${vector(found.theta)}` : '';
  return `value ${short(found.value)}, ${short(best - found.value)} below the best,${theta} with π = ${policyText(bandit.names, likeliest(found.policy))} (${found.starts} ${found.starts === 1 ? 'start' : 'starts'})`;
}
