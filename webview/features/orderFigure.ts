/** The condition `order` as geometry: a direction w along which the actions are in the order of their rewards. Pure. */
import type { Condition } from '../../src/conditions/types.js';
import { reasonText } from '../../src/diagnostics/reasons.js';
import type { Subject } from '../../src/shared/messages.js';
import { figure } from '../format.js';
import { proofText } from '../sections/proof.js';
import type { XY } from './frame.js';
import { type Coordinates, shownOf } from './trapFigure.js';

export interface OrderFigure {
  /** The part of w in the two shown coordinates, scaled to length 1; null: there is none, or it has no part in them. */
  readonly direction: XY | null;
  /** Each action and its position along the shown part of w, greatest first. */
  readonly places: readonly { readonly action: number; readonly from: XY; readonly along: number }[];
  readonly text: string;
}

/** @param reward the name of the rewards */
export function orderFigure(
  subject: Subject,
  condition: Condition,
  coordinates: Coordinates,
  reward: 'reward' | 'Q*' = 'reward',
): OrderFigure {
  const rewards = reward === 'Q*' ? 'Q*' : 'the rewards';
  const { features, actions } = subject;
  const w = condition.witness;
  if (w === undefined) {
    const sum = proofText(condition, (action) => `x(${actions[action]})`);
    const text =
      sum === null
        ? (reasonText(actions, condition) ?? 'There is no order to preserve.')
        : `No direction keeps the order of ${rewards}: ${sum}, so no w can make all these differences positive.`;
    return { direction: null, places: [], text };
  }
  const logits = features
    .map((row, action) => ({ action, logit: row.reduce((sum, entry, k) => sum + entry * w[k]!, 0) }))
    .sort((a, b) => b.logit - a.logit);
  const shown = shownOf(w, coordinates);
  const length = Math.hypot(...shown);
  const direction: XY | null = length > 0 ? [shown[0] / length, shown[1] / length] : null;
  return {
    direction,
    places: direction
      ? logits.map(({ action }) => {
          const from = shownOf(features[action]!, coordinates);
          return { action, from, along: from[0] * direction[0] + from[1] * direction[1] };
        })
      : [],
    text: `Along ${proofText(condition, (action) => actions[action]!)} the logits stand in the order of ${rewards}: ${shortened(
      logits.map(({ action, logit }) => `${actions[action]} (${figure(logit)})`),
    ).join(' > ')}.`,
  };
}

/** Of more actions the first and the last are named. */
const MOST_NAMED = 12;

function shortened(names: readonly string[]): readonly string[] {
  const half = MOST_NAMED / 2;
  return names.length <= MOST_NAMED ? names : [...names.slice(0, half), '…', ...names.slice(-half)];
}
