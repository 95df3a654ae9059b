/** The comments of the examples, which are read beside a panel. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const names = readdirSync('examples').filter((name) => name.endsWith('.linspg'));
const linesOf = (name: string) => readFileSync(`examples/${name}`, 'utf8').split('\n');

/** The columns of an editor of 640 pixels beside its minimap, in a font of 14 pixels. */
const COLUMNS = 58;

test.each(names)('%s is read in half a window, and begins with a few lines on what it shows', (name) => {
  const lines = linesOf(name);
  const head = lines.findIndex((line) => !line.startsWith('#'));
  expect(head).toBeGreaterThan(0);
  expect(head).toBeLessThanOrEqual(8);
  expect(lines.filter((line) => line.includes('#') && [...line].length > COLUMNS)).toEqual([]);
});

test('one of them generates its bandits', () => {
  expect(names.filter((name) => linesOf(name).includes('generate:'))).not.toEqual([]);
});
