import { code, type Markdown, markdown } from '../../borders/markdown.js';
import type { Analysis, Condition, VerdictKind } from '../../conditions/types.js';
import { direction, short, vanishing, vector } from '../../conditions/words.js';
import type { Bandit } from '../../model/bandit.js';
import { readMore } from '../docs.js';

/** The diagnostic at the same place says it in full. */
const IN_SHORT: Record<VerdictKind, string> = {
  never: 'Never reaches the best action',
  depends: 'Depends on the start',
  always: 'Reaches the best action from almost every start',
  undecided: 'Undecided by the conditions',
};

/** The verdict with its reason: the direction that keeps the order, or the combination that forbids one. */
export function banditHover(bandit: Bandit, { verdict, conditions, maxima }: Analysis): Markdown[] {
  const order = conditions.find(({ id }) => id === 'order');
  return [
    verdict.kind === 'undecided'
      ? markdown`**${IN_SHORT[verdict.kind]}**`
      : markdown`**${IN_SHORT[verdict.kind]}** _(${verdict.basis})_`,
    markdown`K = ${bandit.names.length} actions, d = ${bandit.features[0]!.length} features; \`∇f(θ) = Xᵀ(diag π − ππᵀ) r\``,
    ...(order ? [orderLine(bandit, order)] : []),
    readMore('verdict', 'order', ...(maxima ? (['finite-maxima'] as const) : [])),
  ];
}

function orderLine(bandit: Bandit, order: Condition): Markdown {
  if (order.holds) {
    if (!order.witness) return markdown`Order of the rewards: ${order.reason ?? 'preserved'}`;
    const w = order.witness;
    const logits = bandit.features.map((row) => row.reduce((sum, x, k) => sum + x.value * w[k]!, 0));
    return w.length > 6 || logits.length > 12
      ? markdown`Order preserved: a direction w gives logits Xw in the order of the rewards, by at least ${short(order.margin!)} for ‖w‖ = 1.`
      : markdown`Order preserved: ${code(direction('w', order))} gives ${code(`Xw = ${vector(logits)}`)}, in the order of the rewards.`;
  }
  return markdown`Order not preserved: ${code(vanishing(bandit, order.certificate ?? []))}, so no w has Xw in the order of the rewards.`;
}
