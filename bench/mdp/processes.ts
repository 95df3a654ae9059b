/** The processes whose time is taken. */
import type { NumericMdp } from '../../src/model/numericMdp.js';
import { random } from '../random.js';

export interface Timed {
  readonly name: string;
  readonly mdp: NumericMdp;
  readonly rate: number;
}

type Moves = (
  state: number,
  action: number,
) => { readonly to: ReadonlyMap<number, number>; readonly reward: number };

function mdpOf(S: number, A: number, discount: number, moves: Moves, features: number | null): NumericMdp {
  const pairs = Array.from({ length: S * A }, (_, i) => moves(Math.floor(i / A), i % A));
  const { uniform: draw } = random(2, S);
  const begin = new Int32Array(pairs.length + 1);
  pairs.forEach(({ to }, i) => {
    begin[i + 1] = begin[i]! + to.size;
  });
  return {
    offsets: Array.from({ length: S + 1 }, (_, s) => s * A),
    dimensions: features ?? S * A,
    rewards: Float64Array.from(pairs, ({ reward }) => reward),
    features: Float64Array.from({ length: (features ?? 0) * S * A }, () => 2 * draw() - 1),
    coordinates: features === null ? Int32Array.from(pairs.keys()) : null,
    optimal: [],
    noise: { kind: 'none' },
    discount,
    start: new Float64Array(S).fill(1 / S),
    begin,
    next: Int32Array.from(pairs.flatMap(({ to }) => [...to.keys()])),
    probabilities: Float64Array.from(pairs.flatMap(({ to }) => [...to.values()])),
    // Only the time counts here, not how far the best is.
    optimum: {
      value: 0,
      values: new Float64Array(S),
      shortfalls: new Float64Array(pairs.length),
      occupancy: new Float64Array(S),
    },
  };
}

const certain = (state: number, reward: number) => ({ to: new Map([[state, 1]]), reward });

/** `reached` next states of each pair, with random probabilities; rewards in [0, 1). */
function randomMoves(S: number, reached: number, seed: number): Moves {
  const { uniform: draw } = random(seed, S);
  return () => {
    const next = new Set<number>();
    while (next.size < reached) next.add(Math.floor(draw() * S));
    const weights = [...next].map(() => 0.1 + draw());
    const sum = weights.reduce((a, b) => a + b, 0);
    return { to: new Map([...next].map((s, i) => [s, weights[i]! / sum])), reward: draw() };
  };
}

const chain: Moves = (s, a) =>
  s === 21 ? certain(21, a === 0 ? 1 : 0) : certain(a === 0 ? s + 1 : Math.max(s - 1, 0), 0);

const deepSea: Moves = (s, a) => {
  const [x, y] = [Math.floor(s / 5), s % 5];
  if (y === 0) return certain(s, 0);
  return certain(
    5 * (a === 0 ? Math.max(x - 1, 0) : Math.min(x + 1, 4)) + y - 1,
    a === 1 && (s === 16 || s === 21) ? 1 : -0.002,
  );
};

export const PROCESSES: readonly Timed[] = [
  { name: '4×2, 2 features, dense', mdp: mdpOf(4, 2, 0.9, randomMoves(4, 4, 1), 2), rate: 1e-3 },
  { name: '22×4 chain, tabular', mdp: mdpOf(22, 4, 20 / 21, chain, null), rate: 1e-3 },
  { name: '25×2 deep sea, tabular', mdp: mdpOf(25, 2, 0.9, deepSea, null), rate: 1e-3 },
  { name: '22×4 dense, 6 features', mdp: mdpOf(22, 4, 0.9, randomMoves(22, 22, 4), 6), rate: 1e-3 },
  { name: '50×10 dense, tabular', mdp: mdpOf(50, 10, 0.9, randomMoves(50, 50, 5), null), rate: 1e-3 },
  { name: '500×4 sparse, 10 features', mdp: mdpOf(500, 4, 0.9, randomMoves(500, 2, 6), 10), rate: 1e-3 },
];
