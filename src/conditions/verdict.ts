import type { Arms } from './arms.js';
import type { Basis, Condition, Verdict } from './types.js';

/** Are the conditions complete, or those that an analysis has found so far? */
export interface Extent {
  readonly complete: boolean;
}

/**
 * What the conditions together say about Lin-SPG with exact gradients; the first case that applies:
 *
 * - never: the optimum is not exposed, so that no parameter represents a near-optimal policy;
 * - depends: some suboptimal action attracts an open set of initial parameters;
 * - always: the order of the rewards is preserved and no action attracts. By the order, the flow ends at actions of one
 *   reward; no suboptimal action takes an open set of starts, alone or with others of its reward; so almost every start ends at an
 *   optimal action. Numerical if a coincidence of the features was not excluded exactly;
 * - undecided: the rest. A finite local maximum is not excluded, or a boundary case of some trap is open.
 */
export function verdictOf(
  { optimal }: Pick<Arms, 'optimal'>,
  conditions: readonly Condition[],
  { complete }: Extent,
): Verdict {
  const exposed = conditions.find(({ id }) => id === 'exposed');
  const order = conditions.find(({ id }) => id === 'order');
  const traps = conditions.filter(({ id }) => id === 'trap');
  const attracting = traps.filter(({ holds }) => holds === true);
  const open = traps.filter(({ holds }) => holds === null);
  const common = { optimal, traps: attracting.map(({ action }) => action!), complete };

  if (exposed?.holds === false) return { ...common, kind: 'never', basis: exposed.basis };
  if (attracting.length > 0) {
    const provedTrap = attracting.some(({ basis }) => basis === 'proved');
    const basis = provedTrap && exposed?.basis === 'proved' ? 'proved' : 'numerical';
    return { ...common, kind: 'depends', basis };
  }
  if (!complete) return { ...common, kind: 'undecided', basis: 'numerical' };
  if ([exposed, order].some((condition) => condition?.tooLarge))
    return { ...common, kind: 'undecided', basis: 'numerical' };
  const basis = traps.some(({ unlessCoincidence }) => unlessCoincidence)
    ? 'numerical'
    : weakest([exposed!, ...(order ? [order] : []), ...traps]);
  return { ...common, kind: order?.holds && open.length === 0 ? 'always' : 'undecided', basis };
}

function weakest(conditions: readonly Condition[]): Basis {
  return conditions.every(({ basis }) => basis === 'proved') ? 'proved' : 'numerical';
}
