import { describe, expect, it } from 'vitest';
import { armsOf } from '../../../src/conditions/arms.js';
import { featuresK } from '../../../src/conditions/products.js';
import { trap } from '../../../src/conditions/trap.js';
import { streamOf } from '../../../src/engine/random/streams.js';
import { unit } from '../../../src/engine/random/words.js';
import { budgetOf } from '../../../src/math/budget.js';
import { finish } from '../../../src/math/work.js';
import { realOf } from '../../../src/model/rational.js';

const INSTANCES = 400;
/** Of the reference table: instances per cell, and its stated error. */
const TABLE = { instances: 2000, error: 0.02 };

/** Features uniform on [0, 1], rewards Xθ with θ uniform: in an order that the features can give. */
function instance(actions: number, dimensions: number, number: number) {
  const words = streamOf([5, number, actions * 100 + dimensions], 'start');
  const uniform = () => {
    words.next();
    return unit(words.high, words.low);
  };
  const features = Array.from({ length: actions }, () => Array.from({ length: dimensions }, uniform));
  const theta = Array.from({ length: dimensions }, uniform);
  return armsOf({
    names: features.map((_, a) => `a${a + 1}`),
    rewards: features.map((row) => realOf(row.reduce((sum, x, k) => sum + x * theta[k]!, 0))),
    features: features.map((row) => row.map(realOf)),
    noise: { kind: 'none' },
  });
}

describe('how rare the sufficient condition is, and how common convergence', () => {
  it.each([
    [3, 2, 0.886, 0.886],
    [6, 2, 0.142, 0.789],
    [6, 4, 0.035, 0.736],
    [10, 3, 0, 0.628],
  ])('K = %d, d = %d: features-K in %d, no trap in %d', (actions, dimensions, sufficient, converging) => {
    let [holds, free] = [0, 0];
    for (let number = 0; number < INSTANCES; number++) {
      const arms = instance(actions, dimensions, number);
      const traps = arms.levels
        .slice(1)
        .flat()
        .some(
          (arm) => finish(trap(arms, arm, { budget: budgetOf(1e9), search: budgetOf(1e9) })).holds !== false,
        );
      const covered = finish(featuresK(arms)).holds === true;
      if (covered) expect(traps).toBe(false);
      if (covered) holds++;
      if (!traps) free++;
    }
    // Four standard errors of the difference of two binomial shares, and what the table says of itself.
    const allowed = (share: number) =>
      TABLE.error +
      4 * Math.sqrt(Math.max(share * (1 - share), 1e-3) * (1 / INSTANCES + 1 / TABLE.instances));
    expect(Math.abs(holds / INSTANCES - sufficient)).toBeLessThan(allowed(sufficient));
    expect(Math.abs(free / INSTANCES - converging)).toBeLessThan(allowed(converging));
  });
});
