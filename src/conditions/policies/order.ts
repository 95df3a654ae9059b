/**
 * Is one order of each state's arms preserved for every policy: is there a w with ⟨w, φ(s,a) − φ(s,b)⟩ > 0 wherever Q^π(s,a) > Q^π(s,b) for
 * every π? Then ⟨∇J, w⟩ = Σ_s d(s) Cov_{π(·|s)}(Q^π(s,·), φ(s,·)w) > 0 unless π is deterministic, up to ties, in every state that it visits.
 *
 * Which of two arms is better is decided by Q^π(s,a) − Q^π(s,b) = r_a − r_b + γ Σ_s' (P(s'|s,a) − P(s'|s,b)) V^π(s'), where V^π(s') may be anywhere between
 * the least and the greatest value of any policy; if the next state does not depend on the action, the difference is r_a − r_b.
 */
import type { Budget } from '../../math/budget.js';
import type { Work } from '../../math/work.js';
import type { Arms } from '../arms.js';
import { hullProofOf, separatedBy } from '../separation.js';
import type { Basis } from '../types.js';
import { type Difference, difference, separating, termsOf } from './differences.js';
import { areAlike, type ExactMdp, type StateArm } from './exactMdp.js';
import type { PolicyProof } from './proofs.js';
import type { PolicyCondition } from './types.js';
import type { Sign, Values } from './values.js';

/** For each state of `choices`: `signs[a][b]` is the sign of Q^π(s,a) − Q^π(s,b) for every π. */
export type FixedOrder =
  | { readonly isFixed: true; readonly signs: ReadonlyMap<number, readonly (readonly Sign[])[]> }
  | { readonly isFixed: false; readonly pairs: readonly [number, number] };

/** Bounds of the values of every policy. */
export interface ValueBounds {
  readonly least: Values;
  readonly greatest: Values;
}

/** The order of the arms of each state of `choices`, or two pairs of one state whose order is not fixed or not known. */
export function* fixedOrder(
  { arms }: ExactMdp,
  choices: readonly number[],
  bounds: ValueBounds,
): Work<FixedOrder> {
  const signs = new Map<number, Sign[][]>();
  for (const state of choices) {
    const options = arms[state]!;
    const table = options.map(() => options.map((): Sign => 0));
    for (let a = 0; a < options.length; a++) {
      for (let b = 0; b < a; b++) {
        const sign = signBetween(options[a]!, options[b]!, bounds);
        if (sign === null) {
          return { isFixed: false, pairs: [options[b]!.pairs[0]!, options[a]!.pairs[0]!] };
        }
        table[a]![b] = sign;
        table[b]![a] = -sign as Sign;
      }
    }
    signs.set(state, table);
    yield;
  }
  return { isFixed: true, signs };
}

/** Are two arms of a state equally good for every policy, so that nothing depends on which of them is taken? */
export function areEqual(a: StateArm, b: StateArm, { least, greatest }: ValueBounds): boolean {
  return areAlike(a, b) || signBetween(a, b, { least, greatest }) === 0;
}

/** The sign of Q^π(s,a) − Q^π(s,b) for every π; null: it changes with the policy, or the bounds do not decide it. */
function signBetween(a: StateArm, b: StateArm, { least, greatest }: ValueBounds): Sign | null {
  const weights = new Map(a.next.map(([state, weight]) => [state, weight * b.unit]));
  for (const [state, weight] of b.next) weights.set(state, (weights.get(state) ?? 0n) - weight * a.unit);
  // All in units of 1 / (the two units times the two denominators).
  const reward = (a.reward * b.unit - b.reward * a.unit) * least.denominator * greatest.denominator;
  let [low, high] = [reward, reward];
  for (const [state, weight] of weights) {
    if (weight === 0n) continue;
    const bottom = (least.numerators[state]! - least.error) * greatest.denominator;
    const top = (greatest.numerators[state]! + greatest.error) * least.denominator;
    low += weight * (weight > 0n ? bottom : top);
    high += weight * (weight > 0n ? top : bottom);
  }
  if (low > 0n) return 1;
  if (high < 0n) return -1;
  return low === 0n && high === 0n ? 0 : null;
}

/** @param basis the basis of the bounds. @param keepsProof does the condition keep its proof, for a certificate? */
export function* orderOf(
  model: ExactMdp,
  rows: Arms,
  order: FixedOrder,
  basis: Basis,
  budget: Budget,
  keepsProof = false,
): Work<PolicyCondition> {
  if (!order.isFixed) {
    return {
      id: 'order',
      holds: null,
      basis: 'numerical',
      margin: null,
      actions: order.pairs,
      reason: { code: 'order-not-fixed', pairs: order.pairs },
    };
  }
  const neighbours: Difference[] = [];
  for (const [state, signs] of order.signs) {
    for (const [a, row] of signs.entries()) {
      for (const [b, sign] of row.entries()) {
        const isBetween = (c: number) => row[c] === 1 && signs[c]![b] === 1;
        if (sign === 1 && !row.some((_, c) => isBetween(c))) neighbours.push(difference(model, state, a, b));
      }
    }
    yield;
  }
  if (neighbours.length === 0) {
    return {
      id: 'order',
      holds: true,
      basis,
      margin: null,
      actions: [],
      reason: { code: 'no-choice' },
      ...(keepsProof &&
        basis === 'proved' && { proof: { kind: 'order', preserved: true, differences: [], hull: null } }),
    };
  }
  const separation = yield* separating(rows, neighbours, budget);
  const terms = termsOf(model, neighbours, separation);
  const isProved = basis === 'proved' && separation.basis === 'proved';
  const proof: PolicyProof | null =
    keepsProof && isProved
      ? {
          kind: 'order',
          preserved: separation.apart,
          differences: neighbours,
          hull: yield* hullProofOf(rows, separation),
        }
      : null;
  return {
    id: 'order',
    basis: basis === 'proved' ? separation.basis : 'numerical',
    actions: [...new Set(terms.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b),
    ...(separation.reason && { reason: separation.reason }),
    ...separatedBy(separation, terms),
    ...(proof && { proof }),
  };
}
