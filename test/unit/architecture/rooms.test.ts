import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const source = path.resolve(import.meta.dirname, '../../../src');

/** What whoever speaks of a problem and its facts knows. */
const ofFacts = ['borders', 'model', 'math', 'spec', 'conditions', 'flow'];

/** What all programs that speak of a text know. */
const ofPrograms = [...ofFacts, 'disk', 'diagnostics', 'engine', 'experiment', 'shared'];

/** What each room may know besides itself: the rooms to its left. */
const knows: Readonly<Record<string, readonly string[]>> = {
  // What every text of others passes on its way out.
  borders: [],
  drawing: ['borders'],
  model: [],
  math: ['model'],
  environments: ['model'],
  formats: ['model'],
  // Files on disk, for the programs and the threads that read texts.
  disk: ['spec'],
  spec: ['borders', 'formats', 'model', 'math', 'environments', 'engine', 'conditions'],
  conditions: ['model', 'math'],
  flow: ['model', 'math', 'conditions', 'engine'],
  repair: ['model', 'math', 'spec', 'conditions', 'flow'],
  diagnostics: [...ofFacts, 'repair'],
  engine: ['model', 'math'],
  experiment: [...ofFacts, 'disk', 'drawing', 'diagnostics', 'engine'],
  // The words between programs speak of results and verdicts, and nothing but the programs knows them.
  shared: ['model', 'spec', 'conditions', 'flow', 'diagnostics', 'engine', 'experiment'],
  // Forecasts are of the very starts that the experiment draws, so the server knows where they come from.
  server: [...ofPrograms, 'repair'],
  extension: ['borders', 'model', 'spec', 'conditions', 'flow', 'engine', 'experiment', 'shared'],
  cli: [...ofPrograms, 'server'],
};

/** Rooms that run the same in Node, a worker, a browser and a test. */
const pure = Object.keys(knows).filter((room) => !['disk', 'server', 'extension', 'cli'].includes(room));

/** The two ends of a thread: they alone may know what kind of thread it is. */
const threads = ['experiment/worker.ts', 'experiment/pool.ts'];

interface Import {
  /** Relative to `src`, with `/`. */
  readonly file: string;
  readonly from: string;
  readonly typeOnly: boolean;
}

const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.includes('assembly'))
  .map((name) => name.split(path.sep).join('/'));

const imports: readonly Import[] = files.flatMap((file) => {
  const text = readFileSync(path.join(source, file), 'utf8');
  const statements = text.matchAll(/^\s*(?:import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?'([^']+)'/gm);
  const calls = text.matchAll(/\b(?:import|require)\(\s*'([^']+)'\s*\)/g);
  return [
    ...[...statements].map((found) => ({ file, from: found[2]!, typeOnly: found[1] !== undefined })),
    ...[...calls].map((found) => ({ file, from: found[1]!, typeOnly: false })),
  ];
});

/** The room of a file, or null for something outside `src`. */
function roomOf(file: string): string | null {
  const room = file.split('/')[0]!;
  return file.includes('/') && room in knows ? room : null;
}

const target = ({ file, from }: Import) => path.posix.join(path.posix.dirname(file), from);
const say = ({ file, from }: Import) => `${file} imports ${from}`;

test('every source file lives in a room', () => {
  expect(files.length).toBeGreaterThan(0);
  expect(files.filter((file) => roomOf(file) === null)).toEqual([]);
});

test('a room knows only the rooms to its left', () => {
  const relative = imports.filter(({ from }) => from.startsWith('.') && from !== '../../package.json');
  expect(relative.length).toBeGreaterThan(0);
  const wrong = relative.filter((found) => {
    const room = roomOf(found.file)!;
    const other = roomOf(target(found));
    return other !== room && (other === null || !knows[room]!.includes(other));
  });
  expect(wrong.map(say)).toEqual([]);
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
    .filter((file) => globals.test(withoutComments(readFileSync(path.join(source, file), 'utf8'))));
  expect(wrong).toEqual([]);
});

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\/\/.*$/gm, '');
}

test('only the extension knows VS Code', () => {
  const wrong = imports.filter(({ file, from }) => from === 'vscode' && roomOf(file) !== 'extension');
  expect(wrong.map(say)).toEqual([]);
});

test('the panel takes only types from rooms that would not run in a browser', () => {
  const webview = path.resolve(source, '../webview');
  const panel = readdirSync(webview, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  const wrong = panel.flatMap((name) => {
    const text = readFileSync(path.join(webview, name), 'utf8');
    return [...text.matchAll(/^\s*import\s+(type\s+)?[^'";]*?\sfrom\s+'([^']*\/src\/([^'/]+)[^']*)'/gm)]
      .filter((found) => found[1] === undefined && !pure.includes(found[3]!))
      .map((found) => `${name} imports ${found[2]}`);
  });
  expect(wrong).toEqual([]);
});
