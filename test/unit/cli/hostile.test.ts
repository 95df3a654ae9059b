/** What a spec is made of never commands the terminal that reads of it. */
import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { COMMANDS, contextsOf, mdpOf, WRITABLE as names, quoted } from '../borders/hostile.js';
import { buildPrograms, type Programs } from '../programs.js';
import { ended } from './ended.js';

let programs: Programs;
beforeAll(async () => {
  programs = await buildPrograms();
});
afterAll(() => programs.remove());

const spec = (more: string) => `title: ${quoted(names.join(' '))}
bandit:
  actions:
${names.map((name, a) => `    ${quoted(name)}: { reward: ${names.length - a}, features: [${a % 7}, ${(a * a) % 11}] }\n`).join('')}run:
  iterations: 10
${more}`;

async function linspg(...args: string[]) {
  const child = spawn(process.execPath, [programs.path('cli'), ...args], { stdio: 'pipe' });
  child.stdin.end();
  return ended(child);
}

async function file(more: string): Promise<string> {
  const folder = join(programs.folder, 'a\x1b[2J\u202eb\nc');
  await mkdir(folder, { recursive: true });
  const path = join(folder, 'x\x07.linspg');
  await writeFile(path, spec(more));
  return path;
}

const silent = (output: string) => {
  for (const line of output.split('\n')) expect(line).not.toMatch(COMMANDS);
};

test('names, title and file of a spec come as words from `check` and `run`', async () => {
  const path = await file('  init: [{ trap: "\\e[31mx" }]\n');
  for (const args of [['check'], ['check', '--format', 'json'], ['run'], ['run', '--format', 'json']]) {
    const { stdout, stderr } = await linspg(args[0]!, path, ...args.slice(1));
    expect(stdout + stderr).not.toBe('');
    silent(stdout);
    silent(stderr);
  }
});

test.each([
  ['contexts', contextsOf],
  ['an MDP', mdpOf],
])(
  'names of states and actions of %s come as words from `check` and `run`, and as they are for programs',
  async (_, problemOf) => {
    const path = join(programs.folder, 'states.linspg');
    await writeFile(path, `${problemOf(names)}run: { iterations: 3, record: 2 }\n`);
    for (const args of [['check'], ['check', '--format', 'json'], ['run']]) {
      const { stdout, stderr, status } = await linspg(args[0]!, path, ...args.slice(1));
      expect([status, stdout === '']).toEqual([0, false]);
      silent(stdout);
      silent(stderr);
    }
    const { stdout } = await linspg('run', path, '--format', 'json');
    silent(stdout);
    const { spec: asRun, runs } = JSON.parse(stdout) as {
      spec: { start: object };
      runs: { finalPolicy: object }[];
    };
    expect(Object.keys(asRun.start)).toEqual(names);
    expect(Object.keys(runs[0]!.finalPolicy).length).toBe(2 * names.length);
  },
);

test('what is wrong in a spec is told without its commands', async () => {
  const path = await file('  "\\e]0;title\\a\\e[2J": 1\n  seed: "\\e[2J"\n');
  const { stdout, status } = await linspg('check', path);
  expect(status).toBe(1);
  expect(stdout).toContain('\\e]0;title\\a\\e[2J');
  silent(stdout);
});

test('a run says where it ends by a name that can be read', async () => {
  const { stdout, status } = await linspg('run', await file(''));
  expect(status).toBe(0);
  silent(stdout);
});

test('arguments that cannot be understood are quoted without their commands', async () => {
  for (const args of [
    ['\x1b[2J'],
    ['check', '\x1b[2J'],
    ['run', '--format', '\x1b[2J', 'a'],
    ['merge', '\x1b[2J'],
  ]) {
    const { stderr, status } = await linspg(...args);
    expect(status).toBe(2);
    expect(stderr).toContain('\\e[2J');
    silent(stderr);
  }
});

test('JSON for programs holds the names themselves', async () => {
  const { stdout } = await linspg('run', await file(''), '--format', 'json');
  const { runs } = JSON.parse(stdout) as { runs: { finalPolicy: object }[] };
  expect(Object.keys(runs[0]!.finalPolicy).sort()).toEqual([...names].sort());
});
