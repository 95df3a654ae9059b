/** What is wrong with the expression of a search, in words. */
import type { ExpressionError, ExpressionFault } from './expression.js';
import { ALGORITHM_WORDS, WORDS } from './vocabulary.js';

/** @param outcomes how runs may end */
export function faultText(fault: ExpressionFault, outcomes: readonly string[]): string {
  switch (fault.code) {
    case 'empty':
      return `An expression is missing, such as: npg-top and trap and not features-K. ${words(outcomes)}`;
    case 'no-question':
      return fault.found === null
        ? `A condition is missing at the end. ${words(outcomes)}`
        : `A condition is missing before '${fault.found}'. ${words(outcomes)}`;
    case 'unknown-word':
      return fault.meant
        ? `There is no '${fault.found}': did you mean ${fault.meant}?`
        : `There is no '${fault.found}'. ${words(outcomes)}`;
    case 'no-algorithm':
      return `'${fault.found}' is how a run ends: write before it of which algorithm, such as: spg ${fault.found}.`;
    case 'no-outcome':
      return fault.found === null
        ? `How the run of ${fault.algorithm} ends is missing: ${list(outcomes)}.`
        : `A run of ${fault.algorithm} ends as ${list(outcomes)}, not '${fault.found}'${meant(fault.meant)}`;
    case 'no-operator':
      return `Expected and, or, or the end, but found '${fault.found}'${meant(fault.meant)}`;
    case 'not-closed':
      return 'This ( is never closed: write a ) where it ends.';
    case 'not-opened':
      return 'This ) closes nothing: remove it, or write the ( that it closes.';
  }
}

/** The expression, with what is meant of it marked below, and the sentence; one line each. */
export function faultLines({ fault, text }: ExpressionError, outcomes: readonly string[]): string[] {
  const { start, end } = fault.at;
  // A line break in the expression would part it from its mark.
  const line = text.replace(/\s/g, ' ');
  return [
    `  ${line}`,
    `  ${' '.repeat(start)}${'^'.repeat(Math.max(1, end - start))}`,
    faultText(fault, outcomes),
  ];
}

function meant(word: string | null): string {
  return word ? `: did you mean ${word}?` : '.';
}

function list(names: readonly string[]): string {
  return `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}

function words(outcomes: readonly string[]): string {
  return `There are ${[...WORDS.keys()].join(', ')}; and a run, ${list([...ALGORITHM_WORDS.keys()])}, with how it ends: ${list(outcomes)}.`;
}
