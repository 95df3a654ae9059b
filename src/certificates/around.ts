/** An arm, or a policy, among all that it is compared with: the part that claims about attracting share between bandits and processes. */

import type { Arms } from '../conditions/arms.js';
import type { HullProof } from '../conditions/proofs.js';
import { minusExact } from '../math/exactLinear.js';
import type { Combination, Keyed } from './hull.js';

export interface Around {
  /** Indices as in the proof. */
  readonly worse: readonly number[];
  readonly better: readonly number[];
  readonly tied: readonly number[];
  /** The difference to one of these arms. */
  readonly to: (other: number) => Keyed;
  readonly scale: bigint;
}

/** The surroundings of an arm of a bandit. Each arm is named by its first action. */
export function aroundArm(arms: Arms, arm: number): Around {
  const level = arms.levelOf[arm]!;
  const others = [...arms.members.keys()].filter((other) => other !== arm);
  return {
    worse: others.filter((other) => arms.levelOf[other]! > level),
    better: others.filter((other) => arms.levelOf[other]! < level),
    tied: others.filter((other) => arms.levelOf[other] === level),
    to: (other) => between(arms, arm, other),
    scale: arms.scale,
  };
}

/** x_from − x_to of two arms of a bandit. */
export function between(arms: Arms, from: number, to: number): Keyed {
  return {
    key: [arms.members[from]![0]!, arms.members[to]![0]!],
    y: minusExact(arms.exactRows[from]!, arms.exactRows[to]!),
  };
}

/** The weights of a proof together with the differences that they belong to. */
export function combinationOf(
  { terms, denominator }: HullProof,
  keyed: (from: number, to: number, index: number) => Keyed,
): Combination {
  return {
    terms: terms.map(({ from, to, index, weight }) => ({ ...keyed(from, to, index), weight })),
    denominator,
  };
}
