/** Bandits of a space drawn at random: where it is too large to go through. */
import { streamOf } from '../engine/random/streams.js';
import { unit } from '../engine/random/words.js';
import type { Numbered } from './enumerate.js';
import { type Range, rewardsOf, type Space } from './space.js';

/** The numbers of actions, of features, the rewards' order and all entries are uniform. Number n depends on the seed and n alone. */
export function* sample(space: Space, count: number, seed: number): Generator<Numbered, void> {
  for (let index = 0; index < count; index++) {
    const stream = streamOf([seed, index, 0], 'features');
    const draw = ([least, greatest]: Range): number => {
      stream.next();
      return least + Math.floor(unit(stream.high, stream.low) * (greatest - least + 1));
    };
    const K = draw(space.actions);
    const d = draw(space.dimensions);
    const rewards = drawRewards(K, space, draw);
    const features = Array.from({ length: K }, () => Array.from({ length: d }, () => draw(space.entries)));
    yield { index, instance: { rewards, features } };
  }
}

function drawRewards(K: number, { rewards }: Space, draw: (range: Range) => number): readonly number[] {
  if (rewards === 'order') return rewardsOf(K, rewards)[0]!;
  if (rewards !== 'ties') return Array.from({ length: K }, () => draw(rewards)).sort((a, b) => b - a);
  const ranks = [0];
  for (let a = 1; a < K; a++) ranks.push(ranks[a - 1]! + draw([0, 1]));
  return ranks.map((rank) => ranks.at(-1)! - rank + 1);
}
