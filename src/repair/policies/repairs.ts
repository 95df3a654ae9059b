/** Repairs for contextual bandits and MDPs: the smallest change found of one action's features, or of one reward, that restores a condition. */
import { analysingMdp } from '../../conditions/policies/analyse.js';
import type { MdpAnalysis } from '../../conditions/policies/types.js';
import type { Work } from '../../math/work.js';
import type { Mdp } from '../../model/mdp.js';
import { type Margins, marginsBy, spread, spreadOfUnits } from '../margins.js';
import { isPolicyGoalMet, isProgress } from './goals.js';
import { changedMdp, changesOf, type Move, movedPairs, rewardMoves, rowMoves } from './moves.js';
import type { PolicyGoal, PolicyRepair, PolicyScope } from './types.js';

/** The lengths that are tried first, in units of the scale of the features, or of the range of the rewards. */
const LENGTHS: readonly number[] = [0.125, 0.25, 0.5, 1, 2, 4];
/** The interval below a length that succeeds is halved this many times. */
const HALVINGS = 5;
/** For one length, at most this many successful moves are shortened. */
const MOST_SHORTENED = 4;
/** The analyses of one scope take at most this many short steps. */
const MOST_STEPS = 20_000;

/**
 * Repairs for one missed goal: of the features of one pair, and of one reward, as far as each is found within the budget. Yields what is known so far
 * after each short step. V, A and all that depends on a changed number are worked out anew: each repair is proved by the whole analysis of the
 * changed problem. That none is smaller is not. The same problem gets the same repairs on every machine. @param margin > 0, as of bandits (`../margins.ts`)
 */
export function* repairingPolicies(
  mdp: Mdp,
  analysis: MdpAnalysis,
  goal: PolicyGoal,
  margin: number,
): Generator<readonly PolicyRepair[], readonly PolicyRepair[]> {
  const repairs: PolicyRepair[] = [];
  const pairs = movedPairs(mdp, analysis, goal);
  if (pairs.length === 0) return repairs;
  const rewards = pairs.map((pair) => mdp.pairs[pair]!.reward);
  const { features } = mdp;
  const scale =
    features.kind === 'one-hot'
      ? // With thousands of pairs, even rows that are nearly all 0 are too many numbers.
        spreadOfUnits(pairs.map((pair) => features.coordinates[pair]!))
      : spread(pairs.map((pair) => features.rows[pair]!));
  const margins = marginsBy(scale, rewards, margin);
  const task = { mdp, analysis, goal, margins };
  const values = rewards.map(({ value }) => value);
  const range = Math.max(...values) - Math.min(...values) || 1;
  const searches = [
    shortest(task, 'one row', rowMoves(mdp, analysis, pairs), margins.scale),
    shortest(task, 'one reward', rewardMoves(pairs), range),
  ];
  for (const search of searches) {
    for (;;) {
      const step = search.next();
      if (step.done) {
        if (step.value) repairs.push(step.value);
        break;
      }
      yield repairs;
    }
  }
  return repairs;
}

interface Task {
  readonly mdp: Mdp;
  readonly analysis: MdpAnalysis;
  readonly goal: PolicyGoal;
  readonly margins: Margins;
}

/** The shortest move after halving, among the moves that succeed with the least of a few lengths. */
function* shortest(
  { mdp, analysis, goal, margins }: Task,
  scope: PolicyScope,
  moves: readonly Move[],
  unit: number,
): Work<PolicyRepair | null> {
  let left = MOST_STEPS;
  function* attempt(move: Move, length: number): Work<PolicyRepair | null> {
    const changes = changesOf(mdp, move, length);
    if (changes.length === 0 || left <= 0) return null;
    const after = changedMdp(mdp, changes);
    const steps = analysingMdp(after);
    let step = steps.next();
    for (; !step.done && left > 0; step = steps.next()) {
      left--;
      yield;
    }
    if (!step.done) return null;
    const found = step.value;
    if (!isPolicyGoalMet(goal, found, margins) || !isProgress(analysis, found)) return null;
    const size = Math.hypot(...changes.map(({ from, to }) => to.value - from.value));
    const reaches = isPolicyGoalMet({ id: 'verdict' }, found, margins);
    return { goal, scope, changes, size, reaches, mdp: after, analysis: found };
  }
  let shorter = 0;
  for (const length of LENGTHS) {
    const found: { readonly move: Move; readonly repair: PolicyRepair }[] = [];
    for (const move of moves) {
      const repair = yield* attempt(move, length * unit);
      if (repair) found.push({ move, repair });
      if (found.length === MOST_SHORTENED) break;
    }
    let best: PolicyRepair | null = null;
    for (const { move, repair } of found) {
      if (best === null || repair.size < best.size) best = repair;
      let [low, high] = [shorter, length];
      for (let n = 0; n < HALVINGS; n++) {
        const middle = (low + high) / 2;
        const next = yield* attempt(move, middle * unit);
        if (next === null) low = middle;
        else high = middle;
        if (next && next.size < best.size) best = next;
      }
    }
    if (best || left <= 0) return best;
    shorter = length;
  }
  return null;
}
