/** A drawn instance as a process. */
import type { Real } from '../../model/bandit.js';
import type { Family, FamilyDynamics } from '../../model/family.js';
import { type Mdp, type Transition, uniformStart } from '../../model/mdp.js';
import { realOf } from '../../model/rational.js';
import { type Draw, rowsOf } from './draw.js';

/** Probabilities are drawn as doubles, whose rows hardly ever sum to exactly 1, and are written in whole millionths. */
const PARTS = 1_000_000;

const ZERO = realOf(0);

export function processOf(draw: Draw, dynamics: FamilyDynamics, { actions: A, noise }: Family): Mdp {
  const { states: S } = dynamics;
  return {
    kind: dynamics.kind,
    states: Array.from({ length: S }, (_, s) => ({
      name: `s${s + 1}`,
      first: s * A,
      actions: A,
      terminal: false,
    })),
    stateOf: Array.from({ length: S * A }, (_, pair) => Math.floor(pair / A)),
    pairs: Array.from(draw.rewards, (reward, pair) => ({
      name: `a${(pair % A) + 1}`,
      reward: realOf(reward),
      to: transitionsOf(draw.next?.[pair]),
    })),
    features: { kind: 'rows', rows: rowsOf(draw) },
    discount: dynamics.kind === 'mdp' ? dynamics.discount : ZERO,
    start: uniformStart(S),
    noise,
  };
}

function transitionsOf(weights: Float64Array | undefined): Transition[] {
  if (weights === undefined) return [];
  return exactShares(weights).flatMap((probability, state) =>
    // A state with probability 0 is not a next state.
    probability.value === 0 ? [] : [{ state, probability }],
  );
}

/**
 * Shares as decimals of six places whose exact sum is 1. Each is rounded down, and the remaining millionths go, one each, to those that lost most
 * by rounding, of equal ones to the first (the method of largest remainders). Every error is less than a millionth.
 *
 * @param shares ≥ 0, with the sum 1 up to rounding.
 */
export function exactShares(shares: Float64Array): Real[] {
  const parts = shares.map((share) => Math.floor(PARTS * share));
  const left = PARTS - parts.reduce((a, b) => a + b, 0);
  const lost = (n: number) => PARTS * shares[n]! - parts[n]!;
  const order = [...shares.keys()].sort((a, b) => lost(b) - lost(a) || a - b);
  for (const n of order.slice(0, left)) parts[n]!++;
  return Array.from(parts, (part) => realOf(part / PARTS));
}
