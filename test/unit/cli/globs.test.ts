/** Which files the arguments of `check` and `run` name. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { filesNamed, whyNoFile } from '../../../src/cli/globs.js';

let folder: string;
const FILES = [
  'a.linspg',
  'exp/b.linspg',
  'exp/notes.csv',
  'exp/deep/c.linspg',
  'exp/node_modules/other/d.linspg',
  'exp/e[1].linspg',
  'empty/readme.md',
];

beforeAll(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'linspg-globs-')), 'here');
  for (const file of FILES) {
    mkdirSync(join(folder, file, '..'), { recursive: true });
    writeFileSync(join(folder, file), '');
  }
  writeFileSync(join(folder, '..', 'elsewhere.linspg'), '');
  // A folder that leads back into itself, and a file that is elsewhere.
  symlinkSync(join(folder, 'exp'), join(folder, 'exp/deep/again'));
  symlinkSync(join(folder, '..', 'elsewhere.linspg'), join(folder, 'exp/f.linspg'));
});
afterAll(() => rmSync(join(folder, '..'), { recursive: true }));

const named = async (...args: string[]) =>
  (await filesNamed(args.map((arg) => join(folder, arg)))).map((file) => relative(folder, file));

test('a folder is every experiment in it, at any depth, in the order of their names', async () => {
  expect(await named('.')).toEqual([
    'a.linspg',
    'exp/b.linspg',
    'exp/deep/c.linspg',
    'exp/e[1].linspg',
    'exp/f.linspg',
  ]);
});

test.each([
  [
    'exp/**/*.linspg',
    [
      'exp/b.linspg',
      'exp/deep/c.linspg',
      'exp/e[1].linspg',
      'exp/f.linspg',
      'exp/node_modules/other/d.linspg',
    ],
  ],
  ['exp/*', ['exp/b.linspg', 'exp/e[1].linspg', 'exp/f.linspg', 'exp/notes.csv']],
  ['{a,exp/b}.linspg', ['a.linspg', 'exp/b.linspg']],
  ['exp/[a-c].linspg', ['exp/b.linspg']],
])('the pattern %s is what it matches', async (pattern, files) => {
  expect(await named(pattern)).toEqual(files);
});

test('what is there under its name is no pattern', async () => {
  expect(await named('exp/e[1].linspg')).toEqual(['exp/e[1].linspg']);
});

test('arguments stay in their order; the standard input is itself', async () => {
  expect(await named('exp/deep/c.linspg', 'exp/b*', 'a.linspg', 'exp/deep/c.linspg')).toEqual([
    'exp/deep/c.linspg',
    'exp/b.linspg',
    'a.linspg',
    'exp/deep/c.linspg',
  ]);
  expect(await filesNamed(['-'])).toEqual(['-']);
});

test('a folder does not reach into packages; a pattern that names one does', async () => {
  expect(await named('exp/node_modules/*/*.linspg')).toEqual(['exp/node_modules/other/d.linspg']);
  expect(await named('exp/node_modules/other')).toEqual(['exp/node_modules/other/d.linspg']);
});

test('patterns are relative to where the command is given, and so are the names', async () => {
  expect(await filesNamed(['examples/0[12]*.linspg'])).toEqual([
    'examples/01-converges.linspg',
    'examples/02-gets-stuck.linspg',
  ]);
  expect(await filesNamed(['./examples/01*'])).toEqual(['examples/01-converges.linspg']);
});

test('what names no file stays, and it is said why', async () => {
  expect(await named('none/**/*.linspg', 'none.linspg', 'empty')).toEqual([
    'none/**/*.linspg',
    'none.linspg',
    'empty',
  ]);
  expect(await whyNoFile(join(folder, 'none/*.linspg'))).toBe('no file matches this pattern');
  expect(await whyNoFile(join(folder, 'empty'))).toBe('there is no .linspg file in this folder');
  expect(await whyNoFile(join(folder, 'none.linspg'))).toBeNull();
});
