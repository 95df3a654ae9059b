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
export function banditHover(bandit: Bandit, { verdict, conditions, maxima }: Analysis): string[] {
  const order = conditions.find(({ id }) => id === 'order');
  return [
    `**${IN_SHORT[verdict.kind]}**${verdict.kind === 'undecided' ? '' : ` _(${verdict.basis})_`}`,
    `K = ${bandit.names.length} actions, d = ${bandit.features[0]!.length} features; \`∇f(θ) = Xᵀ(diag π − ππᵀ) r\``,
    ...(order ? [orderLine(bandit, order)] : []),
    readMore('verdict', 'order', ...(maxima ? (['finite-maxima'] as const) : [])),
  ];
}

function orderLine(bandit: Bandit, order: Condition): string {
  if (order.holds) {
    if (!order.witness) return `Order of the rewards: ${order.reason ?? 'preserved'}`;
    const w = order.witness;
    const logits = bandit.features.map((row) => row.reduce((sum, x, k) => sum + x.value * w[k]!, 0));
    return w.length > 6 || logits.length > 12
      ? `Order preserved: a direction w gives logits Xw in the order of the rewards, by at least ${short(order.margin!)} for ‖w‖ = 1.`
      : `Order preserved: \`${direction('w', order)}\` gives \`Xw = ${vector(logits)}\`, in the order of the rewards.`;
  }
  return `Order not preserved: \`${vanishing(bandit, order.certificate ?? [])}\`, so no w has Xw in the order of the rewards.`;
}
