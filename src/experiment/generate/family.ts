/** The instances of a family, written out as bandits or processes. */
import { Certain } from '../../conditions/filter/certain.js';
import { doublesOf } from '../../conditions/filter/doubles.js';
import { satisfies } from '../../conditions/keep.js';
import { satisfiesAll } from '../../conditions/policies/keep.js';
import type { Bandit } from '../../model/bandit.js';
import { type BanditFamily, type Family, type Keep, rowsOfFamily } from '../../model/family.js';
import { realOf } from '../../model/rational.js';
import type { WrittenProblem } from '../../model/written.js';
import { PlanError } from '../planError.js';
import { type Draw, rowsOf } from './draw.js';
import { jaxDraws } from './jax.js';
import { nativeDraws } from './native.js';
import { processOf } from './processes.js';

/** The most draws in a row that may fail `keep` before the family is given up, and the most numbers in them together. */
const MOST_DRAWS = 20_000;
/** The most draws of processes, whose conditions take longer. */
const MOST_PROCESSES = 2000;
const MOST_NUMBERS = 1e6;

export interface Generated<Instance extends WrittenProblem = WrittenProblem> {
  /** `count` instances. */
  readonly instances: readonly Instance[];
  /** How many draws were needed: as many as instances, unless `keep` refused some. */
  readonly tries: number;
}

/** @throws PlanError if `keep` is satisfied so rarely that the instances cannot be found. */
export function generate(family: BanditFamily): Generated<Bandit>;
export function generate(family: Family): Generated;
export function generate(family: Family): Generated {
  const { dynamics, dimensions, count, generator } = family;
  const numbers = rowsOfFamily(family) * dimensions;
  const most = Math.max(
    100,
    Math.min(dynamics ? MOST_PROCESSES : MOST_DRAWS, Math.floor(MOST_NUMBERS / numbers)),
  );
  const instances: WrittenProblem[] = [];
  let tries = 0;
  let draws = jaxDraws(family);
  for (let n = 0; n < count; n++) {
    if (generator === 'native') draws = nativeDraws(family, n);
    let kept: WrittenProblem | null = null;
    for (let since = 0; kept === null; since++) {
      if (since === most) throw notFound(family, instances.length, tries, most);
      tries++;
      kept = keptOf(family, draws.next().value);
    }
    instances.push(kept);
  }
  return { instances, tries };
}

function keptOf(family: Family, draw: Draw): WrittenProblem | null {
  const { dynamics, keep } = family;
  if (dynamics) {
    const mdp = processOf(draw, dynamics, family);
    return satisfiesAll(mdp, keep) ? mdp : null;
  }
  const certain = certainlySatisfies(draw, keep);
  if (certain === false) return null;
  const bandit = banditOf(draw, family);
  return certain || satisfies(bandit, keep) ? bandit : null;
}

/** Most draws of a rare condition fail it by far. null: only exact arithmetic can tell. */
function certainlySatisfies(
  { actions, dimensions, features, rewards }: Draw,
  keep: readonly Keep[],
): boolean | null {
  if (keep.length === 0) return true;
  const x = doublesOf(actions, dimensions, features, rewards);
  return x && new Certain(x).satisfies(keep);
}

function banditOf(draw: Draw, { noise }: Family): Bandit {
  return {
    names: Array.from({ length: draw.actions }, (_, a) => `a${a + 1}`),
    rewards: Array.from(draw.rewards, realOf),
    features: rowsOf(draw),
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
