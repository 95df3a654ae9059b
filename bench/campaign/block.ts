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

/** One instance in so many is also compared with plain iterations. */
const COMPARED = 400;

export function runBlock({ seed, from, to }: Block): Tally {
  const tally: Tally = { families: {}, wrong: [], suspected: [] };
  for (let number = from; number < to; number++) {
    const { family, bandit } = instanceOf(seed, number);
    // By turns in the families, whose number is `number` modulo theirs.
    const iterations = Math.floor(number / 4) % (COMPARED / 4) === 0;
    // Another stream than the bandit's own.
    const judgement = judge(bandit, random(seed + 2 ** 40, number), { iterations });
    add(tally, family, number, judgement);
  }
  return tally;
}
