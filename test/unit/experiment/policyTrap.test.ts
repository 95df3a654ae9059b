/** Starts in traps of policies, against a flow that shares no code with the product's: its own values, and Runge–Kutta steps of order 4. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { analyseMdp } from '../../../src/conditions/policies/analyse.js';
import { numericMdp } from '../../../src/experiment/optimum.js';
import { startsOf } from '../../../src/experiment/starts.js';
import type { Mdp } from '../../../src/model/mdp.js';
import { contextsOf, mdpOf } from '../conditions/policies/mdps.js';

const integer = (least: number, most: number) => fc.integer({ min: least, max: most });
const rows = (n: number) =>
  fc.array(fc.array(integer(-4, 4), { minLength: 2, maxLength: 2 }), { minLength: n, maxLength: n });
const rewards = fc.array(integer(-5, 5), { minLength: 3, maxLength: 3 });
const CONTEXTS = fc
  .array(fc.record({ probability: fc.constant('1/2'), rewards, features: rows(3) }), {
    minLength: 2,
    maxLength: 2,
  })
  .map(contextsOf);
const PROCESSES = fc
  .record({
    discount: fc.constantFrom('1/2', '9/10'),
    states: fc.array(fc.tuple(rewards, rows(3), fc.array(integer(0, 4), { minLength: 3, maxLength: 3 })), {
      minLength: 2,
      maxLength: 2,
    }),
  })
  .map(({ discount, states }) =>
    mdpOf(
      discount,
      ['1/2', '1/2'],
      states.map(([r, features, chances]) =>
        r.map((reward, a) => ({
          reward,
          features: features[a]!,
          to: { 0: `${chances[a]}/4`, 1: `${4 - chances[a]!}/4` },
        })),
      ),
    ),
  );

/** π, V and d of θ, by iterating what defines them, and ∇J = Σ_s d(s) Σ_a π(a|s) A(s, a) (φ(s, a) − φ(s, likeliest)). */
function at(mdp: Mdp, theta: readonly number[]) {
  const { states, pairs, features, discount, start } = mdp;
  if (features.kind !== 'rows') throw new Error('These have rows.');
  const phi = features.rows.map((row) => row.map(({ value }) => value));
  const logits = phi.map((row) => row.reduce((sum, x, k) => sum + x * theta[k]!, 0));
  const own = states.map(({ first, actions }) => Array.from({ length: actions }, (_, a) => first + a));
  const pi = new Array<number>(pairs.length).fill(0);
  for (const pairsOf of own) {
    const top = Math.max(...pairsOf.map((i) => logits[i]!));
    const sum = pairsOf.reduce((total, i) => total + Math.exp(logits[i]! - top), 0);
    for (const i of pairsOf) pi[i] = Math.exp(logits[i]! - top) / sum;
  }
  const gamma = discount.value;
  let V = states.map(() => 0);
  const Q = (i: number) =>
    pairs[i]!.reward.value +
    gamma * pairs[i]!.to.reduce((sum, { state, probability }) => sum + probability.value * V[state]!, 0);
  const rounds = gamma === 0 ? 1 : Math.ceil(-36 / Math.log(gamma));
  for (let n = 0; n < rounds; n++) V = own.map((each) => each.reduce((sum, i) => sum + pi[i]! * Q(i), 0));
  let now = start.map(({ value }) => value);
  const d = states.map(() => 0);
  for (let n = 0; n < rounds; n++) {
    const then = states.map(() => 0);
    own.forEach((each, s) => {
      d[s]! += now[s]!;
      for (const i of each)
        for (const { state, probability } of pairs[i]!.to)
          then[state]! += gamma * now[s]! * pi[i]! * probability.value;
    });
    now = then;
  }
  const gradient = theta.map(() => 0);
  own.forEach((each, s) => {
    const likeliest = each.reduce((best, i) => (pi[i]! > pi[best]! ? i : best));
    for (const i of each) {
      const c = d[s]! * pi[i]! * (Q(i) - V[s]!);
      for (let k = 0; k < theta.length; k++) gradient[k]! += c * (phi[i]![k]! - phi[likeliest]![k]!);
    }
  });
  return { pi, gradient };
}

/** From θ along the flow in equal steps of its length, until what is asked for is so, or so far. */
function followed(
  mdp: Mdp,
  start: readonly number[],
  isThere: (theta: readonly number[]) => boolean,
): number[] {
  const [step, farthest] = [0.02, 200];
  const direction = (theta: readonly number[]) => {
    const { gradient } = at(mdp, theta);
    const norm = Math.hypot(...gradient);
    return gradient.map((x) => x / norm);
  };
  let theta = [...start];
  const moved = (along: readonly number[], h: number) => theta.map((x, k) => x + h * along[k]!);
  for (let n = 0; n < farthest / step && !isThere(theta); n++) {
    const k1 = direction(theta);
    const k2 = direction(moved(k1, step / 2));
    const k3 = direction(moved(k2, step / 2));
    const k4 = direction(moved(k3, step));
    theta = theta.map((x, k) => x + (step / 6) * (k1[k]! + 2 * k2[k]! + 2 * k3[k]! + k4[k]!));
  }
  return theta;
}

describe.each([
  ['contexts', CONTEXTS, 11],
  ['MDPs', PROCESSES, 12],
])('a start in a trap of random %s', (_, problems: fc.Arbitrary<Mdp>, seed) => {
  test('is one from which the independent flow ends at that policy', () => {
    let found = 0;
    for (const mdp of fc.sample(problems, { numRuns: 60, seed })) {
      if (found === 6) break;
      const { traps } = analyseMdp(mdp).verdict;
      for (const { policy, visited } of traps.slice(0, 1)) {
        const choices = policy.flatMap((pair, state) => (visited[state] ? [[state, pair] as const] : []));
        let start: readonly number[];
        try {
          [start] = startsOf(mdp, numericMdp(mdp), { kind: 'trap-policy', choices }, 0, 'lin-spg') as [
            number[],
          ];
        } catch (error) {
          // A margin that is too small for a start is said.
          expect(String(error)).toContain('its margin is too small');
          continue;
        }
        found++;
        const doubt = (theta: readonly number[]) => {
          const { pi } = at(mdp, theta);
          return Math.max(...choices.map(([, pair]) => 1 - pi[pair]!));
        };
        const most = Math.min(0.01, doubt(start) / 10);
        expect(doubt(followed(mdp, start, (theta) => doubt(theta) <= most))).toBeLessThanOrEqual(most);
      }
    }
    expect(found).toBe(6);
  });
});
