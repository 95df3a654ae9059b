/**
 * Exact and sampled gradients on instances with and without a trap.
 *
 *   linspg run examples/studies/sampled-free.linspg --out FREE
 *   linspg run examples/studies/sampled-trapped.linspg --out TRAPPED
 *   npx tsx bench/studies/sampled.ts FREE TRAPPED
 *
 * Prints the table and writes docs/studies/sampled.svg.
 */
import { writeFileSync } from 'node:fs';
import { aggregate } from '../../src/experiment/aggregate.js';
import { sequential } from '../../src/experiment/figure/colours.js';
import { svg } from '../../src/experiment/figure/figure.js';
import { groupBy } from '../../src/experiment/groupBy.js';
import { deviation, mean, runsOf } from './results.js';

const families = [
  { name: 'no trap', runs: runsOf(process.argv[2]!) },
  { name: 'some trap', runs: runsOf(process.argv[3]!) },
];
const rates = [...new Set(families[0]!.runs.map(({ learningRateRule }) => learningRateRule))];
const colours = sequential(rates.length);

console.log(
  '| instances | gradient | η | runs | P(a*) > ½ at T, percent | mean gap at T |\n| --- | --- | --- | --- | --- | --- |',
);
for (const { name, runs } of families) {
  for (const group of groupBy(runs, (run) => `${run.gradient} ${run.learningRateRule}`).values()) {
    // Instances are the independent draws: repeats are averaged first.
    const instances = [...groupBy(group, ({ instance }) => instance).values()];
    const above = instances.map((some) =>
      mean(some.map((run) => Number(run.optimalProbability.at(-1)! > 0.5))),
    );
    const gaps = instances.map((some) => mean(some.map((run) => run.gap.at(-1)!)));
    const error = (values: readonly number[]) => deviation(values) / Math.sqrt(values.length);
    console.log(
      `| ${name} | ${group[0]!.gradient} | ${group[0]!.learningRateRule} | ${group.length} | ${(100 * mean(above)).toFixed(1)} ± ${(100 * error(above)).toFixed(1)} | ${mean(gaps).toPrecision(2)} ± ${error(gaps).toPrecision(2)} |`,
    );
  }
}

writeFileSync(
  'docs/studies/sampled.svg',
  svg({
    title: 'Mean gap ± one standard error, with and without a trap',
    xLabel: 'iteration',
    yLabel: 'suboptimality gap',
    columns: 2,
    panels: families.flatMap(({ name, runs }) =>
      ['exact', 'sampled'].map((gradient) => {
        const bands = aggregate(
          runs
            .filter((run) => run.gradient === gradient)
            .map((run) => ({ label: run.learningRateRule, iterations: run.iterations, values: run.gap })),
        );
        const colourOf = (label: string) => colours[rates.indexOf(label)]!;
        return {
          title: `${name}, ${gradient}`,
          series: bands.map((band) => ({
            points: band.iterations.map((x, i) => ({ x, y: band.mean[i]! })),
            colour: colourOf(band.label),
            width: 1.8,
            opacity: 1,
          })),
          areas: bands.map((band) => ({
            low: band.iterations.map((x, i) => ({
              x,
              y: Math.max(band.mean[i]! - band.standardError[i]!, band.mean[i]! / 100),
            })),
            high: band.iterations.map((x, i) => ({ x, y: band.mean[i]! + band.standardError[i]! })),
            colour: colourOf(band.label),
          })),
        };
      }),
    ),
    legend: rates.map((rate, n) => ({ label: `η = ${rate}`, colour: colours[n]! })),
  }),
);
