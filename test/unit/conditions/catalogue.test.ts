import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { analyse } from '../../../src/conditions/analyse.js';
import {
  aboutOf,
  CONDITION_IDS,
  CONDITIONS,
  conditionOf,
  FIGURES,
} from '../../../src/conditions/catalogue.js';
import { grammar } from '../../../src/spec/grammar.js';
import { readSpec } from '../../../src/spec/read.js';
import { KEEP_KEYWORDS } from '../../../src/spec/vocabulary.js';

const docs = path.resolve(import.meta.dirname, '../../../docs');
const index = readFileSync(path.join(docs, 'README.md'), 'utf8');
const tests = readdirSync(import.meta.dirname)
  .filter((name) => name.endsWith('.ts') && name !== 'catalogue.test.ts')
  .map((name) => readFileSync(path.join(import.meta.dirname, name), 'utf8'))
  .join('\n');

describe('the catalogue of conditions', () => {
  test.each([...CONDITIONS, ...FIGURES])('$id has what an entry needs', ({ id, about }) => {
    const page = `${id.toLowerCase()}.md`;
    expect(about).toMatch(/\.$/);
    expect(existsSync(path.join(docs, page)), `docs/${page}`).toBe(true);
    expect(index, 'a line of docs/README.md').toContain(`(${page})`);
    expect(tests, 'a test').toContain(`'${id}'`);
  });

  test.each(CONDITION_IDS)('families can be sifted by %s', (id) => {
    expect(KEEP_KEYWORDS).toEqual(expect.arrayContaining([id, `not ${id}`]));
    expect(JSON.stringify(grammar())).toContain(id);
  });

  test('has each id once, and words for no other', () => {
    const ids = [...CONDITIONS, ...FIGURES].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(aboutOf('feature-4')).toBe('');
    expect(conditionOf('fisher')).toBeUndefined();
  });

  test('is what an analysis tells, in its order', () => {
    const text = 'bandit: { rewards: [3, 2, 1], features: [[0, 1], [1, 0], [1, 2]] }';
    const told = analyse(readSpec(text).bandit!).conditions.map(({ id }) => id);
    expect([...new Set(told)]).toEqual(CONDITION_IDS);
  });
});
