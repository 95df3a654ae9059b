/** y_{s,a} = φ(s,σ_s) − φ(s,a): what separates a policy from its deviations. */
import type { Budget } from '../../math/budget.js';
import type { Work } from '../../math/work.js';
import type { Arms } from '../arms.js';
import { type Pair, type Separation, separate } from '../separation.js';
import type { CertificateTerm } from '../types.js';
import type { ArmPolicy, ExactMdp } from './exactMdp.js';

export interface Difference {
  readonly state: number;
  /** The arms, by index in their state. */
  readonly from: number;
  readonly to: number;
  /** Their rows of features. */
  readonly rows: Pair;
}

export function difference({ arms }: ExactMdp, state: number, from: number, to: number): Difference {
  const options = arms[state]!;
  return { state, from, to, rows: [options[from]!.row, options[to]!.row] };
}

/** From the arm that the policy takes to each other arm of these states. */
export function differencesOf(model: ExactMdp, policy: ArmPolicy, states: readonly number[]): Difference[] {
  return states.flatMap((state) =>
    model.arms[state]!.flatMap((_, arm) =>
      arm === policy[state] ? [] : [difference(model, state, policy[state]!, arm)],
    ),
  );
}

/** One direction for all of them; `differences` is not empty. */
export function* separating(
  rows: Arms,
  differences: readonly Difference[],
  budget: Budget,
): Work<Separation> {
  return yield* separate(
    rows,
    differences.map((each) => each.rows),
    budget,
  );
}

/** The terms of a separation of `differences`, by pairs. */
export function termsOf(
  { arms }: ExactMdp,
  differences: readonly Difference[],
  { terms, carrying }: Separation,
): CertificateTerm[] {
  return terms.map((term, n) => {
    const { state, from, to } = differences[carrying[n]!]!;
    return { ...term, from: arms[state]![from]!.pairs[0]!, to: arms[state]![to]!.pairs[0]! };
  });
}
