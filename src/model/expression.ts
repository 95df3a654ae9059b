/** Expressions in the place of a number, such as `1 - t` or `2*t/3`: parsed, and evaluated in any arithmetic. */

import type { Real } from './bandit.js';
import { parseLiteral } from './rational.js';

export type Expression =
  | { readonly kind: 'number'; readonly real: Real }
  | { readonly kind: 'parameter'; readonly name: string; readonly start: number }
  | { readonly kind: 'minus'; readonly of: Expression }
  | {
      readonly kind: Operator;
      readonly left: Expression;
      readonly right: Expression;
      /** Where the right side stands. */
      readonly place: Place;
    };

type Operator = 'sum' | 'difference' | 'product' | 'quotient';

/** Half-open range of UTF-16 offsets into the expression. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

/** Why a text is no expression. */
export type ExpressionFault =
  /** A sign that has no meaning in an expression. */
  | { readonly code: 'sign'; readonly place: Place }
  /** A number or a name is expected. */
  | { readonly code: 'operand'; readonly place: Place }
  /** Two numbers or names without an operator between them. `product`: the text with `*` there, and nothing else changed. */
  | { readonly code: 'operator'; readonly place: Place; readonly product: string }
  | { readonly code: 'bracket'; readonly place: Place }
  | { readonly code: 'too-long'; readonly place: Place };

/** Longest expression that is read. Characters. */
export const LONGEST_EXPRESSION = 200;

/** A name of a parameter: letters, digits and `_`, a digit not first. */
export const PARAMETER_NAME = /^[\p{L}_][\p{L}\p{N}_]*$/u;

const NAME = /[\p{L}_][\p{L}\p{N}_]*/uy;
const NUMBER = /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y;
const BLANKS = /\s*/y;
/** A number in brackets, a name, or a number. */
const WORD = new RegExp(
  String.raw`\(\s*[+-]?${NUMBER.source}(?:\s*/\s*[+-]?${NUMBER.source})?\s*\)|${NAME.source}|${NUMBER.source}`,
  'gu',
);

/** Whether a text names anything, so that it is no number by itself: `1e-6` does not. */
export function namesSomething(text: string): boolean {
  return /[\p{L}_]/u.test(text.replace(/(?<=[\d.])[eE](?=[+-]?\d)/g, ''));
}

/** At most `LONGEST_EXPRESSION` characters, so that brackets are nested at most so deeply. */
export function parseExpression(text: string): Expression | ExpressionFault {
  if (text.length > LONGEST_EXPRESSION) return { code: 'too-long', place: { start: 0, end: text.length } };
  try {
    const parser = new Parser(text);
    const expression = parser.sum();
    parser.end();
    return expression;
  } catch (error) {
    if (error instanceof Stop) return error.fault;
    throw error;
  }
}

export function isFault(parsed: Expression | ExpressionFault): parsed is ExpressionFault {
  return 'code' in parsed;
}

/** The numbers that stand in an expression, in its order; a bracket with nothing but a number in it, such as `(-1/2)`, is one. */
export function constantsIn(expression: string): (Place & { readonly literal: string })[] {
  return [...expression.matchAll(WORD)].flatMap(({ index, 0: word }) =>
    /^[(\d.]/.test(word)
      ? [{ start: index, end: index + word.length, literal: word.replace(/[()\s]/g, '') }]
      : [],
  );
}

/** The parameters that an expression names, in its order, each as often as it stands there. */
export function parametersOf(expression: Expression): { readonly name: string; readonly start: number }[] {
  switch (expression.kind) {
    case 'number':
      return [];
    case 'parameter':
      return [expression];
    case 'minus':
      return parametersOf(expression.of);
    default:
      return [...parametersOf(expression.left), ...parametersOf(expression.right)];
  }
}

/** What is computed with: rational numbers, or polynomials. null: there is no such result. */
export interface Arithmetic<T> {
  number(real: Real): T;
  parameter(name: string): T | null;
  plus(a: T, b: T): T | null;
  minus(a: T, b: T): T | null;
  times(a: T, b: T): T | null;
  /** @param place of the divisor */
  over(a: T, b: T, place: Place): T | null;
}

/** null: some step has no result. */
export function evaluate<T>(expression: Expression, arithmetic: Arithmetic<T>): T | null {
  switch (expression.kind) {
    case 'number':
      return arithmetic.number(expression.real);
    case 'parameter':
      return arithmetic.parameter(expression.name);
    case 'minus': {
      const of = evaluate(expression.of, arithmetic);
      return of === null ? null : arithmetic.minus(arithmetic.number(ZERO), of);
    }
    default: {
      const left = evaluate(expression.left, arithmetic);
      const right = evaluate(expression.right, arithmetic);
      if (left === null || right === null) return null;
      switch (expression.kind) {
        case 'sum':
          return arithmetic.plus(left, right);
        case 'difference':
          return arithmetic.minus(left, right);
        case 'product':
          return arithmetic.times(left, right);
        case 'quotient':
          return arithmetic.over(left, right, expression.place);
      }
    }
  }
}

const ZERO: Real = { value: 0, literal: '0' };

class Stop extends Error {
  constructor(readonly fault: ExpressionFault) {
    super(fault.code);
  }
}

const OPERATORS: Readonly<Record<string, Operator>> = {
  '+': 'sum',
  '-': 'difference',
  '*': 'product',
  '/': 'quotient',
};

/** By recursive descent: a sum of products of signed numbers, names and brackets. */
class Parser {
  #at = 0;

  constructor(private readonly text: string) {}

  sum(): Expression {
    return this.#chain('+-', () => this.#chain('*/', () => this.#signed()));
  }

  /** Nothing is left but blanks. */
  end(): void {
    const sign = this.#next();
    if (sign === '') return;
    if (sign === ')') throw this.#stop('bracket', 1);
    if (this.#isOperand()) {
      const product = `${this.text.slice(0, this.#at).trimEnd()}*${this.text.slice(this.#at)}`;
      throw new Stop({ code: 'operator', place: { start: this.#at, end: this.text.length }, product });
    }
    throw this.#stop('sign', String.fromCodePoint(this.text.codePointAt(this.#at)!).length);
  }

  /** Operands with operators between them, from left to right. */
  #chain(operators: string, operand: () => Expression): Expression {
    let left = operand();
    for (;;) {
      const sign = this.#next();
      if (sign === '' || !operators.includes(sign)) return left;
      this.#at++;
      this.#next();
      const start = this.#at;
      const right = operand();
      left = { kind: OPERATORS[sign]!, left, right, place: { start, end: this.#at } };
    }
  }

  #signed(): Expression {
    const sign = this.#next();
    if (sign !== '-' && sign !== '+') return this.#operand();
    this.#at++;
    const of = this.#signed();
    return sign === '-' ? { kind: 'minus', of } : of;
  }

  #operand(): Expression {
    if (this.#next() === '(') {
      const start = this.#at++;
      const inside = this.sum();
      if (this.#next() === ')') this.#at++;
      else if (this.#next() === '') throw new Stop({ code: 'bracket', place: { start, end: start + 1 } });
      else this.end();
      return inside;
    }
    const start = this.#at;
    const number = this.#take(NUMBER);
    if (number !== null) {
      const real = parseLiteral(number);
      if (real) return { kind: 'number', real };
      this.#at = start;
      throw this.#stop('operand', number.length);
    }
    const name = this.#take(NAME);
    if (name !== null) return { kind: 'parameter', name, start };
    throw this.#stop('operand', this.#next() === '' ? 0 : 1);
  }

  #isOperand(): boolean {
    const start = this.#at;
    const found = this.#next() === '(' || this.#take(NUMBER) !== null || this.#take(NAME) !== null;
    this.#at = start;
    return found;
  }

  /** The sign that comes next, behind blanks; empty at the end. */
  #next(): string {
    this.#take(BLANKS);
    return this.text[this.#at] ?? '';
  }

  #take(pattern: RegExp): string | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.text);
    if (found) this.#at = pattern.lastIndex;
    return found?.[0] ?? null;
  }

  #stop(code: 'sign' | 'operand' | 'bracket', length: number): Stop {
    return new Stop({ code, place: { start: this.#at, end: this.#at + length } });
  }
}
