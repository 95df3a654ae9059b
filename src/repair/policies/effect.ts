/** What a repair of a contextual bandit or an MDP takes that was there: facts, apart from their words. */
import type { MdpAnalysis, Quantified } from '../../conditions/policies/types.js';
import { newTraps } from './goals.js';

export interface PolicyCost {
  /** How many policies trap that did not. */
  readonly traps: number;
  /** J* before and after, where it is another number. */
  readonly optimum: readonly [was: Quantified, is: Quantified] | null;
}

/** null: it costs nothing. */
export function policyCostOf(before: MdpAnalysis, after: MdpAnalysis): PolicyCost | null {
  const traps = newTraps(before, after).length;
  const [was, is] = [before.verdict.value, after.verdict.value];
  const isSame = was.exact === is.exact && was.value === is.value;
  return traps === 0 && isSame ? null : { traps, optimum: isSame ? null : [was, is] };
}
