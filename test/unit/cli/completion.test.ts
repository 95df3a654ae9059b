/** Completion in a shell, asked as the shell asks. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { COMMANDS, SHELLS } from '../../../src/cli/help.js';
import { buildPrograms, type Programs } from '../programs.js';

let programs: Programs;
let script: string;
beforeAll(async () => {
  programs = await buildPrograms();
  script = join(programs.folder, 'linspg.bash');
  writeFileSync(script, scriptFor('bash'));
  mkdirSync(join(programs.folder, 'exp'));
  for (const name of ['mine.linspg', 'two words.linspg', 'notes.csv'])
    writeFileSync(join(programs.folder, name), '');
});
afterAll(() => programs.remove());

function scriptFor(shell: string): string {
  return execFileSync(process.execPath, [programs.path('cli'), 'completion', shell], { encoding: 'utf8' });
}

/** What bash proposes for the last of the words, which may be begun. Bash takes `=` for a word of its own. */
function proposed(...words: string[]): string[] {
  const quoted = words.map((word) => `'${word}'`).join(' ');
  const code = `source '${script}'; COMP_WORDS=(linspg ${quoted}); COMP_CWORD=${words.length}; _linspg; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = spawnSync('bash', ['--norc', '-c', code], {
    cwd: programs.folder,
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  return stdout.split('\n').filter((line) => line !== '');
}

describe('in bash', () => {
  test('every command is proposed, and the one that is begun', () => {
    expect(proposed('').sort()).toEqual([...Object.keys(COMMANDS), 'help'].sort());
    expect(proposed('che')).toEqual(['check']);
    expect(proposed('help', 'sch')).toEqual(['schema']);
  });

  test('a command has its own options, and an option its own values', () => {
    expect(proposed('check', '--')).toEqual(['--format', '--help']);
    expect(proposed('run', '--sh')).toEqual(['--shard']);
    expect(proposed('check', '--format', '')).toEqual(['text', 'json', 'sarif']);
    expect(proposed('run', '--format', '=', 'c')).toEqual(['csv']);
    expect(proposed('check', '--format', '=')).toEqual(['text', 'json', 'sarif']);
    expect(proposed('run', 'mine.linspg', '--workers', '')).toEqual([]);
    expect(proposed('picture', 'mine.linspg', '--picture', 'p')).toEqual(['plane', 'policy']);
    expect(proposed('extract', 'mine.linspg', '--numbers', '')).toEqual(['features', 'rewards']);
    expect(proposed('reproduce', '--part', 'exact-K3-d2')).toEqual(['exact-K3-d2']);
    expect(proposed('picture', 'mine.linspg', '--out', 'no')).toEqual(['notes.csv']);
  });

  test('experiments and folders are proposed where files are taken, whatever signs are in their names', () => {
    expect(proposed('check', '')).toEqual(['dist', 'docs', 'exp', 'mine.linspg', 'two words.linspg']);
    expect(proposed('run', '--workers', '2', 'mi')).toEqual(['mine.linspg']);
    expect(proposed('merge', 'e')).toEqual(['exp']);
    expect(proposed('import', 'n')).toEqual(['notes.csv']);
    expect(proposed('run', 'mine.linspg', '--out', 'e')).toEqual(['exp']);
  });

  test('conditions, pages and codes are proposed to be explained', () => {
    expect(proposed('explain', 'features-')).toEqual(expect.arrayContaining(['features-K', 'features-3']));
    expect(proposed('explain', 'unknown-k')).toEqual(['unknown-key']);
  });
});

test.each(['zsh', 'fish'])('the script for %s has the values of options', (shell) => {
  expect(scriptFor(shell)).toMatch(/picture.*features rewards plane policy strip family/);
});

test.each(SHELLS)('the script for %s names every command with what it does', (shell) => {
  const text = scriptFor(shell);
  for (const [name, { says }] of Object.entries(COMMANDS)) {
    expect(text).toContain(name);
    if (shell !== 'bash') expect(text).toContain(says);
  }
});
