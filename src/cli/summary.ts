/** The results of an experiment for a person: one line per label, repeats summarised. */
import { type TerminalText, terminal, terminalLines } from '../borders/terminal.js';
import { visible } from '../borders/visible.js';
import { aggregate, curve } from '../experiment/aggregate.js';
import { groupBy } from '../experiment/groupBy.js';
import type { RunResult } from '../experiment/types.js';
import type { Bandit } from '../model/bandit.js';
import { optimalActions } from '../model/ranking.js';
import type { Style } from './style.js';

interface Summarised {
  readonly title: string | null;
  readonly bandits: readonly Bandit[];
}

export function summary(
  file: string,
  { title, bandits }: Summarised,
  results: readonly RunResult[],
  style: Style,
): TerminalText {
  const table = [['', 'η', 'T', 'gap', 'P(optimal)', 'ends at', 'ms']];
  for (const [label, runs] of groupBy(results, (r) => r.facts.label))
    table.push(row(label, runs, bandits).map(visible));
  const widths = table[0]!.map((_, column) => Math.max(...table.map((cells) => cells[column]!.length)));
  const lines = table.map((cells) =>
    cells
      .map((cell, i) => cell.padEnd(widths[i]!))
      .join('  ')
      .trimEnd(),
  );
  const heading = style('bold', title ? `${file}: ${title}` : file);
  const [names, ...rows] = lines;
  return terminal`${heading}\n  ${style('dim', names!)}\n${terminalLines(rows.map((line) => `  ${line}\n`).join(''))}`;
}

function row(label: string, runs: readonly RunResult[], bandits: readonly Bandit[]): string[] {
  const milliseconds = runs.reduce((sum, r) => sum + r.milliseconds, 0);
  return [
    runs.length > 1 ? `${label} × ${runs.length}` : label,
    rateOf(runs),
    endOf(runs),
    finalOf(runs, (r) => r.gap),
    finalOf(runs, (r) => r.logLoss.map((loss) => Math.exp(-loss))),
    whereTo(runs, bandits),
    milliseconds.toFixed(milliseconds < 10 ? 1 : 0),
  ];
}

/** The iteration at which the runs ended, and why when it was not T. */
function endOf(runs: readonly RunResult[]): string {
  const ends = new Set(runs.map(endOfRun));
  return ends.size === 1 ? [...ends][0]! : 'various';
}

function endOfRun({ facts, ending }: RunResult): string {
  switch (ending.kind) {
    case 'finished':
      return short(facts.iterations);
    case 'stalled':
      return `${short(facts.iterations)} (armijo: no step from ${short(ending.at)} on)`;
    case 'stopped':
      return `${short(ending.at)} (${ending.by} reached)`;
    case 'overflow':
      return `${short(ending.at)} (overflow)`;
  }
}

/** The last value; of several runs their mean and its standard error, at the last iteration that all of them reached. */
function finalOf(
  runs: readonly RunResult[],
  of: (recording: RunResult['recording']) => readonly number[],
): string {
  const [band] = aggregate(runs.map((run) => curve(run, of)));
  const mean = band?.mean.at(-1) ?? Number.NaN;
  return runs.length > 1
    ? `${short(mean)} ± ${short(band?.standardError.at(-1) ?? Number.NaN)}`
    : short(mean);
}

/** The number used, or the rule where instances differ in it. */
function rateOf(runs: readonly RunResult[]): string {
  const rates = new Set(runs.map(({ facts }) => facts.learningRate));
  const [rate] = rates;
  return rate == null || rates.size > 1 ? runs[0]!.facts.learningRateRule : short(rate);
}

/**
 * The action that each run holds most probable at its end; `mixed` when none has more than half. Of a family, whose actions are
 * others in each instance: whether it is the best.
 */
function whereTo(runs: readonly RunResult[], bandits: readonly Bandit[]): string {
  const ends = runs.map(({ facts, recording }) => {
    const bandit = bandits[facts.instance]!;
    const action = (recording.policy.at(-1) ?? []).findIndex((p) => p > 0.5);
    if (bandits.length === 1 || action < 0) return bandit.names[action] ?? 'mixed';
    return optimalActions(bandit).includes(action) ? 'optimal' : 'suboptimal';
  });
  return [...groupBy(ends, (name) => name)]
    .map(([name, same]) => (runs.length > 1 ? `${name}: ${same.length}` : name))
    .join(', ');
}

/** Four significant digits at most, without padding. */
function short(x: number): string {
  return String(Number(x.toPrecision(4)));
}
