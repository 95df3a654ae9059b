import type { Analysis, VerdictKind } from '../conditions/types.js';
import type { Work } from '../math/work.js';
import type { Bandit } from '../model/bandit.js';
import { proofOf } from './features.js';
import { changed, roundBetween } from './literals.js';
import { marginsOf } from './margins.js';
import type { NumberChange } from './types.js';

const BEST_FIRST: readonly VerdictKind[] = ['always', 'undecided', 'depends', 'never'];
/** Only this many features are tried, the first ones. */
const MOST_FEATURES = 8;

export interface Separated {
  readonly change: NumberChange;
  readonly analysis: Analysis;
}

/**
 * The change of one feature of an action, by at least the margin and up or down, that gives the best verdict: the action no longer has
 * the row of another one. If several are equally good, the first. null: every changed row is again the row of another action.
 */
export function* separatedAction(bandit: Bandit, action: number, margin: number): Work<Separated | null> {
  const { length } = marginsOf(bandit, margin);
  let best: Separated | null = null;
  for (const [feature, from] of bandit.features[action]!.slice(0, MOST_FEATURES).entries()) {
    for (const sign of [1, -1]) {
      const [near, far] = [from.value + sign * length, from.value + 2 * sign * length];
      const to = roundBetween(Math.min(near, far), Math.max(near, far), near + sign * 0.1 * length);
      if (to === null) continue;
      const change: NumberChange = { action, feature, from, to };
      const analysis = yield* proofOf(changed(bandit, [change]));
      const same = analysis.conditions.some(
        ({ id, holds, actions }) => id === 'identical-rows' && holds === true && actions.includes(action),
      );
      if (!same && (best === null || rank(analysis) < rank(best.analysis))) best = { change, analysis };
    }
  }
  return best;
}

function rank({ verdict }: Analysis): number {
  return BEST_FIRST.indexOf(verdict.kind);
}
