import { afterAll, beforeAll, expect, test } from 'vitest';
import { toJson } from '../../../src/experiment/json.js';
import { Results } from '../../../src/experiment/results.js';
import { ExperimentRunner } from '../../../src/experiment/runner.js';
import type { RunResult } from '../../../src/experiment/types.js';
import { readSpec } from '../../../src/spec/read.js';
import { buildPrograms, type Programs } from '../programs.js';

let programs: Programs;

beforeAll(async () => {
  programs = await buildPrograms();
});

afterAll(() => programs.remove());

const text = (rates: readonly string[], gradients: readonly string[]) => `
bandit:
  actions:
    a1: { reward: 0.9, features: [ 0, -2] }
    a2: { reward: 0.8, features: [-1,  0] }
    a3: { reward: 0.4, features: [ 0,  1] }
    a4: { reward: 0.1, features: [ 2,  0] }
  noise: { beta: 4 }
run:
  gradient: [${gradients.join(', ')}]
  learning-rate: [${rates.join(', ')}]
  iterations: 3000
  repeats: 7
  seed: 3
`;

async function resultsOf(spec: string, workers: number): Promise<RunResult[]> {
  const runner = new ExperimentRunner({ script: programs.path('worker'), workers });
  try {
    const results = new Results();
    await runner.run({ text: spec }, (event) => results.add(event), new AbortController().signal);
    return results.finished();
  } finally {
    await runner.dispose();
  }
}

/** The results as they are written, without the time that they took. */
function written(spec: string, results: readonly RunResult[]): string {
  const { bandit } = readSpec(spec);
  const runs = results.map((result) => ({ ...result, milliseconds: 0 }));
  return JSON.stringify(
    toJson({ file: 'x.linspg', title: null, problems: [bandit!], family: null }, runs),
    null,
    2,
  );
}

test('1, 2 and 4 workers write the same JSON', async () => {
  const spec = text(['0.1', '1', '10'], ['exact', 'sampled']);
  const [one, two, four] = await Promise.all([1, 2, 4].map((workers) => resultsOf(spec, workers)));
  expect(one).toHaveLength(3 + 21);
  expect(written(spec, two!)).toBe(written(spec, one!));
  expect(written(spec, four!)).toBe(written(spec, one!));
});

test('cells listed in another order have the same results', async () => {
  const spec = text(['0.1', '1', '10'], ['exact', 'sampled']);
  const name = ({ facts }: RunResult) => `${facts.label} ${facts.repeat}`;
  const sorted = (results: readonly RunResult[]) => [...results].sort((a, b) => (name(a) < name(b) ? -1 : 1));
  const there = sorted(await resultsOf(spec, 2));
  const back = sorted(await resultsOf(text(['10', '0.1', '1'], ['sampled', 'exact']), 3));
  expect(there).toHaveLength(24);
  expect(written(spec, back)).toBe(written(spec, there));
});
