/** No step of an analysis is long, whatever the shape of the bandit: counted in blocks of program text, not in time. */

import type { Profiler } from 'node:inspector';
import { Session } from 'node:inspector';
import { expect, test } from 'vitest';
import { reasonText } from '../../../src/diagnostics/reasons.js';
import { verdictWords } from '../../../src/diagnostics/verdictWords.js';
import { analysingBeforeRun } from '../../../src/experiment/analyseBeforeRun.js';
import type { Bandit } from '../../../src/model/bandit.js';
import { realOf } from '../../../src/model/rational.js';

/** Features and rewards of three decimals, always the same ones. */
function banditOf(K: number, d: number): Bandit {
  let state = 1;
  const next = () => {
    state = (state * 16807) % 2147483647;
    return realOf(Number((state / 2147483647).toFixed(3)));
  };
  return {
    names: Array.from({ length: K }, (_, a) => `a${a + 1}`),
    rewards: Array.from({ length: K }, next),
    features: Array.from({ length: K }, () => Array.from({ length: d }, next)),
    noise: { kind: 'none' },
  };
}

/** The most blocks that one of the first steps of an analysis executes, the libraries' included. */
function longestStep(bandit: Bandit, steps: number): number {
  const session = new Session();
  session.connect();
  session.post('Profiler.enable');
  session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  const blocks = (): number => {
    let sum = 0;
    session.post('Profiler.takePreciseCoverage', (_, { result }: Profiler.TakePreciseCoverageReturnType) => {
      for (const { functions } of result)
        for (const { ranges } of functions) for (const { count } of ranges) sum += count;
    });
    return sum;
  };
  const work = analysingBeforeRun(bandit, null);
  let longest = 0;
  blocks();
  for (let n = 0, done = false; n < steps && !done; n++) {
    done = work.next().done === true;
    longest = Math.max(longest, blocks());
  }
  session.disconnect();
  return longest;
}

/** About 20 ms of a common machine, where long integers are not counted as more than short ones. */
const MOST_BLOCKS = 1.5e6;

test.each([
  [2, 4096, 200],
  [5, 4096, 200],
  [1000, 50, 60],
  [2000, 500, 10],
  [10_000, 2, 60],
])('%i actions with %i features', (K, d, steps) => {
  expect(longestStep(banditOf(K, d), steps)).toBeLessThan(MOST_BLOCKS);
});

test.each([
  [2000, 500, '2,000 actions with 500 features'],
  [10_000, 3, '10,000 actions with 3 features'],
])('a bandit that is too large for the verdict says so, and for each condition', (K, d, size) => {
  const bandit = banditOf(K, d);
  const work = analysingBeforeRun(bandit, null);
  let step = work.next();
  while (!step.done) step = work.next();
  const undecided = step.value.conditions.filter(({ tooLarge }) => tooLarge);
  expect(undecided.length).toBeGreaterThan(3);
  for (const condition of undecided)
    expect([condition.holds, reasonText(bandit.names, condition)]).toEqual([
      null,
      `Not decided: ${size}; cheap conditions only.`,
    ]);
  if (step.value.verdict.kind === 'undecided')
    expect(verdictWords(bandit, step.value, null).sentence).toContain(`${size} are too many`);
});
