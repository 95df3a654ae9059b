/** The summary of a reproduction as Markdown. */
import type { Line } from './compare.js';

const HEADER = ['part', 'η', 'runs', 'T', 'mean gap', 'median', 'P(a*) > ½', 'published', 'distance'];

export function summaryTable(lines: readonly Line[]): string {
  const rows = [HEADER, HEADER.map(() => '---'), ...lines.map(cells)];
  const widths = HEADER.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const table = rows
    .map(
      (row) =>
        `| ${row.map((cell, i) => (cell === '---' ? '-'.repeat(widths[i]!) : cell.padEnd(widths[i]!))).join(' | ')} |`,
    )
    .join('\n');
  return `# The experiments of arXiv 2505.03155, run again

Gaps are means over the runs at iteration T, ± one standard error for these instances. *Distance*: sampled, of the two means in standard
errors of their difference; exact, the greatest relative difference of the means at the published iterations. At large rates a few runs
that are stuck carry the mean: read the median and the share with P(a*) > ½ beside it.

${table}
`;
}

function cells({ part, rate, runs, iterations, published, ...ours }: Line): string[] {
  return [
    part,
    rate,
    String(runs),
    String(iterations),
    `${short(ours.mean, 4)} ± ${short(ours.standardError, 2)}`,
    short(ours.median, 4),
    `${(100 * ours.aboveHalf).toFixed(1)} %`,
    published === null
      ? 'not kept'
      : `${short(published.mean, 4)}${published.standardError > 0 ? ` ± ${short(published.standardError, 2)}` : ''}${
          published.aboveHalf === null ? '' : ` (${(100 * published.aboveHalf).toFixed(1)} %)`
        }`,
    published === null
      ? ''
      : published.standardError > 0
        ? `${published.distance.toFixed(1)} SE`
        : `${published.distance.toExponential(1)} relative`,
  ];
}

function short(x: number, digits: number): string {
  return x !== 0 && Math.abs(x) < 1e-2 ? x.toExponential(digits - 1) : x.toPrecision(digits);
}
