/**
 * `npm run bench:plans`: the cost, in milliseconds of processor time, of a plan that passes through the thread of the host: reading it once
 * and writing its batches, one at a time, compared with planning again, which workers without a part of the plan would have to do.
 */
import { deserialize, serialize } from 'node:v8';
import { batches } from '../src/experiment/batches.js';
import { generate } from '../src/experiment/generate/family.js';
import { plan } from '../src/experiment/plan.js';
import { readSpec } from '../src/spec/read.js';
import { spread } from './spread.js';

const TIMES = 9;
const WORKERS = 2;

/** 1,250 sampled runs: as many as the paper has of one shape. */
const family = (actions: number, dimensions: number, more = '') =>
  `generate: { actions: ${actions}, dimensions: ${dimensions}, count: 25, seed: 1 }
run:
  gradient: sampled
  learning-rate: [0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.07, 0.08, 0.09, 0.1]
  repeats: 5
${more}`;

const texts = {
  '6×3': family(6, 3),
  '100×20': family(100, 20, '  record: 2\n'),
  '1000×20': family(1000, 20, '  record: 2\n'),
};

function timed(work: () => void): number[] {
  return Array.from({ length: TIMES }, () => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
}

function planned(text: string) {
  const { family, run } = readSpec(text);
  return plan(generate(family!).instances, run!);
}

for (const [name, text] of Object.entries(texts)) {
  const { cells } = planned(text);
  const [whole, facts] = [serialize(cells), serialize(cells.map((cell) => cell.facts))];
  const parts = batches(cells, WORKERS);
  const writing = parts.map((part) => timed(() => void serialize(part)).sort((a, b) => a - b)[TIMES >> 1]!);
  console.log(
    `${name}, ${cells.length} cells: read plan ${spread(timed(() => void deserialize(whole)))}, of that the facts ${spread(timed(() => void deserialize(facts)))}; write each of ${parts.length} batches ${spread(writing)}; plan again ${spread(timed(() => void planned(text)))}`,
  );
}
