/**
 * `npm run bench:reference FILE…`: reruns the authors' sampled experiments on their own instances and compares: at each learning rate ≤ 1 the
 * mean gap at each checkpoint, and at every rate the fraction of runs that end with π(a*) > 0.5, in binomial standard errors of the difference.
 *
 * A mean is judged in standard errors of the difference, from their `se_fixed_instances` and ours: both means are of 125 samples on the same
 * instances, so both err, and the variance of their difference is the sum of theirs. Fails beyond 4. Printed beside it is the stricter
 * reading, their error alone, as if our mean were the expectation; of equal errors, a right mean is then √2 times as far off. The gap has a
 * long tail besides: a single run in the middle of an excursion dominates a mean and its error, and where only ours has one, their error does not
 * show it.
 *
 * A file has `{K, d, T, bandit, params, runs_per_instance, instances: [{X, r}], curves: [{eta, iteration, mean, se_fixed_instances, n_nan,
 * fraction_final_p_gt_half}]}`.
 */
import { readFileSync } from 'node:fs';
import { program } from '../scripts/program.js';
import { runBatch } from '../src/engine/batch.js';
import type { Recording } from '../src/engine/types.js';
import type { Noise } from '../src/model/bandit.js';

interface Reference {
  readonly d: number;
  readonly T: number;
  readonly bandit: string;
  readonly runs_per_instance: number;
  readonly instances: readonly {
    readonly X: readonly (readonly number[])[];
    readonly r: readonly number[];
  }[];
  readonly curves: readonly {
    readonly eta: number;
    readonly iteration: readonly number[];
    readonly mean: readonly number[];
    /** Null where a run was not a number. */
    readonly se_fixed_instances: readonly number[] | null;
    readonly n_nan: readonly number[];
    readonly fraction_final_p_gt_half: number;
  }[];
}

const noiseOf: Readonly<Record<string, Noise>> = {
  Bernoulli: { kind: 'bernoulli' },
  Gaussian: { kind: 'gaussian', sigma: 0.1 },
  Beta: { kind: 'beta', concentration: 4 },
};

function compare(file: string): boolean {
  const reference = JSON.parse(readFileSync(file, 'utf8')) as Reference;
  const noise = noiseOf[reference.bandit];
  if (!noise) throw new Error(`${file}: a noise called ${reference.bandit} is not known.`);
  const { d, T, runs_per_instance: repeats } = reference;
  console.log(`\n${file}`);
  let all = true;
  let [means, beyond, beyondTheirs] = [0, 0, 0];
  for (const curve of reference.curves) {
    const tasks = reference.instances.flatMap(({ X, r }, i) => {
      const problem = {
        offsets: [0, r.length],
        dimensions: d,
        rewards: Float64Array.from(r),
        features: Float64Array.from(X.flat()),
        optimal: [r.indexOf(Math.max(...r))],
        noise,
      };
      return Array.from({ length: repeats }, (_, repeat) => ({
        problem,
        job: {
          algorithm: 'lin-spg' as const,
          gradient: 'sampled' as const,
          baseline: 'none' as const,
          learningRate: { kind: 'constant' as const, rate: curve.eta },
          theta: new Array<number>(d).fill(0),
          iterations: T,
          checkpoints: curve.iteration,
          stop: { kind: 'never' as const },
          stream: [1, i, repeat] as const,
        },
      }));
    });
    const pieces = tasks.map((): Recording[] => []);
    runBatch(tasks, {
      recorded: (task, _from, piece) => pieces[task]!.push(piece),
      progress: () => {},
      ended: () => {},
    });
    const gaps = pieces.map((of) => of.flatMap((piece) => piece.gap));
    const losses = pieces.map((of) => of.at(-1)!.logLoss.at(-1)!);
    const n = tasks.length;
    const finite = gaps.flat().every(Number.isFinite);
    const errors = curve.se_fixed_instances;
    const distances = (errors ?? []).map((error, i) => {
      const values = gaps.map((gap) => gap[i]!);
      const difference = values.reduce((sum, gap) => sum + gap, 0) / n - curve.mean[i]!;
      const ofDifference = Math.abs(difference) / Math.hypot(error, errorWithin(values, repeats));
      return { ofDifference, ofTheirs: Math.abs(difference) / error };
    });
    const won = losses.filter((loss) => loss < Math.LN2).length / n;
    const theirs = curve.fraction_final_p_gt_half;
    const share = (won + theirs) / 2;
    const fraction = won === theirs ? 0 : (won - theirs) / Math.sqrt((2 * share * (1 - share)) / n);
    const worst = Math.max(0, ...distances.map(({ ofDifference }) => ofDifference));
    const strict = distances.map(({ ofTheirs }) => ofTheirs);
    if (curve.eta <= 1) {
      means += distances.length;
      beyond += distances.filter(({ ofDifference }) => ofDifference > 4).length;
      beyondTheirs += strict.filter((distance) => distance > 4).length;
    }
    const good = finite && Math.abs(fraction) < 4 && (curve.eta > 1 || worst < 4);
    all &&= good;
    console.log(
      `η = ${String(curve.eta).padEnd(6)} mean gap: ${errors === null ? 'theirs has no error' : `at most ${worst.toFixed(2)} standard errors of the difference off, ${Math.max(...strict).toFixed(2)} of theirs alone`}${curve.eta > 1 ? ' (carried by few runs)' : ''}; ` +
        `π(a*) > 0.5 in ${(100 * won).toFixed(1)} %, theirs ${(100 * theirs).toFixed(1)} %: ${fraction.toFixed(2)}; ` +
        `not a number: ${finite ? 0 : 'some'}, theirs ${Math.max(...curve.n_nan)}${good ? '' : '   ✗'}`,
    );
  }
  console.log(
    `at η ≤ 1: ${means} means, ${beyond} beyond 4 standard errors of the difference, ${beyondTheirs} beyond 4 of theirs alone`,
  );
  return all;
}

/** Standard error of the mean over runs of fixed instances: from the variance within each instance's `repeats` values. */
function errorWithin(values: readonly number[], repeats: number): number {
  let squares = 0;
  for (let from = 0; from < values.length; from += repeats) {
    const group = values.slice(from, from + repeats);
    const mean = group.reduce((a, b) => a + b) / repeats;
    squares += group.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (repeats - 1);
  }
  return Math.sqrt(squares / (values.length / repeats) / values.length);
}

await program(async () => {
  const files = process.argv.slice(2);
  if (files.length === 0) throw new Error('Name the files to compare with.');
  return files.map(compare).every(Boolean);
});
