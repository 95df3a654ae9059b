import { describe, expect, it } from 'vitest';
import { runBlock } from '../../../bench/campaign/block.js';
import { FAMILIES } from '../../../bench/campaign/instances.js';

/** The bench's campaign, small. The full one: `npm run bench:campaign`. */
describe('verdicts on random bandits', () => {
  const tally = runBlock({ seed: 3, from: 0, to: 240 });

  it('are never contradicted by a limit of the flow, nor the flow by plain iterations', () => {
    expect(tally.wrong).toEqual([]);
  });

  it.each(FAMILIES)('are tried in earnest (%s)', (family) => {
    const { instances, starts, traps, trapsUntested, unsettled, compared, verdicts } =
      tally.families[family]!;
    expect(instances).toBe(60);
    expect(starts).toBeGreaterThan(15 * instances);
    expect(traps - trapsUntested).toBeGreaterThan(10);
    expect(compared).toBeGreaterThan(0);
    expect(Object.values(unsettled).reduce((sum, times) => sum + times, 0)).toBeLessThan(starts / 10);
    // Everything of this size is decided exactly.
    expect(Object.keys(verdicts).filter((kind) => kind.endsWith('numerical'))).toEqual([]);
  });
});
