/** Work that is stopped, killed, shared out and put together again, as the processes that a person starts. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildPrograms, type Programs } from '../programs.js';
import { ended } from './ended.js';

let programs: Programs;
let cli: string;
beforeAll(async () => {
  programs = await buildPrograms();
  cli = programs.path('cli');
});
afterAll(() => programs.remove());

const start = (...args: string[]) =>
  spawn(process.execPath, [cli, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });

async function linspg(...args: string[]) {
  return ended(start(...args));
}

async function linspgIn(cwd: string, ...args: string[]) {
  return ended(spawn(process.execPath, [cli, ...args], { cwd, stdio: ['ignore', 'pipe', 'pipe'] }));
}

/** Every finished line of every process, by file. */
function keptKeys(directory: string): string[] {
  const cells = join(directory, 'cells');
  if (!existsSync(cells)) return [];
  return readdirSync(cells).flatMap((name) =>
    readFileSync(join(cells, name), 'utf8')
      .split('\n')
      .slice(0, -1)
      .map((line) => (JSON.parse(line) as { key: string }).key),
  );
}

const place = (name: string) => join(programs.folder, name);
const bytes = (...path: string[]) => readFileSync(join(...path), 'utf8');

const SPEC = `generate: { actions: 4, dimensions: 2, count: 5, seed: 3, noise: bernoulli }
run: { learning-rate: [0.1, 1], repeats: 3, iterations: 2000, record: 20 }
`;

test('a reproduction that is killed goes on: nothing lost, nothing twice, the same bytes at last', async () => {
  const args = ['reproduce', '--part', 'exact-K3-d2', '--iterations', '1000000', '--workers', '1', '--out'];
  const child = start(...args, place('killed'));
  const closed = once(child, 'close');
  const part = join(place('killed'), 'exact-K3-d2');
  while (keptKeys(part).length < 3 && child.exitCode === null) await new Promise((go) => setTimeout(go, 2));
  child.kill('SIGKILL');
  await closed;
  const before = keptKeys(part);
  expect(before.length).toBeGreaterThanOrEqual(3);
  expect(before.length).toBeLessThan(50);

  const resumed = await linspg(...args, place('killed'));
  expect(resumed.status).toBe(0);
  expect(resumed.stderr).toContain(
    `50 runs in ${place('killed')}, of which ${before.length} are finished already`,
  );
  const after = keptKeys(part);
  expect(after).toHaveLength(50);
  expect(new Set(after).size).toBe(50);
  expect(after).toEqual(expect.arrayContaining(before));

  expect((await linspg(...args, place('whole'))).status).toBe(0);
  for (const name of ['exact-K3-d2/results.json', 'summary.md', 'exact-K3.svg']) {
    expect(bytes(place('killed'), name)).toBe(bytes(place('whole'), name));
  }
});

test('an experiment that is killed twice goes on twice, and does nothing twice', async () => {
  const file = place('twice.linspg');
  writeFileSync(file, SPEC.replace('iterations: 2000', 'iterations: 1000000'));
  const args = ['run', file, '--workers', '1', '--out'];
  let kept: string[] = [];
  for (let kill = 0; kill < 2; kill++) {
    const child = start(...args, place('twice'));
    const closed = once(child, 'close');
    while (keptKeys(place('twice')).length <= kept.length && child.exitCode === null)
      await new Promise((go) => setTimeout(go, 2));
    child.kill('SIGKILL');
    await closed;
    const now = keptKeys(place('twice'));
    expect(now).toEqual(expect.arrayContaining(kept));
    expect(now.length).toBeGreaterThan(kept.length);
    expect(now.length).toBeLessThan(30);
    kept = now;
  }
  const resumed = await linspg(...args, place('twice'));
  expect(resumed.stderr).toContain(`${kept.length} of 30 runs are finished already`);
  const keys = keptKeys(place('twice'));
  expect([keys.length, new Set(keys).size]).toEqual([30, 30]);
  await linspg(...args, place('once'));
  expect(bytes(place('twice'), 'results.json')).toBe(bytes(place('once'), 'results.json'));
});

/** Long enough that a kill comes between two of its twelve runs. */
const PROCESS = `mdp:
  environment: four-state
run: { learning-rate: [0.001, 0.01, 0.1], init: [zeros, { gaussian: 1, count: 3 }], iterations: 200000, record: 20 }
`;

test('shards of a sweep of a process that are killed and begun again lose nothing, and merge to the bytes of one process', async () => {
  const file = place('process.linspg');
  writeFileSync(file, PROCESS);
  const directory = place('process');
  const shard = (i: number) => ['run', file, '--workers', '1', '--out', directory, '--shard', `${i}/2`];
  for (const i of [1, 2]) {
    const before = keptKeys(directory);
    const child = start(...shard(i));
    const closed = once(child, 'close');
    while (keptKeys(directory).length <= before.length && child.exitCode === null)
      await new Promise((go) => setTimeout(go, 2));
    child.kill('SIGKILL');
    await closed;
    expect(keptKeys(directory)).toEqual(expect.arrayContaining(before));
  }
  const kept = keptKeys(directory);
  expect(kept.length).toBeGreaterThanOrEqual(2);
  expect(kept.length).toBeLessThan(12);
  const early = await linspg('merge', directory);
  expect(early).toMatchObject({
    status: 1,
    stderr: expect.stringContaining(`${12 - kept.length} of 12 runs are not finished`),
  });
  for (const i of [1, 2]) expect((await linspg(...shard(i))).status).toBe(0);
  const keys = keptKeys(directory);
  expect(keys).toEqual(expect.arrayContaining(kept));
  expect([keys.length, new Set(keys).size]).toEqual([12, 12]);
  expect((await linspg('merge', directory)).status).toBe(0);
  expect((await linspg('run', file, '--out', place('process-whole'))).status).toBe(0);
  expect(bytes(directory, 'results.json')).toBe(bytes(place('process-whole'), 'results.json'));
});

test('an early kill loses what is under way, and not every run of the worker', async () => {
  const file = place('early.linspg');
  writeFileSync(
    file,
    'generate: { actions: 4, dimensions: 3, count: 8, seed: 1 }\nrun: { iterations: 1e7 }\n',
  );
  const child = start('run', file, '--workers', '1', '--out', place('early'));
  const closed = once(child, 'close');
  while (keptKeys(place('early')).length === 0 && child.exitCode === null)
    await new Promise((go) => setTimeout(go, 2));
  child.kill('SIGKILL');
  await closed;
  // Eight of one shape could go side by side, and end together.
  expect(keptKeys(place('early')).length).toBeGreaterThan(0);
  expect(keptKeys(place('early')).length).toBeLessThan(8);
});

test('a line that a kill cut off is done again', async () => {
  const file = place('cut.linspg');
  writeFileSync(file, SPEC);
  await linspg('run', file, '--out', place('cut'));
  const results = bytes(place('cut'), 'results.json');
  const [name] = readdirSync(join(place('cut'), 'cells'));
  const cells = join(place('cut'), 'cells', name!);
  writeFileSync(cells, bytes(cells).slice(0, -100));
  const again = await linspg('run', file, '--out', place('cut'));
  expect(again.stderr).toContain('29 of 30 runs are finished already');
  expect(bytes(place('cut'), 'results.json')).toBe(results);
});

test('Parquet is the same from one process, from shards, and on the standard output', async () => {
  const file = place('table.linspg');
  writeFileSync(file, SPEC);
  const piped = start('run', file, '--format', 'parquet');
  const [direct] = await Promise.all([buffer(piped.stdout), once(piped, 'close')]);
  await linspg('run', file, '--out', place('tables'), '--shard', '1/2');
  await linspg('run', file, '--out', place('tables'), '--shard', '2/2');
  expect((await linspg('merge', place('tables'), '--format', 'parquet')).status).toBe(0);
  await linspg('run', file, '--out', place('table'), '--format', 'parquet');
  const written = readFileSync(join(place('table'), 'results.parquet'));
  expect(readFileSync(join(place('tables'), 'results.parquet')).equals(written)).toBe(true);
  expect(direct.equals(written)).toBe(true);
  const rows = await parquetReadObjects({ file: Uint8Array.from(written).buffer });
  const { runs } = JSON.parse(bytes(place('table'), 'results.json')) as { runs: { gap: number[] }[] };
  expect(rows.map(({ gap }) => gap)).toEqual(runs.flatMap(({ gap }) => gap));
});

describe('shards', () => {
  test('of three processes at once merge to the bytes of one process', async () => {
    const file = place('shards.linspg');
    writeFileSync(file, SPEC);
    const shards = await Promise.all(
      [1, 2, 3].map((i) =>
        linspg('run', file, '--out', place('shared'), '--shard', `${i}/3`, '--workers', '1'),
      ),
    );
    for (const { status, stdout } of shards) {
      expect(status).toBe(0);
      expect(stdout).toContain('the 10 runs of shard');
    }
    expect(keptKeys(place('shared'))).toHaveLength(30);
    const merged = await linspg('merge', place('shared'));
    expect(merged.status).toBe(0);
    await linspg('run', file, '--out', place('alone'));
    expect(bytes(place('shared'), 'results.json')).toBe(bytes(place('alone'), 'results.json'));
    expect(JSON.parse(bytes(place('alone'), 'results.json')).runs).toHaveLength(30);
  });

  test('of a text that names a file of numbers merge from another folder', async () => {
    const folder = place('named');
    mkdirSync(join(folder, 'below'), { recursive: true });
    writeFileSync(join(folder, 'x.csv'), '1,0\n0,1\n');
    writeFileSync(
      join(folder, 'named.linspg'),
      'bandit: { rewards: [1, 0], features: { file: x.csv } }\nrun: { iterations: 3 }\n',
    );
    await linspgIn(folder, 'run', 'named.linspg', '--out', 'kept', '--shard', '1/1');
    expect(await linspgIn(join(folder, 'below'), 'merge', '../kept')).toMatchObject({
      status: 0,
      stderr: '',
    });
    await linspgIn(folder, 'run', 'named.linspg', '--out', 'whole');
    expect(bytes(folder, 'kept', 'results.json')).toBe(bytes(folder, 'whole', 'results.json'));
    // Moved together, they are still found.
    renameSync(folder, place('moved'));
    expect(await linspg('merge', join(place('moved'), 'kept'))).toMatchObject({ status: 0, stderr: '' });
  });

  test('that are missing are counted, and nothing is merged', async () => {
    const file = place('part.linspg');
    writeFileSync(file, SPEC);
    await linspg('run', file, '--out', place('part'), '--shard', '2/3');
    const merged = await linspg('merge', place('part'));
    expect(merged).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('20 of 30 runs are not finished'),
    });
    expect(existsSync(join(place('part'), 'results.json'))).toBe(false);
  });

  test('of another experiment are refused', async () => {
    const file = place('other.linspg');
    writeFileSync(file, SPEC);
    await linspg('run', file, '--out', place('other'), '--shard', '1/3');
    writeFileSync(file, SPEC.replace('seed: 3', 'seed: 4'));
    const refused = await linspg('run', file, '--out', place('other'), '--shard', '2/3');
    expect(refused).toMatchObject({ status: 2, stderr: expect.stringContaining('holds another experiment') });
  });

  test.each([
    [['--shard', '1/2'], '--shard needs --out'],
    [['--out', 'x', '--shard', '3/2'], '1 ≤ i ≤ n'],
    [['--out', 'x', '--format', 'json'], 'leave out --format'],
    [['y.linspg', '--format', 'parquet'], '--format parquet takes one file'],
  ])('%j is wrong usage', async (args, message) => {
    const { status, stderr } = await linspg('run', 'x.linspg', ...args);
    expect([status, stderr]).toEqual([2, expect.stringContaining(message)]);
  });
});

test('a directory without an experiment cannot be merged', async () => {
  const { status, stderr } = await linspg('merge', dirname(cli));
  expect([status, stderr]).toEqual([2, expect.stringContaining('holds no experiment')]);
});

describe('a search', () => {
  const SPACE = ['--actions', '3', '--dimensions', '2', '--entries', '-1..1'];

  test('prints the smallest hit as a spec, which is read, and says how many were looked at', async () => {
    const { stdout, stderr, status } = await linspg(
      'search',
      'npg-top and trap and not features-K',
      ...SPACE,
    );
    expect([stderr, status]).toEqual([
      'linspg: 1 hit after 8 of 105, none undecided: 3 actions, 2 features, entries −1 to 1, rewards K, …, 2, 1\n',
      0,
    ]);
    writeFileSync(place('hit.linspg'), stdout);
    const checked = await linspg('check', place('hit.linspg'), '--format', 'json');
    const [{ conditions }] = JSON.parse(checked.stdout) as [{ conditions: { id: string; holds: boolean }[] }];
    const holds = (id: string) => conditions.filter((one) => one.id === id).map((one) => one.holds);
    expect([holds('npg-top'), holds('trap'), holds('features-K')]).toEqual([[true], [true, false], [false]]);
  });

  test('without a hit has status 1, and says that it has looked at all', async () => {
    const { stdout, stderr, status } = await linspg('search', 'features-3 and trap', ...SPACE);
    expect([stdout, status]).toEqual(['', 1]);
    expect(stderr).toContain('no hit in all 105 up to symmetry, none undecided');
  });

  test.each([
    [
      ['search', 'trap and oder'],
      "  trap and oder\n           ^^^^\nThere is no 'oder': did you mean order?",
    ],
    [['search', 'trap', 'and', 'order'], "one expression, but found 'and' too: put it between quotes"],
    [['search'], 'takes an expression'],
    [['search', 'trap', '--entries', '3..1'], '--entries expects a whole number or a range such as -2..2'],
    [['search', 'features-3', '--actions', '4'], 'features-3 is asked of 3 actions only: add --actions 3'],
    [['search', 'trap', '--hits', '3'], '--hits needs --out'],
    [
      ['search', 'trap', '--rewards', 'random'],
      "--rewards must be order, ties or a range such as 0..3, not 'random'",
    ],
  ])('%j says what was expected, and has status 2', async (args, message) => {
    const { stderr, status } = await linspg(...args);
    expect([stderr, status]).toEqual([expect.stringContaining(message), 2]);
  });

  test('that is stopped goes on from there', async () => {
    // Nobody comes to the end of 36 million.
    const space = ['--actions', '5', '--dimensions', '2', '--entries', '-3..3'];
    const asked = ['search', 'trap and rank', ...space, '--hits', 'all', '--out', place('stopped')];
    const stopped = async () => {
      const child = start(...asked);
      const output = ended(child);
      await once(child.stdout, 'data');
      child.kill('SIGINT');
      const { stderr } = await output;
      expect(child.signalCode).toBe('SIGINT');
      expect(stderr).toContain('the same command goes on from here');
      const state = JSON.parse(bytes(place('stopped'), 'part-1-of-1.json')) as {
        judged: number;
        hits: { index: number }[];
      };
      return { ...state, hits: state.hits.map(({ index }) => index), stderr };
    };
    const first = await stopped();
    const second = await stopped();
    expect(second.stderr).toContain(`goes on from ${first.hits.length} hit`);
    expect(second.judged).toBeGreaterThan(first.judged);
    expect(second.hits.length).toBeGreaterThan(first.hits.length);
    expect(second.hits.slice(0, first.hits.length)).toEqual(first.hits);
    const specs = readdirSync(place('stopped')).filter((file) => file.endsWith('.linspg'));
    expect(specs.sort()).toEqual(second.hits.map((index) => `hit-${index}.linspg`).sort());

    const other = await linspg('search', 'trap', ...SPACE, '--out', place('stopped'));
    expect([other.stderr, other.status]).toEqual([expect.stringContaining('holds another search'), 2]);
  });

  test('is shared out: the last part says which hit is the first of all', async () => {
    const args = ['search', 'always and swapped depends', ...SPACE, '--out', place('parts'), '--shard'];
    const first = await linspg(...args, '1/2');
    expect(first.stderr).toContain('1 of 2 parts have not come');
    const second = await linspg(...args, '2/2');
    const alone = await linspg('search', 'always and swapped depends', ...SPACE, '--out', place('alone'));
    const [, index] = /hit-(\d+)\.linspg/.exec(alone.stdout)!;
    expect(second.stderr).toContain(`hit ${index} is the first of all 2 parts`);
    // The other bandit of the pair stands beside it.
    expect(existsSync(join(place('alone'), `hit-${index}-swapped-1.linspg`))).toBe(true);
  });
});
