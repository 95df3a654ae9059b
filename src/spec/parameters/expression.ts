/** Reads an expression in the place of a number: its exact value at the values of the parameters. */
import type { Fraction } from 'fraction.js';
import type { Real } from '../../model/bandit.js';
import {
  type Arithmetic,
  type Expression,
  type ExpressionFault,
  evaluate,
  isFault,
  LONGEST_EXPRESSION,
  type Place,
  parametersOf,
  parseExpression,
} from '../../model/expression.js';
import { parseLiteral, toFraction, whyNotANumber } from '../../model/rational.js';
import { clip, grouped } from '../format.js';
import type { IssueCode } from '../issueCodes.js';
import { literalOf } from '../mdp/exactSum.js';
import type { TextFix, TextRange } from '../types.js';
import { MOST_EXPRESSIONS, type Parameters } from './parameters.js';

/** Digits that a numerator or a denominator may have, on the way too. */
const MOST_DIGITS = 200;
const TOO_LONG = 10n ** BigInt(MOST_DIGITS);

/** Who is told what is wrong; `text` is what ranges are of. */
export interface Listener {
  readonly text: string;
  error(code: IssueCode, range: TextRange, message: string, fix?: TextFix): null;
  unknown(code: IssueCode, range: TextRange, found: string, known: readonly string[], sentence: string): null;
}

/**
 * The value of an expression, as the literal of an exact number, with the expression beside it.
 *
 * @param name of the number, in what is said of it. @returns null: it has no value, which is reported unless a parameter is broken.
 */
export function readExpression(
  listener: Listener,
  parameters: Parameters,
  name: string,
  written: { readonly text: string; readonly range: TextRange },
): Real | null {
  const { range } = written;
  const text = written.text.trim();
  const raw = listener.text.slice(range.start, range.end);
  const start = range.start + raw.indexOf(text);
  const at = (place: Place): TextRange => ({ start: start + place.start, end: start + place.end });
  const wrong = (where: TextRange, why: string, fix?: TextFix) =>
    listener.error('expression', where, `${name}: ${why}`, fix);
  if (!raw.includes(text)) return wrong(range, 'write the expression on one line.');
  if (parameters.expressions.length >= MOST_EXPRESSIONS)
    return wrong(range, `more than ${grouped(MOST_EXPRESSIONS)} expressions are not read. Write numbers.`);
  const parsed = parseExpression(text);
  if (isFault(parsed)) {
    // In brackets a comma may be what is missing.
    const isInRow = name.startsWith('entry ') && /^\s*[,\]]/.test(listener.text.slice(range.end));
    const { message, newText } = wordsOf(parsed, text, isInRow);
    const fix = { title: `Change to ${clip(newText ?? '')}`, edits: [{ range, newText: newText ?? '' }] };
    return wrong(at(parsed.place), message, newText === undefined ? undefined : fix);
  }
  const mentions = parametersOf(parsed);
  for (const mention of mentions) {
    const place = at({ start: mention.start, end: mention.start + mention.name.length });
    if (parameters.named.has(mention.name)) parameters.mention(mention.name, place);
    else
      return listener.unknown(
        'unknown-parameter',
        place,
        mention.name,
        [...parameters.named.keys()],
        `${name}: there is no parameter \`${clip(mention.name)}\` in \`let\`.`,
      );
  }
  if (mentions.some((mention) => parameters.named.get(mention.name)!.value === null)) return null;
  const real = exactValue(parsed, text, parameters, (place, why) => wrong(at(place), why));
  if (real) parameters.expressions.push({ range, expression: text, literal: real.literal });
  return real;
}

function exactValue(
  expression: Expression,
  text: string,
  parameters: Parameters,
  wrong: (place: Place, why: string) => null,
): Real | null {
  const whole = { start: 0, end: text.length };
  const short = (result: Fraction): Fraction | null =>
    result.n < TOO_LONG && result.d < TOO_LONG
      ? result
      : wrong(whole, `its exact value has more than ${MOST_DIGITS} digits. Write shorter numbers.`);
  const rational: Arithmetic<Fraction> = {
    number: toFraction,
    parameter: (name) => toFraction(parameters.named.get(name)!.value!),
    plus: (a, b) => short(a.add(b)),
    minus: (a, b) => short(a.sub(b)),
    times: (a, b) => short(a.mul(b)),
    over: (a, b, place) =>
      b.n === 0n
        ? wrong(
            place,
            `division by 0: \`${clip(text.slice(place.start, place.end))}\` is 0${where(expression, parameters)}.`,
          )
        : short(a.div(b)),
  };
  const exact = evaluate(expression, rational);
  if (exact === null) return null;
  const named = parametersOf(expression).map(({ name }) => parameters.named.get(name)!.value!.literal);
  const asDecimal = ![text, ...named].some((literal) => literal.includes('/'));
  const above = exact.s * exact.n;
  const literal = literalOf([above, exact.d], { asDecimal }) ?? `${above}/${exact.d}`;
  const real = parseLiteral(literal);
  if (real === null) return wrong(whole, `it has no value: ${whyNotANumber(literal)}.`);
  return { ...real, expression: text };
}

/** ` at t = 1/2`. */
function where(expression: Expression, parameters: Parameters): string {
  const names = [...new Set(parametersOf(expression).map(({ name }) => name))];
  const said = names.map((name) => `${name} = ${parameters.named.get(name)!.value!.literal}`);
  return names.length === 0 ? '' : ` at ${said.join(', ')}`;
}

/** What is wrong, and the text that was meant where that is plain. */
function wordsOf(
  fault: ExpressionFault,
  text: string,
  isInRow: boolean,
): { message: string; newText?: string } {
  const { start, end } = fault.place;
  const found = start === text.length ? 'nothing' : `\`${clip(text.slice(start, end))}\``;
  switch (fault.code) {
    case 'too-long':
      return { message: `an expression may have ${LONGEST_EXPRESSION} characters, found ${text.length}.` };
    case 'operand':
      return /[−–—]/.test(found)
        ? minus(text)
        : { message: `expected a number or a parameter, found ${found}.` };
    case 'operator':
      if (isInRow) {
        const newText = `${text.slice(0, start).trimEnd()}, ${text.slice(start)}`;
        return {
          message: `expected a comma, or one of + - * /, before ${found}. Did you mean \`${clip(newText)}\` or \`${clip(fault.product)}\`?`,
          newText,
        };
      }
      return {
        message: `expected one of + - * / before ${found}. Did you mean \`${clip(fault.product)}\`?`,
        newText: fault.product,
      };
    case 'bracket':
      return {
        message: `found ${found} without the bracket that ${found === '`(`' ? 'closes' : 'opens'} it.`,
      };
    case 'sign':
      if (/[−–—]/.test(found)) return minus(text);
      return {
        message: `found ${found}, expected one of + - * / or the end. ${found === '`^`' ? 'Write a power as a product, such as `t*t`.' : 'An expression is made of numbers, parameters, + - * / and round brackets.'}`,
      };
  }
}

function minus(text: string): { message: string; newText: string } {
  const newText = text.replace(/[−–—]/g, '-');
  return { message: `write minus as \`-\`. Did you mean \`${clip(newText)}\`?`, newText };
}
