/** The instances of a family, written out as bandits. */
import { satisfies } from '../../conditions/keep.js';
import type { Bandit } from '../../model/bandit.js';
import type { Family } from '../../model/family.js';
import { realOf } from '../../model/rational.js';
import { PlanError } from '../planError.js';
import type { Draw } from './draw.js';
import { jaxDraws } from './jax.js';
import { nativeDraws } from './native.js';
import { certainlyNotFeaturesK } from './screen.js';

/** How many draws in a row may fail `keep` before it is given up, and how many numbers they may have together. */
const MOST_DRAWS = 20_000;
const MOST_NUMBERS = 1e6;

export interface Generated {
  /** `count` instances. */
  readonly instances: readonly Bandit[];
  /** How many draws that took: as many as instances, unless `keep` refused some. */
  readonly tries: number;
}

/** @throws PlanError when `keep` is satisfied so rarely that the instances cannot be found. */
export function generate(family: Family): Generated {
  const { actions, dimensions, count, generator } = family;
  const most = Math.max(100, Math.min(MOST_DRAWS, Math.floor(MOST_NUMBERS / (actions * dimensions))));
  const instances: Bandit[] = [];
  let tries = 0;
  let draws = jaxDraws(family);
  for (let n = 0; n < count; n++) {
    if (generator === 'native') draws = nativeDraws(family, n);
    let kept: Bandit | null = null;
    for (let since = 0; kept === null; since++) {
      if (since === most) throw notFound(family, instances.length, tries, most);
      tries++;
      kept = keptBandit(family, draws.next().value);
    }
    instances.push(kept);
  }
  return { instances, tries };
}

function keptBandit(family: Family, draw: Draw): Bandit | null {
  const { keep } = family;
  if (keep.some(({ condition, holds }) => condition === 'features-K' && holds) && certainlyNotFeaturesK(draw))
    return null;
  const bandit = banditOf(draw, family);
  return satisfies(bandit, keep) ? bandit : null;
}

function banditOf({ actions, dimensions, rewards, features }: Draw, { noise }: Family): Bandit {
  return {
    names: Array.from({ length: actions }, (_, a) => `a${a + 1}`),
    rewards: Array.from(rewards, realOf),
    features: Array.from({ length: actions }, (_, a) =>
      Array.from(features.subarray(a * dimensions, (a + 1) * dimensions), realOf),
    ),
    noise,
  };
}

function notFound({ keep, count }: Family, found: number, tries: number, most: number): PlanError {
  const asked = keep.map(({ condition, holds }) => (holds ? condition : `not ${condition}`)).join(', ');
  return new PlanError(
    `\`keep: [${asked}]\` is too rare here: ${tries} instances were drawn, ${found} of the ${count} that are asked for were found, and none among the last ${most}. ` +
      'Ask for less, change `actions`, `dimensions` or `features`, or lower `count`.',
  );
}
