/** The processes whose time is taken. */
import type { NumericMdp } from '../../src/model/numericMdp.js';
import { chain, deepSea, mdpFrom } from '../../test/unit/engine/mdp/environments.js';
import { random } from '../random.js';

export interface Timed {
  readonly name: string;
  readonly mdp: NumericMdp;
  readonly rate: number;
}

interface Size {
  readonly states: number;
  readonly actions: number;
  /** Next states of each pair. */
  readonly reached: number;
  /** null: tabular. */
  readonly features: number | null;
}

/** Random next states and probabilities; rewards in [0, 1), features in [−1, 1). */
function randomMdp({ states: S, actions: A, reached, features }: Size, seed: number): NumericMdp {
  const { uniform: move } = random(seed, S);
  const pairs = Array.from({ length: S * A }, () => {
    const next = new Set<number>();
    while (next.size < reached) next.add(Math.floor(move() * S));
    const weights = [...next].map(() => 0.1 + move());
    const sum = weights.reduce((a, b) => a + b, 0);
    return { next: [...next], probabilities: weights.map((weight) => weight / sum), reward: move() };
  });
  const { uniform: draw } = random(2, S);
  return {
    offsets: Array.from({ length: S + 1 }, (_, s) => s * A),
    dimensions: features ?? S * A,
    rewards: Float64Array.from(pairs, ({ reward }) => reward),
    features: Float64Array.from({ length: (features ?? 0) * S * A }, () => 2 * draw() - 1),
    coordinates: features === null ? Int32Array.from(pairs.keys()) : null,
    optimal: [],
    noise: { kind: 'none' },
    discount: 0.9,
    start: new Float64Array(S).fill(1 / S),
    begin: Int32Array.from({ length: pairs.length + 1 }, (_, i) => i * reached),
    next: Int32Array.from(pairs.flatMap(({ next }) => next)),
    probabilities: Float64Array.from(pairs.flatMap(({ probabilities }) => probabilities)),
    // Only the time matters here, not the distance from the optimum.
    optimum: {
      value: 0,
      values: new Float64Array(S),
      shortfalls: new Float64Array(pairs.length),
      occupancy: new Float64Array(S),
    },
  };
}

export const PROCESSES: readonly Timed[] = [
  {
    name: '4×2, 2 features, dense',
    mdp: randomMdp({ states: 4, actions: 2, reached: 4, features: 2 }, 1),
    rate: 1e-3,
  },
  { name: '22×4 chain, tabular', mdp: mdpFrom(chain), rate: 1e-3 },
  { name: '25×2 deep sea, tabular', mdp: mdpFrom(deepSea), rate: 1e-3 },
  {
    name: '22×4 dense, 6 features',
    mdp: randomMdp({ states: 22, actions: 4, reached: 22, features: 6 }, 4),
    rate: 1e-3,
  },
  {
    name: '50×10 dense, tabular',
    mdp: randomMdp({ states: 50, actions: 10, reached: 50, features: null }, 5),
    rate: 1e-3,
  },
  {
    name: '500×4 sparse, 10 features',
    mdp: randomMdp({ states: 500, actions: 4, reached: 2, features: 10 }, 6),
    rate: 1e-3,
  },
];
