/** A real Neovim, configured as docs/editors.md says. */
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ended } from '../cli/ended.js';
import { useInstalled } from './installed.js';

const hasNeovim = spawnSync('nvim', ['--version']).status === 0;
if (!hasNeovim) console.warn('SKIPPED: the language server is not tried in Neovim, for there is no nvim.');

const SPEC = `bandit:
  actions:
    a1: { rewrd: 9, features: [0, -2] }
    a2: { reward: 8, features: [0, 1] }
    a3: { reward: 7, features: [-1, 0] }
    a4: { reward: 6, features: [2, 0] }
run:
`;

/** The decimal points of a column stand below each other. */
const FORMATTED = `bandit:
  actions:
    a1: { reward: 9, features: [ 0, -2] }
    a2: { reward: 8, features: [ 0,  1] }
    a3: { reward: 7, features: [-1,  0] }
    a4: { reward: 6, features: [ 2,  0] }
run:
`;

describe.skipIf(!hasNeovim)('Neovim', () => {
  const install = useInstalled('Neovim', 'lua', 'config.lua');

  test('opens a file, sees what is wrong, takes a fix, sees the verdict, lays the text out, explains and completes', async () => {
    const { config, file, environment } = install(SPEC);
    const script = join(import.meta.dirname, 'neovim.lua');
    const child = spawn('nvim', ['--headless', '--clean', '-c', `luafile ${script}`], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...environment,
        XDG_STATE_HOME: environment.HOME,
        LINSPG_CONFIG: config,
        LINSPG_FILE: file,
      },
    });
    const { stdout, stderr, status } = await ended(child);
    expect([status, status === 0 ? '' : stdout + stderr]).toEqual([0, '']);
    const steps = Object.fromEntries(
      stdout
        .split('\n')
        .filter((line) => line.startsWith('{'))
        .map((line) => JSON.parse(line) as { step: string; value: unknown })
        .map(({ step, value }) => [step, value]),
    );
    const at = SPEC.split('\n')[2]!.indexOf('rewrd');
    expect(steps.slip).toMatchObject({
      line: 2,
      from: at,
      to: at + 5,
      message: expect.stringContaining('Did you mean `reward`?'),
    });
    expect(`${steps.fixed}\n`).toBe(SPEC.replace('rewrd', 'reward'));
    expect(steps.trap).toEqual({ line: 3, from: 4, to: 6 });
    expect(`${steps.formatted}\n`).toBe(FORMATTED);
    expect(steps.hover).toContain('Number 2 of 4 mean rewards');
    expect(steps.completion).toContain('iterations');
  }, 120_000);
});
