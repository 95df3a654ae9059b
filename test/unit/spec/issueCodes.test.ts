/** The kinds of diagnostics, and the page that lists them. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { PARAMETERS } from '../../../src/engine/algorithms/catalogue.js';
import { pageOf } from '../../../src/server/docs.js';
import { ISSUE_CODES } from '../../../src/spec/issueCodes.js';

const page = readFileSync(new URL('../../../docs/codes.md', import.meta.url), 'utf8');

test('the page of codes says what the catalogue says, of every code that no other page is about', () => {
  const told = [...page.matchAll(/^## (.+)\n\n(.+)$/gm)].map(([, code, words]) => [code, words]);
  expect(told).toEqual(Object.entries(ISSUE_CODES).filter(([code]) => pageOf(code) === null));
});

test.each(PARAMETERS.map(({ key }) => key))(
  'the parameter %s has a code for where it changes nothing',
  (key) => {
    expect(Object.keys(ISSUE_CODES)).toContain(key);
  },
);
