/** What a repair gains and what it costs: facts, without sentences. */
import type { Analysis } from '../conditions/types.js';

/** Something that was there before a repair and is not there after it. */
export type Cost =
  /** No parameter represents a near-optimal policy any more. */
  | { readonly kind: 'reach' }
  /** Actions attract that did not attract before. */
  | { readonly kind: 'traps'; readonly actions: readonly number[] };

/** null: it costs nothing. */
export function costOf(before: Analysis, after: Analysis): Cost | null {
  if (after.verdict.kind === 'never') return before.verdict.kind === 'never' ? null : { kind: 'reach' };
  if (before.verdict.kind === 'never') return null;
  const actions = after.verdict.traps.filter((action) => !before.verdict.traps.includes(action));
  return actions.length > 0 ? { kind: 'traps', actions } : null;
}
