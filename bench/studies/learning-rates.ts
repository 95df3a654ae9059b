/**
 * Iterations to a gap of 1e-3 against the learning rate.
 *
 *   linspg run examples/studies/learning-rates.linspg --out DIR && npx tsx bench/studies/learning-rates.ts DIR
 *
 * Prints the table and writes docs/studies/learning-rates.svg.
 */
import { writeFileSync } from 'node:fs';
import { quantile } from '../../src/experiment/aggregate.js';
import { svg } from '../../src/experiment/figure/figure.js';
import { groupBy } from '../../src/experiment/groupBy.js';
import { mean, runsOf, type StudyRun } from './results.js';

const runs = runsOf(process.argv[2]!);
/** Infinity: not reached by T. */
const reachedAt = ({ ending }: StudyRun) =>
  ending.kind === 'stopped' ? ending.at! : Number.POSITIVE_INFINITY;
const show = (t: number) => (t === Number.POSITIVE_INFINITY ? 'not by T' : String(Math.round(t)));
const rules = groupBy(runs, ({ learningRateRule }) => learningRateRule);

console.log('| η | reached | lower quartile | median | upper quartile |\n| --- | --- | --- | --- | --- |');
const medians: { x: number; y: number }[] = [];
for (const [rule, some] of rules) {
  const times = some.map(reachedAt).sort((a, b) => a - b);
  const reached = times.filter(Number.isFinite).length;
  const median = quantile(times, 0.5);
  console.log(
    `| ${rule} | ${reached} of ${times.length} | ${show(quantile(times, 0.25))} | ${show(median)} | ${show(quantile(times, 0.75))} |`,
  );
  if (/^[\d.]+$/.test(rule) && Number.isFinite(median))
    medians.push({ x: Number(rule), y: Math.max(1, median) });
}

const constant = runs.filter(({ learningRateRule }) => /^[\d.]+$/.test(learningRateRule));
const theory = rules.get('theory')!;
const typical = Math.exp(mean(theory.map(({ learningRate }) => Math.log(learningRate!))));
const byInstance = groupBy(constant, ({ instance }) => instance);
writeFileSync(
  'docs/studies/learning-rates.svg',
  svg({
    title: 'Iterations to a gap of 1e-3 against a constant learning rate',
    xLabel: 'learning rate η',
    yLabel: 'iterations',
    columns: 1,
    panels: [
      {
        title: '25 instances, K = 6, d = 3',
        areas: [],
        series: [
          ...[...byInstance.values()].map((some) => ({
            points: some
              .filter((run) => Number.isFinite(reachedAt(run)))
              .map((run) => ({ x: run.learningRate!, y: Math.max(1, reachedAt(run)) })),
            colour: '#1f5fa8',
            width: 0.8,
            opacity: 0.35,
          })),
          { points: medians, colour: '#b3261e', width: 2, opacity: 1 },
          {
            points: [
              { x: typical, y: 1 },
              { x: typical, y: 1e6 },
            ],
            colour: '#222',
            width: 1.2,
            opacity: 1,
            dashed: true,
          },
        ],
      },
    ],
    legend: [
      { label: 'instance', colour: '#1f5fa8' },
      { label: 'median', colour: '#b3261e' },
      { label: 'theory', colour: '#222' },
    ],
  }),
);
