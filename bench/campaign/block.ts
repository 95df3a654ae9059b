/** The instances from `from` to before `to` of the campaign named by `seed`. */
import { random } from '../random.js';
import { instanceOf } from './instances.js';
import { judge } from './judge.js';
import { add, type Tally } from './tally.js';

export interface Block {
  readonly seed: number;
  readonly from: number;
  readonly to: number;
}

/** One in this many instances is also compared with plain iterations. */
const COMPARED = 400;

export function runBlock({ seed, from, to }: Block): Tally {
  const tally: Tally = { families: {}, wrong: [], suspected: [] };
  for (let number = from; number < to; number++) {
    const { family, bandit } = instanceOf(seed, number);
    // The families take turns; an instance's family is its `number` modulo their count.
    const iterations = Math.floor(number / 4) % (COMPARED / 4) === 0;
    // A stream other than the bandit's own.
    const judgement = judge(bandit, random(seed + 2 ** 40, number), { iterations });
    add(tally, family, number, judgement);
  }
  return tally;
}
