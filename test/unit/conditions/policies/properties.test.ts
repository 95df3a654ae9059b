import fc from 'fast-check';
import { expect, test } from 'vitest';
import { analyse } from '../../../../src/conditions/analyse.js';
import { analyseMdp } from '../../../../src/conditions/policies/analyse.js';
import type { PolicyTree } from '../../../../src/conditions/policies/proofs.js';
import type { PolicyCondition } from '../../../../src/conditions/policies/types.js';
import type { Mdp } from '../../../../src/model/mdp.js';
import { banditOf } from '../bandits.js';
import { contextsOf, mdpOf } from './mdps.js';

const smallBandit = fc
  .record({ actions: fc.integer({ min: 1, max: 4 }), dimensions: fc.integer({ min: 1, max: 3 }) })
  .chain(({ actions, dimensions }) =>
    fc.record({
      rewards: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: actions, maxLength: actions }),
      features: fc.array(
        fc.array(fc.integer({ min: -2, max: 2 }), { minLength: dimensions, maxLength: dimensions }),
        { minLength: actions, maxLength: actions },
      ),
    }),
  );

test('one state is the bandit: the same verdict, the same traps', () => {
  fc.assert(
    fc.property(smallBandit, ({ rewards, features }) => {
      const bandit = analyse(banditOf(rewards, features)).verdict;
      const mdp = analyseMdp(contextsOf([{ probability: 1, rewards, features }])).verdict;
      expect([mdp.kind, mdp.basis]).toEqual([bandit.kind, bandit.basis]);
      expect(mdp.optimal).toEqual([bandit.optimal]);
      // Where the best is out of reach, a trap of an MDP is one that is worse than the best in reach.
      if (bandit.kind === 'never') return;
      const arm = (action: number) => features.findIndex((row) => row.join() === features[action]!.join());
      expect(new Set(mdp.traps.map(({ policy }) => policy[0]))).toEqual(new Set(bandit.traps.map(arm)));
    }),
    { numRuns: 200 },
  );
});

const smallMdp = fc
  .record({ dimensions: fc.integer({ min: 1, max: 2 }), states: fc.integer({ min: 2, max: 3 }) })
  .chain(({ dimensions, states }) => {
    const action = fc.record({
      reward: fc.integer({ min: -2, max: 2 }),
      first: fc.integer({ min: 0, max: states - 1 }),
      second: fc.integer({ min: 0, max: states - 1 }),
      features: fc.array(fc.integer({ min: -2, max: 2 }), { minLength: dimensions, maxLength: dimensions }),
    });
    return fc.array(fc.array(action, { minLength: 1, maxLength: 3 }), {
      minLength: states,
      maxLength: states,
    });
  })
  .map((states) =>
    mdpOf(
      '1/2',
      states.map(() => `1/${states.length}`),
      states.map((actions) =>
        actions.map(({ reward, first, second, features }) => ({
          reward,
          to: first === second ? { [first]: 1 } : { [first]: '1/3', [second]: '2/3' },
          features,
        })),
      ),
    ),
  );

type Ratio = readonly [bigint, bigint];
const exact = (literal: string): Ratio => {
  const [above, below] = literal.split('/');
  if (below !== undefined) return [BigInt(above!), BigInt(below)];
  const [whole, decimals = ''] = above!.split('.');
  return [BigInt(whole + decimals), 10n ** BigInt(decimals.length)];
};
const plus = ([a, b]: Ratio, [c, d]: Ratio): Ratio => [a * d + c * b, b * d];
const times = ([a, b]: Ratio, [c, d]: Ratio): Ratio => [a * c, b * d];

const rowOf = ({ features }: Mdp, pair: number): Ratio[] =>
  features.kind === 'rows' ? features.rows[pair]!.map(({ literal }) => exact(literal)) : [];

/** Σ weight·(φ(from) − φ(to)), entry by entry, and Σ weight. */
function combined(mdp: Mdp, { certificate }: PolicyCondition): { sum: Ratio[]; total: Ratio } {
  const weights = certificate!.map(({ exact: weight }) => exact(weight!));
  const zero: Ratio = [0n, 1n];
  return {
    sum: rowOf(mdp, 0).map((_, k) =>
      certificate!.reduce((sum, { from, to }, n) => {
        const [x, y] = [rowOf(mdp, from)[k]!, rowOf(mdp, to)[k]!];
        return plus(sum, times(weights[n]!, plus(x, [-y[0], y[1]])));
      }, zero),
    ),
    total: weights.reduce(plus, zero),
  };
}

test('certificates are convex combinations that vanish; witnesses lead from the policy’s pairs to all others that they separate', () => {
  let [certificates, witnesses] = [0, 0];
  fc.assert(
    fc.property(smallMdp, (mdp) => {
      const { conditions } = analyseMdp(mdp);
      for (const condition of conditions) {
        if (condition.certificate?.every((term) => term.exact !== undefined)) {
          certificates++;
          const { sum, total } = combined(mdp, condition);
          expect(sum.every(([above]) => above === 0n)).toBe(true);
          expect(total[0]).toBe(total[1]);
          for (const { from, to } of condition.certificate) expect(mdp.stateOf[from]).toBe(mdp.stateOf[to]);
        }
        if (condition.id !== 'trap' || condition.holds !== true || !condition.exactWitness) continue;
        // p itself makes the policy certain: ⟨φ(s, σ_s) − φ(s, a), p⟩ > 0 for all that it is not identical to.
        witnesses++;
        const p = condition.exactWitness.map(exact);
        for (const [state, own] of condition.policy!.policy.entries()) {
          if (!condition.policy!.visited[state]) continue;
          const { first, actions } = mdp.states[state]!;
          for (let pair = first; pair < first + actions; pair++) {
            const y = rowOf(mdp, own).map((x, k) => plus(x, times([-1n, 1n], rowOf(mdp, pair)[k]!)));
            if (y.every(([above]) => above === 0n)) continue;
            const along = y.reduce((sum, entry, k) => plus(sum, times(entry, p[k]!)), [0n, 1n] as Ratio);
            if (along[0] * along[1] <= 0n && isChoice(mdp, state)) throw new Error(`${own} against ${pair}`);
          }
        }
      }
    }),
    { numRuns: 300 },
  );
  expect(certificates).toBeGreaterThan(50);
  expect(witnesses).toBeGreaterThan(10);
});

/** Do the actions of a state differ in more than their features? */
function isChoice({ states, pairs }: Mdp, state: number): boolean {
  const { first, actions } = states[state]!;
  return Array.from({ length: actions }, (_, n) => pairs[first + n]!).some(
    ({ reward, to }, _, all) =>
      JSON.stringify({ reward, to }) !== JSON.stringify({ reward: all[0]!.reward, to: all[0]!.to }),
  );
}

test('a scale of all rewards, and one vector added to the features of a state, change no verdict', () => {
  fc.assert(
    fc.property(smallMdp, fc.integer({ min: -3, max: 3 }), (mdp, shift) => {
      const { kind, basis, lookedAt } = analyseMdp(mdp).verdict;
      const scaled: Mdp = {
        ...mdp,
        pairs: mdp.pairs.map((pair) => ({
          ...pair,
          reward: { value: pair.reward.value * 3, literal: String(pair.reward.value * 3) },
        })),
      };
      const rows = mdp.features.kind === 'rows' ? mdp.features.rows : [];
      const shifted: Mdp = {
        ...mdp,
        features: {
          kind: 'rows',
          rows: rows.map((row, pair) =>
            mdp.stateOf[pair] === 0
              ? row.map(({ value }) => ({ value: value + shift, literal: String(value + shift) }))
              : row,
          ),
        },
      };
      for (const other of [scaled, shifted]) {
        expect(analyseMdp(other).verdict).toMatchObject({ kind, basis, lookedAt });
      }
    }),
    { numRuns: 100 },
  );
});

/** Three contexts, each with two features of its own. */
const apart = fc.array(
  fc.array(
    fc.record({
      reward: fc.integer({ min: 0, max: 3 }),
      own: fc.tuple(fc.integer({ min: -2, max: 2 }), fc.integer({ min: -2, max: 2 })),
    }),
    { minLength: 2, maxLength: 4 },
  ),
  { minLength: 3, maxLength: 3 },
);

test('a change of coordinates, after which contexts no longer have features of their own, leaves the same policies exposed', () => {
  fc.assert(
    fc.property(apart, (contexts) => {
      const exposedOf = (map: (row: number[]) => number[]) => {
        const { verdict, conditions, proof } = analyseMdp(
          contextsOf(
            contexts.map((actions, n) => ({
              probability: '1/3',
              rewards: actions.map(({ reward }) => reward),
              features: actions.map(({ own }) => map([0, 1, 2].flatMap((m) => (m === n ? own : [0, 0])))),
            })),
          ),
          { keepsProof: true },
        );
        return {
          isAll: verdict.isAll,
          lookedAt: verdict.lookedAt,
          exposed: conditions.find(({ id }) => id === 'exposed')?.holds,
          policies: listed(proof?.tree ?? null),
        };
      };
      const sums = (row: number[]) => row.map((_, k) => row.slice(k).reduce((a, b) => a + b, 0));
      expect(exposedOf(sums)).toEqual(exposedOf((row) => row));
    }),
    { numRuns: 40 },
  );
});

function listed(tree: PolicyTree | null): (readonly number[])[] {
  if (tree?.kind === 'policy') return [tree.policy];
  return tree?.kind === 'state' ? tree.arms.flatMap(listed) : [];
}

const plane = fc.array(
  fc.array(
    fc.record({
      reward: fc.integer({ min: 0, max: 10 ** 6 }),
      row: fc.tuple(fc.integer({ min: -3, max: 3 }), fc.integer({ min: -3, max: 3 })),
    }),
    {
      minLength: 2,
      maxLength: 4,
    },
  ),
  { minLength: 3, maxLength: 5 },
);

test('of two features, the policies looked at are those that a turn through all directions meets', () => {
  fc.assert(
    fc.property(plane, (states) => {
      // Between two directions in which some two actions of a state are level, one policy is the likeliest.
      const levels = states.flatMap((actions) =>
        actions.flatMap(({ row: [x, y] }) =>
          actions.flatMap(({ row: [u, v] }) => {
            if (x === u && y === v) return [];
            return [Math.atan2(x - u, v - y)];
          }),
        ),
      );
      const sorted = [...new Set(levels.map((angle) => angle.toFixed(9)))].map(Number).sort((a, b) => a - b);
      if (sorted.length === 0) return;
      const between = sorted.map((angle, n) => (angle + (sorted[n + 1] ?? sorted[0]! + 2 * Math.PI)) / 2);
      const met = new Set(
        between.map((angle) => {
          const along = ({ row: [x, y] }: { row: [number, number] }) =>
            x * Math.cos(angle) + y * Math.sin(angle);
          return states
            .map((actions) => actions.map(along))
            .map((all) => all.findIndex((each) => each > Math.max(...all) - 1e-9))
            .join();
        }),
      );
      const { verdict } = analyseMdp(
        contextsOf(
          states.map((actions) => ({
            probability: `1/${states.length}`,
            rewards: actions.map(({ reward }) => reward),
            features: actions.map(({ row }) => row),
          })),
        ),
      );
      expect(verdict).toMatchObject({ lookedAt: met.size, isAll: true });
    }),
    { numRuns: 60 },
  );
});
