/**
 * `npm run bench:oracle`: every algorithm with every learning rate, start and scale of the rewards, through reader, plan and engine (the
 * kernel where it serves), beside `engine.py`, which does the same in decimal arithmetic of 100 digits with `python3`. Prints the greatest
 * relative distance of each algorithm and rule, and every run beyond `ALLOWED`. With `--golden FILE` it writes some of the runs with the
 * digits of the decimal arithmetic, for the unit tests.
 */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import path from 'node:path';
import { runBatch } from '../../src/engine/batch.js';
import { emptyRecording, extend } from '../../src/engine/recording.js';
import { plan } from '../../src/experiment/plan.js';
import type { Cell } from '../../src/experiment/types.js';
import { readSpec } from '../../src/spec/read.js';

const ALLOWED = 1e-9;
const ALGORITHMS = ['lin-spg', 'lin-npg', 'softmax-pg', 'softmax-npg', 'lin-spg-entropy'] as const;
const RULES = ['theory', 'constant', 'normalized', 'armijo', 'armijo fine', 'decay'] as const;
const STARTS = ['zeros', 'vector', 'gaussian', 'trap', 'far'] as const;
const SCALES = [-150, -20, 0, 20, 150] as const;
const ITERATIONS = 5;

// a2 is a trap: rows and order of the example that gets stuck.
const ROWS = [[0, -2], [0, 1], [-1, 0], [2, 0]]; // biome-ignore format: a matrix
const REWARDS = [9, 8, 7, 6];

interface Named {
  readonly name: string;
  readonly algorithm: string;
  readonly rule: string;
  readonly text: string;
  readonly cell: Cell;
}

function textOf(algorithm: string, rule: string, start: string, scale: number): string {
  const tabular = algorithm.startsWith('softmax');
  const times = (x: number, power: number) => `${x}e${power}`;
  const rate = {
    theory: 'theory*2',
    constant: times(0.3, -scale),
    normalized: '{ normalized: 0.7 }',
    armijo: `{ armijo: { max: ${times(50, -scale)}, c: 0.5, shrink: 0.7 } }`,
    'armijo fine': `{ armijo: { max: ${times(5, -scale)}, c: 0.3, shrink: 0.93 } }`,
    decay: `{ decay: { initial: ${times(1, -scale)}, factor: 0.8 } }`,
  }[rule];
  const init = {
    zeros: 'zeros',
    vector: tabular ? '[1, -2, 0.5, 3]' : '[1.5, -0.25]',
    gaussian: '{ gaussian: 2 }',
    trap: '{ trap: a2 }',
    far: tabular ? '[0, 40, 0, 3]' : '[3, 41]',
  }[start];
  return [
    `bandit: { rewards: [${REWARDS.map((r) => times(r, scale)).join(', ')}], features: ${JSON.stringify(ROWS)} }`,
    `run: { algorithm: ${algorithm}, learning-rate: ${rate}, init: ${init}, iterations: ${ITERATIONS}, record: 2${
      algorithm === 'lin-spg-entropy' ? `, entropy-weight: ${times(0.5, scale)}` : ''
    } }`,
  ].join('\n');
}

const runs: Named[] = ALGORITHMS.flatMap((algorithm) =>
  RULES.flatMap((rule) =>
    STARTS.flatMap((start) =>
      SCALES.map((scale): Named => {
        const text = textOf(algorithm, rule, start, scale);
        const { bandit, run, issues } = readSpec(text);
        if (!bandit || !run || issues.some(({ severity }) => severity === 'error'))
          throw new Error(JSON.stringify(issues));
        return {
          name: `${algorithm}, ${rule}, ${start}, 1e${scale}`,
          algorithm,
          rule,
          text,
          cell: plan([bandit], run).cells[0]!,
        };
      }),
    ),
  ),
);

const recordings = runs.map(emptyRecording);
const endings: string[] = [];
runBatch(
  runs.map(({ cell }) => cell),
  {
    recorded: (task, _from, piece) => extend(recordings[task]!, piece),
    progress() {},
    ended: (task, ending) => {
      endings[task] = ending.kind;
    },
  },
);

interface Answer {
  readonly theta: readonly string[];
  readonly gap: string;
  readonly logLoss: string;
  readonly gradientNorm: string;
  readonly regret: string;
  readonly tie: string | null;
}

const python = spawnSync('python3', [path.join(import.meta.dirname, 'engine.py')], {
  input: JSON.stringify(
    runs.map(({ cell: { problem, job }, text }) => ({
      algorithm: job.algorithm,
      entropyWeight: String(job.parameters?.entropyWeight ?? 0),
      rewards: Array.from(problem.rewards, String),
      features: ROWS.map((row) => row.map(String)),
      theta: job.theta.map(String),
      iterations: job.iterations,
      // `theory` is resolved by the plan: the rule as it was written.
      rule: text.includes('theory')
        ? { kind: 'theory', factor: '2' }
        : Object.fromEntries(Object.entries(job.learningRate).map(([key, value]) => [key, String(value)])),
    })),
  ),
  maxBuffer: 2 ** 28,
  encoding: 'utf8',
});
if (python.status !== 0) throw new Error(python.stderr);
const answers = JSON.parse(python.stdout) as Answer[];

/** Of two numbers, relative to the greater; 0 where both are below what a double holds with all its digits. */
function apart(found: number, right: string): number {
  const expected = Number(right);
  if (Math.abs(expected) < 1e-300 && Math.abs(found) < 1e-300) return 0;
  const difference = Math.abs(found - expected);
  return difference === 0 ? 0 : difference / Math.max(Math.abs(found), Math.abs(expected));
}

const worst = new Map<string, number>();
const beyond: string[] = [];
runs.forEach(({ name, algorithm, rule }, n) => {
  const [recording, answer] = [recordings[n]!, answers[n]!];
  const size = Math.hypot(...answer.theta.map(Number));
  const distances = {
    theta: Math.hypot(...answer.theta.map((x, k) => recording.theta[1]![k]! - Number(x))) / (size || 1),
    gap: apart(recording.gap[1]!, answer.gap),
    logLoss: apart(recording.logLoss[1]!, answer.logLoss),
    gradientNorm: apart(recording.gradientNorm[1]!, answer.gradientNorm),
    regret: apart(recording.regret[1]!, answer.regret),
  };
  const greatest = Math.max(...Object.values(distances));
  const key = `${algorithm.padEnd(16)} ${rule}`;
  worst.set(key, Math.max(worst.get(key) ?? 0, Number.isNaN(greatest) ? Number.POSITIVE_INFINITY : greatest));
  if (!(greatest <= ALLOWED) || (endings[n] !== 'finished' && endings[n] !== 'stalled'))
    beyond.push(
      `${name}: ${endings[n]} ${JSON.stringify(distances)}${answer.tie === null ? '' : `, nearest tie ${answer.tie}`}`,
    );
});

const version = spawnSync('python3', ['--version'], { encoding: 'utf8' }).stdout.trim();
console.log(`${cpus()[0]?.model}, Node ${process.version}, ${version}`);
console.log(
  `${runs.length} runs of ${ITERATIONS} iterations; greatest relative distance of θ, gap, log loss, ‖∇f‖ and regret at T:`,
);
for (const [key, distance] of worst) console.log(`  ${key.padEnd(32)} ${distance.toExponential(1)}`);
console.log(`${beyond.length} runs beyond ${ALLOWED}`);
for (const line of beyond) console.log(`  ${line}`);

const golden = process.argv.indexOf('--golden');
if (golden > 0) {
  const kept = runs.flatMap(({ name, text }, n) =>
    n % 21 === 3 ? [{ name, text, right: rightOf(answers[n]!) }] : [],
  );
  writeFileSync(process.argv[golden + 1]!, `${JSON.stringify(kept, null, 1)}\n`);
}
process.exitCode = beyond.length > 0 ? 1 : 0;

function rightOf({ theta, gap, logLoss, gradientNorm, regret }: Answer) {
  return { theta, gap, logLoss, gradientNorm, regret };
}
