/** The page of the language says what the language is. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { reference } from '../../../scripts/docs/reference.js';
import { CONDITION_IDS } from '../../../src/conditions/catalogue.js';
import { ALGORITHM_IDS } from '../../../src/engine/algorithms/catalogue.js';
import { ENVIRONMENT_IDS } from '../../../src/environments/catalogue.js';
import { keysOf, specSchema } from '../../../src/spec/schema.js';

const kept = readFileSync(path.resolve(import.meta.dirname, '../../../docs/reference.md'), 'utf8');

test('the kept page is the one that the schema makes: npm run docs:reference', () => {
  expect(kept).toBe(reference());
});

test('every section, algorithm, condition and environment is told of', () => {
  for (const key of keysOf(specSchema)) expect(kept).toContain(`## \`${key}\``);
  for (const word of [...ALGORITHM_IDS, ...CONDITION_IDS, ...ENVIRONMENT_IDS])
    expect(kept).toContain(`- \`${word}\`: `);
});

test('keys within keys are told of by their path, with their defaults', () => {
  expect(kept).toMatch(/^\| `learning-rate` \| `theory` \| /m);
  expect(kept).toMatch(/^\| `learning-rate` › `armijo` › `shrink` \| required \| /m);
  expect(kept).toMatch(/^\| `actions` › `NAME` › `reward` \| required \| /m);
});
