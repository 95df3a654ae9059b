/** How many runs an experiment has, counted before any of them is made. */
import { algorithmsOf } from '../engine/algorithms/choices.js';
import type { RunKey, RunSection } from '../model/run.js';
import { RUN_KEYS } from './runKeys.js';

/** The most runs of one experiment, and the most numbers that they may record: about 400 MB of doubles. */
const MOST_RUNS = 100_000;
const MOST_RECORDED = 5e7;

/** How many values a key of `run` has in one product, or how many instances the family has. */
export interface Factor {
  readonly key: RunKey | 'instances';
  readonly values: number;
}

export interface GridSize {
  /** The sum over all products. */
  readonly runs: number;
  /** The numbers that all runs record: for each point a policy, parameters and four figures. */
  readonly recorded: number;
  /** One product for each way in which chance enters: sampled, exact, exact from random starts. Factors of 1 are omitted. */
  readonly products: readonly (readonly Factor[])[];
}

/**
 * @param shape K and d. @param instances the instances of a family; 1 for a bandit that is written out.
 * @param points how many points a run records, in place of `record`.
 */
export function gridSize(
  run: RunSection,
  { actions, dimensions }: { readonly actions: number; readonly dimensions: number },
  instances: number,
  points?: number,
): GridSize {
  const always: Factor[] = [
    { key: 'algorithm', values: algorithmsOf(run).length },
    { key: 'learningRate', values: run.learningRate.length },
    { key: 'iterations', values: run.iterations.length },
    { key: 'stop', values: run.stop.length },
    { key: 'record', values: run.record.length },
    { key: 'instances', values: instances },
  ];
  const random = run.init.reduce((sum, init) => sum + (init.kind === 'gaussian' ? init.count : 0), 0);
  const fixed = run.init.filter(({ kind }) => kind !== 'gaussian').length;
  const seeds: Factor = { key: 'seed', values: run.seed.length };
  const products = run.gradient.flatMap((gradient): Factor[][] =>
    gradient === 'sampled'
      ? [
          [
            ...always,
            { key: 'baseline', values: run.baseline.length },
            { key: 'init', values: fixed + random },
            seeds,
            { key: 'instance', values: run.instance.length },
            { key: 'repeats', values: greatest(run.repeats) },
          ],
        ]
      : [
          [...always, { key: 'init', values: fixed }],
          [...always, { key: 'init', values: random }, seeds],
        ],
  );
  const runs = products.reduce((sum, factors) => sum + product(factors), 0);
  // Every combination of a length of time and a number of points has its share of the runs.
  const pairs = run.iterations.length * run.record.length;
  const pointsOfAll = run.iterations.reduce(
    (sum, T) => sum + run.record.reduce((inner, record) => inner + Math.min(points ?? record, T + 1), 0),
    0,
  );
  const each = actions + Math.max(actions, dimensions) + 4;
  return {
    runs,
    recorded: pairs === 0 ? 0 : (runs / pairs) * pointsOfAll * each,
    products: products
      .filter((factors) => product(factors) > 0)
      .map((factors) => factors.filter(({ values }) => values > 1)),
  };
}

/** If `repeats` has several values, the greatest counts, since it includes the others. */
export function repeatsOf(gradient: RunSection['gradient'][number], run: RunSection): number {
  return gradient === 'sampled' ? greatest(run.repeats) : 1;
}

function product(factors: readonly Factor[]): number {
  return factors.reduce((all, { values }) => all * values, 1);
}

const greatest = (values: readonly number[]) => values.reduce((most, value) => Math.max(most, value), 0);

/** Why an experiment is too large, with the product written out, and the key that contributes most; null: it is not too large. */
export function whyTooLarge(
  size: GridSize,
): { readonly message: string; readonly key: Factor['key'] } | null {
  const { runs, recorded, products } = size;
  const largest = products.reduce<readonly Factor[]>(
    (most, factors) => (product(factors) > product(most) ? factors : most),
    [],
  );
  const widest = largest.reduce<Factor>((most, factor) => (factor.values > most.values ? factor : most), {
    key: 'record',
    values: 1,
  });
  if (runs > MOST_RUNS) {
    const written = largest.map(({ key, values }) => `${named(values)} (${NAMES[key]})`).join(' × ');
    const others = runs > product(largest) ? `, with the others ${named(runs)}` : '';
    const message = `This experiment has ${written} = ${named(product(largest))} runs${others}, more than the ${named(MOST_RUNS)} that one may have. Write fewer values, or several files.`;
    return { message, key: widest.key };
  }
  if (recorded <= MOST_RECORDED) return null;
  const message = `The ${named(runs)} runs of this experiment would record ${named(recorded)} numbers (every point has the policy, the parameters and four figures), more than the ${named(MOST_RECORDED)} that fit in memory. Lower \`record\`, \`repeats\` or the length of a sweep.`;
  return { message, key: widest.values > 1000 ? widest.key : 'record' };
}

const NAMES: Readonly<Record<Factor['key'], string>> = { ...RUN_KEYS, instances: 'instances of the family' };

/** `10,000,000,000`; from 10¹⁵ on `1.00e+15`. */
function named(n: number): string {
  return n < 1e15 ? Math.round(n).toLocaleString('en-US') : n.toExponential(2);
}
