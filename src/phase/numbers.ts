/** The numbers of a text as rational functions of one of its parameters. */
import type { Real } from '../model/bandit.js';
import { type Arithmetic, evaluate, isFault, parametersOf, parseExpression } from '../model/expression.js';
import { toFraction } from '../model/rational.js';
import type { Polynomial } from './polynomial.js';
import {
  add,
  divide,
  isNothing,
  multiply,
  ofFraction,
  PARAMETER,
  type RationalFunction,
  subtract,
} from './rationalFunction.js';

/** Of parameters by name. */
export type Values = ReadonlyMap<string, Real>;

/** Reads numbers, and keeps what they are divided by. */
export class Writing {
  readonly #divisors = new Map<string, Polynomial>();
  readonly #known = new Map<string, RationalFunction | null>();
  readonly #arithmetic: Arithmetic<RationalFunction>;
  /** How many numbers name the parameter. */
  naming = 0;

  /** @param values of all other parameters */
  constructor(
    private readonly parameter: string,
    values: Values,
  ) {
    this.#arithmetic = {
      number: (number) => ofFraction(toFraction(number)),
      parameter: (name) => (name === parameter ? PARAMETER : ofFraction(toFraction(values.get(name)!))),
      plus: add,
      minus: subtract,
      times: multiply,
      over: (a, b) => {
        if (isNothing(b)) return null;
        if (b.above.length > 1) this.#divisors.set(b.above.join(), b.above);
        return divide(a, b);
      },
    };
  }

  /** Everything that a number was divided by, but whole numbers. */
  get divisors(): Polynomial[] {
    return [...this.#divisors.values()];
  }

  /** null: a division by 0 wherever the parameter is. */
  number(real: Real): RationalFunction | null {
    if (real.expression === undefined) return ofFraction(toFraction(real));
    if (doesName(real.expression, this.parameter)) this.naming++;
    const known = this.#known.get(real.expression);
    if (known !== undefined) return known;
    const parsed = parseExpression(real.expression);
    const found = isFault(parsed) ? null : evaluate(parsed, this.#arithmetic);
    this.#known.set(real.expression, found);
    return found;
  }

  all(reals: readonly Real[]): RationalFunction[] | null {
    return whole(reals.map((real) => this.number(real)));
  }

  table(rows: readonly (readonly Real[])[]): RationalFunction[][] | null {
    return whole(rows.map((row) => this.all(row)));
  }
}

export function doesName(expression: string, parameter: string): boolean {
  const parsed = parseExpression(expression);
  return !isFault(parsed) && parametersOf(parsed).some(({ name }) => name === parameter);
}

/** null: one of them is. */
export function whole<T>(all: readonly (T | null)[]): T[] | null {
  return all.every((each): each is T => each !== null) ? [...all] : null;
}
