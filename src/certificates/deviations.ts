/** Differences of the features of arms of a process, named by the first pairs of the arms. */
import type { Arms } from '../conditions/arms.js';
import type { Conflict, Difference } from '../conditions/policies/differences.js';
import type { ExactMdp } from '../conditions/policies/exactMdp.js';
import { minusExact } from '../math/exactLinear.js';
import { exactMinNorming } from '../math/exactMinNorm.js';
import { finish } from '../math/work.js';
import { type Keyed, type Weight, weightsOf } from './hull.js';

export function keyed({ arms }: ExactMdp, rows: Arms, { state, from, to }: Difference): Keyed {
  const [a, b] = [arms[state]![from]!, arms[state]![to]!];
  return {
    key: [a.pairs[0]!, b.pairs[0]!],
    y: minusExact(rows.exactRows[a.row]!, rows.exactRows[b.row]!),
  };
}

/** The exact weights of a conflict, whose combination is 0. */
export function conflictWeights(model: ExactMdp, rows: Arms, { differences, weights }: Conflict): Weight[] {
  const listed = differences.map((each) => keyed(model, rows, each));
  const guess = { support: listed.map((_, n) => n), weights };
  // The hull was proved to hold 0, so the method ends there.
  const found = finish(
    exactMinNorming(
      listed.map(({ y }) => y),
      guess,
      Number.POSITIVE_INFINITY,
    ),
  )!;
  return weightsOf({
    terms: found.support.map((index, n) => ({ ...listed[index]!, weight: found.weights[n]! })),
    denominator: found.denominator,
  });
}
