import { describe, expect, it } from 'vitest';
import { forecast, forecaster, summarize } from '../../../src/flow/forecast.js';
import { CONVERGES, FAILS, INTERIOR } from '../conditions/examples.js';

describe('the forecast of a start', () => {
  it('names the best action where the flow ends there', () => {
    expect(forecast(CONVERGES, [3, 3])).toMatchObject({
      gap: 0,
      text: 'this start ends at a1 (reward 9), the best action',
    });
  });

  it('names the action that attracts, and how much is lost', () => {
    expect(forecast(FAILS, [3, 3])).toMatchObject({
      gap: 1,
      text: 'this start ends at a2 (reward 8), 1 below the best',
    });
  });

  it('gives the policy of a finite maximum', () => {
    const { gap, text } = forecast(INTERIOR, [1, 1]);
    expect(gap).toBeCloseTo(2 - 2 / Math.sqrt(3), 9);
    expect(text).toMatch(
      /^this start stops at a finite local maximum with value 2\.155, 0\.8453 below the best: /,
    );
  });

  it('counts the ends of many starts', () => {
    const of = forecaster(FAILS);
    expect(summarize(FAILS, [of([3, 3]), of([0, 8]), of([-3, -5])])).toBe(
      'of 3 starts, 2 end at a2 (1 below the best) and 1 at a1',
    );
  });
});
