/** Which numbers of a problem are computed from parameters, so that no hand can move them. */

import type { Real } from '../model/bandit.js';
import { PARAMETER_NAME } from '../model/expression.js';
import { featureRow } from '../model/mdp.js';
import { hasStates, type WrittenProblem } from '../model/written.js';
import type { ComputedRow, Subject } from './messages.js';

/** A number that is a parameter alone is moved with it, where its row has it once. */
export function computedRows(problem: WrittenProblem): Pick<Subject, 'computed'> {
  const rows = hasStates(problem)
    ? problem.pairs.map(({ reward }, pair) => ({ reward, row: featureRow(problem, pair) }))
    : problem.rewards.map((reward, action) => ({ reward, row: problem.features[action]! }));
  const computed = rows.flatMap(({ reward, row }, index): ComputedRow[] => [
    ...of(reward, index, null, []),
    ...row.flatMap((number, feature) => of(number, index, feature, row)),
  ]);
  return computed.length > 0 ? { computed } : {};
}

function of(
  { expression }: Real,
  row: number,
  feature: number | null,
  others: readonly Real[],
): ComputedRow[] {
  if (expression === undefined) return [];
  const isMoved =
    PARAMETER_NAME.test(expression) && others.filter((one) => one.expression === expression).length <= 1;
  return isMoved ? [] : [{ row, expression, feature }];
}
