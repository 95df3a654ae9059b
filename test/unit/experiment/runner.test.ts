import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { Results } from '../../../src/experiment/results.js';
import { ExperimentRunner } from '../../../src/experiment/runner.js';
import type { ExperimentEvent } from '../../../src/experiment/types.js';

const script = fileURLToPath(new URL('../../fixtures/workers/faulty.cjs', import.meta.url));
const open: ExperimentRunner[] = [];

function runnerOf(workers: number): ExperimentRunner {
  const runner = new ExperimentRunner({ script, workers });
  open.push(runner);
  return runner;
}

afterEach(async () => {
  for (const runner of open.splice(0)) await runner.dispose();
});

async function eventsOf(runner: ExperimentRunner, text: string, signal = new AbortController().signal) {
  const events: ExperimentEvent[] = [];
  await runner.run({ text }, (event) => events.push(event), signal);
  return events;
}

function recorded(events: readonly ExperimentEvent[]): number[][] {
  const results = new Results();
  for (const event of events) results.add(event);
  return results.finished().map((result) => [...result.recording.iterations]);
}

test('an experiment is planned first and finished last, and every run is told whole', async () => {
  const events = await eventsOf(runnerOf(2), 'well');
  expect(events[0]).toMatchObject({ kind: 'planned', totalIterations: 4 });
  expect(events.at(-1)).toMatchObject({ kind: 'finished' });
  expect(events.findLast((event) => event.kind === 'progress')).toMatchObject({ doneIterations: 4 });
  expect(recorded(events)).toEqual([
    [0, 2],
    [0, 2],
  ]);
});

test('the runs of a worker that dies are done again, and no checkpoint is told twice', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'linspg-'));
  try {
    const events = await eventsOf(runnerOf(1), `die once ${join(folder, 'died')}`);
    expect(events.at(-1)).toMatchObject({ kind: 'finished' });
    expect(recorded(events)).toEqual([
      [0, 2],
      [0, 2],
    ]);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('runs under which every worker dies end in a clear failure', async () => {
  const events = await eventsOf(runnerOf(2), 'die always');
  expect(events.at(-1)).toMatchObject({ kind: 'failed', message: expect.stringContaining('ended 3 times') });
});

test('an error of the engine is told once, as the last event', async () => {
  const events = await eventsOf(runnerOf(2), 'throw');
  expect(events.filter(({ kind }) => kind === 'failed')).toEqual([
    { kind: 'failed', message: 'the engine says no' },
  ]);
  expect(events.at(-1)!.kind).toBe('failed');
});

test('what cannot be planned is refused with its reason', async () => {
  expect(await eventsOf(runnerOf(1), 'refuse')).toEqual([{ kind: 'failed', message: 'no' }]);
});

test('an abort stops endless runs, lets no event through, and the next experiment runs at once', async () => {
  const runner = runnerOf(2);
  const abort = new AbortController();
  const events: ExperimentEvent[] = [];
  const stopped = runner.run(
    { text: 'endless' },
    (event) => {
      events.push(event);
      if (event.kind === 'recorded') abort.abort();
    },
    abort.signal,
  );
  await stopped;
  const before = events.length;
  const after = await eventsOf(runner, 'well');
  expect(after.at(-1)).toMatchObject({ kind: 'finished' });
  expect(events).toHaveLength(before);
  expect(events.at(-1)!.kind).toBe('recorded');
});

test('an experiment aborted before it begins says nothing', async () => {
  expect(await eventsOf(runnerOf(1), 'well', AbortSignal.abort())).toEqual([]);
});

test('two experiments at once do not mix, and neither waits for the other', async () => {
  const runner = runnerOf(1);
  const abort = new AbortController();
  const endless = runner.run({ text: 'endless' }, () => {}, abort.signal);
  const events = await eventsOf(runner, 'well');
  expect(events[0]).toMatchObject({ kind: 'planned', runs: [{ label: 'well' }, { label: 'well' }] });
  expect(events.at(-1)).toMatchObject({ kind: 'finished' });
  abort.abort();
  await endless;
});

test('a runner can be disposed of in the middle of a run, which then says nothing more', async () => {
  const runner = new ExperimentRunner({ script, workers: 1 });
  const kinds: string[] = [];
  let disposed: Promise<void> | undefined;
  await runner.run(
    { text: 'endless' },
    ({ kind }) => {
      kinds.push(kind);
      if (kind === 'recorded') disposed ??= runner.dispose();
    },
    new AbortController().signal,
  );
  await disposed;
  expect(kinds).not.toContain('failed');
});

test('names the file of the workers where it is missing', async () => {
  const missing = join(tmpdir(), 'no-such-folder', 'worker.cjs');
  const runner = new ExperimentRunner({ script: missing, workers: 1 });
  open.push(runner);
  const [failed, ...others] = await eventsOf(
    runner,
    'bandit:\n  rewards: [2, 1]\n  features: [[1, 0], [0, 1]]\nrun:\n  iterations: 10\n',
  );
  expect(others).toEqual([]);
  expect(failed).toMatchObject({ kind: 'failed', message: expect.stringContaining(missing) });
  const file = { version: '1', file: 'a.linspg', text: '', actions: [], results: [], format: 'csv' } as const;
  await expect(runner.dataFile(file)).rejects.toThrow(missing);
});
