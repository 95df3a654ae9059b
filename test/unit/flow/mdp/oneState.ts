import type { NumericMdp } from '../../../../src/model/numericMdp.js';

/** One state whose rewards and rows are given, γ = 0. */
export function oneState(rewards: readonly number[], rows: readonly (readonly number[])[]): NumericMdp {
  const best = Math.max(...rewards);
  return {
    offsets: [0, rewards.length],
    dimensions: rows[0]!.length,
    rewards: Float64Array.from(rewards),
    features: Float64Array.from(rows.flat()),
    coordinates: null,
    optimal: [],
    noise: { kind: 'none' },
    discount: 0,
    start: Float64Array.of(1),
    begin: new Int32Array(rewards.length + 1),
    next: new Int32Array(),
    probabilities: new Float64Array(),
    optimum: {
      value: best,
      values: Float64Array.of(best),
      shortfalls: Float64Array.from(rewards, (r) => best - r),
      occupancy: Float64Array.of(1),
    },
  };
}
