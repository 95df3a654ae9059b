/** Markov decision processes for tests and benches, written out by hand, and a policy iteration. None of it is shared with the product. */
import { Matrix, solve } from 'ml-matrix';
import type { NumericMdp } from '../../../../src/model/numericMdp.js';

export interface Written {
  readonly actions: number;
  readonly discount: number;
  readonly start: readonly number[];
  /** [next state, reward] of each state and action; certain. */
  readonly moves: readonly (readonly (readonly [number, number])[])[];
  /** The group of each state, whose actions share a coordinate; tabular without. */
  readonly groups?: readonly number[];
}

export function mdpFrom({ actions, discount, start, moves, groups }: Written): NumericMdp {
  const S = moves.length;
  const flat = moves.flat();
  const group = groups ?? moves.map((_, s) => s);
  const coordinates = Int32Array.from(
    flat,
    (_, i) => group[Math.floor(i / actions)]! * actions + (i % actions),
  );
  return {
    offsets: Array.from({ length: S + 1 }, (_, s) => s * actions),
    rewards: Float64Array.from(flat, ([, r]) => r),
    dimensions: Math.max(...coordinates) + 1,
    features: new Float64Array(),
    coordinates,
    optimal: [],
    discount,
    start: Float64Array.from(start),
    begin: Int32Array.from({ length: flat.length + 1 }, (_, i) => i),
    next: Int32Array.from(flat, ([to]) => to),
    probabilities: new Float64Array(flat.length).fill(1),
    noise: { kind: 'none' },
    optimum: optimumOf(moves, discount, start),
  };
}

function optimumOf(
  moves: Written['moves'],
  discount: number,
  start: readonly number[],
): NumericMdp['optimum'] {
  const S = moves.length;
  let policy = moves.map(() => 0);
  for (;;) {
    const system = Matrix.eye(S, S);
    policy.forEach((a, s) => {
      const to = moves[s]![a]![0];
      system.set(s, to, system.get(s, to) - discount);
    });
    const V = solve(system, Matrix.columnVector(policy.map((a, s) => moves[s]![a]![1]))).to1DArray();
    const Q = moves.map((actions) => actions.map(([to, r]) => r + discount * V[to]!));
    const better = Q.map((q, s) => {
      const best = q.indexOf(Math.max(...q));
      return q[best]! > q[policy[s]!]! + 1e-12 ? best : policy[s]!;
    });
    if (better.every((a, s) => a === policy[s])) {
      const occupancy = solve(system.transpose(), Matrix.columnVector([...start])).to1DArray();
      return {
        value: start.reduce((sum, p, s) => sum + p * V[s]!, 0),
        values: Float64Array.from(V),
        shortfalls: Float64Array.from(
          Q.flatMap((q) => q.map((x) => (Math.max(...q) - x < 1e-12 ? 0 : Math.max(...q) - x))),
        ),
        occupancy: Float64Array.from(occupancy),
      };
    }
    policy = better;
  }
}

/** Rewards moved and scaled to [0, 1]. */
function unit(moves: readonly (readonly (readonly [number, number])[])[]): Written['moves'] {
  const all = moves.flat().map(([, r]) => r);
  const [least, most] = [Math.min(...all), Math.max(...all)];
  return moves.map((actions) => actions.map(([to, r]) => [to, (r - least) / (most - least)] as const));
}

const uniform = (S: number) => Array.from({ length: S }, () => 1 / S);

const CLIFF: readonly number[] = [1, 2, 3];
export const cliffWorld: Written = {
  actions: 4,
  discount: 0.9,
  start: uniform(21),
  moves: unit(
    Array.from({ length: 21 }, (_, s) => {
      const [x, y] = [Math.floor(s / 5), s % 5];
      return [
        [x, y - 1],
        [x, y + 1],
        [x - 1, y],
        [x + 1, y],
      ].map(([column, row]): readonly [number, number] => {
        if (s === 20) return [20, 0];
        if (CLIFF.includes(s)) return [0, -100];
        if (s === 4) return [20, 1];
        return [5 * Math.min(Math.max(column!, 0), 3) + Math.min(Math.max(row!, 0), 4), 0];
      });
    }),
  ),
};

export const deepSea: Written = {
  actions: 2,
  discount: 0.9,
  start: uniform(25),
  moves: unit(
    Array.from({ length: 25 }, (_, s) => {
      const [x, y] = [Math.floor(s / 5), s % 5];
      return [0, 1].map((a): readonly [number, number] => {
        if (s % 5 === 0) return [s, 0];
        const to = 5 * (a === 0 ? Math.max(x - 1, 0) : Math.min(x + 1, 4)) + y - 1;
        return [to, a === 1 && (s === 16 || s === 21) ? 1 : -0.002];
      });
    }),
  ),
};

export const chain: Written = {
  actions: 4,
  discount: 20 / 21,
  start: uniform(22),
  moves: Array.from({ length: 22 }, (_, s) =>
    [0, 1, 2, 3].map((a): readonly [number, number] => {
      if (s === 21) return [21, a === 0 ? 1 : 0];
      return [a === 0 ? s + 1 : Math.max(s - 1, 0), 0];
    }),
  ),
};

/** States u1, l1, u2, l2 in two groups; a1 stays in the group and goes to its l, a2 to the other group's l. a1 pays −6, and 2 more at a u. */
export const fourStates: Written = {
  actions: 2,
  discount: 0.9,
  start: uniform(4),
  groups: [0, 0, 1, 1],
  moves: [
    [
      [1, -4],
      [3, 0],
    ],
    [
      [1, -6],
      [3, 0],
    ],
    [
      [3, -4],
      [1, 0],
    ],
    [
      [3, -6],
      [1, 0],
    ],
  ],
};
