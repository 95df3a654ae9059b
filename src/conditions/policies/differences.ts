/** y_{s,a} = φ(s,σ_s) − φ(s,a): what separates a policy from its deviations. */
import type { Budget } from '../../math/budget.js';
import { type IntegerVector, minusExact } from '../../math/exactLinear.js';
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

/** With its numbers: y as doubles, and −y and y in whole numbers, in units of 1/scale. */
export interface Measured extends Difference {
  readonly guess: Float64Array;
  readonly against: Float64Array;
  readonly exact: IntegerVector;
  readonly exactAgainst: IntegerVector;
  /** The same for differences with one y. */
  readonly id: number;
}

/** y of the arms `from` and `to` of a state, without its numbers. */
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

/** The same with their numbers, each worked out once for all policies. */
export class Differences {
  readonly #known: Measured[][][];
  readonly #ids = new Map<string, number>();

  constructor(
    private readonly model: ExactMdp,
    private readonly rows: Arms,
  ) {
    this.#known = model.arms.map(() => []);
  }

  /** From one arm of a state to the others. */
  from(state: number, arm: number): readonly Measured[] {
    const known = this.#known[state]!;
    known[arm] ??= this.model.arms[state]!.flatMap((_, other) =>
      other === arm ? [] : [this.#measured(difference(this.model, state, arm, other))],
    );
    return known[arm];
  }

  of(policy: ArmPolicy, states: readonly number[]): Measured[] {
    return states.flatMap((state) => this.from(state, policy[state]!));
  }

  #measured(each: Difference): Measured {
    const [from, to] = each.rows;
    const { rows, exactRows } = this.rows;
    const guess = rows[from]!.map((x, k) => x - rows[to]![k]!);
    const exact = minusExact(exactRows[from]!, exactRows[to]!);
    const key = exact.join();
    const id = this.#ids.get(key) ?? this.#ids.size;
    this.#ids.set(key, id);
    return {
      ...each,
      guess,
      against: guess.map((x) => -x),
      exact,
      exactAgainst: exact.map((x) => -x),
      id,
    };
  }
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

/** Differences of chosen arms whose hull holds 0, with weights as doubles: the exact ones are worked out where they are asked for. */
export interface Conflict {
  readonly differences: readonly Difference[];
  readonly weights: readonly number[];
}

/** What a separation that found no direction says of `differences`. */
export function conflictOf(differences: readonly Difference[], { terms, carrying }: Separation): Conflict {
  return {
    differences: carrying.map((index) => differences[index]!),
    weights: terms.map(({ weight }) => weight),
  };
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
