/**
 * `npm run bench:repair`: the milliseconds until all repairs of the verdict of a random bandit are found and proved, for 4×2, 20×10 and 100×20,
 * and the longest single step, which is what a keystroke may have to wait for. Gaussian features, distinct rewards, three decimals; instances
 * whose verdict is *always* are passed over. The analysis of the same bandits stands beside it, from the same run.
 */
import { cpus } from 'node:os';
import { analyse } from '../src/conditions/analyse.js';
import type { Analysis } from '../src/conditions/types.js';
import { normal } from '../src/engine/random/normal.js';
import { streamOf } from '../src/engine/random/streams.js';
import type { Bandit } from '../src/model/bandit.js';
import { realOf } from '../src/model/rational.js';
import { DEFAULT_MARGIN } from '../src/repair/margins.js';
import { repairing } from '../src/repair/repairs.js';

const SHAPES = [
  { actions: 4, dimensions: 2, count: 20 },
  { actions: 20, dimensions: 10, count: 10 },
  { actions: 100, dimensions: 20, count: 3 },
];

function instance(actions: number, dimensions: number, index: number): Bandit {
  const words = streamOf([actions, dimensions, index], 'start');
  const next = () => {
    words.next();
    return realOf(Number(normal(words).toFixed(3)) + 0);
  };
  return {
    names: Array.from({ length: actions }, (_, a) => `a${a + 1}`),
    rewards: Array.from({ length: actions }, (_, a) => realOf(actions - a)),
    features: Array.from({ length: actions }, () => Array.from({ length: dimensions }, next)),
    noise: { kind: 'none' },
  };
}

function measure(bandit: Bandit, analysis: Analysis) {
  const began = performance.now();
  const steps = repairing(bandit, analysis, { id: 'verdict' }, DEFAULT_MARGIN);
  let longest = 0;
  for (;;) {
    const started = performance.now();
    const step = steps.next();
    longest = Math.max(longest, performance.now() - started);
    if (step.done) {
      return { whole: performance.now() - began, longest, scopes: step.value.map(({ scope }) => scope) };
    }
  }
}

console.log(`${cpus()[0]?.model}, ${cpus().length} cores, Node ${process.version}`);
for (const { actions, dimensions, count } of SHAPES) {
  const found: (ReturnType<typeof measure> & { analysis: number })[] = [];
  for (let index = 0; found.length < count; index++) {
    const bandit = instance(actions, dimensions, index);
    const began = performance.now();
    const analysis = analyse(bandit);
    const took = performance.now() - began;
    if (analysis.verdict.kind !== 'always') found.push({ ...measure(bandit, analysis), analysis: took });
  }
  const having = (scope: string) =>
    found.filter(({ scopes }) => scopes.some((each) => each === scope)).length;
  console.log(
    `${actions}×${dimensions}, ${count} instances, median (least … most): analysis ${spread(found.map((each) => each.analysis))}, repairs ${spread(found.map(({ whole }) => whole))}, longest step ${spread(found.map(({ longest }) => longest))}; found: one action ${having('one row')}, all features ${having('all rows')}, one reward ${having('one reward')}`,
  );
}

function spread(values: readonly number[]): string {
  const sorted = values.map(Math.round).sort((a, b) => a - b);
  return `${sorted[Math.floor(sorted.length / 2)]} ms (${sorted[0]} … ${sorted.at(-1)})`;
}
