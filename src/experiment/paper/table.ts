/** The summary of a reproduction as Markdown. */
import type { Line, MeanDistance } from './compare.js';

const HEADER = [
  'part',
  'η',
  'runs',
  'T',
  'mean gap',
  'median',
  'P(a*) > ½',
  'published',
  'distance',
  'farthest',
  'of P',
];

/** A mean is reported to differ if it is more standard errors away than this. */
const MOST_ERRORS = 4;

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

Gaps are means over the runs at iteration T, ± one standard error (SE) for these instances. *Distance*: sampled, of the two means at T in
standard errors of their difference, for both are means of samples; exact, the greatest relative difference of the means at the published
iterations. *Farthest*: the greatest of these distances over the published iterations, and in brackets the greatest in the published
standard error alone, as if our mean had none. *Of P*: the shares with P(a*) > ½, in binomial standard errors of their difference. At
large rates a few runs that are stuck carry the mean: read the median and the share beside it.

${table}

${verdict(lines)}
`;
}

/** The summary in two or three sentences. */
function verdict(lines: readonly Line[]): string {
  const notNumbers = lines.reduce((sum, line) => sum + line.notNumbers, 0);
  const sentences = [
    notNumbers === 0
      ? 'No run ended in what is not a number.'
      : `${notNumbers} of the runs ended in what is not a number.`,
  ];
  const exact = lines.flatMap(({ published }) =>
    published?.standardError === 0 ? [published.distance] : [],
  );
  if (exact.length > 0)
    sentences.push(
      `Exact gradients: ${exact.length} families, at most ${Math.max(...exact).toExponential(1)} relative from the published means.`,
    );
  const sampled = lines.filter(({ published }) => published && published.standardError > 0);
  if (sampled.length > 0) {
    const farthest = (some: readonly Line[], of: (line: Line) => number) =>
      Math.max(...some.map((line) => Math.abs(of(line)))).toFixed(1);
    const small = sampled
      .filter(({ rate }) => Number(rate) <= 1)
      .flatMap(({ published }) => published!.means);
    const beyond = (of: (distance: MeanDistance) => number) =>
      small.filter((one) => Math.abs(of(one)) > MOST_ERRORS).length;
    sentences.push(
      `Sampled gradients: ${sampled.length} cells have published values. At any η the share differs by at most ${farthest(sampled, shareDistance)} SE.`,
    );
    if (small.length > 0)
      sentences.push(
        `At η ≤ 1, of ${small.length} means (cells × iterations) ${beyond(ofDifference)} lie beyond ${MOST_ERRORS} SE of the difference, the farthest at ${greatest(small, ofDifference)}; ${beyond(ofTheirs)} lie beyond ${MOST_ERRORS} of the published SE alone, the farthest at ${greatest(small, ofTheirs)}.`,
      );
  }
  return sentences.join(' ');
}

const ofDifference = (distance: MeanDistance) => distance.ofDifference;
const ofTheirs = (distance: MeanDistance) => distance.ofTheirs;

function greatest(some: readonly MeanDistance[], of: (distance: MeanDistance) => number): string {
  return Math.max(...some.map((one) => Math.abs(of(one)))).toFixed(1);
}

const shareDistance = ({ published }: Line) => published?.shareDistance ?? 0;

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
    published === null || published.means.length === 0
      ? ''
      : `${greatest(published.means, ofDifference)} (${greatest(published.means, ofTheirs)})`,
    published?.shareDistance == null ? '' : `${published.shareDistance.toFixed(1)} SE`,
  ];
}

function short(x: number, digits: number): string {
  return x !== 0 && Math.abs(x) < 1e-2 ? x.toExponential(digits - 1) : x.toPrecision(digits);
}
