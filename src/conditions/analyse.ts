import { Matrix, SingularValueDecomposition } from 'ml-matrix';
import type { Bandit } from '../spec/types.js';
import { type Arms, armsOf, isOptimalArm } from './arms.js';
import { budgetOf } from './budget.js';
import { exposed } from './exposed.js';
import { identicalRows } from './identicalRows.js';
import { nonDomination } from './nonDomination.js';
import { order } from './order.js';
import { features3, features3Sto, featuresK } from './products.js';
import { npgTop, projectedOrder, projection, realizable } from './projection.js';
import { rank } from './rank.js';
import { trap } from './trap.js';
import type { Analysis, Condition } from './types.js';
import { verdictOf } from './verdict.js';

/** Exact arithmetic for one analysis, in estimated nanoseconds; beyond it a condition is numerical and says so. */
const PROOF_BUDGET = 1.5e9;

/** Every condition of one bandit, and what follows from them together. */
export function analyse(bandit: Bandit): Analysis {
  const steps = analysing(bandit);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/**
 * The same in short steps, cheap ones first; after each the caller may look at what is known so far, or drop the rest.
 * The verdict of an incomplete analysis says so in its text, unless what is known already settles it.
 */
export function* analysing(bandit: Bandit): Generator<Analysis, Analysis> {
  const arms = armsOf(bandit);
  const budget = budgetOf(PROOF_BUDGET);
  const head: Condition[] = [];
  const tail: Condition[] = [];
  const sofar = (complete: boolean): Analysis => {
    const conditions = [...head, ...tail];
    return { verdict: verdictOf(arms, conditions, complete), conditions };
  };

  tail.push(...identicalRows(arms));
  head.push(exposed(arms, budget));
  yield sofar(false);
  head.push(order(arms, budget));
  yield sofar(false);

  for (const arm of suboptimalArms(arms)) {
    const found = trap(arms, arm, budget);
    for (const action of arms.members[arm]!) {
      if (!arms.optimal.includes(action))
        head.push({ ...found, action, actions: [action, ...found.actions.slice(1)] });
    }
    yield sofar(false);
  }

  head.push(featuresK(arms));
  yield sofar(false);
  if (bandit.names.length === 3) head.push(features3(arms), features3Sto(arms));
  head.push(nonDomination(arms));
  yield sofar(false);

  const svd = new SingularValueDecomposition(
    new Matrix(bandit.features.map((row) => row.map((x) => x.value))),
    {
      autoTranspose: true,
    },
  );
  const fitted = projection(arms, budget, svd);
  head.push(npgTop(arms, fitted), projectedOrder(arms, fitted), realizable(arms, fitted));
  yield sofar(false);
  tail.unshift(rank(arms, budget, svd));
  return sofar(true);
}

/** The arms with a suboptimal action, best first. */
function suboptimalArms(arms: Arms): number[] {
  return arms.levels.flat().filter((arm) => !isOptimalArm(arms, arm));
}
