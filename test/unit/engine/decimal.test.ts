/**
 * Every algorithm, learning rate, start and scale of the rewards in turn, beside decimal arithmetic of 100 digits: some of the runs of
 * `npm run bench:oracle`, which writes `decimal.json` with `--golden`.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { plan } from '../../../src/experiment/plan.js';
import { readSpec } from '../../../src/spec/read.js';
import { outcomes } from './runs.js';

interface Golden {
  readonly name: string;
  readonly text: string;
  readonly right: Readonly<Record<'gap' | 'logLoss' | 'gradientNorm' | 'regret', string>> & {
    readonly theta: readonly string[];
  };
}

const golden = JSON.parse(
  readFileSync(new URL('./decimal.json', import.meta.url), 'utf8'),
) as readonly Golden[];

/** The part of the right number that is missing or too much; numbers that no double holds with all its digits count as equal. */
function apart(found: number, right: string): number {
  const expected = Number(right);
  if (Math.abs(expected) < 1e-300) return Math.abs(found) < 1e-300 ? 0 : Number.POSITIVE_INFINITY;
  return Math.abs(found / expected - 1);
}

describe('a run is that of decimal arithmetic', () => {
  test.each(golden)('$name', ({ text, right }) => {
    const { bandit, run } = readSpec(text);
    const [{ recording }] = outcomes(plan([bandit!], run!).cells) as [ReturnType<typeof outcomes>[number]];
    expect(recording.iterations.at(-1)).toBe(run!.iterations[0]);
    const size = Math.hypot(...right.theta.map(Number)) || 1;
    right.theta.forEach((x, k) => {
      expect(Math.abs(recording.theta.at(-1)![k]! - Number(x)) / size).toBeLessThan(1e-11);
    });
    for (const column of ['gap', 'logLoss', 'gradientNorm', 'regret'] as const)
      expect(apart(recording[column].at(-1)!, right[column])).toBeLessThan(1e-10);
  });
});
