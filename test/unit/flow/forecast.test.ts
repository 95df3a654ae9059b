import { describe, expect, it } from 'vitest';
import type { StartForecast } from '../../../src/conditions/types.js';
import { forecastText } from '../../../src/diagnostics/forecastWords.js';
import { Flow } from '../../../src/flow/flow.js';
import { forecastStarts } from '../../../src/flow/forecast.js';
import { finish } from '../../../src/math/work.js';
import type { Bandit } from '../../../src/model/bandit.js';
import { problemOf } from '../../../src/model/problem.js';
import { CONVERGES, FAILS, INTERIOR } from '../conditions/examples.js';

const forecast = (bandit: Bandit, ...starts: readonly (readonly number[])[]): StartForecast =>
  finish(forecastStarts(bandit, new Flow(problemOf(bandit)), { init: 0, starts, total: starts.length }));

describe('the forecast of a start', () => {
  it('names the best action where the flow ends there', () => {
    const found = forecast(CONVERGES, [3, 3]);
    expect(found.ends).toMatchObject([{ gap: 0 }]);
    expect(forecastText(CONVERGES, found)).toBe('this start ends at a1 (reward 9), the best action');
  });

  it('names the action that attracts, and how much is lost', () => {
    const found = forecast(FAILS, [3, 3]);
    expect(found.ends).toMatchObject([{ gap: 1 }]);
    expect(forecastText(FAILS, found)).toBe('this start ends at a2 (reward 8), 1 below the best');
  });

  it('gives the policy of a finite maximum', () => {
    const found = forecast(INTERIOR, [1, 1]);
    expect(found.ends[0]!.gap).toBeCloseTo(2 - 2 / Math.sqrt(3), 9);
    expect(forecastText(INTERIOR, found)).toMatch(
      /^this start stops at a finite local maximum with value 2\.155, 0\.8453 below the best: /,
    );
  });

  it('counts the ends of many starts', () => {
    expect(forecastText(FAILS, forecast(FAILS, [3, 3], [0, 8], [-3, -5]))).toBe(
      'of 3 starts, 2 end at a2 (1 below the best) and 1 at a1',
    );
  });

  // Far out along (5, 1) logits of the size 1e13 cannot be told apart.
  it('says why no end is certain', () => {
    expect(forecastText(CONVERGES, forecast(CONVERGES, [5e13, 1e13]))).toBe(
      'no end of this start is certain: it is too far out to be followed (the distance is more than 1000000000000)',
    );
  });
});
