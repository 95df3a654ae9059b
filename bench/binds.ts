/**
 * `npm run bench:binds [rounds]`: how the time of an iteration is divided, and what limits it; nanoseconds of processor time.
 *
 * (6, 3): the parts of a sampled iteration, measured separately, of the kernel with eight runs in lockstep and of a straightforward C program. Separate
 * parts overlap less than within an iteration, or more if they do not wait for one another, so their sum is not the time of the whole.
 *
 * (100, 20) and (1000, 50): the two products, Xθ and Xᵀe, which contain nearly all operations, beside the same loops of a single run in C: with what
 * WebAssembly offers, vectors of two numbers and no fused multiply-add, and with wider vectors and fused multiply-add; and plain reading of the same
 * bytes. If the kernel takes about as long as C with the same means, these means are the limit, and not the program; if as many operations on features
 * that fit in the fastest cache take less time, so is memory.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { assemble } from '../scripts/build/kernel.js';
import { program } from '../scripts/program.js';
import { furnish, type Kernel } from '../src/engine/kernel/module.js';
import { spread } from './engine/statistics.js';
import { random } from './random.js';

const rounds = Number(process.argv[2] ?? 7);
const MILLISECONDS_A_MEASUREMENT = 50;
const BERNOULLI = 1;
/** As many actions as have features that fit in the fastest cache. */
const LITTLE = 40;

/** The kernel with the additional functions of assembly/parts.ts. */
interface Parts extends Kernel {
  random(iterations: number, noise: number): void;
  logitsAndGreatest(iterations: number): void;
  exponential(iterations: number): void;
  sumsAndStep(iterations: number, noise: number): void;
  products(iterations: number, few: number, times: number): void;
  lockstepProducts(iterations: number): void;
  reading(iterations: number): void;
}

interface WebAssembly {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object) => { readonly exports: unknown };
}

/** Nanoseconds by name. */
type Times = Record<string, number>;

async function main(): Promise<boolean> {
  const folder = mkdtempSync(path.join(tmpdir(), 'linspg-binds-'));
  try {
    const module = await compiledParts();
    const narrow = inC(folder, 'narrow', '-DWIDTH=2 -mno-fma -ffp-contract=off');
    const wide = inC(folder, 'wide', '-DWIDTH=4');
    console.log(
      `${cpus()[0]?.model}, Node ${process.version}; ${rounds} rounds; nanoseconds: median (least … most)`,
    );

    const small = furnished(module, 6, 3, 8);
    table('(6, 3), Bernoulli, an iteration of a run', {
      'kernel, 8 runs': () => ofLockstep(small),
      C: () => narrow(6, 3),
    });
    for (const [K, d] of [
      [100, 20],
      [1000, 50],
    ] as const) {
      const eight = furnished(module, K, d, 8);
      const one = furnished(module, K, d, 1);
      const operations = 4 * K * d;
      table(
        `(${K}, ${d}), Bernoulli: the products are ${operations} operations, a single run's on ${(16 * K * d) / 1000} kB`,
        {
          'kernel, 8 runs': () => ofLargeLockstep(eight),
          'kernel, 1 run': () => ofSolo(one, K),
          'C, 2 numbers a vector': () => narrow(K, d),
          'C, 4 numbers, fused': () => wide(K, d),
        },
      );
    }
    return true;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function compiledParts(): Promise<object> {
  const root = path.join(import.meta.dirname, '..');
  const binary = await assemble('bench/binds/assembly/parts.ts', (name) => {
    const file = path.join(root, name);
    return existsSync(file) ? readFileSync(file, 'utf8') : null;
  });
  const { Module } = (globalThis as unknown as { WebAssembly: WebAssembly }).WebAssembly;
  return new Module(binary);
}

/** The parts on features and rewards in [0, 1). */
function furnished(module: object, K: number, d: number, runs: number): Parts {
  const { Instance } = (globalThis as unknown as { WebAssembly: WebAssembly }).WebAssembly;
  const parts = new Instance(module).exports as Parts;
  const own = runs > 1 && d <= 4;
  furnish(parts, (each) => each.reserve(K, d, runs, false, own, false));
  const memory = new Float64Array(parts.memory.buffer);
  const { uniform } = random(1);
  const fill = (array: { readonly value: number }, length: number) => {
    for (let i = 0; i < length; i++) memory[array.value / 8 + i] = uniform();
  };
  fill(parts.features, own ? runs * K * d : K * d);
  if (!own) fill(parts.columns, K * d);
  fill(parts.rewards, runs * K);
  fill(parts.exponentials, runs * K);
  memory.fill(0.1, parts.rate.value / 8, parts.rate.value / 8 + runs);
  fill(parts.actionStream, 4 * runs);
  fill(parts.rewardStream, 4 * runs);
  return parts;
}

function ofLockstep(parts: Parts): Times {
  return {
    random: timed((n) => parts.random(n, BERNOULLI)) / 8,
    logits: timed((n) => parts.logitsAndGreatest(n)) / 8,
    exp: timed((n) => parts.exponential(n)) / 8,
    step: timed((n) => parts.sumsAndStep(n, BERNOULLI)) / 8,
    iteration: timed((n) => parts.advanceSampled(n, BERNOULLI, 0)) / 8,
    exact: timed((n) => parts.advanceExact(n, 0)) / 8,
  };
}

function ofLargeLockstep(parts: Parts): Times {
  return {
    products: timed((n) => parts.lockstepProducts(n)) / 8,
    exp: timed((n) => parts.exponential(n)) / 8,
    iteration: timed((n) => parts.advanceSampled(n, BERNOULLI, 0)) / 8,
    exact: timed((n) => parts.advanceExact(n, 0)) / 8,
  };
}

function ofSolo(parts: Parts, K: number): Times {
  return {
    products: timed((n) => parts.products(n, K, 1)),
    exp: timed((n) => parts.exponential(n)),
    reading: timed((n) => parts.reading(n)),
    ...(K >= 1000 && { little: timed((n) => parts.products(n, LITTLE, K / LITTLE)) }),
    iteration: timed((n) => parts.advanceSoloSampled(n, BERNOULLI, 0)),
    exact: timed((n) => parts.advanceSoloExact(n, 0)),
  };
}

/** The time in nanoseconds of one of n repetitions. */
function timed(work: (n: number) => void): number {
  for (let n = 32; ; n *= 2) {
    const began = process.cpuUsage();
    work(n);
    const { user, system } = process.cpuUsage(began);
    if (user + system > MILLISECONDS_A_MEASUREMENT * 1000) return ((user + system) * 1000) / n;
  }
}

function inC(folder: string, name: string, options: string): (K: number, d: number) => Times {
  const binary = path.join(folder, name);
  const source = path.join(import.meta.dirname, 'binds/parts.c');
  execFileSync('gcc', ['-O3', '-march=native', ...options.split(' '), '-o', binary, source, '-lm']);
  return (K, d) =>
    Object.fromEntries(
      execFileSync(binary, [String(K), String(d)], { encoding: 'utf8' })
        .trim()
        .split('\n')
        .map((line) => line.split(' '))
        .map(([part, nanoseconds]) => [part, Number(nanoseconds)]),
    );
}

const SAID: Readonly<Record<string, string>> = {
  random: 'random numbers',
  logits: 'logits, the greatest',
  products: 'the products',
  little: 'as many operations in cache',
  reading: 'reading the same bytes',
  exp: 'exponentials',
  step: 'sums, draw, step',
  iteration: 'a whole iteration',
  exact: 'a whole exact iteration',
};

function table(title: string, contenders: Readonly<Record<string, () => Times>>): void {
  const times = Object.entries(contenders).map(([name, measure]) => ({ name, measure, all: [] as Times[] }));
  for (let round = 0; round < rounds; round++) for (const { measure, all } of times) all.push(measure());
  console.log(`\n${title}`);
  for (const [part, said] of Object.entries(SAID)) {
    for (const { name, all } of times) {
      if (all[0]?.[part] === undefined) continue;
      const figures = spread(
        all.map((measured) => measured[part]!),
        (x) => (x < 100 ? x.toPrecision(3) : x.toFixed(0)),
      );
      console.log(`  ${said.padEnd(28)} ${name.padEnd(22)} ${figures}`);
    }
  }
}

await program(main);
