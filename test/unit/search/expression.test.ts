/** The language of searches, and what is said of a text that is none. */
import { describe, expect, test } from 'vitest';
import { CONDITION_IDS } from '../../../src/conditions/catalogue.js';
import { ALGORITHM_IDS } from '../../../src/engine/algorithms/catalogue.js';
import { SIGNATURE_KINDS } from '../../../src/experiment/signature.js';
import { type ExpressionError, parseExpression, written } from '../../../src/search/expression.js';
import { faultText } from '../../../src/search/expressionWords.js';

const parsed = (text: string) => written(parseExpression(text, SIGNATURE_KINDS));

/** The place that is marked, as it stands in the text, and the sentence. */
function faultOf(text: string): [string, string] {
  try {
    parsed(text);
  } catch (error) {
    const { fault } = error as ExpressionError;
    return [text.slice(fault.at.start, fault.at.end), faultText(fault, SIGNATURE_KINDS)];
  }
  throw new Error(`${text} is an expression.`);
}

describe('an expression', () => {
  test('binds not before and, and before or', () => {
    expect(parsed('trap or not order and exposed')).toBe('trap or (not order and exposed)');
    expect(parsed('(trap or not order) and exposed')).toBe('(trap or not order) and exposed');
    expect(parsed('always and swapped (depends or never)')).toBe('always and swapped (depends or never)');
    expect(parsed('swapped trap and order')).toBe('swapped trap and order');
    expect(parsed('!trap')).toBe('not trap');
  });

  test('asks for every condition, every verdict, and every outcome of every algorithm, also without lin-', () => {
    for (const id of CONDITION_IDS) expect(parsed(id)).toBe(id);
    for (const verdict of ['never', 'depends', 'always', 'undecided']) expect(parsed(verdict)).toBe(verdict);
    for (const id of ALGORITHM_IDS)
      for (const outcome of SIGNATURE_KINDS) expect(parsed(`${id} ${outcome}`)).toBe(`${id} ${outcome}`);
    expect(parsed('spg stuck and npg converged')).toBe('lin-spg stuck and lin-npg converged');
  });
});

describe('what is wrong is told at its place', () => {
  test.each([
    ['npg-top and trp', 'trp', "There is no 'trp': did you mean trap?"],
    ['features-k', 'features-k', "There is no 'features-k': did you mean features-K?"],
    ['npg-top && trap', '&&', "Expected and, or, or the end, but found '&&': did you mean and?"],
    ['npg-top trap', 'trap', "Expected and, or, or the end, but found 'trap'."],
    ['(trap and order', '(', 'This ( is never closed: write a ) where it ends.'],
    ['trap) and order', ')', 'This ) closes nothing: remove it, or write the ( that it closes.'],
    ['stuck', 'stuck', "'stuck' is how a run ends: write before it of which algorithm, such as: spg stuck."],
  ])('%s', (text, place, sentence) => {
    expect(faultOf(text)).toEqual([place, sentence]);
  });

  test.each([
    ['spg', 'spg', 'How the run of spg ends is missing'],
    ['not spg and trap', 'spg', 'How the run of spg ends is missing'],
    ['npg convergd', 'convergd', "not 'convergd': did you mean converged?"],
    ['', '', 'An expression is missing'],
    ['trap and', '', 'A condition is missing at the end.'],
    ['trap and or order', 'or', "A condition is missing before 'or'."],
    ['()', ')', "A condition is missing before ')'."],
    ['not', '', 'A condition is missing at the end.'],
  ])('%s', (text, place, beginning) => {
    const [marked, sentence] = faultOf(text);
    expect([marked, sentence]).toEqual([place, expect.stringContaining(beginning)]);
  });

  test('where no word is near, all are listed', () => {
    const [, sentence] = faultOf('zzzzzzzzzz');
    for (const word of [...CONDITION_IDS, 'undecided', 'npg', 'softmax-pg', ...SIGNATURE_KINDS])
      expect(sentence).toContain(word);
  });
});
