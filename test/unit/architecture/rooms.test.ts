import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ROOT, readMap } from './map.js';

const map = readMap();

/** What each room may know besides itself, in the order of the map. */
const knows = new Map(map.flatMap(({ folder, knows }) => (knows === null ? [] : [[folder, knows] as const])));

/** Rooms that run the same in Node, a worker, a browser and a test. */
const pure = [...knows.keys()].filter(
  (room) => !['src/disk', 'src/server', 'src/extension', 'src/cli', 'webview'].includes(room),
);

/** The two ends of a thread: they alone may know what kind of thread it is. */
const threads = ['src/experiment/worker.ts', 'src/experiment/pool.ts'];

interface Import {
  /** From the root of the project, with `/`. */
  readonly file: string;
  readonly from: string;
  readonly typeOnly: boolean;
}

const entries = ['src', 'webview'].flatMap((top) =>
  readdirSync(path.join(ROOT, top), { recursive: true, encoding: 'utf8', withFileTypes: true }).map(
    (entry) => ({
      isFolder: entry.isDirectory(),
      name: path.relative(ROOT, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'),
    }),
  ),
);
const folders = entries.flatMap(({ isFolder, name }) => (isFolder ? [name] : []));
const files = entries
  .map(({ name }) => name)
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts') && !name.includes('/assembly/'));

const textOf = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');

const imports: readonly Import[] = files.flatMap((file) => {
  const text = textOf(file);
  const statements = text.matchAll(/^\s*(?:import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?'([^']+)'/gm);
  const calls = text.matchAll(/\b(?:import|require)\(\s*'([^']+)'\s*\)/g);
  return [
    ...[...statements].map((found) => ({ file, from: found[2]!, typeOnly: found[1] !== undefined })),
    ...[...calls].map((found) => ({ file, from: found[1]!, typeOnly: false })),
  ];
});

/** The room of a file; null for something outside the rooms. */
function roomOf(file: string): string | null {
  return [...knows.keys()].find((room) => file.startsWith(`${room}/`)) ?? null;
}

const target = ({ file, from }: Import) => path.posix.join(path.posix.dirname(file), from);
const say = ({ file, from }: Import) => `${file} imports ${from}`;

/** The imports that lead from one room to another, or to a file outside all rooms. */
const between = imports
  .filter((found) => found.from.startsWith('.') && target(found) !== 'package.json')
  .map((found) => ({ ...found, room: roomOf(found.file), other: roomOf(target(found)) }))
  .filter(({ room, other }) => room !== other);

test('the map has a row for every folder, and no other', () => {
  const written = map.map(({ folder }) => folder);
  expect(written.length).toBeGreaterThan(40);
  expect(written.toSorted()).toEqual([...folders.filter((folder) => folder !== 'src'), 'webview'].toSorted());
});

test('every source file lives in a room', () => {
  expect(files.length).toBeGreaterThan(300);
  expect(files.filter((file) => roomOf(file) === null)).toEqual([]);
});

test('a room knows those that the map says, and no other', () => {
  expect(between.length).toBeGreaterThan(300);
  const wrong = between.filter(({ room, other }) => other === null || !knows.get(room!)!.includes(other));
  expect(wrong.map(say)).toEqual([]);
});

test('the map has no arrow that no file uses', () => {
  const used = new Set(between.map(({ room, other }) => `${room} → ${other}`));
  const drawn = [...knows].flatMap(([room, known]) => known.map((other) => `${room} → ${other}`));
  expect(drawn.filter((arrow) => !used.has(arrow))).toEqual([]);
});

test('the list of the README has the rooms of the map, each below those that it knows', () => {
  const rooms = [...textOf('README.md').matchAll(/^ {4}((?:src\/\w+|webview)) /gm)].map(([, room]) => room!);
  expect(rooms.toSorted()).toEqual([...knows.keys()].toSorted());
  const wrong = [...knows].flatMap(([room, known]) =>
    known.filter((other) => rooms.indexOf(other) > rooms.indexOf(room)).map((other) => `${room} → ${other}`),
  );
  expect(wrong).toEqual([]);
});

test('pure rooms know neither VS Code nor Node', () => {
  const wrong = imports.filter(
    ({ file, from }) =>
      pure.includes(roomOf(file)!) &&
      !threads.includes(file) &&
      (from === 'vscode' ||
        from.startsWith('node:') ||
        from.startsWith('vscode-') ||
        from.includes('/disk/')),
  );
  expect(wrong.map(say)).toEqual([]);
});

test('pure rooms touch neither the page nor the process', () => {
  const globals =
    /(?<![.\w'`*])(?:document|window|localStorage|process|Buffer|__dirname|require)(?:\.\w|[([])/;
  const wrong = files
    .filter((file) => pure.includes(roomOf(file)!) && !threads.includes(file))
    .filter((file) => globals.test(withoutComments(textOf(file))));
  expect(wrong).toEqual([]);
});

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\/\/.*$/gm, '');
}

test('only the extension knows VS Code', () => {
  const wrong = imports.filter(({ file, from }) => from === 'vscode' && roomOf(file) !== 'src/extension');
  expect(wrong.map(say)).toEqual([]);
});

test('the panel takes only types from rooms that would not run in a browser', () => {
  const wrong = between.filter(
    ({ room, other, typeOnly }) => room === 'webview' && !typeOnly && !pure.includes(other!),
  );
  expect(wrong.map(say)).toEqual([]);
});
