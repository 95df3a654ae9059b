/** In which order threads take files: no thread is to be left with a long one when the others have ended. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { takingOrder } from '../../../src/cli/takingOrder.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'linspg-order-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function files(...sections: string[]): string[] {
  return sections.map((section, n) => {
    const file = path.join(folder, `${n}.linspg`);
    writeFileSync(file, `title: x\n${section}:\n  noise: none\n`);
    return file;
  });
}

test('processes are taken first, then families and contexts; what is alike, in the order of the files', () => {
  expect(takingOrder(files('bandit', 'contexts', 'mdp', 'generate', 'bandit', 'mdp'))).toEqual([
    2, 5, 3, 1, 0, 4,
  ]);
});

test('a file that cannot be read is taken like any other', () => {
  expect(takingOrder([path.join(folder, 'missing.linspg'), ...files('mdp')])).toEqual([1, 0]);
});

test('of many files each is taken once, and none long after its neighbours', () => {
  const order = takingOrder(files(...Array.from({ length: 130 }, (_, n) => (n % 2 ? 'mdp' : 'bandit'))));
  expect([...order].sort((a, b) => a - b)).toEqual([...Array(130).keys()]);
  expect(order.every((file, place) => Math.abs(file - place) < 64)).toBe(true);
});
