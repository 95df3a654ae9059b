/**
 * How often do traps occur, and how often does the published sufficient condition rule them out? Random instances whose reward order is
 * preserved by construction, over K and d, from the conditions alone; then a sample of them is run.
 *
 *   npx tsx bench/studies/trap-map.ts     writes docs/studies/trap-map.svg and prints the tables
 */
import { writeFileSync } from 'node:fs';
import { armsOf, isOptimalArm } from '../../src/conditions/arms.js';
import { featuresK } from '../../src/conditions/products.js';
import { trap } from '../../src/conditions/trap.js';
import { runBatch } from '../../src/engine/batch.js';
import { normal } from '../../src/engine/random/normal.js';
import { streamOf } from '../../src/engine/random/streams.js';
import { generate } from '../../src/experiment/generate/family.js';
import { Flow } from '../../src/flow/flow.js';
import { trapStart } from '../../src/flow/trapStart.js';
import { budgetOf } from '../../src/math/budget.js';
import { finish } from '../../src/math/work.js';
import type { Bandit } from '../../src/model/bandit.js';
import { problemOf } from '../../src/model/problem.js';
import { heatmapSvg } from './heatmap.js';

const ACTIONS = [3, 4, 6, 10, 20, 50];
const DIMENSIONS = [1, 2, 3, 4, 6, 10, 20, 50];
const INSTANCES = (K: number) => (K <= 4 ? 10_000 : K <= 10 ? 2000 : K <= 20 ? 1600 : 100);
/** Of each cell, how many instances are run, and from how many starts. */
const RUN = 4;
const STARTS = 5;

/** The actions that attract, in floating point: counting needs no proof. */
function trapsOf(bandit: Bandit): number[] {
  const arms = armsOf(bandit);
  const suboptimal = arms.levels.flat().filter((arm) => !isOptimalArm(arms, arm));
  return suboptimal
    .filter((arm) => finish(trap(arms, arm, { budget: budgetOf(0), search: budgetOf(0) })).holds)
    .map((arm) => arms.members[arm]![0]!);
}

/** Iterations after which it is looked whether a run from inside a trap has more than half of the probability on the trapping action. */
const LENGTHS = [1e4, 1e5, 1e6];

const confirmed = {
  trapStarts: 0,
  /** Of these, ended at the trapping action by the flow, and by iterations of each of LENGTHS. */
  forecast: 0,
  observed: LENGTHS.map(() => 0),
  /** Runs that have less at the end, but more than at the start. */
  growing: 0,
  freeStarts: 0,
  reached: 0,
  unsettled: 0,
};

/** From inside a trap the flow and the iterations stay in it; from Gaussian starts the flow of an instance without traps ends at the optimum. */
function confirm(bandit: Bandit, traps: readonly number[], seed: number): void {
  const flow = new Flow(problemOf(bandit));
  if (traps.length > 0) {
    const action = traps[0]!;
    const theta = trapStart(flow, action);
    if (theta === null) return;
    confirmed.trapStarts++;
    const { limit } = flow.from(theta);
    if (limit.kind === 'action' && limit.action === action) confirmed.forecast++;
    observe(bandit, theta, action);
    return;
  }
  const best = bandit.rewards.reduce((b, r, a) => (r.value > bandit.rewards[b]!.value ? a : b), 0);
  for (let n = 0; n < STARTS; n++) {
    const words = streamOf([seed, 0, n], 'start');
    const theta = bandit.features[0]!.map(() => {
      words.next();
      return 4 * normal(words);
    });
    const { limit } = flow.from(theta);
    confirmed.freeStarts++;
    if (limit.kind === 'action' && limit.action === best) confirmed.reached++;
    else if (limit.kind !== 'action') confirmed.unsettled++;
  }
}

function observe(bandit: Bandit, theta: readonly number[], action: number): void {
  const job = {
    algorithm: 'lin-spg',
    gradient: 'exact',
    baseline: 'none',
    learningRate: { kind: 'theory', factor: 1 },
    theta,
    iterations: LENGTHS.at(-1)!,
    checkpoints: [0, ...LENGTHS],
    stop: { kind: 'never' },
    stream: [0, 0, 0],
  } as const;
  const probabilities: number[] = [];
  runBatch([{ problem: problemOf(bandit), job }], {
    recorded: (_task, _from, { policy }) => probabilities.push(...policy.map((pi) => pi[action]!)),
    progress() {},
    ended() {},
  });
  const [first, ...later] = probabilities;
  later.forEach((probability, i) => {
    if (probability > 0.5) confirmed.observed[i]!++;
  });
  const last = later.at(-1)!;
  if (last <= 0.5 && last > first!) confirmed.growing++;
}

const free: number[][] = [];
const certified: number[][] = [];
for (const K of ACTIONS) {
  const [freeRow, certifiedRow]: [number[], number[]] = [[], []];
  for (const d of DIMENSIONS) {
    const { instances } = generate({
      actions: K,
      dimensions: d,
      count: INSTANCES(K),
      seed: 1,
      features: 'uniform',
      rewards: 'realizable',
      rewardRange: 0.5,
      keep: [],
      generator: 'native',
      noise: { kind: 'none' },
    });
    let [without, withCondition] = [0, 0];
    instances.forEach((bandit, n) => {
      const traps = trapsOf(bandit);
      const holds = finish(featuresK(armsOf(bandit))).holds === true;
      if (traps.length === 0) without++;
      if (holds) withCondition++;
      if (holds && traps.length > 0)
        throw new Error(`features-K and a trap: K = ${K}, d = ${d}, instance ${n}`);
      if (n < RUN) confirm(bandit, traps, n);
    });
    freeRow.push(without / instances.length);
    certifiedRow.push(withCondition / instances.length);
  }
  free.push(freeRow);
  certified.push(certifiedRow);
  console.error(`K = ${K} (${INSTANCES(K)} instances a cell)`);
}

const cell = (share: number, n: number) =>
  `${(100 * share).toFixed(1)} ± ${(100 * Math.sqrt((share * (1 - share)) / n)).toFixed(1)}`;
const table = (title: string, rows: readonly (readonly number[])[]) => {
  console.log(
    `\n${title}\n\n| K \\ d | ${DIMENSIONS.join(' | ')} |\n|${' --- |'.repeat(DIMENSIONS.length + 1)}`,
  );
  rows.forEach((row, i) => {
    const K = ACTIONS[i]!;
    console.log(`| ${K} | ${row.map((share) => cell(share, INSTANCES(K))).join(' | ')} |`);
  });
};
table('Share without a trap, percent ± one standard error', free);
table('Share that features-K certifies', certified);
console.log(`\n${JSON.stringify(confirmed)}`);
writeFileSync(
  'docs/studies/trap-map.svg',
  heatmapSvg({
    title: 'Random instances with a preserved reward order: how many are free of traps (percent)',
    rows: { label: 'K', values: ACTIONS },
    columns: { label: 'd', values: DIMENSIONS },
    panels: [
      { title: 'no action traps', shares: free },
      { title: 'certified by features-K', shares: certified },
    ],
  }),
);
