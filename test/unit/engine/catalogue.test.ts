import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { ALGORITHMS, algorithmOf, PARAMETERS } from '../../../src/engine/algorithms/catalogue.js';
import { runSchema } from '../../../src/spec/schema/run.js';
import { keysOf } from '../../../src/spec/schema.js';

const docs = readFileSync(path.resolve(import.meta.dirname, '../../../docs/algorithms.md'), 'utf8');
const tests = readFileSync(path.join(import.meta.dirname, 'algorithms.test.ts'), 'utf8');

describe('the catalogue of algorithms', () => {
  test.each(ALGORITHMS)('$id has what an entry needs', (algorithm) => {
    const { id, about, update, source, direction, parameters } = algorithm;
    for (const words of [about, update, source, direction]) expect(words.trim()).not.toBe('');
    expect(docs, 'a row of docs/algorithms.md').toMatch(new RegExp(`^\\| \`${id}\``, 'm'));
    expect(tests, 'a test of its step').toContain(`'${id}`);
    for (const { key } of parameters) {
      expect(docs, 'its parameters in docs/algorithms.md').toContain(`## \`${key}\``);
      expect(keysOf(runSchema)).toContain(key);
    }
  });

  test('has each id once, and each name of a parameter', () => {
    const ids = ALGORITHMS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(PARAMETERS.map(({ name }) => name)).size).toBe(PARAMETERS.length);
  });

  test('knows no other id', () => {
    expect(() => algorithmOf('lin-pg')).toThrow(RangeError);
  });
});
