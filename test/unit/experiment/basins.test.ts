/** Basin maps through the pool of workers, as the panel gets them. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import { banditFlow } from '../../../src/experiment/basins.js';
import { ExperimentRunner } from '../../../src/experiment/runner.js';
import type { BasinMap } from '../../../src/flow/basins.js';
import { planeAlong } from '../../../src/flow/plane.js';
import { basinMap, STUCK } from '../flow/basinMap.js';
import { buildPrograms, type Programs } from '../programs.js';

let programs: Programs;
let runner: ExperimentRunner;
let stopped = 0;

const square = {
  plane: planeAlong([0, 0], [1, 0], [0, 1]),
  x: 0,
  y: 0,
  half: 8,
  columns: 128,
  rows: 128,
};

beforeAll(async () => {
  programs = await buildPrograms();
  runner = new ExperimentRunner({
    script: programs.path('worker'),
    workers: 2,
    onWorkerStopped: () => {
      stopped++;
    },
  });
});

afterAll(async () => {
  await runner?.dispose();
  await programs?.remove();
});

test('levels come from coarse to fine, and the last is the map that one thread makes', async () => {
  const levels: BasinMap[] = [];
  await runner.basins(
    STUCK,
    { square, most: 128 * 128 },
    (map) => levels.push(structuredClone(map)),
    new AbortController().signal,
  );
  expect(levels.map(({ spacing }) => spacing)).toEqual([32, 16, 8, 4, 2, 1, 1]);
  const alone = basinMap(banditFlow(STUCK).problem.input, square);
  const last = levels.at(-1)!;
  expect(last.computed).toEqual(alone.computed);
  expect(last.checked).toBe(alone.checked);
  expect(Array.from(last.codes, (code) => last.ends[code])).toEqual(
    Array.from(alone.codes, (code) => alone.ends[code]),
  );
});

test('a map that is no longer asked for says nothing more and costs no worker', async () => {
  const abort = new AbortController();
  let told = 0;
  await runner.basins(
    STUCK,
    { square, most: 128 * 128 },
    () => {
      told++;
      abort.abort();
    },
    abort.signal,
  );
  expect(told).toBe(1);
  expect(stopped).toBe(0);
});
