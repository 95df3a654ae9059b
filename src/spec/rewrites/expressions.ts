/** Expressions in parameters of `let` that are scaled and shifted as expressions, and what is said of those that become numbers. */
import type { Fraction } from 'fraction.js';
import type { Real } from '../../model/bandit.js';
import {
  constantsIn,
  type Expression,
  isFault,
  parametersOf,
  parseExpression,
} from '../../model/expression.js';
import { parseLiteral, toFraction } from '../../model/rational.js';
import { clip } from '../format.js';
import type { Reading } from '../types.js';
import { literalOf } from './literals.js';

/** `c` times the expression, c > 0; a number in front of a product is multiplied. */
export function scaledExpression(expression: string, c: Fraction): string {
  const kind = kindOf(expression);
  if (kind === 'sum' || kind === 'difference') return timesOf(c, `(${expression})`);
  if (expression.startsWith('-')) return `-${scaledExpression(expression.slice(1).trimStart(), c)}`;
  const [first] = constantsIn(expression);
  const rest = first?.start === 0 ? /^\s*\*\s*(.*)$/s.exec(expression.slice(first.end)) : null;
  const number = rest && parseLiteral(first!.literal);
  return number ? timesOf(toFraction(number).mul(c), rest[1]!) : timesOf(c, expression);
}

function timesOf(c: Fraction, factor: string): string {
  return c.equals(1) ? factor : `${literalOf(c)}*${factor}`;
}

/** The expression minus `by`; a number at its end or in front of it takes that up. */
export function shiftedExpression(expression: string, by: Fraction): string {
  const parsed = parsedOf(expression);
  if (kindOf(expression) === 'brackets' || (parsed.kind !== 'sum' && parsed.kind !== 'difference'))
    return plus(expression, by.neg());
  const { left, right, place } = parsed;
  if (right.kind === 'number') {
    const at = toFraction(right.real);
    const before = expression
      .slice(0, place.start)
      .replace(/[-+]\s*$/, '')
      .trimEnd();
    return plus(before, (parsed.kind === 'sum' ? at : at.neg()).sub(by));
  }
  const [first] = constantsIn(expression);
  if (left.kind !== 'number' || first?.start !== 0) return plus(expression, by.neg());
  const number = toFraction(left.real).sub(by);
  const rest = expression.slice(first.end).trimStart();
  if (!number.equals(0)) return `${literalOf(number)} ${rest}`;
  return rest.replace(/^([-+])\s*/, (_, sign) => (sign === '-' ? '-' : ''));
}

function parsedOf(expression: string): Expression {
  const parsed = parseExpression(expression);
  if (isFault(parsed)) throw new RangeError(`no expression: ${expression}`);
  return parsed;
}

/** What an expression is at its outside. */
function kindOf(expression: string): Expression['kind'] | 'brackets' {
  const isBracketed =
    expression.startsWith('(') &&
    expression.endsWith(')') &&
    !isFault(parseExpression(expression.slice(1, -1)));
  return isBracketed ? 'brackets' : parsedOf(expression).kind;
}

function plus(expression: string, number: Fraction): string {
  if (number.equals(0)) return expression;
  return `${expression} ${number.s < 0n ? '-' : '+'} ${literalOf(number.abs())}`;
}

/** The parameters that these numbers are computed from, with their values: `t = 1/4 and u = 2`; null: they are computed from none. */
export function parametersOfNumbers(numbers: Iterable<Real>, { source }: Reading): string | null {
  const expressions = new Set<string>();
  for (const { expression } of numbers) if (expression !== undefined) expressions.add(expression);
  const named = new Set<string>();
  for (const expression of expressions) {
    const parsed = parseExpression(expression);
    if (!isFault(parsed)) for (const { name } of parametersOf(parsed)) named.add(name);
  }
  const said = source.parameters.flatMap(({ name, value }) =>
    named.has(name) && value ? [`${clip(name)} = ${clip(value.literal)}`] : [],
  );
  return said.length === 0 ? null : said.join(' and ');
}
