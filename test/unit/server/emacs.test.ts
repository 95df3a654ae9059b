/** A real Emacs with Eglot, configured as docs/editors.md says. */
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ended } from '../cli/ended.js';
import { useInstalled } from './installed.js';

const hasEglot =
  spawnSync('emacs', ['--batch', '--eval', "(progn (package-initialize) (require 'eglot))"]).status === 0;
if (!hasEglot)
  console.warn('SKIPPED: the language server is not tried in Emacs, for there is no emacs with eglot.');

const SPEC = `bandit:
  actions:
    "🎰": { rewrd: 9, features: [0, -2] }
    a2: { reward: 8, features: [0, 1] }
    a3: { reward: 7, features: [-1, 0] }
    a4: { reward: 6, features: [2, 0] }
run:
`;
const FORMATTED =
  '    "🎰": { reward: 9, features: [ 0, -2] }\n    a2:   { reward: 8, features: [ 0,  1] }\n';

describe.skipIf(!hasEglot)('Emacs', () => {
  const install = useInstalled('Emacs', 'elisp', 'config.el');

  test('opens a file, sees what is wrong, takes a fix, lays the text out, explains, renames and completes', async () => {
    const { config, file, environment } = install(SPEC);
    const child = spawn('emacs', ['--batch', '-l', join(import.meta.dirname, 'emacs.el')], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...environment,
        LC_ALL: 'C.UTF-8',
        CONFIG: config,
        SPEC: file,
        FORMATTED,
      },
    });
    const { stdout, stderr, status } = await ended(child);
    expect([stdout, status], stderr).toEqual(['all seen\n', 0]);
  }, 120_000);
});
