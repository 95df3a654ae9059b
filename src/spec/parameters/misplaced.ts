/** An expression in parameters of `let` where the language has none: outside of the problem. */
import { isFault, parametersOf, parseExpression } from '../../model/expression.js';
import { clip } from '../format.js';
import type { TextFix, TextRange } from '../types.js';
import { readExpression } from './expression.js';
import { Parameters } from './parameters.js';

/**
 * What is said of it, with the number in its place as the fix; null: the words are no expression in these parameters.
 *
 * @param text the whole text. @param name of the number, in what is said of it. @param written the words, with the range that an error is reported at.
 */
export function misplaced(
  text: string,
  { all, named }: Parameters,
  name: string,
  written: { readonly text: string; readonly range: TextRange },
): { readonly message: string; readonly fix: TextFix | null } | null {
  const parsed = parseExpression(written.text.trim());
  if (isFault(parsed)) return null;
  const mentions = parametersOf(parsed);
  if (mentions.length === 0 || !mentions.every((mention) => named.has(mention.name))) return null;
  const silent = { text, error: () => null, unknown: () => null };
  const value = readExpression(silent, new Parameters(all), name, written);
  const found = `${name}: found \`${clip(written.text)}\`, but parameters of \`let\` may stand only in numbers of the problem.`;
  if (value === null) return { message: `${found} Write a number.`, fix: null };
  const fix = {
    title: `Change to ${value.literal}`,
    edits: [{ range: written.range, newText: value.literal }],
  };
  return { message: `${found} Write the number, ${clip(value.literal)}.`, fix };
}
