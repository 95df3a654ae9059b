/**
 * What the conditions together say about Lin-SPG with exact gradients; the first case that applies (docs/policies.md):
 *
 * - never: no parameter represents a policy with J near J*;
 * - depends: the optimum is in reach, and some policy below it attracts an open set of θ;
 * - always: tabular features, with every state with a choice a start, or next states that do not depend on the action; or one order for all policies
 *   that the features preserve, with all exposed policies examined and none attracting. By the order, the flow ends where each visited
 *   state keeps arms of one level; without ties that is an exposed policy;
 * - undecided: the rest.
 */
import type { Mdp } from '../../model/mdp.js';
import type { Basis } from '../types.js';
import type { MdpVerdict, PolicyCondition, PolicyValue, Quantified, Undecided } from './types.js';

/** What is known of the problem besides its conditions. */
export interface ProblemFacts {
  readonly isTooLarge: boolean;
  readonly isTabular: boolean;
  /** Are the features tabular, and does the theorem about them apply? */
  readonly isTrapless: boolean;
  /** For tabular features: a state with a choice that is no start. */
  readonly uncovered: number | null;
}

export interface Evidence {
  readonly mdp: Mdp;
  readonly optimal: readonly (readonly number[])[];
  readonly visited: readonly boolean[];
  readonly value: Quantified;
  readonly valueBasis: Basis;
  readonly best: PolicyValue | null;
  readonly conditions: readonly PolicyCondition[];
  readonly lookedAt: number;
  readonly isAll: boolean;
  readonly isListProved: boolean;
  readonly known: ProblemFacts;
  readonly complete: boolean;
}

/** The verdict on a process from what is known so far. */
export function verdictOf(evidence: Evidence): MdpVerdict {
  const { optimal, visited, value, valueBasis, best, conditions, lookedAt, isAll, known, complete } =
    evidence;
  const exposed = conditions.find(({ id }) => id === 'exposed');
  const order = conditions.find(({ id }) => id === 'order');
  const traps = conditions.filter(({ id }) => id === 'trap');
  const attracting = traps.filter(({ holds }) => holds === true);
  const common = {
    optimal,
    visited,
    value,
    best,
    traps: oneOfEach(attracting.map(({ policy }) => policy!)),
    lookedAt,
    isAll,
    why: [],
    complete,
  };
  const both = (a: boolean): Basis => (a && valueBasis === 'proved' ? 'proved' : 'numerical');
  if (exposed?.holds === false) return { ...common, kind: 'never', basis: both(exposed.basis === 'proved') };
  if (exposed?.holds && attracting.length > 0) {
    const isProved = exposed.basis === 'proved' && attracting.some(({ basis }) => basis === 'proved');
    return { ...common, kind: 'depends', basis: both(isProved) };
  }
  if (exposed?.holds && known.isTrapless) {
    return { ...common, kind: 'always', basis: both(exposed.basis === 'proved'), ground: 'tabular' };
  }
  const why = complete ? reasons(evidence, exposed, order, traps) : [];
  const isProved =
    complete &&
    isAll &&
    evidence.isListProved &&
    conditions.every((each) => each.basis === 'proved' && !each.unlessCoincidence);
  if (!complete || why.length > 0) return { ...common, kind: 'undecided', basis: both(isProved), why };
  return { ...common, kind: 'always', basis: both(isProved), ground: 'order' };
}

function reasons(
  { mdp, conditions, lookedAt, isAll, known }: Evidence,
  exposed: PolicyCondition | undefined,
  order: PolicyCondition | undefined,
  traps: readonly PolicyCondition[],
): Undecided[] {
  if (known.isTooLarge) {
    const first = mdp.features.kind === 'rows' ? mdp.features.rows[0]!.length : mdp.features.dimensions;
    return [{ code: 'too-large', pairs: mdp.pairs.length, dimensions: first }];
  }
  const attracts = conditions.some(({ id, holds }) => id === 'trap' && holds === true);
  return [
    ...(exposed?.holds === null ? [{ code: 'exposed-open' } as const] : []),
    ...(known.uncovered === null ? [] : [{ code: 'start-not-everywhere', state: known.uncovered } as const]),
    ...(known.isTabular || isAll ? [] : [{ code: 'not-all-policies', lookedAt } as const]),
    ...(attracts || traps.some(({ holds }) => holds === null) ? [{ code: 'trap-open' } as const] : []),
    ...(order?.reason?.code === 'order-not-fixed'
      ? [{ code: 'order-not-fixed', pairs: order.reason.pairs } as const]
      : []),
    ...(order?.holds === false ? [{ code: 'order-not-preserved' } as const] : []),
  ];
}

/** One of several policies that agree in the states that they visit. */
function oneOfEach(policies: readonly PolicyValue[]): PolicyValue[] {
  const known = new Map<string, PolicyValue>();
  for (const each of policies) {
    const key = each.policy.map((pair, state) => (each.visited[state] ? pair : '')).join();
    if (!known.has(key)) known.set(key, each);
  }
  return [...known.values()];
}
