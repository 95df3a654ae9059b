import { markdown } from '../../borders/markdown.js';
import type { Family } from '../../model/family.js';
import { grouped } from '../../spec/format.js';
import type { Parts } from './parts.js';

/** How many bandits the family has, and their size. */
export function familyHover({ actions, dimensions, count, seed }: Family): Parts {
  return {
    answer: [
      markdown`**${grouped(count)} random ${count === 1 ? 'bandit' : 'bandits'}** with K = ${grouped(actions)} actions and d = ${grouped(dimensions)} features, from the seed ${seed}. Each has a verdict of its own: run the experiment to see them.`,
    ],
  };
}
