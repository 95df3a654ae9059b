/** Random mdps for these tests. */
import fc from 'fast-check';
import { Evaluation } from '../../../../src/engine/mdp/evaluation.js';
import type { NumericMdp } from '../../../../src/model/numericMdp.js';

/** Evenly spread, other than `fc.double`, most of whose numbers are next to 0. */
const unit = fc.integer({ min: 0, max: 2 ** 24 }).map((n) => n / 2 ** 24);

/** S states with one to three actions each, dense transitions, d features; where nothing moves on, γ = 0. */
export const mdps: fc.Arbitrary<NumericMdp> = fc
  .record({
    actions: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 5 }),
    dimensions: fc.integer({ min: 1, max: 3 }),
    discount: fc.constantFrom(0, 0.5, 0.9, 0.99),
    seed: fc.array(unit, { minLength: 200, maxLength: 200 }),
  })
  .map(({ actions, dimensions, discount, seed }) => {
    let drawn = 0;
    const next = () => seed[drawn++ % seed.length]!;
    const S = actions.length;
    const n = actions.reduce((a, b) => a + b, 0);
    const weights = () => {
      const raw = Array.from({ length: S }, () => 0.05 + next());
      const sum = raw.reduce((a, b) => a + b, 0);
      return raw.map((x) => x / sum);
    };
    const offsets = [0, ...actions.map((_, s) => actions.slice(0, s + 1).reduce((a, b) => a + b, 0))];
    const base: NumericMdp = {
      offsets,
      rewards: Float64Array.from({ length: n }, () => 4 * next() - 2),
      dimensions,
      features: Float64Array.from({ length: n * dimensions }, () => 2 * next() - 1),
      coordinates: null,
      optimal: [],
      discount,
      start: Float64Array.from(weights()),
      begin: Int32Array.from({ length: n + 1 }, (_, i) => i * S),
      next: Int32Array.from({ length: n * S }, (_, i) => i % S),
      probabilities: Float64Array.from(Array.from({ length: n }, weights).flat()),
      noise: { kind: 'none' },
      optimum: {
        value: 0,
        values: new Float64Array(S),
        shortfalls: new Float64Array(n),
        occupancy: new Float64Array(S),
      },
    };
    return { ...base, optimum: bestOf(base) };
  });

/** The optimum, by policy iteration with policies that are almost deterministic. */
function bestOf(mdp: NumericMdp): NumericMdp['optimum'] {
  const { offsets, rewards } = mdp;
  const evaluation = new Evaluation(mdp);
  const z = new Float64Array(rewards.length);
  for (;;) {
    evaluation.setLogits(z);
    evaluation.evaluate();
    let changed = false;
    for (let s = 0; s + 1 < offsets.length; s++) {
      let best = evaluation.dominant[s]!;
      for (let i = offsets[s]!; i < offsets[s + 1]!; i++)
        if (evaluation.lead[i]! > evaluation.lead[best]! + 1e-12) best = i;
      const isGreedy = offsets[s + 1]! - offsets[s]! === 1 || z[best] === 1e3;
      if (isGreedy) continue;
      changed = true;
      for (let i = offsets[s]!; i < offsets[s + 1]!; i++) z[i] = i === best ? 1e3 : 0;
    }
    if (changed) continue;
    const shortfalls = evaluation.lead.map((lead) => Math.max(0, -lead));
    const value = evaluation.value.reduce((sum, v, s) => sum + v * mdp.start[s]!, 0);
    const values = evaluation.value.slice();
    return { value, values, shortfalls, occupancy: evaluation.occupancy.slice() };
  }
}

/** J of n logits. */
export function valueAt(mdp: NumericMdp, z: Float64Array): number {
  const evaluation = new Evaluation(mdp);
  evaluation.setLogits(z);
  evaluation.evaluate();
  return evaluation.value.reduce((sum, v, s) => sum + v * mdp.start[s]!, 0);
}
