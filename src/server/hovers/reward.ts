import { markdown } from '../../borders/markdown.js';
import type { Analysis } from '../../conditions/types.js';
import { list, short } from '../../diagnostics/format.js';
import type { Bandit } from '../../model/bandit.js';
import type { Parts } from './parts.js';

/** The rank of one mean reward: most conditions depend only on the order of the rewards. */
export function rewardHover(bandit: Bandit, { conditions }: Analysis, action: number): Parts {
  const rewards = bandit.rewards.map(({ value }) => value);
  const mine = rewards[action]!;
  const better = new Set(rewards.filter((reward) => reward > mine)).size;
  const levels = new Set(rewards).size;
  const best = Math.max(...rewards);
  const tied = bandit.names.filter((_, other) => other !== action && rewards[other] === mine);
  const identical = conditions.find(
    ({ id, holds, actions }) => id === 'identical-rows' && holds && actions.includes(action),
  );
  return {
    answer: [
      markdown`**${better === 0 ? 'The best mean reward' : `Number ${better + 1} of ${levels} mean rewards, ${short(best - mine)} below the best`}**${
        tied.length > 0 ? `, tied with ${list(tied)}` : ''
      }`,
    ],
    reason: [
      ...(identical
        ? [
            markdown`Its arm has the mean reward ${short(identical.values![0]!.value)}, which is what the conditions see.`,
          ]
        : []),
      markdown`Whether the order is preserved and which action attracts depend on the order of the rewards only, not on their sizes.`,
    ],
    pages: ['order', ...(identical ? (['identical-rows'] as const) : [])],
  };
}
