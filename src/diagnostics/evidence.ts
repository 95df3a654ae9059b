/** What a numerical search adds to a verdict that the conditions leave open. Evidence, never proof. */

import type { Analysis, MaximaReport } from '../conditions/types.js';
import { list, short, vector } from '../conditions/words.js';
import { policyWords } from '../flow/forecast.js';
import type { MaximaSearch } from '../flow/maxima.js';
import type { Bandit } from '../model/bandit.js';

/** The analysis with the search's report, its verdict's text saying how many starts were followed and what they found. */
export function withMaxima(bandit: Bandit, analysis: Analysis, search: MaximaSearch): Analysis {
  const best = Math.max(...bandit.rewards.map(({ value }) => value));
  const suboptimal = search.maxima.filter(({ value }) => value < best);
  const maxima: MaximaReport = {
    starts: search.starts,
    maxima: suboptimal.map(({ theta, policy, value, starts }) => ({
      theta: Array.from(theta),
      policy: Array.from(policy),
      value,
      starts,
    })),
    unsettled: search.undecided,
  };
  const text = `${analysis.verdict.text} ${evidence(bandit, search, maxima, best)}`;
  return { ...analysis, verdict: { ...analysis.verdict, text }, maxima };
}

function evidence(
  bandit: Bandit,
  search: MaximaSearch,
  { starts, maxima }: MaximaReport,
  best: number,
): string {
  const ends = [...search.actions]
    .sort((a, b) => b[1] - a[1])
    .map(([action, count]) => `${bandit.names[action]} (${count})`);
  const others = [
    ...(ends.length > 0 ? [`at ${list(ends)}`] : []),
    ...(search.sets > 0 ? [`at sets of actions (${search.sets})`] : []),
    ...(search.undecided > 0 ? [`without a certain end (${search.undecided})`] : []),
  ];
  const rest = others.length > 0 ? ` ${list(others)}` : '';
  const from = `A search from ${starts} ${starts === 1 ? 'start' : 'starts'} found`;
  if (maxima.length === 0)
    return `${from} no finite maximum: they ended${rest}. That is evidence, and no proof.`;
  const found = maxima.map((one) => finiteTrap(bandit, one, best));
  return `${from} ${maxima.length === 1 ? 'one' : maxima.length}: ${list(found, 3)}.${rest && ` The others ended${rest}.`}`;
}

/** `value 2.155, 0.845 below the best, at θ = (1, 2) with π = a1 57.7 %, a2 42.3 % (12 starts)`. */
export function finiteTrap(bandit: Bandit, found: MaximaReport['maxima'][number], best: number): string {
  const theta = found.theta.length <= 6 ? ` at θ = ${vector(found.theta)}` : '';
  return `value ${short(found.value)}, ${short(best - found.value)} below the best,${theta} with π = ${policyWords(bandit, found.policy)} (${found.starts} ${found.starts === 1 ? 'start' : 'starts'})`;
}
