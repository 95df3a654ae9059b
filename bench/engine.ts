/**
 * `npm run bench:engine [rounds]`: nanoseconds per iteration and run of Lin-SPG, side by side on one core: this engine's kernel with eight
 * runs in lockstep and with one, its TypeScript reference, a straightforward C program (`gcc -O3 -march=native`, libm) and NumPy.
 * Each round measures all of them in turn. It prints medians over the rounds, and also the extremes of the ratio to C within a round.
 */
import { cpus } from 'node:os';
import { program } from '../scripts/program.js';
import type { Noise } from '../src/model/bandit.js';
import type { NumericProblem } from '../src/model/problem.js';
import { type Contender, contenders, type Problem } from './engine/contenders.js';
import { median, spread } from './engine/statistics.js';

const rounds = Number(process.argv[2] ?? 7);
const only = process.argv[3];
const MILLISECONDS_A_MEASUREMENT = 250;

const shapes = [
  [4, 2],
  [6, 3],
  [20, 10],
  [100, 20],
  [1000, 50],
] as const;

const kinds: readonly { readonly name: string; readonly noise: Noise | null }[] = [
  { name: 'exact', noise: null },
  { name: 'Bernoulli', noise: { kind: 'bernoulli' } },
  { name: 'Gaussian', noise: { kind: 'gaussian', sigma: 0.1 } },
  { name: 'Beta', noise: { kind: 'beta', concentration: 4 } },
];

/** Rewards and features as in the paper's experiments: uniform features, realizable rewards in [0.25, 0.75]. */
function problemOf(K: number, d: number, noise: Noise | null): Problem {
  let word = 88172645463325252n;
  const uniform = () => {
    word ^= (word << 13n) & 0xffffffffffffffffn;
    word ^= word >> 7n;
    word ^= (word << 17n) & 0xffffffffffffffffn;
    return Number(word >> 11n) / 2 ** 53;
  };
  const features = Float64Array.from({ length: K * d }, uniform);
  const parameter = Float64Array.from({ length: d }, uniform);
  const products = Float64Array.from({ length: K }, (_, a) =>
    parameter.reduce((sum, t, k) => sum + features[a * d + k]! * t, 0),
  );
  const most = Math.max(...products);
  const numbers: NumericProblem = {
    offsets: [0, K],
    dimensions: d,
    rewards: products.map((p) => 0.25 + (0.5 * p) / most),
    features,
    optimal: [products.indexOf(most)],
    noise: noise ?? { kind: 'none' },
  };
  return { numbers, gradient: noise === null ? 'exact' : 'sampled', rate: noise === null ? 0.5 : 0.1 };
}

/** How many iterations take about as long as a measurement should, found while the code is warmed up; setup time must not count. */
function calibrated(contender: Contender, problem: Problem): number {
  const {
    dimensions,
    rewards: { length: actions },
  } = problem.numbers;
  const runs = contender.name.includes('8') ? 8 : 1;
  let iterations = Math.max(20, Math.round(2e6 / (actions * (dimensions + 10)) / 8));
  for (let trial = 0; trial < 3; trial++) {
    const { nanoseconds } = contender.measure(problem, iterations);
    iterations = Math.max(20, Math.round((MILLISECONDS_A_MEASUREMENT * 1e6) / nanoseconds / runs));
  }
  return iterations;
}

async function main(): Promise<boolean> {
  const { all, dispose } = contenders();
  try {
    console.log(`${cpus()[0]?.model}, Node ${process.version}; ${rounds} rounds; ns per iteration and run`);
    const [reference] = all as [Contender];
    for (const [K, d] of shapes) {
      if (only && only !== `${K},${d}`) continue;
      for (const { name, noise } of kinds) {
        const problem = problemOf(K, d, noise);
        const iterations = all.map((contender) => calibrated(contender, problem));
        const times = all.map((): number[] => []);
        for (let round = 0; round < rounds; round++) {
          all.forEach((contender, i) => {
            times[i]!.push(contender.measure(problem, iterations[i]!).nanoseconds);
          });
        }
        console.log(`\n(${K}, ${d}) ${name}`);
        all.forEach((contender, i) => {
          const ratios = times[i]!.map((time, round) => time / times[0]![round]!);
          const ratio =
            contender === reference
              ? ''
              : `   ${spread(ratios, (x) => x.toPrecision(3))} × the time of ${reference.name}`;
          console.log(`  ${contender.name.padEnd(14)} ${median(times[i]!).toFixed(1).padStart(10)}${ratio}`);
        });
        agree(all, problem);
      }
    }
    return true;
  } finally {
    dispose();
  }
}

/** Exact runs have one answer. @throws when a contender has another. */
function agree(all: readonly Contender[], problem: Problem): void {
  if (problem.gradient === 'sampled') return;
  const gaps = all.map((contender) => contender.measure(problem, 200).gap);
  gaps.forEach((gap, i) => {
    if (Math.abs(gap / gaps[0]! - 1) > 1e-9) throw new Error(`${all[i]!.name}: gap ${gap}, not ${gaps[0]}.`);
  });
}

await program(main);
