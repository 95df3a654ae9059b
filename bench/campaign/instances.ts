/** The campaign's random bandits: the same (seed, number) gives the same bandit. */

import type { Bandit } from '../../src/model/bandit.js';
import { parseLiteral } from '../../src/model/rational.js';
import { type Random, random } from '../random.js';

export const FAMILIES = ['Gaussian', 'uniform', 'small integers', 'near-degenerate'] as const;
export type Family = (typeof FAMILIES)[number];

export interface Instance {
  readonly number: number;
  readonly family: Family;
  readonly bandit: Bandit;
}

/** K = 2–12 actions, d = 1–8 features; the families by turns. */
export function instanceOf(seed: number, number: number): Instance {
  const draw = random(seed, number);
  const family = FAMILIES[number % FAMILIES.length]!;
  const actions = draw.whole(2, 12);
  const dimensions = draw.whole(1, 8);
  const table = (entry: () => number) =>
    Array.from({ length: actions }, () => Array.from({ length: dimensions }, entry));
  const { features, rewards } = tables(family, table, draw, actions);
  return { number, family, bandit: banditOf(features, rewards) };
}

type Table = (entry: () => number) => number[][];

function tables(family: Family, table: Table, draw: Random, actions: number) {
  switch (family) {
    case 'Gaussian':
      return { features: table(draw.normal), rewards: list(actions, draw.normal) };
    case 'uniform': {
      // Half of them in an order that the features can give, as the paper's own instances.
      const features = table(draw.uniform);
      const theta = features[0]!.map(draw.uniform);
      return draw.uniform() < 0.5
        ? { features, rewards: list(actions, draw.uniform) }
        : { features, rewards: features.map((row) => row.reduce((sum, x, k) => sum + x * theta[k]!, 0)) };
    }
    case 'small integers': {
      const most = draw.whole(1, 3);
      return {
        features: table(() => draw.whole(-most, most)),
        rewards: list(actions, () => draw.whole(0, draw.uniform() < 0.5 ? 3 : 12)),
      };
    }
    case 'near-degenerate': {
      // Small integers a hair off their boundaries: nearly equal rows, points nearly on faces, products nearly 0.
      const hair = 10 ** -draw.whole(2, 9);
      const off = (x: number) => (draw.uniform() < 0.3 ? x + hair * draw.whole(-3, 3) : x);
      const features = table(() => draw.whole(-2, 2)).map((row) => row.map(off));
      const rewards = list(actions, () => draw.whole(0, 6)).map(off);
      return { features, rewards };
    }
  }
}

const list = (length: number, entry: () => number): number[] => Array.from({ length }, entry);

function banditOf(features: readonly (readonly number[])[], rewards: readonly number[]): Bandit {
  const real = (value: number) => parseLiteral(String(value))!;
  return {
    names: rewards.map((_, a) => `a${a + 1}`),
    rewards: rewards.map(real),
    features: features.map((row) => row.map(real)),
    noise: { kind: 'none' },
  };
}
