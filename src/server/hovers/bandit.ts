import { code, type Markdown, markdown } from '../../borders/markdown.js';
import type { Analysis, Condition } from '../../conditions/types.js';
import { direction, list, short, vanishing, vector, withReward } from '../../diagnostics/format.js';
import { reasonText } from '../../diagnostics/reasons.js';
import { verdictWords } from '../../diagnostics/verdictWords.js';
import type { Bandit } from '../../model/bandit.js';
import { isShort, relation } from '../../model/decimal.js';
import type { RunSection } from '../../model/run.js';
import { exposedLines } from './action.js';
import type { Parts } from './parts.js';

/** The verdict with its reason: the direction that keeps the order, or the combination that excludes every direction. */
export function banditHover(bandit: Bandit, analysis: Analysis, run: RunSection | null): Parts {
  const { conditions, maxima, verdict } = analysis;
  const { heading, basis, scope } = verdictWords(bandit, analysis, run);
  const inBrackets = [basis, scope].filter((one) => one !== null).join(', ');
  const order = conditions.find(({ id }) => id === 'order');
  const traps = verdict.traps.map((action) => withReward(bandit, action));
  return {
    answer: [inBrackets ? markdown`**${heading}** _(${inBrackets})_` : markdown`**${heading}**`],
    // The whole sentence is in the diagnostic at the same place.
    reason: [
      ...(verdict.kind === 'never' ? outOfReach(bandit, conditions) : []),
      ...(traps.length > 0 ? [markdown`${traps.length === 1 ? 'The trap' : 'Traps'}: ${list(traps)}.`] : []),
      ...(order ? [orderLine(bandit, order)] : []),
    ],
    figures: [
      markdown`K = ${bandit.names.length} actions, d = ${bandit.features[0]!.length} features; \`∇f(θ) = Xᵀ(diag π − ππᵀ) r\``,
    ],
    pages: ['verdict', 'order', ...(maxima ? (['finite-maxima'] as const) : [])],
  };
}

function outOfReach(bandit: Bandit, conditions: readonly Condition[]): Markdown[] {
  const exposed = conditions.find(({ id }) => id === 'exposed');
  return exposed ? exposedLines(bandit, exposed) : [];
}

function orderLine(bandit: Bandit, order: Condition): Markdown {
  if (order.holds) {
    if (!order.witness)
      return markdown`Order of the rewards: ${reasonText(bandit.names, order) ?? 'preserved'}`;
    const w = order.witness;
    const logits = bandit.features.map((row) => row.reduce((sum, x, k) => sum + x.value * w[k]!, 0));
    return w.length > 6 || logits.length > 12
      ? markdown`Order preserved: a direction w gives logits Xw in the order of the rewards, by at least ${short(order.margin!)} for ‖w‖ = 1.`
      : markdown`Order preserved: ${code(direction('w', order))} gives ${code(`Xw ${relation(logits.every(isShort))} ${vector(logits)}`)}, in the order of the rewards.`;
  }
  return markdown`Order not preserved: ${code(vanishing(bandit, order.certificate ?? []))}, so no w has Xw in the order of the rewards.`;
}
