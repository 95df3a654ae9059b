import type { Bandit } from '../model/bandit.js';
import type { Arms } from './arms.js';
import type { Basis, CertificateTerm, Condition, Verdict } from './types.js';
import { list, mixture, withReward } from './words.js';

/**
 * What the conditions say together about Lin-SPG with exact gradients; the first case that applies:
 *
 * - never: the optimum is not exposed, so that no parameter represents a near-optimal policy;
 * - depends: some suboptimal action attracts an open set of initial parameters;
 * - always: the order of the rewards is preserved and no action attracts. By the order the flow ends at actions of one
 *   reward; no suboptimal one takes an open set of starts, alone or with others of its reward; so almost every start ends at an optimal
 *   action. Numerical where a coincidence of the features was not excluded exactly;
 * - undecided: the rest. A finite local maximum is not excluded, or a boundary case of some trap is open.
 *
 * `conditions` may be an incomplete list while an analysis is under way (`complete` = false).
 */
export function verdictOf(arms: Arms, conditions: readonly Condition[], complete: boolean): Verdict {
  const exposed = conditions.find(({ id }) => id === 'exposed');
  const order = conditions.find(({ id }) => id === 'order');
  const traps = conditions.filter(({ id }) => id === 'trap');
  const attracting = traps.filter(({ holds }) => holds === true);
  const open = traps.filter(({ holds }) => holds === null);
  const common = { optimal: arms.optimal, traps: attracting.map(({ action }) => action!) };
  const { bandit } = arms;
  const best = list(arms.optimal.map((action) => withReward(bandit, action)));

  if (exposed?.holds === false) {
    const terms = exposed.certificate ?? [];
    return {
      ...common,
      kind: 'never',
      basis: exposed.basis,
      text: `Never: no parameter θ gives a near-optimal policy. ${hidden(bandit, exposed.actions[0]!, terms)}`,
    };
  }
  if (attracting.length > 0) {
    const provedTrap = attracting.some(({ basis }) => basis === 'proved');
    return {
      ...common,
      kind: 'depends',
      basis: provedTrap && exposed?.basis === 'proved' ? 'proved' : 'numerical',
      text: `Depends on the start: from an open set of initial θ, Lin-SPG converges to ${list(
        common.traps.map((action) => withReward(bandit, action)),
      )} instead of ${best}.`,
    };
  }
  if (!complete) {
    return {
      ...common,
      kind: 'undecided',
      basis: 'numerical',
      text: 'Not decided yet: some conditions are still being checked.',
    };
  }
  const unchecked = traps.filter(({ unlessCoincidence }) => unlessCoincidence);
  const basis = unchecked.length > 0 ? 'numerical' : weakest([exposed!, ...(order ? [order] : []), ...traps]);
  if (order?.holds && open.length === 0) {
    return {
      ...common,
      kind: 'always',
      basis,
      text:
        arms.levels.length === 1 && arms.optimal.length === bandit.names.length
          ? 'Always: every action has the same reward, so every policy is optimal.'
          : `Always: the order of the rewards is preserved and no action traps, so Lin-SPG converges to ${arms.optimal.length === 1 ? best : `the best reward, shared by ${best},`} from almost every initial θ${unless(bandit, unchecked)}.`,
    };
  }
  return {
    ...common,
    kind: 'undecided',
    basis,
    text: undecided(arms, order?.holds === true, open),
  };
}

function unless(bandit: Bandit, unchecked: readonly Condition[]): string {
  const names = unchecked.map(({ action }) => bandit.names[action!]!);
  return names.length > 0
    ? `, unless features coincide exactly at ${list(names, 3)}: the search for that was cut short`
    : '';
}

function hidden(bandit: Bandit, action: number, terms: readonly CertificateTerm[]): string {
  const name = bandit.names[action]!;
  if (terms.length === 1)
    return `${name} has the same features as ${withReward(bandit, terms[0]!.to)}, so it never has more probability than ${bandit.names[terms[0]!.to]}.`;
  return `The features of ${name} lie between those of other actions: x(${name}) ${mixture(bandit, terms)}.`;
}

function undecided(arms: Arms, ordered: boolean, open: readonly Condition[]): string {
  const names = list(open.map(({ action }) => arms.bandit.names[action!]!));
  if (ordered) {
    return `Undecided: the order of the rewards is preserved, but ${names} may trap Lin-SPG: a boundary case that the order of the rewards alone does not decide.`;
  }
  return open.length > 0
    ? `Undecided: the order of the rewards is not preserved, so a finite local maximum is not excluded, and ${names} may trap Lin-SPG: a boundary case.`
    : 'Undecided: no action traps Lin-SPG, but the order of the rewards is not preserved, so a finite local maximum is not excluded.';
}

function weakest(conditions: readonly Condition[]): Basis {
  return conditions.every(({ basis }) => basis === 'proved') ? 'proved' : 'numerical';
}
