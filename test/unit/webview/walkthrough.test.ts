/** The pictures of the walkthrough show what happens. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { FIX } from '../../../scripts/pictures/walkthrough.js';
import { analyse } from '../../../src/conditions/analyse.js';
import { readSpec } from '../../../src/spec/read.js';

test('the trap of the second example is mended by one number', () => {
  const text = readFileSync('examples/02-gets-stuck.linspg', 'utf8');
  expect(text).toContain(FIX.from);
  const verdictOf = (source: string) => analyse(readSpec(source).bandit!).verdict;
  expect(verdictOf(text)).toMatchObject({ kind: 'depends', traps: [1] });
  expect(verdictOf(text.replace(FIX.from, FIX.to)).traps).not.toContain(1);
});
