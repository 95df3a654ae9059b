/** The npm tarball, installed in an empty folder: nothing of this repository is within its reach. */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { version } from '../../../package.json';

const root = path.resolve(import.meta.dirname, '../../..');
let folder: string;
let files: readonly string[];

beforeAll(() => {
  if (!existsSync(path.join(root, 'dist'))) throw new Error('The package holds what is built: npm run build');
  folder = mkdtempSync(path.join(tmpdir(), 'linspg-tarball-'));
  const packed = execFileSync('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [{ filename, files: list }] = JSON.parse(packed) as [
    { filename: string; files: readonly { path: string }[] },
  ];
  files = list.map(({ path: file }) => file);
  execFileSync('npm', ['install', '--offline', '--no-audit', '--no-fund', `./${filename}`], {
    cwd: folder,
    stdio: 'ignore',
  });
  copyFileSync(path.join(root, 'examples/02-gets-stuck.linspg'), path.join(folder, 'mine.linspg'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function linspg(...args: string[]) {
  const { stdout, stderr, status } = spawnSync('npx', ['--offline', 'linspg', ...args], {
    cwd: folder,
    encoding: 'utf8',
  });
  return { stdout, stderr, status };
}

test('it holds what runs and what tells its terms, and neither tests nor source maps', () => {
  expect(files).toEqual(expect.arrayContaining(['dist/cli.cjs', 'dist/THIRD-PARTY-NOTICES.txt', 'LICENSE']));
  expect(files.filter((file) => /^(test|src|bench|scripts|webview)\/|\.map$/.test(file))).toEqual([]);
  expect(existsSync(path.join(folder, 'node_modules/linspg/dist/server.cjs'))).toBe(true);
});

test('it checks and runs a file', () => {
  expect(linspg('--version').stdout).toBe(`linspg ${version}\n`);
  expect(linspg('check', 'mine.linspg')).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('1 file: 0 errors'),
  });
  const { stdout, status } = linspg('run', 'mine.linspg', '--format', 'json');
  expect([status, JSON.parse(stdout).runs.length]).toEqual([0, 1]);
});

test('it finds the paper’s experiments', () => {
  const { status } = linspg('reproduce', '--part', 'exact-K3-d2', '--iterations', '100', '--out', 'paper');
  expect(status).toBe(0);
  const results = readFileSync(path.join(folder, 'paper/exact-K3-d2/results.json'), 'utf8');
  expect(JSON.parse(results).runs).toHaveLength(50);
});

test('it is a language server', async () => {
  const body = JSON.stringify({
    jsonrpc: '2.0',
    id: 1,
    method: 'initialize',
    params: { processId: null, rootUri: null, capabilities: {} },
  });
  const server = spawn(process.execPath, ['node_modules/linspg/dist/cli.cjs', 'lsp'], { cwd: folder });
  server.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  const [answer] = (await once(server.stdout, 'data')) as [Buffer];
  server.kill();
  expect(String(answer)).toMatch(/^Content-Length: \d+/);
});
