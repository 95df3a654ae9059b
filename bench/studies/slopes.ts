/**
 * O(1/T): the slope of log gap against log t over the last decade of the paper's exact runs, fitted by least squares for each instance.
 *
 *   linspg reproduce --part exact --out DIR && npx tsx bench/studies/slopes.ts DIR
 *
 * Prints the table and writes docs/studies/slopes.svg: t·gap against t, where O(1/T) is a horizontal line.
 */
import { readdirSync, writeFileSync } from 'node:fs';
import { type Panel, svg } from '../../src/experiment/figure/figure.js';
import { deviation, mean, runsOf, type StudyRun } from './results.js';

const directory = process.argv[2] ?? 'linspg-paper';

/** Whole decades at the end of the runs that the picture shows, and about how many points of a decade. */
const SHOWN = 3;

const panels: Panel[] = [];

function slope({ iterations, gap }: StudyRun): number {
  const last = iterations.at(-1)!;
  const kept = iterations.flatMap((t, i) =>
    t >= last / 10 ? [[Math.log(t), Math.log(gap[i]!)] as const] : [],
  );
  const [x, y] = [mean(kept.map((point) => point[0])), mean(kept.map((point) => point[1]))];
  const above = kept.reduce((sum, point) => sum + (point[0] - x) * (point[1] - y), 0);
  return above / kept.reduce((sum, point) => sum + (point[0] - x) ** 2, 0);
}

console.log('| part | mean ± SE | deviation | median | steepest | flattest | within 0.1 of −1 |');
console.log('| --- | --- | --- | --- | --- | --- | --- |');
for (const part of readdirSync(directory)
  .filter((name) => /^exact-K\d-d\d$/.test(name))
  .sort()) {
  const runs = runsOf(`${directory}/${part}`);
  panels.push(panelOf(part, runs));
  const slopes = runs.map(slope).sort((a, b) => a - b);
  const near = slopes.filter((each) => Math.abs(each + 1) <= 0.1).length;
  const spread = deviation(slopes);
  const numbers = [spread, slopes[slopes.length >> 1]!, slopes[0]!, slopes.at(-1)!].map((x) => x.toFixed(3));
  console.log(
    `| ${part} | ${mean(slopes).toFixed(3)} ± ${(spread / Math.sqrt(slopes.length)).toFixed(3)} | ${numbers.join(' | ')} | ${near} of ${slopes.length} |`,
  );
}

function panelOf(part: string, runs: readonly StudyRun[]): Panel {
  return {
    title: part.replace(/exact-K(\d)-d(\d)/, 'K = $1, d = $2'),
    areas: [],
    series: runs.map(({ iterations, gap }) => ({
      points: iterations.flatMap((x, i) =>
        x >= iterations.at(-1)! / 10 ** SHOWN ? [{ x, y: x * gap[i]! }] : [],
      ),
      colour: '#1f5fa8',
      width: 0.8,
      opacity: 0.4,
    })),
  };
}

writeFileSync(
  'docs/studies/slopes.svg',
  svg({
    title: 'Iteration × gap of every instance: where it is level, the gap is O(1/T)',
    xLabel: 'iteration t',
    yLabel: 't · (r* − π·r)',
    columns: 5,
    panels,
    legend: [],
  }),
);
