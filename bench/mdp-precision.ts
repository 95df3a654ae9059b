/**
 * `npm run bench:mdp-precision`: how many digits of the gap survive long runs. Random processes of 25×2 with 10 features and of 50×10 with a feature for
 * each pair are written as files of numbers, run by the command line, and set beside the same formulas in long double (`mdp/precise.c`), which
 * shares nothing with the product. Prints the gaps and the greatest relative difference; the exit code is 0 only if that is at most 1e-9 everywhere.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { program } from '../scripts/program.js';
import { random } from './random.js';

const MOST = 1e-9;
const POINTS = 100;

const LOG_LINEAR = { states: 25, actions: 2, features: 10, T: 99_000 } as const;
const TABULAR = { states: 50, actions: 10, features: null, isAligned: false, gamma: 0.9, T: 20_000 } as const;

/** Aligned: one action of each state pays 0.2 more than the others at least, and has a feature of its own, so that the best policy is in reach. */
const CASES = [
  { name: '25×2, 10 features, γ = 0.9', ...LOG_LINEAR, isAligned: false, gamma: 0.9, rate: 0.1 },
  { name: '25×2, 10 features, γ = 0.99', ...LOG_LINEAR, isAligned: false, gamma: 0.99, rate: 0.001 },
  { name: '25×2, 10 features, aligned, γ = 0.9', ...LOG_LINEAR, isAligned: true, gamma: 0.9, rate: 10 },
  { name: '50×10, tabular, γ = 0.9', ...TABULAR, rate: 1 },
  { name: '50×10, tabular, γ = 0.9', ...TABULAR, rate: 1000 },
] as const;

interface Tables {
  readonly P: readonly (readonly (readonly number[])[])[];
  readonly r: readonly (readonly number[])[];
  readonly gamma: number;
  readonly rho: readonly number[];
  readonly phi?: readonly (readonly (readonly number[])[])[];
}

/** Rewards in [0, 1), next states by normalized exponentials, features N(0, 1), ρ uniform: all as doubles. */
function draw({ states: S, actions: A, features, isAligned, gamma }: (typeof CASES)[number]): Tables {
  const { uniform, normal } = random(14, 1000 * S + A);
  const each = <T>(make: () => T) => Array.from({ length: S }, () => Array.from({ length: A }, make));
  const P = each(() => {
    const weights = Array.from({ length: S }, () => -Math.log(1 - uniform()));
    const sum = weights.reduce((a, b) => a + b, 0);
    return weights.map((weight) => weight / sum);
  });
  const r = each(uniform).map((rewards, s) =>
    rewards.map((u, a) => (isAligned ? 0.4 * u + (a === s % A ? 0.6 : 0) : u)),
  );
  const row = (s: number, a: number, length: number) =>
    Array.from({ length }, (_, k) => (isAligned && k === 0 ? Number(a === s % A) : normal()));
  return {
    P,
    r,
    gamma,
    rho: new Array<number>(S).fill(1 / S),
    ...(features && { phi: r.map((rewards, s) => rewards.map((_, a) => row(s, a, features))) }),
  };
}

async function main(): Promise<boolean> {
  const folder = mkdtempSync(path.join(tmpdir(), 'linspg-bench-'));
  let isGood = true;
  try {
    const precise = path.join(folder, 'precise');
    execFileSync('gcc', ['-O2', '-o', precise, path.join(import.meta.dirname, 'mdp/precise.c'), '-lm']);
    console.log(`${cpus()[0]?.model}, Node ${process.version}; ${POINTS} gaps of each run`);
    for (const each of CASES) {
      const { name, states, actions, features, gamma, rate, T } = each;
      const tables = draw(each);
      const every = T / (POINTS - 1);
      const spec = path.join(folder, 'run.linspg');
      writeFileSync(path.join(folder, 'tables.json'), JSON.stringify(tables));
      writeFileSync(
        spec,
        `mdp:\n  file: tables.json\n  axes: [state, action, next]\n${features === null ? '  features: one-hot\n' : ''}run:\n  learning-rate: ${rate}\n  iterations: ${T}\n`,
      );
      const at = Array.from({ length: POINTS }, (_, k) => Math.round(k * every));
      const cli = path.resolve(import.meta.dirname, '../dist/cli.cjs');
      const answer = execFileSync(
        process.execPath,
        [cli, 'run', spec, '--format', 'json', '--record', at.join(',')],
        { encoding: 'utf8', maxBuffer: 1e9 },
      );
      const [{ gap, iterations }] = (JSON.parse(answer) as Printed).runs as [Printed['runs'][number]];
      const right = execFileSync(precise, {
        input: [states, actions, features ?? states * actions, gamma, rate, T, 1, features === null ? 1 : 0]
          .concat(tables.rho, tables.r.flat(), tables.P.flat(2), tables.phi?.flat(2) ?? [])
          .join(' '),
        encoding: 'utf8',
        maxBuffer: 1e9,
      })
        .trim()
        .split('\n')
        .map(Number);
      const apart = gap.map((found, k) => Math.abs(found / right[iterations[k]!]! - 1));
      const worst = apart.reduce((a, b) => Math.max(a, b), 0);
      if (!(worst <= MOST) || gap.length !== POINTS) isGood = false;
      console.log(
        `${name}, η = ${rate}: gap ${gap[0]!.toPrecision(6)} at 0, ${gap.at(-1)!.toPrecision(6)} at ${T}; relative difference at most ${worst.toPrecision(2)}, at the end ${apart.at(-1)!.toPrecision(2)}`,
      );
    }
    return isGood;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

interface Printed {
  readonly runs: readonly { readonly iterations: number[]; readonly gap: number[] }[];
}

await program(main);
