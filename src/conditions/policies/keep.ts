/** Decides the conditions of contextual bandits and decision processes that `keep` asks of an instance. */
import type { Keep } from '../../model/family.js';
import type { Mdp } from '../../model/mdp.js';
import { analyseMdp } from './analyse.js';
import { type MdpAnalysis, POLICY_CONDITION_IDS, type PolicyConditionId } from './types.js';

/**
 * Whether a process satisfies all of `keep`. A condition that is undecided satisfies neither `keep: c` nor `keep: not c`.
 *
 * @throws RangeError for a condition that processes do not have.
 */
export function satisfiesAll(mdp: Mdp, keep: readonly Keep[]): boolean {
  if (keep.length === 0) return true;
  const analysis = analyseMdp(mdp, { withStates: false });
  return keep.every(({ condition, holds }) => {
    const id = POLICY_CONDITION_IDS.find((each) => each === condition);
    if (id === undefined) throw new RangeError(`There is no condition ${condition} of processes.`);
    return holdsOf(analysis, id) === holds;
  });
}

/** Does the condition hold? For `trap`: does some policy attract? That none does is known only if all policies that could attract were examined. */
export function holdsOf(
  { conditions, verdict: { ground, isAll } }: MdpAnalysis,
  id: PolicyConditionId,
): boolean | null {
  const found = conditions.filter((condition) => condition.id === id);
  if (id !== 'trap') return found[0]?.holds ?? null;
  if (found.some(({ holds }) => holds === true)) return true;
  const isKnown = ground === 'tabular' || (isAll && found.every(({ holds }) => holds === false));
  return isKnown ? false : null;
}
