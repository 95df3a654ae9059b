import { code, type Markdown, markdown } from '../../borders/markdown.js';
import { decimalOf, relation } from '../../model/decimal.js';
import type { Reading, TextRange } from '../../spec/types.js';

/** What is known of a parameter, or of an expression, at an offset; null: neither stands there. */
export function parameterHover(
  { source: { parameters, expressions, mentions } }: Reading,
  offset: number,
): { readonly lines: readonly Markdown[]; readonly range: TextRange } | null {
  const on = ({ start, end }: TextRange) => start <= offset && offset <= end;
  const expression = expressions.find(({ range }) => on(range));
  if (expression) {
    return {
      lines: [markdown`${code(`${expression.expression} ${equalTo(expression.literal)}`)}`],
      range: expression.range,
    };
  }
  const index = parameters.findIndex(({ key, number }) => on(key) || on(number));
  const parameter = parameters[index];
  if (!parameter?.value) return null;
  const places = mentions.filter((one) => one.of === 'parameter' && one.index === index).length;
  const named = places === 1 ? 'once' : `${places} times`;
  return {
    lines: [
      markdown`Parameter ${code(`${parameter.name} ${equalTo(parameter.value.literal)}`)}, named ${named} in the numbers of the problem.`,
    ],
    range: on(parameter.key) ? parameter.key : parameter.number,
  };
}

/** `= 1/3 ≈ 0.333333`, or `= 0.5` where that is all of it. */
function equalTo(literal: string): string {
  const { text, isExact } = decimalOf(literal);
  const decimal = `${relation(isExact)} ${text}`;
  return isExact && text === literal.replace(/^-/, '−') ? decimal : `= ${literal} ${decimal}`;
}
