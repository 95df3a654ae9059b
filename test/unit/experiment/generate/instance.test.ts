/** An instance of a family, opened as a spec of its own, is the same problem and the same experiment. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { analyse } from '../../../../src/conditions/analyse.js';
import { runBatch } from '../../../../src/engine/batch.js';
import { generate } from '../../../../src/experiment/generate/family.js';
import { decideInstances, type FamilyNews } from '../../../../src/experiment/instanceVerdicts.js';
import { tables } from '../../../../src/experiment/json.js';
import { plan } from '../../../../src/experiment/plan.js';
import { Results } from '../../../../src/experiment/results.js';
import type { RunResult } from '../../../../src/experiment/types.js';
import type { Bandit } from '../../../../src/model/bandit.js';
import type { BanditFamily } from '../../../../src/model/family.js';
import type { RunSection } from '../../../../src/model/run.js';
import { instanceSpec } from '../../../../src/spec/instance.js';
import { readSpec } from '../../../../src/spec/read.js';

function resultsOf(bandits: readonly Bandit[], run: RunSection): RunResult[] {
  const { cells, totalIterations } = plan(bandits, run);
  const results = new Results();
  results.add({ kind: 'planned', runs: cells.map(({ facts }) => facts), totalIterations });
  for (const cell of cells) {
    const { index } = cell.facts;
    runBatch([cell], {
      recorded: (_, from, piece) => results.add({ kind: 'recorded', index, from, piece }),
      progress: () => {},
      ended: (_, ending, milliseconds) => results.add({ kind: 'ended', index, ending, milliseconds }),
    });
  }
  return results.finished();
}

/** The text of an instance beside the instance itself and the family's experiment. */
function opened(text: string, number: number) {
  const { family, run } = readSpec(text);
  const { instances } = generate(family as BanditFamily);
  const own = instanceSpec(text, 'family.linspg', number, tables(instances[number]!));
  return { instances, run: run!, own, reading: readSpec(own) };
}

const spec = (generate: string, run: string) => `generate: { ${generate} }\nrun:\n${run}`;

describe('an instance as a spec of its own', () => {
  test.each([
    ['exact gradients', 'actions: 4, dimensions: 2, count: 5, seed: 3', '  iterations: 300\n'],
    [
      'sampled',
      'actions: 3, dimensions: 2, count: 5, noise: bernoulli',
      '  iterations: 200 # T\n  repeats: 3\n',
    ],
    [
      'beta noise',
      'actions: 3, dimensions: 2, count: 4, noise: { beta: 4 }',
      '  { iterations: 100, learning-rate: [theory, 1/3] }',
    ],
    ['no keys at all', 'actions: 3, dimensions: 1, count: 4, noise: { gaussian: 0.1 }', ''],
    [
      'random starts',
      'actions: 5, dimensions: 3, count: 4, features: gaussian',
      '    init: { gaussian: 2, count: 3 }\n    iterations: 100\n',
    ],
    [
      "the authors' generator",
      'actions: 3, dimensions: 2, count: 4, seed: 1337, generator: jax, keep: [features-3]',
      '  iterations: 100\n',
    ],
  ])('%s: same verdict, same curves to the last bit', (_, family, run) => {
    const text = spec(family, run);
    const { instances, run: ofFamily, reading } = opened(text, 3);
    expect(reading.issues.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(analyse(reading.bandit!)).toEqual(analyse(instances[3]!));
    const whole = resultsOf(instances, {
      ...ofFamily,
      iterations: [Math.min(1000, ofFamily.iterations[0]!)],
    });
    const own = resultsOf([reading.bandit!], {
      ...reading.run!,
      iterations: [Math.min(1000, ofFamily.iterations[0]!)],
    });
    const [expected, found] = [whole.filter(({ facts }) => facts.instance === 3), own].map((results) =>
      results.map(({ facts, recording, ending }) => ({
        init: facts.init,
        rate: facts.learningRate,
        recording,
        ending,
      })),
    );
    expect(found).toEqual(expected);
  });

  test('keeps the comments and the literals of the experiment', () => {
    const run = 'run:\n  iterations: 1e3 # long enough\n\n  # Two rates.\n  learning-rate: [theory, 1/3]\n';
    const { own } = opened(`${run}generate: { actions: 3, dimensions: 2, count: 4 }\n`, 2);
    expect(own.endsWith(run)).toBe(true);
  });

  test('says in its first line where it is from', () => {
    const { own, reading } = opened(
      spec('actions: 3, dimensions: 2, count: 9, seed: 5', '  iterations: 10\n'),
      8,
    );
    expect(own.split('\n')[0]).toBe(
      '# Instance 8 of family.linspg: generator native, seed 5, 3 actions, 2 dimensions.',
    );
    expect(reading.title).toBe('family.linspg, instance 8');
  });

  test('any number of any family reads back as the same doubles', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.constantFrom('uniform', 'gaussian'), fc.nat(3), (seed, features, n) => {
        const { instances, reading } = opened(
          spec(
            `actions: 4, dimensions: 3, count: 4, seed: ${seed}, features: ${features}`,
            '  iterations: 5\n',
          ),
          n,
        );
        expect(tables(reading.bandit!)).toEqual(tables(instances[n]!));
      }),
      { numRuns: 50 },
    );
  });

  test.each(['learning-rates', 'sampled-free', 'sampled-trapped'])('an instance of the study %s', (name) => {
    const text = readFileSync(`examples/studies/${name}.linspg`, 'utf8');
    const { run, reading } = opened(text, 1);
    expect(reading.run).toEqual({ ...run, instance: [run.gradient.includes('sampled') ? 1 : 0] });
  });
});

describe('an instance of a family of processes', () => {
  test.each([
    ['of states', 'states: 3, discount: 9/10, noise: bernoulli'],
    ['of contexts', 'contexts: 3'],
    ['with few next states', 'states: 4, discount: 0.99, transitions: { dirichlet: 0.05 }'],
  ])('%s reads back as the same process with the same experiment', (_, more) => {
    const text = spec(`actions: 3, dimensions: 2, count: 4, seed: 3, ${more}`, '  iterations: 20\n');
    const news: FamilyNews[] = [];
    decideInstances(text, (one) => news.push(one));
    const { instances } = news.find((one) => one.kind === 'instances')!;
    const { family, run } = readSpec(text);
    const { issues, mdp, run: read } = readSpec(instanceSpec(text, 'family.linspg', 2, instances[2]!));
    expect(issues).toEqual([]);
    expect(mdp).toEqual(generate(family!).instances[2]);
    expect(read).toEqual({ ...run, instance: [run!.gradient.includes('sampled') ? 2 : 0] });
  });
});

test('`instance` in a family is an error at its key', () => {
  const text = spec('actions: 3, dimensions: 2, count: 4, noise: bernoulli', '  instance: 2\n');
  const [issue] = readSpec(text).issues.filter(({ severity }) => severity === 'error');
  expect(text.slice(issue!.range.start, issue!.range.end)).toBe('instance');
});
