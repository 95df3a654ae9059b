/** A directory of finished runs: whose it is, and what of it can be trusted. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Manifest, manifestOf } from '../../../src/cli/manifest.js';
import { CellStore } from '../../../src/cli/store.js';
import { plan } from '../../../src/experiment/plan.js';
import { readSpec } from '../../../src/spec/read.js';
import { result } from '../experiment/recordings.js';

const TEXT = `bandit: { rewards: [1, 0], features: [[1], [0]] }
run: { learning-rate: [0.1, 0.2, 0.3], iterations: 10 }
`;
const { bandit, run } = readSpec(TEXT);
const { cells } = plan([bandit!], run!);
const { recording, ending, milliseconds } = result({ 0: 0.25, 10: 0.125 });

let folder: string;
let directory: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'linspg-store-'));
  directory = join(folder, 'out');
  writeFileSync(join(folder, 'worker'), 'the engine');
});
afterEach(() => rmSync(folder, { recursive: true }));

const open = (more: Partial<Manifest> = {}) =>
  CellStore.open(directory, { file: 'a.linspg', text: TEXT, ...more }, join(folder, 'worker'));

function keepAll(): void {
  const store = open();
  for (const cell of cells) store.keep(store.keyOf(cell), { recording, ending, milliseconds });
}

function cellsFile(): string {
  const [name] = readdirSync(join(directory, 'cells'));
  return join(directory, 'cells', name!);
}

test('a problem is named once for all cells of it, and by all its numbers', () => {
  const store = open();
  const [first, second] = cells as [(typeof cells)[number], (typeof cells)[number]];
  let looks = 0;
  const problem = { ...first.problem };
  Object.defineProperty(problem, 'rewards', {
    get() {
      looks++;
      return first.problem.rewards;
    },
  });
  const keys = [first, second, first].map(({ job }) => store.keyOf({ ...first, problem, job }));
  expect(looks).toBe(1);
  expect(keys).toEqual([first, second, first].map((cell) => store.keyOf(cell)));
  expect(new Set(keys).size).toBe(2);
  const other = { ...first.problem, rewards: Float64Array.of(2, 0) };
  expect(store.keyOf({ ...first, problem: other })).not.toBe(keys[0]);
});

describe('a directory belongs to a text and what was asked beside it', () => {
  test.each<[string, Partial<Manifest>]>([
    ['by another path', { file: './sub/../a.linspg' }],
    ['by another name', { file: 'copy.linspg' }],
    ['with other line ends', { text: TEXT.replaceAll('\n', '\r\n') }],
  ])('it is known %s', (_, asked) => {
    open();
    expect(open(asked).manifest).toEqual({ file: 'a.linspg', text: TEXT });
  });

  test('it is known by iterations that are listed otherwise', () => {
    open({ recordAt: [10, 100] });
    expect(open({ recordAt: [100, 10, 10] }).manifest.recordAt).toEqual([10, 100]);
  });

  test.each<[string, Partial<Manifest>, Partial<Manifest>, string]>([
    [
      'another text',
      {},
      { text: TEXT.replace('0.3', '0.4') },
      'holds another experiment: the text of a.linspg when the directory was begun is not the text of a.linspg now.',
    ],
    [
      'another --record',
      { recordAt: [1, 2] },
      { recordAt: [1, 3] },
      'was begun with --record 1,2, and this is --record 1,3.',
    ],
    ['a --record at all', {}, { recordAt: [1, 3] }, 'was begun with no --record, and this is --record 1,3.'],
    [
      'another T',
      { iterations: 10 },
      { iterations: 20 },
      'was begun with --iterations 10, and this is --iterations 20.',
    ],
  ])('%s is refused, and that is the reason that is given', (_, begun, asked, reason) => {
    open(begun);
    expect(() => open(asked)).toThrow(
      `${directory} ${reason} Choose another directory for this one, or remove it.`,
    );
  });

  test('a damaged experiment.json is written again for its text, and told where there is none', () => {
    keepAll();
    for (const content of ['{"file":"a.lin', 'null\n', '{}\n']) {
      writeFileSync(join(directory, 'experiment.json'), content);
      expect(() => manifestOf(directory)).toThrow(`${directory}: experiment.json is damaged.`);
      expect(open().results(cells)).not.toContain(null);
      expect(manifestOf(directory)).toEqual({ file: 'a.linspg', text: TEXT });
    }
  });
});

describe('damage', () => {
  test('a whole directory has none', () => {
    keepAll();
    const store = open();
    expect([store.damage(), store.results(cells).map((each) => each?.recording)]).toEqual([
      null,
      cells.map(() => recording),
    ]);
  });

  test.each<[string, (lines: string[]) => string, readonly number[], readonly number[]]>([
    ['a line of NULs', ([a, , c]) => [a, '\0'.repeat(300), c, ''].join('\n'), [2], [1]],
    ['NULs at the end, after a power cut', ([a, b]) => [a, b, '\0'.repeat(300)].join('\n'), [3], [2]],
    ['a cut line joined to a whole one', ([a, b, c]) => [a, b!.slice(0, 90) + c, ''].join('\n'), [2], [1]],
    ['a blank line', ([a, b, c]) => [a, '', b, c, ''].join('\n'), [2], []],
    ['a changed digit', ([a, b, c]) => [a, b, c!.replace('0.125', '0.126'), ''].join('\n'), [3], [2]],
    [
      'a key of another run',
      ([a, b, c]) => [a, b, c!.replace(/"key":"[^"]+"/, a!.slice(1, 52)), ''].join('\n'),
      [3],
      [2],
    ],
    ['a cut last line, which is not finished', ([a, b, c]) => [a, b, c!.slice(0, -9)].join('\n'), [], [2]],
  ])('%s: told with its place, left out, and asked again', (_, damaged, told, lost) => {
    keepAll();
    const file = cellsFile();
    writeFileSync(file, damaged(readFileSync(file, 'utf8').split('\n')));
    const store = open();
    const places = store.damage()?.match(/:\d+(?=[,)])/g) ?? [];
    expect(places.map((place) => Number(place.slice(1)))).toEqual(told);
    expect(store.results(cells).flatMap((each, n) => (each ? [] : [n]))).toEqual(lost);
    expect(cells.flatMap((cell, n) => (store.has(store.keyOf(cell)) ? [] : [n]))).toEqual(lost);
  });

  test('of many places five are named', () => {
    keepAll();
    writeFileSync(cellsFile(), '\n'.repeat(8));
    expect(open().damage()).toMatch(/: 8 lines are damaged and left out \((cells\/[^,]+, ){5}and 3 more\)/);
  });
});
