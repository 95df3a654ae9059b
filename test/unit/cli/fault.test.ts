/** A fault of ours in one file: told as such, with an exit status of its own, and the files after it have their turn. */
import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildPrograms, type Programs } from '../programs.js';
import { ended } from './ended.js';

const SPEC = (name: string) => `bandit:
  actions:
    ${name}: { reward: 1, features: [1] }
    other: { reward: 0, features: [0] }
run: { iterations: 5 }
`;

/** A part of JavaScript itself that stumbles once: over the first text that is read. */
const STUMBLES = `
const { findLastIndex } = Array.prototype;
if (require('node:worker_threads').isMainThread)
  Array.prototype.findLastIndex = function () {
    Array.prototype.findLastIndex = findLastIndex;
    throw new TypeError('no such column');
  };
`;

let programs: Programs;
const file = (name: string) => join(programs.folder, `${name}.linspg`);
beforeAll(async () => {
  programs = await buildPrograms();
  await writeFile(join(programs.folder, 'stumbles.cjs'), STUMBLES);
  await writeFile(file('bad'), SPEC('first'));
  await writeFile(file('good'), SPEC('sound'));
});
afterAll(() => programs.remove());

async function linspg(...args: string[]) {
  const preload = ['--require', join(programs.folder, 'stumbles.cjs')];
  const child = spawn(process.execPath, [...preload, programs.path('cli'), ...args], { stdio: 'pipe' });
  child.stdin.end();
  return ended(child);
}

describe('a fault of ours', () => {
  test('ends `check` with 3, after the files that follow', async () => {
    const { stdout, stderr, status } = await linspg('check', file('bad'), file('good'));
    expect(status).toBe(3);
    expect(stdout).toContain('a fault of Lin-SPG itself');
    expect(stdout).toContain('no such column');
    expect(stdout).toContain('good.linspg');
    expect(stdout + stderr).not.toMatch(/^\s+at /m);
  });

  test('ends `run` with 3, after the files that follow', async () => {
    const { stdout, stderr, status } = await linspg('run', file('bad'), file('good'));
    expect(status).toBe(3);
    expect(stderr).toMatch(/bad\.linspg: a fault of Lin-SPG itself \(no such column\)\. Please report it/);
    expect(stdout).toContain('good.linspg');
    expect(stdout + stderr).not.toMatch(/^\s+at /m);
  });

  test('ends `run --out` with 3', async () => {
    const { stderr, status } = await linspg('run', file('bad'), '--out', join(programs.folder, 'out'));
    expect(status).toBe(3);
    expect(stderr).toContain('a fault of Lin-SPG itself (no such column)');
  });
});
