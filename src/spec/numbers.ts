/** The numbers of a problem that stand in a text: each can be found at an offset, named in words, and written anew. */
import type { Real } from '../model/bandit.js';
import { constantsIn, parametersOf, parseExpression } from '../model/expression.js';
import { parseLiteral } from '../model/rational.js';
import { rowNames } from '../model/written.js';
import { rowSources } from './rowSources.js';
import type { ParameterSource, Reading, TextEdit, TextRange } from './types.js';

export interface WrittenNumber {
  /** What it is; no two numbers of a text have the same words: `reward of a1`, or the name of a parameter. */
  readonly words: string;
  readonly value: Real;
  /** Its literal. */
  readonly range: TextRange;
  /** null: it is a literal of the problem. */
  readonly parameter: ParameterSource | null;
  /** The row that it stands in, and which of its features it is; `feature` is null for the reward. null: it stands in no row. */
  readonly place: Place | null;
  /** The expression that it is a part of, and where it begins in it; null: it stands alone. */
  readonly inside: { readonly expression: string; readonly start: number } | null;
}

interface Place {
  readonly row: number;
  readonly feature: number | null;
}

/** A value of the problem, which is a number, a parameter or an expression. */
interface Value {
  readonly words: string;
  readonly range: TextRange;
  readonly place: Place | null;
}

type Read = Pick<Reading, 'source' | 'bandit' | 'mdp'>;

/** The number at an offset, also right behind it; at the name of a parameter, the parameter. null: there is none. */
export function numberAt(text: string, reading: Read, offset: number): WrittenNumber | null {
  const on = ({ start, end }: TextRange) => start <= offset && offset <= end;
  const { parameters, mentions, expressions } = reading.source;
  const named = mentions.find(({ of, range }) => of === 'parameter' && on(range));
  const parameter = named
    ? parameters[named.index]
    : parameters.find(({ key, number }) => on(key) || on(number));
  if (parameter) return numberOfParameter(parameter);
  for (const value of valuesOf(reading)) {
    if (!on(value.range)) continue;
    const numbers = [...numbersOf(text, reading, value)];
    const found = numbers.find(({ range }) => on(range));
    if (found) return found;
    // At a sign of an expression with one parameter, that is meant.
    const expression = expressions.find(({ range }) => range.start === value.range.start);
    const names = expression ? namesIn(expression.expression) : [];
    const only = names.length === 1 ? parameters.find(({ name }) => name === names[0]) : undefined;
    if (only) return numberOfParameter(only);
  }
  return null;
}

/** The number with these words; null: there is none now. */
export function numberNamed(text: string, reading: Read, words: string): WrittenNumber | null {
  const parameter = reading.source.parameters.find(({ name }) => name === words);
  if (parameter) return numberOfParameter(parameter);
  for (const value of valuesOf(reading)) {
    if (!words.endsWith(value.words)) continue;
    for (const number of numbersOf(text, reading, value)) if (number.words === words) return number;
  }
  return null;
}

/** Writes a number anew. @param literal as `parseLiteral` reads it */
export function numberEdit({ range, inside }: WrittenNumber, literal: string): TextEdit {
  const needsBrackets = inside !== null && /[-+/]/.test(literal.replace(/[eE][+-]/, ''));
  return { range, newText: needsBrackets ? `(${literal})` : literal };
}

/** null: its value is broken. */
export function numberOfParameter(parameter: ParameterSource): WrittenNumber | null {
  const { name, value, number } = parameter;
  return value && { words: name, value, range: number, parameter, place: null, inside: null };
}

function* valuesOf({ source, bandit, mdp }: Read): Generator<Value> {
  const problem = bandit ?? mdp;
  if (problem === null) return;
  const names = rowNames(problem);
  for (const [row, action] of rowSources(source).entries()) {
    if (action === null) continue;
    const name = names[row]!;
    // What is not written has the range of the name.
    if (action.reward.start !== action.name.start)
      yield { words: `reward of ${name}`, range: action.reward, place: { row, feature: null } };
    for (const [feature, range] of action.features.entries())
      yield { words: featureWords(feature, name), range, place: { row, feature } };
  }
  for (const [row, entries] of source.table.entries())
    for (const [feature, range] of entries?.features.entries() ?? [])
      yield { words: featureWords(feature, names[row]!), range, place: { row, feature } };
  const { discount } = source.beside;
  if (discount && discount.value.start !== discount.key.start)
    yield { words: 'discount', range: discount.value, place: null };
  for (const [index, state] of source.states.entries()) {
    const name = mdp?.states[index]?.name ?? '';
    if (state.probability) yield { words: `probability of ${name}`, range: state.probability, place: null };
    for (const [a, { to }] of state.actions.entries())
      for (const { state: next, probability } of to?.entries ?? [])
        if (probability && mdp)
          yield {
            words: `probability of ${mdp.states[next]!.name} after ${names[mdp.states[index]!.first + a]}`,
            range: probability,
            place: null,
          };
  }
}

const featureWords = (feature: number, name: string): string => `feature ${feature + 1} of ${name}`;

/** The literals of a value: itself, or those of its expression, without one that is a parameter alone. */
function* numbersOf(text: string, { source }: Read, value: Value): Generator<WrittenNumber> {
  const { words, range, place } = value;
  const written = text.slice(range.start, range.end);
  const alone = parseLiteral(written.replace(/^(["'])(.*)\1$/s, '$2'));
  if (alone) {
    yield { words, value: alone, range, parameter: null, place, inside: null };
    return;
  }
  const found = source.expressions.find((one) => one.range.start === range.start);
  if (!found) return;
  const { expression } = found;
  const first = range.start + written.indexOf(expression);
  for (const [n, { start, end, literal }] of constantsIn(expression).entries()) {
    const number = parseLiteral(literal);
    if (!number) continue;
    const at = { start: first + start, end: first + end };
    const inside = { expression, start };
    yield {
      words: `number ${n + 1} in the ${words}`,
      value: number,
      range: at,
      parameter: null,
      place,
      inside,
    };
  }
}

function namesIn(expression: string): string[] {
  const parsed = parseExpression(expression);
  return 'code' in parsed ? [] : [...new Set(parametersOf(parsed).map(({ name }) => name))];
}
