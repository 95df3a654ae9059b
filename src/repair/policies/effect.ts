/** What a repair of a contextual bandit or an MDP costs: facts, without sentences. */
import type { MdpAnalysis, Quantified } from '../../conditions/policies/types.js';
import { newTraps } from './goals.js';

export interface PolicyCost {
  /** How many policies trap that did not trap before. */
  readonly traps: number;
  /** J* before and after, if the two differ. */
  readonly optimum: readonly [was: Quantified, is: Quantified] | null;
}

/** null: it costs nothing. */
export function policyCostOf(before: MdpAnalysis, after: MdpAnalysis): PolicyCost | null {
  const traps = newTraps(before, after).length;
  const [was, is] = [before.verdict.value, after.verdict.value];
  const isSame = was.exact === is.exact && was.value === is.value;
  return traps === 0 && isSame ? null : { traps, optimum: isSame ? null : [was, is] };
}
