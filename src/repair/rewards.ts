/** The least change of one reward that meets a goal. The best actions stay the best, and no other action becomes one. */
import { gatheringArms } from '../conditions/arms.js';
import type { Budget } from '../math/budget.js';
import { dot } from '../math/dot.js';
import { pseudoInverting } from '../math/svd.js';
import type { Work } from '../math/work.js';
import type { Real } from '../model/bandit.js';
import { compareReals, optimalActions, rewardLevels, sorting } from '../model/ranking.js';
import { plus } from './demand.js';
import { numerically, proofOf } from './features.js';
import { isMet, topPairs } from './goals.js';
import { changed, roundBetween } from './literals.js';
import { type Model, modelOf, neighbours } from './model.js';
import type { Goal, NumberChange, Repair } from './types.js';

export function* rewardRepair(model: Model, goal: Goal, budget: Budget): Work<Repair | null> {
  const { bandit, margins, units, dimensions } = model;
  const costOfOne = 100 * units.length ** 2 * dimensions + 1e5;
  // Listing the candidates takes about as long as trying one.
  if (!budget.take(costOfOne)) return null;
  const optimal = optimalActions(bandit).join();
  const features = featuresOf(bandit);
  for (const change of yield* candidates(model, goal)) {
    if (!budget.take(costOfOne)) return null;
    const after = changed(bandit, [change]);
    yield;
    if (!(yield* numerically(yield* modelOf(yield* gatheringArms(after), margins), goal)(features))) continue;
    const analysis = yield* proofOf(after);
    const sameBest = analysis.verdict.optimal.join() === optimal;
    if (!sameBest || !isMet(goal, analysis, margins)) continue;
    const size = sizeOf(change);
    return {
      goal,
      scope: 'one reward',
      changes: [change],
      size,
      least: size,
      bandit: after,
      analysis,
      reaches: isMet({ id: 'verdict' }, analysis, margins),
    };
  }
  return null;
}

function featuresOf(bandit: Repair['bandit']): number[][] {
  return bandit.features.map((row) => row.map((x) => x.value));
}

const sizeOf = ({ from, to }: NumberChange): number => Math.abs(to.value - from.value);

function* candidates(model: Model, goal: Goal): Work<NumberChange[]> {
  switch (goal.id) {
    // Rewards do not change whether the best row lies between others, or whether rows are long enough.
    case 'exposed':
    case 'non-domination':
      return [];
    case 'npg-top':
      return yield* bySize(yield* fitting(model, topPairs(model)));
    case 'projected-order':
      return yield* bySize(yield* fitting(model, neighbours({ levels: rewardLevels(model.bandit) })));
    default:
      return yield* bySize(yield* reordering(model));
  }
}

function* bySize(changes: readonly NumberChange[]): Work<NumberChange[]> {
  return (yield* sorting(changes.length, (a, b) => sizeOf(changes[a]!) - sizeOf(changes[b]!))).map(
    (n) => changes[n]!,
  );
}

/** Everything else depends only on the order of the rewards: the candidates put each suboptimal action at each other place in it. */
function* reordering({ bandit, margins }: Model): Work<NumberChange[]> {
  const optimal = optimalActions(bandit);
  const found: NumberChange[] = [];
  for (const [action, from] of bandit.rewards.entries()) {
    if (optimal.includes(action)) continue;
    yield;
    const others = bandit.rewards.filter((_, other) => other !== action);
    const places = rewardLevels({ rewards: others }).map(([first]) => others[first!]!);
    for (const [n, above] of places.entries()) {
      const below: Real | undefined = places[n + 1];
      if (compareReals(from, above) < 0 && (!below || compareReals(from, below) > 0)) continue;
      const [high, low] = [above.value, below?.value ?? Number.NEGATIVE_INFINITY];
      const gap = Math.min(margins.reward, (high - low) / 2);
      const wanted = from.value <= low ? low + gap : high - gap;
      const to = roundBetween(Math.max(low, wanted - 2 * margins.reward), high, wanted);
      if (to) found.push({ action, feature: null, from, to });
    }
  }
  return found;
}

/** r̂ = P r is linear in one reward: the changes t for which each r̂_a − r̂_b is large enough form an interval. */
function* fitting(
  { bandit, margins, dimensions }: Model,
  pairs: readonly (readonly [number, number])[],
): Work<NumberChange[]> {
  const X = featuresOf(bandit).map((row) => Float64Array.from(row, (x) => x / margins.scale));
  const inverse = yield* pseudoInverting(X);
  let theta: Float64Array = new Float64Array(dimensions);
  inverse.forEach((column, action) => {
    theta = plus(theta, bandit.rewards[action]!.value, column);
  });
  const fit = X.map((row) => dot(row, theta));
  const optimal = optimalActions(bandit);
  const valuesOf = (reals: readonly Real[]) => reals.map(({ value }) => value);
  const found: NumberChange[] = [];
  for (const [action, from] of bandit.rewards.entries()) {
    if (optimal.includes(action)) continue;
    yield;
    const turned = inverse[action]!;
    const along = X.map((row) => dot(row, turned));
    const lower = bandit.rewards.filter((other) => compareReals(other, from) < 0);
    const higher = bandit.rewards.filter((other) => compareReals(other, from) > 0);
    let low = Math.max(...valuesOf(lower)) - from.value;
    let high = Math.min(...valuesOf(higher)) - from.value;
    for (const [a, b] of pairs) {
      const slope = along[a]! - along[b]!;
      const missing = margins.reward - (fit[a]! - fit[b]!);
      if (Math.abs(slope) < 1e-12) {
        if (missing > 0) low = Number.POSITIVE_INFINITY;
      } else if (slope > 0) low = Math.max(low, missing / slope);
      else high = Math.min(high, missing / slope);
    }
    if (!(low < high)) continue;
    const inside = Math.min(margins.reward, (high - low) / 8);
    const change = low > 0 ? low + inside : high < 0 ? high - inside : 0;
    const to = change === 0 ? null : roundBetween(from.value + low, from.value + high, from.value + change);
    if (to) found.push({ action, feature: null, from, to });
  }
  return found;
}
