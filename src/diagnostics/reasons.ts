/** Why a condition is undecided or only numerical, or which boundary case applies: a sentence for each code. */

import type { FigureId } from '../conditions/catalogue.js';
import type { Condition, Reason, Shape } from '../conditions/types.js';
import { list } from './format.js';

/**
 * One or two sentences; undefined if a condition has nothing to add.
 *
 * @param names the names of the bandit's actions
 */
export function reasonText(
  names: readonly string[],
  {
    id,
    figure,
    reason,
    unlessCoincidence,
  }: Pick<Condition, 'id' | 'figure' | 'reason' | 'unlessCoincidence'>,
): string | undefined {
  const said = [
    ...(reason ? [sentence((action) => names[action] ?? `action ${action + 1}`, reason)] : []),
    ...(unlessCoincidence ? [CUT_SHORT] : []),
    ...(figure ? [FIGURES[id as FigureId]] : []),
  ];
  return said.length > 0 ? said.join(' ') : undefined;
}

const CUT_SHORT =
  'Along another direction than p it attracts only if features coincide exactly: a better action, or the difference to one of the same reward, in the affine hull of worse ones. The search for that was cut short.';

const FIGURES: Readonly<Record<FigureId, string>> = {
  'gradient-angle': 'A figure, no guarantee: how much of the gradient the features can follow at the start.',
  fisher: 'A figure, no guarantee: it tends to 0 wherever the policy becomes deterministic.',
};

const LEFT_OPEN = 'the order of the rewards and p do not tell which of them wins in the end';

function sentence(name: (action: number) => string, reason: Reason): string {
  switch (reason.code) {
    case 'all-optimal':
      return 'All actions have the same reward: every policy is optimal.';
    case 'optimum-shares-row':
      return 'The optimal action has the same features as a worse one, so it never has more probability than that.';
    case 'other-optima-share-rows':
      return 'The other optimal actions share their features with worse ones.';
    case 'other-optima-alike':
      return 'The same is true of every other optimal action.';
    case 'one-reward':
      return 'There is only one (mean) reward, so there is no order to preserve.';
    case 'nothing-below':
      return 'No suboptimal action has a worse one below it, so nothing is asked.';
    case 'product-zero': {
      const [a, b, c, d] = reason.actions.map((action) => `x(${name(action)})`);
      return `Boundary case: ⟨${a} − ${b}, ${c} − ${d}⟩ is exactly 0, and the condition asks for more than 0.`;
    }
    case 'two-tied':
      return 'Two of the three actions are tied, so that there is no action 2 to speak of.';
    case 'as-long-along':
      return `Boundary case: ${name(reason.action)} is exactly as long along itself as ${name(reason.other)} is.`;
    case 'same-fit':
      return `Boundary case: r̂ is exactly the same at ${name(reason.action)} and ${name(reason.other)}.`;
    case 'shares-optimal-row':
      return 'It shares its features with an optimal action, and no arm has a greater mean reward.';
    case 'no-greater-mean':
      return 'No arm has a greater mean reward: every optimal action shares its features with worse ones, with which it acts as one arm.';
    case 'nothing-worse':
      return 'Nothing is worse, and the expected reward never falls along the flow.';
    case 'between-worse':
      return 'It lies between worse actions, so at every θ one of them is at least as likely.';
    case 'outgrown':
      return `${name(reason.other)} has the same reward and outgrows it along p.`;
    case 'attract-together':
      return `Boundary case: ${name(reason.other)} has the same reward and does not die out along p; the two may attract together.`;
    case 'dies-as-fast':
      return asFast(name, reason);
    case 'coincidence':
      return `Boundary case: ${name(reason.other)} ${
        reason.isTied ? 'differs from it exactly along' : 'lies exactly in'
      } the affine hull of ${list(reason.among.map(name))}; ${LEFT_OPEN}.`;
    case 'separation-too-large':
      return `Too large to be confirmed exactly: ${reason.differences} differences of ${reason.dimensions} features carry weight.`;
    case 'fit-too-large':
      return 'The least-squares fit is too large to be confirmed exactly.';
    case 'rank-too-large':
      return 'Too large to be confirmed exactly.';
    case 'bandit-too-large':
      return `Not decided: ${sizeInWords(reason.shape)}; cheap conditions only.`;
  }
}

function asFast(name: (action: number) => string, reason: Extract<Reason, { code: 'dies-as-fast' }>): string {
  const others = reason.others.map(name);
  const why = `Boundary case: along p, ${others[0]} dies out exactly as fast as the slowest worse action`;
  switch (reason.winner) {
    case 'others':
      return `${why}, and pulls θ out in the end.`;
    case 'worse':
      return `${why}, but ${list(reason.across.map(name))} ${reason.across.length === 1 ? 'pushes' : 'push'} θ on across p too, where ${list(others)} ${others.length === 1 ? 'dies' : 'die'} out faster.`;
    case null:
      return `${why}; ${LEFT_OPEN}.`;
  }
}

/** `10,000 actions with 2 features`. */
export function sizeInWords({ actions, dimensions }: Shape): string {
  return `${number(actions)} actions with ${number(dimensions)} ${dimensions === 1 ? 'feature' : 'features'}`;
}

const number = (n: number) => n.toLocaleString('en-US');
