import { budgetOf } from '../math/budget.js';
import { finish, type Work } from '../math/work.js';
import type { Bandit } from '../model/bandit.js';
import { optimalActions } from '../model/ranking.js';
import { type Arms, gatheringArms, isOptimalArm } from './arms.js';
import { exposed } from './exposed.js';
import { factorsOf } from './factors.js';
import { identicalRows } from './identicalRows.js';
import { nonDomination } from './nonDomination.js';
import { order } from './order.js';
import { features3, features3Sto, featuresK } from './products.js';
import { npgTop, projectedOrder, projection, realizable } from './projection.js';
import { rank } from './rank.js';
import { arePairsFew, isExaminable, isFactored, isPairwise, notDecided, type Shape } from './reach.js';
import { bestShift } from './shift.js';
import { trap } from './trap.js';
import type { Analysis, Condition, ConditionId } from './types.js';
import { verdictOf } from './verdict.js';

/** Exact arithmetic for one analysis, in estimated nanoseconds; beyond it a condition is numerical and says so. */
const PROOF_BUDGET = 1.5e9;
/** The same for the search for coincidences while other conditions wait: where the verdict may hang on it, and where it does not. */
const BRIEF_SEARCH = 2e7;
const BRIEFEST_SEARCH = 4e6;
/** And in the end, where the verdict hangs on it. */
const PATIENT_SEARCH = 5e9;

/** Every condition of one bandit, and what follows from them together. */
export function analyse(bandit: Bandit): Analysis {
  return finish(analysing(bandit));
}

/** Yields, between short pieces of work, a look at what is known so far. */
export type Analysing = Generator<() => Analysis, Analysis>;

/**
 * The same in short steps, cheap conditions first; after each the caller may look at what is known so far, or drop the rest.
 * The verdict of an incomplete analysis says so in its text, unless what is known already settles it.
 */
export function* analysing(bandit: Bandit): Analysing {
  const shape: Shape = { actions: bandit.names.length, dimensions: bandit.features[0]!.length };
  if (!isExaminable(shape)) return unasked(bandit, shape, true);
  const arms = yield* showing(gatheringArms(bandit), () => unasked(bandit, shape, false));
  const budget = budgetOf(PROOF_BUDGET);
  const head: Condition[] = [];
  const tail: Condition[] = [];
  const state = (complete: boolean): Analysis => {
    const conditions = [...head, ...tail];
    return { verdict: verdictOf(arms, conditions, complete), conditions };
  };
  const known = () => state(false);
  const within = <T>(work: Work<T>) => showing(work, known);

  yield known;
  tail.push(...identicalRows(arms));
  head.push(yield* within(isExposedAsked(arms, shape) ? exposed(arms, budget) : beyond('exposed', shape)));
  const ordered = yield* within(
    arePairsFew(shape, neighbours(arms)) ? order(arms, budget) : beyond('order', shape),
  );
  head.push(ordered);

  const brief = budgetOf(ordered.holds ? BRIEF_SEARCH : BRIEFEST_SEARCH);
  const traps: Condition[][] = [];
  const pairwise = isPairwise(shape);
  if (!pairwise) head.push(notDecided('trap', shape));
  for (const arm of pairwise ? suboptimalArms(arms) : []) {
    const found = ofActions(arms, arm, yield* within(trap(arms, arm, budget, brief)));
    traps.push(found);
    head.push(...found);
    yield known;
  }

  head.push(yield* within(pairwise ? featuresK(arms) : beyond('features-K', shape)));
  if (bandit.names.length === 3) head.push(features3(arms), features3Sto(arms));
  head.push(yield* within(pairwise ? nonDomination(arms) : beyond('non-domination', shape)));

  if (!isFactored(shape)) {
    for (const id of ['npg-top', 'projected-order', 'realizable'] as const) head.push(notDecided(id, shape));
    tail.unshift(notDecided('rank', shape));
  } else {
    const factors = yield* within(factorsOf(bandit));
    const fitted = yield* within(projection(arms, budget, factors));
    const shift = fitted.exact ? yield* within(bestShift(arms, budget)) : null;
    head.push(npgTop(arms, fitted), projectedOrder(arms, fitted), realizable(arms, fitted, shift));
    yield known;
    tail.unshift(yield* within(rank(arms, budget, factors)));
  }

  // Whether the verdict is `always`, and proved, hangs on the coincidences that there was no time for.
  const hangs = ordered.holds && !traps.flat().some(({ holds }) => holds !== false);
  const [again, patient] = [budgetOf(PROOF_BUDGET), budgetOf(PATIENT_SEARCH)];
  for (const [n, arm] of (pairwise ? suboptimalArms(arms) : []).entries()) {
    if (!hangs || !traps[n]!.some(({ unlessCoincidence }) => unlessCoincidence)) continue;
    yield known;
    const found = ofActions(arms, arm, yield* within(trap(arms, arm, again, patient)));
    head.splice(head.indexOf(traps[n]![0]!), found.length, ...found);
  }
  return state(true);
}

// biome-ignore lint/correctness/useYield: it takes the place of work.
function* beyond(id: ConditionId, shape: Shape): Work<Condition> {
  return notDecided(id, shape);
}

/** The optimal arms are separated from all others one by one. */
function isExposedAsked(arms: Arms, shape: Shape): boolean {
  const optimal = arms.members.filter((_, arm) => isOptimalArm(arms, arm)).length;
  const worse = arms.members.length - optimal;
  return arePairsFew(shape, worse) && isPairwise({ ...shape, actions: Math.sqrt(optimal * worse) });
}

/** Pairs of arms of neighbouring rewards. */
function neighbours({ levels }: Arms): number {
  return levels.reduce((sum, level, n) => sum + level.length * (levels[n + 1]?.length ?? 0), 0);
}

/** Of a bandit that no condition is asked of, or none yet. */
function unasked(bandit: Bandit, shape: Shape, complete: boolean): Analysis {
  const conditions = (['exposed', 'order', 'trap', 'rank'] as const).map((id) => notDecided(id, shape));
  return {
    verdict: { kind: 'undecided', basis: 'numerical', optimal: optimalActions(bandit), traps: [], complete },
    conditions: complete ? conditions : [],
  };
}

/** What was found of an arm, for each of its suboptimal actions. */
function ofActions(arms: Arms, arm: number, found: Omit<Condition, 'action'>): Condition[] {
  return arms.members[arm]!.filter((action) => !arms.optimal.includes(action)).map((action) => ({
    ...found,
    action,
    actions: [action, ...found.actions.slice(1)],
  }));
}

/** Work whose pauses show what is known. */
export function* showing<T>(work: Work<T>, known: () => Analysis): Generator<() => Analysis, T> {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    yield known;
  }
}

/** The arms with a suboptimal action, best first. */
function suboptimalArms(arms: Arms): number[] {
  return arms.levels.flat().filter((arm) => !isOptimalArm(arms, arm));
}
