/** The instances of a family, written out as bandits or processes. */
import { satisfies } from '../../conditions/keep.js';
import { satisfiesAll } from '../../conditions/policies/keep.js';
import type { Bandit } from '../../model/bandit.js';
import { type BanditFamily, type Family, rowsOfFamily } from '../../model/family.js';
import type { WrittenProblem } from '../../model/written.js';
import { PlanError } from '../planError.js';
import type { Draw } from './draw.js';
import { type Drawn, DrawnBandit } from './drawn.js';
import { chainOf, jaxDraws } from './jax.js';
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
  const { drawn, tries } = drawnOf(family);
  return { instances: drawn.map(({ instance }) => instance), tries };
}

/** As `generate`, with what is known of the instances by then. @throws PlanError */
export function drawnOf(family: Family): { readonly drawn: readonly Drawn[]; readonly tries: number } {
  const { dynamics, dimensions, count, generator } = family;
  const numbers = rowsOfFamily(family) * dimensions;
  const most = Math.max(
    100,
    Math.min(dynamics ? MOST_PROCESSES : MOST_DRAWS, Math.floor(MOST_NUMBERS / numbers)),
  );
  const drawn: Drawn[] = [];
  let tries = 0;
  const chain = chainOf(family);
  for (let n = 0; n < count; n++) {
    const draws = generator === 'native' ? nativeDraws(family, n) : jaxDraws(family, chain);
    let kept: Drawn | null = null;
    for (let since = 0; kept === null; since++) {
      if (since === most) throw notFound(family, drawn.length, tries, most);
      tries++;
      kept = keptOf(family, draws.next().value);
    }
    drawn.push(kept);
  }
  return { drawn, tries };
}

function keptOf(family: Family, draw: Draw): Drawn | null {
  const { dynamics, keep } = family;
  if (dynamics) {
    const instance = processOf(draw, dynamics, family);
    return satisfiesAll(instance, keep) ? { hasStates: true, instance } : null;
  }
  const bandit = new DrawnBandit(draw, family);
  if (keep.length === 0) return bandit;
  // Most draws of a rare condition fail it by far. null: only exact arithmetic can tell.
  const certain = bandit.certain?.satisfies(keep);
  return (certain ?? satisfies(bandit.instance, keep)) ? bandit : null;
}

function notFound({ keep, count }: Family, found: number, tries: number, most: number): PlanError {
  const asked = keep.map(({ condition, holds }) => (holds ? condition : `not ${condition}`)).join(', ');
  return new PlanError(
    `\`keep: [${asked}]\` is too rare here: ${tries} instances were drawn, ${found} of the ${count} that are asked for were found, and none among the last ${most}. ` +
      'Ask for less, change `actions`, `dimensions` or `features`, or lower `count`.',
  );
}
