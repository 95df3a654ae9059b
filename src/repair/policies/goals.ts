/** The goals that a contextual bandit or an MDP misses, and what the analysis of a changed one must say for a goal to be met. */
import type { MdpAnalysis, PolicyCondition, PolicyValue } from '../../conditions/policies/types.js';
import type { VerdictKind } from '../../conditions/types.js';
import { holdsBy, isEscaped } from '../goals.js';
import type { Margins } from '../margins.js';
import type { PolicyGoal } from './types.js';

/** Every goal that is missed, the verdict first; none while the analysis is incomplete, or if the problem is too large for the conditions. */
export function missedPolicyGoals({ verdict, conditions }: MdpAnalysis): PolicyGoal[] {
  if (!verdict.complete || verdict.why.some(({ code }) => code === 'too-large')) return [];
  if (verdict.kind === 'always') return [];
  return [
    { id: 'verdict' },
    ...conditions.flatMap(({ id, holds, policy }): PolicyGoal[] => {
      if (id !== 'trap') return holds === false ? [{ id }] : [];
      return holds === true ? [{ id, policy: policy!.policy, visited: policy!.visited }] : [];
    }),
  ];
}

/** Does policy b do the same as policy a in every state that a visits? */
export function isAlike(a: Pick<PolicyValue, 'policy' | 'visited'>, b: Pick<PolicyValue, 'policy'>): boolean {
  return a.visited.every((isVisited, state) => !isVisited || a.policy[state] === b.policy[state]);
}

/** Is the goal proved to be met with the margin? */
export function isPolicyGoalMet(goal: PolicyGoal, analysis: MdpAnalysis, { length }: Margins): boolean {
  const { verdict, conditions } = analysis;
  const of = (id: PolicyCondition['id']) => conditions.filter((condition) => condition.id === id);
  switch (goal.id) {
    case 'verdict':
      return (
        verdict.kind === 'always' &&
        verdict.basis === 'proved' &&
        (verdict.ground === 'tabular' ||
          (of('order').every((condition) => holdsBy(condition, length)) &&
            of('trap').every((condition) => isEscaped(condition, length))))
      );
    case 'trap':
      return (
        verdict.isAll &&
        of('trap').every(({ policy, ...rest }) => !isAlike(goal, policy!) || isEscaped(rest, length))
      );
    default:
      return of(goal.id).some((condition) => holdsBy(condition, length));
  }
}

/** The better of two verdicts has the greater number. */
const RANK: Readonly<Record<VerdictKind, number>> = { never: 0, depends: 1, undecided: 2, always: 3 };

/**
 * Is the change progress? The same actions must be optimal wherever an optimal policy went, the verdict must be no worse, and no new policy
 * may trap unless the verdict was *never*.
 */
export function isProgress(before: MdpAnalysis, after: MdpAnalysis): boolean {
  const [was, is] = [before.verdict, after.verdict];
  return (
    RANK[is.kind] >= RANK[was.kind] &&
    was.optimal.every((pairs, state) => !was.visited[state] || pairs.join() === is.optimal[state]!.join()) &&
    (was.kind === 'never' || newTraps(before, after).length === 0)
  );
}

/** Policies that trap after a change and did not trap before. */
export function newTraps(before: MdpAnalysis, after: MdpAnalysis): PolicyValue[] {
  return after.verdict.traps.filter((trap) => !before.verdict.traps.some((known) => isAlike(trap, known)));
}
