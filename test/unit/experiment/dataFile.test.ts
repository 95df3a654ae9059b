import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DataFormat, type DataOrder, dataFile } from '../../../src/experiment/dataFile.js';
import { ExperimentRunner } from '../../../src/experiment/runner.js';
import { isLong } from '../../../src/shared/readElsewhere.js';
import type { Files } from '../../../src/spec/files/port.js';
import { charted, chartedRun } from '../charted.js';
import { buildPrograms, type Programs } from '../programs.js';

const text = `title: "Two, and # more"
bandit:
  actions:
    a1: { reward: 1, features: [1, 0] }
    "a,2": { reward: 0, features: [0, 1] }
run: { seed: 5 }
`;
const experiment = charted(1, [chartedRun({ 0: 0.5, 1: 0.25 }, { seed: 5 }), chartedRun({}, {}, null)], {
  text,
});
const order: Omit<DataOrder, 'format'> = {
  version: '1.2.3',
  file: 'two.linspg',
  text,
  actions: experiment.subject.actions,
  results: experiment.results,
};
const written = (format: DataFormat) => Buffer.from(dataFile({ ...order, format })).toString('utf8');

/** Python's own reader, where the machine has one. */
function python(script: string, input: string): string | null {
  try {
    return execFileSync('python3', ['-c', script], {
      input,
      encoding: 'utf8',
      stdio: ['pipe', 'pipe', 'pipe'],
    });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

test('CSV begins with the spec in comments, and another reader reads the rest', () => {
  const csv = written('csv');
  const head = csv.split('\n').filter((line) => line.startsWith('#'));
  expect(head).toContain('# seed: 0, 5');
  for (const line of text.trimEnd().split('\n')) expect(head).toContain(`# ${line}`);
  const read = python(
    'import csv, json, sys; print(json.dumps(list(csv.DictReader(l for l in sys.stdin if not l.startswith("#")))))',
    csv,
  );
  if (read === null) return;
  const rows = JSON.parse(read) as Record<string, string>[];
  expect(rows.map((row) => [row.iteration, row.gap, row.seed])).toEqual([
    ['0', '0.5', '5'],
    ['1', '0.25', '5'],
  ]);
});

test('JSON of an experiment whose file of numbers is not what it was is refused, with what to do', () => {
  const named = 'bandit: { rewards: [1, 0], features: { file: x.csv } }\nrun: { iterations: 10 }\n';
  const changed: Files = { read: () => ({ refused: { code: 'changed' } }) };
  const fromFile = (format: DataFormat) => () => dataFile({ ...order, text: named, format }, changed);
  expect(fromFile('json')).toThrow('`x.csv` has changed since this text was analysed. Run again.');
  expect(fromFile('csv')).not.toThrow();
});

test('JSON holds the runs that have ended, and the spec as it was written', () => {
  const json = JSON.parse(written('json'));
  expect(json.provenance).toEqual({ version: '1.2.3', file: 'two.linspg', seeds: [0, 5], text });
  expect(json.runs).toHaveLength(1);
  expect(json.runs[0].gap).toEqual([0.5, 0.25]);
  expect(Object.keys(json.spec.actions)).toEqual(['a1', 'a,2']);
});

let programs: Programs;
let runner: ExperimentRunner;

beforeAll(async () => {
  programs = await buildPrograms();
  runner = new ExperimentRunner({ script: programs.path('worker'), workers: 1 });
});

afterAll(async () => {
  await runner?.dispose();
  await programs?.remove();
});

test('files of a long text are made by a worker, while the thread that asked goes on', async () => {
  const long = `${text}# ${'long '.repeat(40_000)}\n`;
  expect(isLong(long)).toBe(true);
  let turns = 0;
  const turn = () => {
    turns++;
    counting = setImmediate(turn);
  };
  let counting = setImmediate(turn);
  const formats = ['csv', 'json', 'parquet'] satisfies DataFormat[];
  const files = [];
  for (const format of formats) files.push(await runner.dataFile({ ...order, text: long, format }));
  clearImmediate(counting);
  expect(turns).toBeGreaterThan(0);
  for (const [n, format] of formats.entries())
    expect(Buffer.from(files[n]!)).toEqual(Buffer.from(dataFile({ ...order, text: long, format })));
});
