/** Numbers for tabular environments (arXiv 2405.13136 and its predecessors), recomputed independently of the product. */
import { describe, expect, it } from 'vitest';
import { Iterate } from '../../../../src/engine/iterate.js';
import type { RunJob } from '../../../../src/engine/types.js';
import type { LearningRate } from '../../../../src/model/run.js';
import { chain, cliffWorld, deepSea, fourStates, mdpFrom, type Written } from './environments.js';

const job = (learningRate: LearningRate, d: number, more: Partial<RunJob> = {}): RunJob => ({
  algorithm: 'softmax-pg',
  gradient: 'exact',
  baseline: 'none',
  learningRate,
  theta: Array.from({ length: d }, () => 0),
  iterations: 1e9,
  checkpoints: [],
  stop: { kind: 'never' },
  stream: [0, 0, 0],
  ...more,
});

const TABLE: readonly {
  name: string;
  environment: Written;
  best: number;
  first: number;
  later: number;
  normalised: readonly [c: number, t: number];
  armijo: number;
}[] = [
  {
    name: 'cliff-world',
    environment: cliffWorld,
    best: 0.976565501207,
    first: 0.0554340946,
    later: 0.04204925592,
    normalised: [0.0594282, 831],
    armijo: 710,
  },
  {
    name: 'deep-sea',
    environment: deepSea,
    best: 0.047974770459,
    first: 0.032584,
    later: 0.03189418449,
    normalised: [0.06, 307],
    armijo: 18,
  },
  {
    name: 'chain',
    environment: chain,
    best: 0.628234213963,
    first: 0.6119027248,
    later: 0.6112563057,
    normalised: [0.0367012, 1487],
    armijo: 26,
  },
];

describe.each(TABLE)(
  '$name, tabular, of the table',
  ({ environment, best, first, later, normalised, armijo }) => {
    const mdp = mdpFrom(environment);
    const n = mdp.rewards.length;
    const normal = 1 - environment.discount;
    it('has the best value and the gap at 0', () => {
      expect(normal * mdp.optimum.value).toBeCloseTo(best, 12);
      const iterate = new Iterate(mdp, job({ kind: 'theory', factor: 1 }, n));
      iterate.advance(0);
      expect(normal * iterate.gap()).toBeCloseTo(first, 10);
    });
    it('has the gap after 10⁴ steps of 1/L', () => {
      const iterate = new Iterate(mdp, job({ kind: 'theory', factor: 1 }, n));
      iterate.advance(1e4);
      expect((normal * iterate.gap()) / later).toBeCloseTo(1, 9);
    });
    it('meets a gap of 1e-5 with normalised steps and with backtracking at the iterations of the table', () => {
      const below = { kind: 'gap', below: 1e-5 / normal } as const;
      const plain = new Iterate(mdp, job({ kind: 'normalized', c: normalised[0] }, n, { stop: below }));
      expect(plain.advance(1e4)).toEqual({ kind: 'stopped', at: normalised[1], by: 'gap' });
      const searched = new Iterate(
        mdp,
        job({ kind: 'armijo', max: 1e4, c: 0.5, shrink: 0.1 }, n, { stop: below }),
      );
      expect(searched.advance(1e4)).toEqual({ kind: 'stopped', at: armijo, by: 'gap' });
    });
  },
);

it('follows the published four-state process, aggregated, from 0 at η = (1−γ)³/8', () => {
  const mdp = mdpFrom(fourStates);
  const iterate = new Iterate(
    mdp,
    job({ kind: 'constant', rate: 0.1 ** 3 / 8 }, 4, { algorithm: 'lin-spg' }),
  );
  const J = (t: number) => {
    iterate.advance(t);
    return mdp.optimum.value - iterate.gap();
  };
  expect(J(0)).toBeCloseTo(-29.5, 12);
  expect(J(100)).toBeCloseTo(-26.79562179, 8);
  expect(J(1e4)).toBeCloseTo(-0.8883639043, 9);
  expect(J(1e5)).toBeCloseTo(-0.08134004125, 10);
});
