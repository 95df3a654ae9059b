/** The command line, as the process that a person starts. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { version } from '../../../package.json';
import { NO_FORMAT, only, parse } from '../../../src/cli/arguments.js';
import { COMMANDS } from '../../../src/cli/help.js';
import { CONDITION_IDS } from '../../../src/conditions/catalogue.js';
import { jsonSchema } from '../../../src/spec/schema.js';
import { buildPrograms, type Programs } from '../programs.js';
import { ended } from './ended.js';

let programs: Programs;
beforeAll(async () => {
  programs = await buildPrograms();
});
afterAll(() => programs.remove());

const bandit = (rows: readonly string[]) =>
  [
    'bandit:',
    '  actions:',
    ...rows.map((row, a) => `    a${a + 1}: { reward: ${9 - a}, features: [${row}] }`),
  ].join('\n');
const CONVERGES = bandit(['0, -2', '-1, 0', '0, 1', '2, 0']);
const FAILS = bandit(['0, -2', '0, 1', '-1, 0', '2, 0']);
const run = (lines: readonly string[]) => `\nrun:\n${lines.map((line) => `  ${line}`).join('\n')}\n`;
const QUICK = run(['init: [3, 3]', 'learning-rate: 0.2', 'iterations: 1000']);

async function file(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(programs.folder, name);
  await writeFile(path, content);
  return path;
}

function start(args: readonly string[]) {
  return spawn(process.execPath, [programs.path('cli'), ...args], { stdio: 'pipe' });
}

async function linspg(args: readonly string[], input = '') {
  const child = start(args);
  child.stdin.end(input);
  return ended(child);
}

describe('usage', () => {
  test('help and version', async () => {
    expect(await linspg(['--help'])).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('linspg check FILE'),
    });
    expect(await linspg(['--version'])).toMatchObject({ status: 0, stdout: `linspg ${version}\n` });
  });

  test.each([
    ['help', 'run'],
    ['run', '--help'],
  ])('%s %s tells of that command', async (...args) => {
    const { status, stdout } = await linspg(args);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^linspg run: run its experiment/);
    expect(stdout).toContain('--shard');
    expect(stdout).not.toMatch(/reproduce \[|--part|linspg check/);
  });

  test.each(Object.entries(COMMANDS))(
    'help %s has examples, each of that very command',
    async (name, { examples, formats }) => {
      const { stdout } = await linspg(['help', name]);
      expect(examples.length).toBeGreaterThan(0);
      for (const { line } of examples) {
        // What the shell leaves of the line for the command.
        const words = line
          .replace(/ >.*/, '')
          .match(/'[^']*'|\S+/g)!
          .map((word) => word.replaceAll("'", ''));
        const { values, positionals } = parse(words);
        expect(positionals[0]).toBe(name);
        expect(() => only(values, name)).not.toThrow();
        if (values.format !== NO_FORMAT) expect(formats).toContain(values.format);
        expect(stdout).toContain(`  linspg ${line}\n`);
      }
    },
  );

  test.each([
    [[], 'a command is missing'],
    [['chekc'], "there is no command 'chekc': did you mean check?"],
    [['hepl'], 'did you mean help?'],
    [['help', 'runn'], 'did you mean run?'],
    [['toString'], "there is no command 'toString': expected check, run"],
    [['help', 'toString'], "there is no command 'toString'"],
    [['check', 'x.linspg', '--formt', 'json'], "Unknown option '--formt': did you mean --format?"],
    [['run', 'x.linspg', '--recrod=5'], 'did you mean --record?'],
    [['check', 'x.linspg', '--format'], '--format needs a value'],
    [['run', 'x.linspg', '--record', '--workers', '2'], "--record needs a value, but found '--workers'"],
    [['check', 'x.linspg', '--version=3'], "--version takes no value, but found '3'"],
    [['check'], 'a file is missing'],
    [['check', 'x.linspg', '--format', 'csv'], '--format must be text or json or sarif'],
    [['check', 'x.linspg', '--colour'], "Unknown option '--colour'"],
    [['check', 'x.linspg', '--record', '5'], 'linspg check has no option --record'],
    [['run', 'x.linspg', '--record', '5,x'], "--record expects whole numbers from 0 on, not 'x'"],
    [['run', 'x.linspg', '--workers', '0'], '--workers expects whole numbers from 1 on'],
    [['run', 'x.linspg', '--workers', '1e9'], '--workers expects at most'],
    [['reproduce', '--workers', '1e9'], "on this machine, not '1e9'"],
    [['merge', 'results', '--workers', '1e9'], 'linspg merge has no option --workers'],
    [['run', 'x.linspg', '--workers', '1e999'], "--workers expects whole numbers from 1 on, not '1e999'"],
    [['check', 'no-such-file.linspg'], 'cannot read no-such-file.linspg: there is no such file'],
    [['check', 'none/**/*.linspg'], 'cannot read none/**/*.linspg: no file matches this pattern'],
    [['explain', 'trapp'], "there is nothing to explain under 'trapp': did you mean trap?"],
    [['explain', 'zzzzzz'], "there is nothing to explain under 'zzzzzz'. The list of all: linspg explain"],
    [['explain', 'trap', 'order'], "linspg explain takes one word, but found 'order' too"],
    [['completion', 'tcsh'], "the shell must be bash or zsh or fish, not 'tcsh'"],
    [['completion'], 'linspg completion takes one shell'],
    [['schema', 'x.linspg'], "linspg schema takes no file, but found 'x.linspg'"],
    [['run', 'no-such-file.linspg'], 'cannot read no-such-file.linspg: there is no such file'],
  ])('%j ends with status 2 and says why', async (args, message) => {
    const { status, stderr } = await linspg(args);
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(status).toBe(2);
  });
});

describe('certify', () => {
  test('writes the proofs of all files of a folder, and says what each proves', async () => {
    const folder = join(programs.folder, 'proofs');
    await mkdir(join(folder, 'inner'), { recursive: true });
    await file('proofs/a.linspg', CONVERGES);
    await file('proofs/inner/b.linspg', FAILS);
    const out = join(programs.folder, 'proof.json');
    const { stdout, status } = await linspg(['certify', folder, '--out', out]);
    expect([status, stdout.match(/(always|depends) \(\d of \d questions proved\)/g)]).toEqual([
      0,
      ['always (7 of 7 questions proved)', 'depends (7 of 7 questions proved)'],
    ]);
    const records = JSON.parse(await readFile(out, 'utf8'));
    expect(records.flatMap(({ verdict }: { verdict?: string }) => verdict ?? [])).toEqual([
      'always',
      'depends',
    ]);
  });

  test('writes for Coq a module for each file of a folder, and for each instance of a family', async () => {
    const folder = join(programs.folder, 'coq');
    await mkdir(folder);
    await file('coq/a.linspg', CONVERGES);
    await file('coq/b.linspg', 'generate: { contexts: 2, actions: 2, dimensions: 2, count: 2 }\n');
    const { stdout, status } = await linspg(['certify', folder, '--format', 'coq']);
    expect([status, stdout.match(/^\(\* .*\*\)\nModule C\d\./gm)]).toEqual([
      0,
      [
        expect.stringMatching(/a\.linspg \*\)\nModule C1\.$/),
        expect.stringMatching(/b\.linspg, instance 1 \*\)\nModule C2\.$/),
        expect.stringMatching(/b\.linspg, instance 2 \*\)\nModule C3\.$/),
      ],
    ]);
  });

  test('leaves out what has errors, and says so', async () => {
    const broken = await file('broken.linspg', 'bandit: 3\n');
    const { stdout, stderr, status } = await linspg(['certify', broken, await file('whole.linspg', FAILS)]);
    expect([status, JSON.parse(stdout)[0].certificates]).toEqual([1, 1]);
    expect(stderr).toContain('broken.linspg');
  });
});

describe('check', () => {
  test('JSON: the two bandits of the paper', async () => {
    const files = [await file('converges.linspg', CONVERGES), await file('fails.linspg', FAILS)];
    const { stdout, status } = await linspg(['check', ...files, '--format', 'json']);
    const [converges, fails] = JSON.parse(stdout);
    expect(status).toBe(0);
    expect(converges).toMatchObject({
      file: files[0],
      verdict: { kind: 'always', basis: 'proved', optimal: ['a1'], traps: [] },
    });
    expect(fails.verdict).toMatchObject({ kind: 'depends', basis: 'proved', optimal: ['a1'], traps: ['a2'] });
    const order = fails.conditions.find((condition: { id: string }) => condition.id === 'order');
    expect(order).toMatchObject({ holds: false, basis: 'proved' });
    // theory: 0.2(x₁ − x₂) + 0.6(x₂ − x₃) + 0.2(x₃ − x₄) = 0.
    expect(
      order.certificate.map(({ from, to, weight }: Record<string, unknown>) => [from, to, weight]),
    ).toEqual([
      ['a1', 'a2', 0.2],
      ['a2', 'a3', 0.6],
      ['a3', 'a4', 0.2],
    ]);
    const trap = fails.conditions.find(
      (c: { id: string; action?: string }) => c.id === 'trap' && c.action === 'a2',
    );
    expect(trap).toMatchObject({ holds: true, basis: 'proved', witness: [0, 1] });
  });

  test('text: like a compiler, without colour in a pipe; errors give status 1', async () => {
    const path = await file('broken.linspg', `${CONVERGES.replace('reward: 9', 'reward: nine')}\n`);
    const { stdout, status } = await linspg(['check', path]);
    expect(status).toBe(1);
    expect(stdout.split('\n')[0]).toMatch(new RegExp(`^${path}:3:\\d+: error [a-z-]+: `));
    expect(stdout).toContain('1 file: 1 error');
    expect(stdout).not.toContain('\x1b');
  });

  test('reads the standard input', async () => {
    const { stdout } = await linspg(['check', '-', '--format', 'json'], FAILS);
    expect(JSON.parse(stdout)[0]).toMatchObject({ file: '-', verdict: { traps: ['a2'] } });
  });

  test('every file is looked at, also when nobody reads what is printed', async () => {
    const good = await file('converges.linspg', CONVERGES);
    const bad = await file('broken.linspg', CONVERGES.replace('reward: 9', 'reward: nine'));
    const child = start(['check', ...Array<string>(50).fill(good), bad]);
    child.stdin.end();
    child.stdout.destroy();
    const [stderr, [status]] = await Promise.all([text(child.stderr), once(child, 'close')]);
    expect([stderr, status]).toEqual(['', 1]);
  });

  test('UTF-16 is read as the editor reads it; what is not UTF-8 is an error at its place', async () => {
    const sixteen = await file('sixteen.linspg', Buffer.from(`\uFEFF${CONVERGES}`, 'utf16le'));
    expect(await linspg(['check', sixteen])).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^1 file: 0 errors/m),
    });
    const latin = await file('latin.linspg', Buffer.from(CONVERGES.replace('a1', 'größe'), 'latin1'));
    const { stdout, status } = await linspg(['check', latin]);
    expect([stdout, status]).toEqual([expect.stringContaining(`${latin}:3:7: error encoding:`), 1]);
    expect((await linspg(['run', latin])).stderr).toContain(`${latin}:3:7: error encoding:`);
  });

  test('SARIF: the same findings, for a code host; a folder is every file in it', async () => {
    const folder = join(programs.folder, 'sarif');
    await mkdir(folder);
    for (const [name, content] of [
      ['one', CONVERGES],
      ['two', FAILS],
    ] as const)
      await writeFile(join(folder, `${name}.linspg`), content);
    const [sarif, text] = await Promise.all([
      linspg(['check', folder, '--format', 'sarif']),
      linspg(['check', join(folder, '*.linspg')]),
    ]);
    const { results } = JSON.parse(sarif.stdout).runs[0];
    expect(results).toHaveLength(
      text.stdout.split('\n').filter((line) => /: (\w+) [\w-]+: /.test(line)).length,
    );
    expect([sarif.status, text.status]).toEqual([0, 0]);
    expect(text.stdout).toContain('2 files: 0 errors');
  });

  test('of so many files that threads share them, each is told as if it were alone, in their order', async () => {
    const texts = [CONVERGES, 'bandit: {', FAILS];
    const names = Array.from({ length: 18 }, (_, n) => `many-${String(n).padStart(2, '0')}.linspg`);
    const paths = await Promise.all(names.map((name, n) => file(name, texts[n % 3]!)));
    const missing = join(programs.folder, 'no-such-file.linspg');
    const alone = await Promise.all(
      paths
        .slice(0, 3)
        .map(async (path) => JSON.parse((await linspg(['check', path, '--format', 'json'])).stdout)[0]),
    );
    const all = await linspg(['check', ...paths.slice(0, 9), missing, ...paths.slice(9), '--format', 'json']);
    expect(JSON.parse(all.stdout)).toEqual(paths.map((path, n) => ({ ...alone[n % 3], file: path })));
    expect(all.stderr).toContain(missing);
    expect(all.status).toBe(2);
  });

  test('files that can be read are checked although another cannot', async () => {
    const path = await file('converges.linspg', CONVERGES);
    const { stdout, status } = await linspg(['check', 'missing.linspg', path, '--format', 'json']);
    expect(JSON.parse(stdout)).toHaveLength(1);
    expect(status).toBe(2);
  });
});

describe('explain', () => {
  test('prints the page of a condition, also of a name in other letters', async () => {
    for (const topic of ['trap', 'Features-k']) {
      const { status, stdout } = await linspg(['explain', topic]);
      expect(status).toBe(0);
      expect(stdout).toMatch(topic === 'trap' ? /^Traps: / : /^features-K: /);
    }
  });

  test('says what a word of the glossary means', async () => {
    for (const word of ['margin', 'Proved', 'finite maximum', 'instance']) {
      const { status, stdout } = await linspg(['explain', word]);
      expect(status).toBe(0);
      expect(stdout.split('\n')[0]!.toLowerCase()).toContain(word.toLowerCase());
      expect(stdout.trim().split('\n').length).toBeLessThan(8);
    }
  });

  test('says what a code means', async () => {
    const { stdout } = await linspg(['explain', 'unknown-key']);
    expect(stdout).toBe('unknown-key: The language has no such key there.\n');
  });

  test('lists every condition, every page and every code', async () => {
    const { stdout } = await linspg(['explain']);
    const names = [...stdout.matchAll(/^ {2}(\S+) {2,}\S/gm)].map(([, name]) => name);
    expect(names).toEqual(
      expect.arrayContaining([...CONDITION_IDS, 'verdict', 'mdp', 'unknown-key', 'indistinct']),
    );
  });
});

test('schema prints the JSON Schema that the editor completes by', async () => {
  const { stdout } = await linspg(['schema']);
  expect(JSON.parse(stdout)).toEqual(jsonSchema());
});

describe('files of numbers', () => {
  const fixtures = fileURLToPath(new URL('../../fixtures/arrays/', import.meta.url));

  test('a process in arrays has the verdict and, to the last bit, the runs of the same in text', async () => {
    await copyFile(join(fixtures, 'chain-ass.npz'), join(programs.folder, 'chain.npz'));
    const experiment = run(['learning-rate: 0.05', 'init: [0, 2, 0, 1]', 'iterations: 1000']);
    const one = await file(
      'arrays.linspg',
      `mdp: { file: chain.npz, axes: [action, state, next] }${experiment}`,
    );
    const other = await file('written.linspg', `mdp: { environment: four-state }${experiment}`);
    const [checked, runs] = await Promise.all([
      linspg(['check', one, other, '--format', 'json']),
      linspg(['run', one, other, '--format', 'json']),
    ]);
    expect([checked.status, runs.status]).toEqual([0, 0]);
    const verdicts = JSON.parse(checked.stdout).map(
      ({ verdict: { kind, basis, value } }: { verdict: Record<string, unknown> }) => [kind, basis, value],
    );
    expect(verdicts[0]).toEqual(verdicts[1]);
    const curves = JSON.parse(runs.stdout).map(
      ({ runs: [{ gap, finalTheta }] }: { runs: [Record<string, unknown>] }) => [gap, finalTheta],
    );
    expect(curves[0]).toEqual(curves[1]);
  });

  test('a path is relative to the text; what is wrong in a file is told at the path, in one line', async () => {
    const spec = 'bandit: { rewards: [1, 0], features: { file: x.csv } }\n';
    await writeFile(join(programs.folder, 'x.csv'), '1,2\n3,x\n');
    const { status, stdout } = await linspg(['check', await file('broken.linspg', spec)]);
    expect(status).toBe(1);
    expect(stdout).toContain(
      "broken.linspg:1:46: error file: x.csv, row 2, column 2: expected a number, found 'x'",
    );
    const other = await linspg(['check', '-'], spec);
    expect(other.stdout).toContain('-:1:46: error file: There is no file `x.csv`');
  });

  test('a directory goes on only with the files that it began with', async () => {
    const place = join(programs.folder, 'kept-files');
    const spec = await file(
      'kept.linspg',
      `bandit: { rewards: [1, 0], features: { file: y.csv } }${run(['iterations: 10'])}`,
    );
    const into = (...more: string[]) => linspg(['run', spec, '--out', place, ...more]);
    await writeFile(join(programs.folder, 'y.csv'), '1,2\n3,4\n');
    expect(await into()).toMatchObject({ status: 0 });
    expect(await into()).toMatchObject({ status: 0, stderr: expect.stringContaining('finished already') });
    await writeFile(join(programs.folder, 'y.csv'), '1,2\n3,5\n');
    const { status, stderr } = await into();
    expect([status, stderr]).toEqual([
      expect.any(Number),
      expect.stringContaining('what y.csv held when the directory was begun is not what it holds now'),
    ]);
    expect(status).not.toBe(0);
  });
});

describe('import', () => {
  test('makes a spec that `check` reads, of the columns that are named', async () => {
    const path = await file('arms.csv', 'arm,u,v\ngo,1,9\nstay,0,8\n');
    const asked = await linspg(['import', path]);
    expect(asked.status).toBe(2);
    expect(asked.stderr).toContain('--reward COLUMN, or --reward none:\n  u: 1, 0\n  v: 9, 8\n');
    const { status, stdout } = await linspg(['import', path, '--reward', 'v']);
    expect(status).toBe(0);
    expect(stdout).toContain(
      '    go: { reward: 9, features: [1] }\n    stay: { reward: 8, features: [0] }\n',
    );
    expect(await linspg(['check', '-'], stdout)).toMatchObject({ status: 0 });
  });

  test('says which file it cannot read, and why', async () => {
    const { status, stderr } = await linspg(['import', join(programs.folder, 'none.csv')]);
    expect(status).toBe(2);
    expect(stderr).toContain('There is no file');
  });
});

describe('extract', () => {
  test('writes the numbers to a file that is not there yet, and prints the spec that names it', async () => {
    const text = 'bandit:\n  rewards: [1, 0]\n  features: [[1/3], [0]]\n';
    const path = await file('extract.linspg', text);
    const out = join(programs.folder, 'extract-phi.json');
    const { status, stdout } = await linspg(['extract', path, '--out', out]);
    expect([status, stdout]).toEqual([0, text.replace('[[1/3], [0]]', '{ file: extract-phi.json }')]);
    expect(JSON.parse(await readFile(out, 'utf8'))).toEqual([['1/3'], [0]]);
    const again = await linspg(['extract', path, '--out', out]);
    expect(again.status).toBe(2);
    expect(again.stderr).toContain('there is a file of this name already');
    expect((await linspg(['extract', path, '--out', 'x.npz'])).stderr).toContain('.csv, .tsv, .json, .npy');
    const rounded = await linspg(['extract', path, '--out', join(programs.folder, 'extract-phi.npy')]);
    expect(rounded.status).toBe(0);
    expect(rounded.stderr).toContain('conditions are now about the doubles');
  });
});

describe('run', () => {
  test('JSON for one file is an object, for several an array', async () => {
    const path = await file('quick.linspg', CONVERGES + QUICK);
    const one = await linspg(['run', path, '--format', 'json', '--record', '10,1000']);
    expect(one.status).toBe(0);
    expect(JSON.parse(one.stdout).runs).toMatchObject([
      {
        algorithm: 'lin-spg',
        learningRate: 0.2,
        learningRateRule: '0.2',
        init: [3, 3],
        iterations: [10, 1000],
      },
    ]);
    const two = await linspg(['run', path, path, '--format', 'json']);
    expect(JSON.parse(two.stdout)).toHaveLength(2);
  });

  test('files that can be run are run although others cannot', async () => {
    const path = await file('quick.linspg', CONVERGES + QUICK);
    for (const files of [
      [path, 'missing.linspg'],
      ['missing.linspg', path],
    ]) {
      const { stdout, stderr, status } = await linspg(['run', ...files, '--format', 'json']);
      expect(JSON.parse(stdout)).toMatchObject([{ spec: { file: path } }]);
      expect([stderr, status]).toEqual(['linspg: cannot read missing.linspg: there is no such file\n', 2]);
    }
    expect((await linspg(['run', 'missing.linspg', path])).stdout).toContain(`${path}\n`);
  });

  test('CSV and text show the same final gap', async () => {
    const path = await file('quick.linspg', CONVERGES + QUICK);
    const csv = (await linspg(['run', path, '--format', 'csv'])).stdout.trim().split('\n');
    const gap = Number(csv.at(-1)!.split(',')[10]);
    const { stdout } = await linspg(['run', path]);
    expect(stdout).toContain(String(Number(gap.toPrecision(4))));
  });

  test('a broken file does not run; its errors are told as `check` tells them', async () => {
    const path = await file('broken.linspg', (CONVERGES + QUICK).replace('iterations', 'iteratoins'));
    const { stdout, stderr, status } = await linspg(['run', path, '--format', 'json']);
    expect(status).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toContain(`${path}:10:3: error unknown-key`);
  });

  test('a file without an experiment says so', async () => {
    const path = await file('converges.linspg', CONVERGES);
    const { stderr, status } = await linspg(['run', path]);
    expect(status).toBe(1);
    expect(stderr).toContain('no `run` section');
  });

  test.each([QUICK, 'title: nothing\n'])('a file without a problem says so: %j', async (text) => {
    const path = await file('without.linspg', text);
    const { stdout, stderr, status } = await linspg(['run', path]);
    expect({ stdout, status }).toEqual({ stdout: '', status: 1 });
    expect(stderr).toContain('bandit');
  });

  test('SIGINT ends a long run, and nothing half is printed', async () => {
    const child = start(['run', '-', '--format', 'json']);
    const output = text(child.stdout);
    // More than a pipe holds: once all of it is written, the program is at work.
    const padding = '# The rest of this file is the experiment.\n'.repeat(10_000);
    child.stdin.end(`${padding}${CONVERGES}${run(['iterations: 1e9', 'gradient: sampled'])}`);
    await once(child.stdin, 'finish');
    child.kill('SIGINT');
    const [, signal] = await once(child, 'close');
    expect([await output, signal]).toEqual(['', 'SIGINT']);
  });

  test('a reader that stops reading is no error', async () => {
    const path = await file('quick.linspg', CONVERGES + QUICK);
    const child = start(['run', path, '--format', 'csv']);
    child.stdin.end();
    child.stdout.destroy();
    const [stderr, [status]] = await Promise.all([text(child.stderr), once(child, 'close')]);
    expect([stderr, status]).toEqual(['', 0]);
  });
});

/** Through a shell, which limits the size of files. */
describe.skipIf(process.platform === 'win32')('a place that is too small', () => {
  const kilobytes = 64;
  async function limited(args: readonly string[], to: string) {
    const words = [process.execPath, programs.path('cli'), ...args].map((word) => `'${word}'`).join(' ');
    // The signal of the limit is ignored, so that the write fails as on a full disk.
    const child = spawn('bash', ['-c', `trap '' XFSZ; ulimit -f ${kilobytes}; ${words} > '${to}'`]);
    const [stderr, [status]] = await Promise.all([text(child.stderr), once(child, 'close')]);
    return { stderr, status };
  }
  const LARGE = run(['init: [3, 3]', 'learning-rate: [0.1, 0.2]', 'iterations: 1e5', 'record: 1000']);

  test.each(['csv', 'json', 'parquet'])('run --format %s says so in a line', async (format) => {
    const path = await file('large.linspg', CONVERGES + LARGE);
    const { stderr, status } = await limited(['run', path, '--format', format], join(programs.folder, 'cut'));
    expect([stderr, status]).toEqual([
      'linspg: cannot write the output: the file would be larger than is allowed\n',
      2,
    ]);
  });

  test('check --format json says so in a line', async () => {
    const path = await file('converges.linspg', CONVERGES);
    const args = ['check', '--format', 'json', ...Array<string>(100).fill(path)];
    const { stderr, status } = await limited(args, join(programs.folder, 'cut'));
    expect([stderr, status]).toEqual([expect.stringMatching(/^linspg: cannot write the output: .*\n$/), 2]);
  });

  test('what is kept before it is full stays, nothing half is left, and the work goes on elsewhere', async () => {
    const path = await file('many.linspg', CONVERGES + LARGE.replace('[0.1, 0.2]', '[0.1, 0.2, 0.3, 0.4]'));
    const out = join(programs.folder, 'kept');
    const { stderr, status } = await limited(
      ['run', path, '--out', out, '--record', '1,10,100'],
      '/dev/null',
    );
    expect([stderr, status]).toEqual(['', 0]);
    const wide = join(programs.folder, 'wide');
    const full = await limited(['run', path, '--out', wide], '/dev/null');
    expect([full.stderr, full.status]).toEqual([
      expect.stringMatching(/^linspg: cannot write .*jsonl: the file would be larger than is allowed\n$/),
      2,
    ]);
    expect((await readdir(wide)).sort()).toEqual(['cells', 'experiment.json']);
    expect((await linspg(['run', path, '--out', wide])).status).toBe(0);
    expect((await readdir(wide)).sort()).toEqual(['cells', 'experiment.json', 'results.json']);
  });

  test.skipIf(process.platform !== 'linux')('a full device', async () => {
    const { stderr, status } = await limited(['--version'], '/dev/full');
    expect([stderr, status]).toEqual([
      'linspg: cannot write the output: there is no space left on the device\n',
      2,
    ]);
  });
});

describe('picture', () => {
  test('draws the plane of a bandit into a file, and says where it came from', async () => {
    const spec = await file('drawn.linspg', `${FAILS}${QUICK}`);
    const out = join(programs.folder, 'plane.svg');
    expect(await linspg(['picture', spec, '--picture', 'plane', '--out', out])).toMatchObject({
      status: 0,
      stdout: '',
      stderr: '',
    });
    const svg = await readFile(out, 'utf8');
    expect(svg).toMatch(/^<svg [^>]*>/);
    for (const words of ['Basins of attraction', 'trap a2', 'file: drawn.linspg', 'a1 (optimal): '])
      expect(svg).toContain(words);
  });

  test('prints features as a PGFPlots document', async () => {
    const spec = await file('drawn.linspg', FAILS);
    const { status, stdout } = await linspg(['picture', spec, '--format', 'tex']);
    expect(status).toBe(0);
    expect(stdout).toContain('title={Features: trap at a2}');
    expect(stdout.trimEnd()).toMatch(/\\end\{document\}$/);
  });

  test('runs the experiment of contexts for their policy, and counts the verdicts of a family', async () => {
    const contexts = await file(
      'contexts.linspg',
      `contexts:\n  c1: { probability: 1, actions: { a1: { reward: 1, features: [1] }, a2: { reward: 0, features: [0] } } }${run(['iterations: 100'])}`,
    );
    const policy = await linspg(['picture', contexts, '--picture', 'policy']);
    expect(policy.stdout).toContain('Policy in each context at iteration 100');
    const strip = await linspg(['picture', contexts, '--picture', 'strip']);
    expect(strip.stdout).toContain('>c1: a1</text>');
    const rewards = await linspg(['picture', contexts, '--picture', 'rewards']);
    expect(rewards.stderr).toContain('each state has rewards of its own');
    const family = await file('family.linspg', 'generate: { actions: 3, dimensions: 2, count: 4 }\n');
    const { stdout } = await linspg(['picture', family, '--picture', 'family']);
    expect(stdout).toContain('Verdicts on 4 instances');
  });

  test.each([
    ['policy', 1, 'there is no picture of the policy of a bandit'],
    ['strip', 1, 'there is no heat strip of a bandit'],
    ['family', 1, '`generate` makes one'],
    ['chart', 2, '--picture must be features or rewards or plane or policy or strip or family'],
  ])('says why there is no picture of %s', async (picture, status, words) => {
    const spec = await file('drawn.linspg', `${FAILS}${QUICK}`);
    const done = await linspg(['picture', spec, '--picture', picture]);
    expect(done).toMatchObject({ status, stdout: '', stderr: expect.stringContaining(words) });
  });
});

describe('report', () => {
  test('is one page that loads nothing and runs nothing, with the verdict, pictures, data and origin', async () => {
    const hostile = '</title><script>alert(1)</script>';
    const source = `title: "${hostile}"\n${FAILS.replaceAll('a2:', '"<b>a2":')}${QUICK}`;
    const spec = await file('report.linspg', source);
    const out = join(programs.folder, 'report.html');
    expect(await linspg(['report', spec, '--out', out])).toMatchObject({ status: 0, stdout: '' });
    const page = await readFile(out, 'utf8');
    for (const mark of ['<script', '<b>', '<img', '<link', '<iframe', ' src=', '@import', 'url(http'])
      expect(page).not.toContain(mark);
    expect(page).toContain("default-src 'none'");
    for (const words of [
      '&lt;/title&gt;&lt;script&gt;',
      'Depends on the start (proved, for small steps)',
      'trap at &lt;b&gt;a2',
      'Basins of attraction',
      'Suboptimality gap',
      'linspg-certificate',
      'iteration,',
      createHash('sha256').update(source).digest('hex'),
      `Lin-SPG ${version}`,
    ])
      expect(page).toContain(words);
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map((found) => found[1]!);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('holds as a file the certificates of all instances of a family, and says how large it is', async () => {
    const spec = await file('members.linspg', 'generate: { actions: 3, dimensions: 2, count: 4 }\n');
    const { stdout } = await linspg(['report', spec]);
    const [, name, data] = /<a download="([^"]*)" href="data:application\/json;base64,([^"]*)"/.exec(stdout)!;
    const proof = Buffer.from(data!, 'base64');
    const records: { problem?: string; verdict?: string }[] = JSON.parse(proof.toString());
    expect(name).toBe('members.proof.json');
    expect(records.flatMap(({ problem }) => problem ?? [])).toEqual(
      [1, 2, 3, 4].map((n) => `members.linspg, instance ${n}`),
    );
    expect(records.filter(({ verdict }) => verdict !== undefined)).toHaveLength(4);
    expect(stdout).toMatch(/: 4 certificates \([a-z]+ \d/);
    expect(stdout).toContain(`), ${Math.ceil(proof.length / 1000)} kB.`);
  });

  test('of a text without an experiment has no runs', async () => {
    const { status, stdout } = await linspg(['report', await file('bare.linspg', FAILS)]);
    expect(status).toBe(0);
    expect(stdout).toContain('<h2>Conditions</h2>');
    expect(stdout).not.toContain('<h2>Runs</h2>');
  });

  test('says whether each condition holds, and of the figures of the start neither', async () => {
    const { stdout } = await linspg(['report', await file('figures.linspg', `${FAILS}${QUICK}`)]);
    const held = (name: string) =>
      new RegExp(`<th scope="row">${name}</th><td>([^<]*)</td>`).exec(stdout)?.[1];
    expect({ order: held('order'), trap: held('trap at a2') }).toEqual({ order: 'no', trap: 'yes' });
    expect({ angle: held('gradient-angle'), fisher: held('fisher') }).toEqual({ angle: '', fisher: '' });
  });
});
