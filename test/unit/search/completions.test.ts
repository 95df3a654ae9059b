/** What is offered while an expression is typed. */
import { expect, test } from 'vitest';
import { CONDITION_IDS } from '../../../src/conditions/catalogue.js';
import { SIGNATURE_KINDS } from '../../../src/experiment/signature.js';
import { completionsOf } from '../../../src/search/completions.js';

const words = (text: string) => completionsOf(text, SIGNATURE_KINDS).map(({ word }) => word);

test('at the beginning, and behind an operator or (, every question is offered', () => {
  for (const text of ['', 'not ', 'trap and ', 'trap and (', 'swapped '])
    expect(words(text)).toEqual(
      expect.arrayContaining([...CONDITION_IDS, 'depends', 'spg', 'not', 'swapped']),
    );
});

test('behind a question operators are offered, and behind an algorithm how its run ends', () => {
  for (const text of ['trap ', '(trap) ', 'spg stuck ']) expect(words(text)).toEqual(['and', 'or']);
  expect(words('npg ')).toEqual(SIGNATURE_KINDS);
});

test('a word that is begun is completed, whatever its case, and leaves the rest as it is', () => {
  expect(completionsOf('trap and (features-k', SIGNATURE_KINDS)).toEqual([
    { word: 'features-K', text: 'trap and (features-K ' },
  ]);
  expect(words('trap a')).toEqual(['and']);
  expect(words('npg-')).toEqual(['npg-top', 'npg-fisher']);
  expect(words('trap zz')).toEqual([]);
});
