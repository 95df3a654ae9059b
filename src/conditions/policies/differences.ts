/** y_{s,a} = φ(s,σ_s) − φ(s,a), the differences that separate a policy from its deviations. */
import type { Budget } from '../../math/budget.js';
import { type IntegerVector, minusExact } from '../../math/exactLinear.js';
import type { MinNormPoint } from '../../math/minnorm.js';
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

/** A difference with its numbers: y as doubles (`guess`), and y and −y as integers in units of 1/scale. */
export interface Measured extends Difference {
  readonly guess: Float64Array;
  readonly against: Float64Array;
  readonly exact: IntegerVector;
  readonly exactAgainst: IntegerVector;
  /** Equal for differences with the same y. */
  readonly id: number;
}

/** y of the arms `from` and `to` of a state, without its numbers. */
export function difference({ arms }: ExactMdp, state: number, from: number, to: number): Difference {
  const options = arms[state]!;
  return { state, from, to, rows: [options[from]!.row, options[to]!.row] };
}

/** The differences from the arm that the policy takes to each other arm, for these states. */
export function differencesOf(model: ExactMdp, policy: ArmPolicy, states: readonly number[]): Difference[] {
  return states.flatMap((state) =>
    model.arms[state]!.flatMap((_, arm) =>
      arm === policy[state] ? [] : [difference(model, state, policy[state]!, arm)],
    ),
  );
}

type Numbers = Omit<Measured, keyof Difference>;

/** Differences with their numbers, each computed once for all policies. */
export class Differences {
  readonly #known: Measured[][][];
  readonly #ids = new Map<string, number>();
  /** By the two rows of features. */
  readonly #numbers = new Map<number, Numbers>();

  constructor(
    private readonly model: ExactMdp,
    private readonly rows: Arms,
  ) {
    this.#known = model.arms.map(() => []);
  }

  /** The differences from one arm of a state to the others. */
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
    const between = from * this.rows.rows.length + to;
    const numbers = this.#numbers.get(between) ?? this.#numbersOf(from, to);
    this.#numbers.set(between, numbers);
    return { ...each, ...numbers };
  }

  #numbersOf(from: number, to: number): Numbers {
    const { rows, exactRows } = this.rows;
    const guess = rows[from]!.map((x, k) => x - rows[to]![k]!);
    const exact = minusExact(exactRows[from]!, exactRows[to]!);
    const key = exact.join();
    const id = this.#ids.get(key) ?? this.#ids.size;
    this.#ids.set(key, id);
    return { guess, against: guess.map((x) => -x), exact, exactAgainst: exact.map((x) => -x), id };
  }
}

/**
 * Looks for one direction that separates all of them; `differences` is not empty.
 *
 * @param guess their point of least norm in floating point, if it is known
 */
export function* separating(
  rows: Arms,
  differences: readonly Difference[],
  budget: Budget,
  guess?: MinNormPoint,
): Work<Separation> {
  return yield* separate(
    rows,
    differences.map((each) => each.rows),
    budget,
    { guess },
  );
}

/** Differences of chosen arms whose convex hull contains 0, with weights as doubles; exact weights are computed where they are needed. */
export interface Conflict {
  readonly differences: readonly Difference[];
  readonly weights: readonly number[];
}

/** The conflict that a separation of `differences` shows if it found no direction. */
export function conflictOf(differences: readonly Difference[], { terms, carrying }: Separation): Conflict {
  return {
    differences: carrying.map((index) => differences[index]!),
    weights: terms.map(({ weight }) => weight),
  };
}

/** The terms of a separation of `differences`, with pairs in place of arms. */
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
