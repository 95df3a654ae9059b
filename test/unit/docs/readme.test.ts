import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const read = (file: string) => readFileSync(path.resolve(import.meta.dirname, '../../..', file), 'utf8');

test('the README lists every bench', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  const benches = Object.keys(scripts).filter((name) => name.startsWith('bench:'));
  expect(benches.length).toBeGreaterThan(0);
  const listed = [...read('README.md').matchAll(/^\| `npm run (bench:[\w-]+)`/gm)].map((found) => found[1]!);
  expect(listed.sort()).toEqual(benches.sort());
});
