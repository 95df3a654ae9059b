import { budgetOf } from '../math/budget.js';
import { finish, type Work } from '../math/work.js';
import type { Bandit } from '../model/bandit.js';
import { optimalActions } from '../model/ranking.js';
import { type Arms, gatheringArms } from './arms.js';
import { CONDITIONS } from './catalogue.js';
import { type ConditionEntry, settingOf } from './entry.js';
import { isExaminable, notDecided } from './sizes.js';
import { trapsAgain } from './trap.js';
import type { Analysis, Condition, Shape } from './types.js';
import { type Extent, verdictOf } from './verdict.js';

/** Exact arithmetic for one analysis, in estimated nanoseconds; a condition that needs more is numerical and says so. */
const PROOF_BUDGET = 1.5e9;
/**
 * The budget of the search for coincidences while other conditions wait, in the same unit: where the verdict may depend on it, and where it does
 * not.
 */
const BRIEF_SEARCH = 2e7;
const BRIEFEST_SEARCH = 4e6;
/** The budget of this search at the end of the analysis, where the verdict depends on it. */
const PATIENT_SEARCH = 5e9;

/** Every condition of one bandit, and the verdict that follows from them. */
export function analyse(bandit: Bandit, asked: Asked = {}): Analysis {
  return finish(analysing(bandit, asked));
}

export interface Asked {
  /** Do the conditions keep their proofs, for a certificate? */
  readonly keepsProof?: boolean;
}

/** Yields, between short pieces of work, a look at what is known so far. */
export type Analysing = Generator<() => Analysis, Analysis>;

/**
 * `analyse` in short steps, cheap conditions first; after each step the caller may look at what is known so far, or drop the rest. The verdict of
 * an incomplete analysis says so in its text, unless what is known already settles it.
 */
export function* analysing(bandit: Bandit, { keepsProof }: Asked = {}): Analysing {
  const shape: Shape = { actions: bandit.names.length, dimensions: bandit.features[0]!.length };
  if (!isExaminable(shape)) return unasked(bandit, shape, { complete: true });
  const arms = yield* showing(gatheringArms(bandit), () => unasked(bandit, shape, { complete: false }));
  const found = new Map<ConditionEntry, Condition[]>(askedOf(shape).map((entry) => [entry, []]));
  const state = (extent: Extent): Analysis => {
    const conditions = [...found.values()].flat();
    return { verdict: verdictOf(arms, conditions, extent), conditions };
  };
  const known = () => state({ complete: false });
  const within = <T>(work: Work<T>) => showing(work, known);
  const isOrdered = () => [...found.values()].flat().some(({ id, holds }) => id === 'order' && holds);

  const searching = () => budgetOf(isOrdered() ? BRIEF_SEARCH : BRIEFEST_SEARCH);
  const setting = settingOf(arms, shape, budgetOf(PROOF_BUDGET), searching, keepsProof);
  for (const [entry, outcomes] of cheapFirst(found)) {
    yield known;
    yield* within(checking(entry, arms, shape, (into) => entry.check(setting, into), outcomes));
  }
  // Whether the verdict `always` is proved depends on the coincidences that there was no time for.
  for (const [{ id }, traps] of found) {
    if (id !== 'trap' || !isOrdered() || traps.some(({ holds }) => holds !== false)) continue;
    const longer = () => budgetOf(PATIENT_SEARCH);
    const patient = settingOf(arms, shape, budgetOf(PROOF_BUDGET), longer, keepsProof);
    yield* within(trapsAgain(patient, traps));
  }
  return state({ complete: true });
}

/** One condition, or the outcome that the bandit is too large for it. */
function* checking(
  { id, isInReach }: ConditionEntry,
  arms: Arms,
  shape: Shape,
  check: (found: Condition[]) => Work<void>,
  found: Condition[],
): Work<void> {
  if (isInReach(arms, shape)) yield* check(found);
  else found.push(notDecided(id, shape));
}

function askedOf({ actions }: Shape): ConditionEntry[] {
  const all: readonly ConditionEntry[] = CONDITIONS;
  return all.filter(({ onlyOf = actions }) => onlyOf === actions);
}

function cheapFirst(
  found: ReadonlyMap<ConditionEntry, Condition[]>,
): (readonly [ConditionEntry, Condition[]])[] {
  const entries = [...found];
  return [...entries.filter(([{ isCheap }]) => isCheap), ...entries.filter(([{ isCheap }]) => !isCheap)];
}

/** The analysis of a bandit that no condition is asked of, or none yet. */
function unasked(bandit: Bandit, shape: Shape, { complete }: Extent): Analysis {
  return {
    verdict: { kind: 'undecided', basis: 'numerical', optimal: optimalActions(bandit), traps: [], complete },
    conditions: complete ? askedOf(shape).map(({ id }) => notDecided(id, shape)) : [],
  };
}

/** Runs `work`; each of its pauses yields what is known. */
export function* showing<T>(work: Work<T>, known: () => Analysis): Generator<() => Analysis, T> {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    yield known;
  }
}
