/** The results of an experiment for a person: one line for each label, repeats summarized. */
import { type TerminalText, terminal, terminalLines } from '../borders/terminal.js';
import { visible } from '../borders/visible.js';
import { groupBy } from '../experiment/groupBy.js';
import { numericMdp } from '../experiment/optimum.js';
import { SETTLED } from '../experiment/signature.js';
import { finalValues, statistics } from '../experiment/statistics.js';
import type { RunResult } from '../experiment/types.js';
import { visitedStates } from '../experiment/visits.js';
import type { Mdp, State } from '../model/mdp.js';
import { processNumbers } from '../model/processNumbers.js';
import { optimalActions } from '../model/ranking.js';
import { hasStates, type WrittenProblem } from '../model/written.js';
import type { Style } from './style.js';

interface Summarised {
  readonly title: string | null;
  readonly problems: readonly WrittenProblem[];
}

export function summary(
  file: string,
  { title, problems }: Summarised,
  results: readonly RunResult[],
  style: Style,
): TerminalText {
  const table = summaryTable(problems, results);
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

/** A row for each line of the sweep, below a row of names. */
export function summaryTable(problems: readonly WrittenProblem[], results: readonly RunResult[]): string[][] {
  const rows = [...groupBy(results, (r) => r.facts.label)].map(([label, runs]) =>
    row(label, runs, problems).map(visible),
  );
  return [['', 'η', 'T', 'gap', 'P(optimal)', 'ends at', 'ms'], ...rows];
}

function row(label: string, runs: readonly RunResult[], problems: readonly WrittenProblem[]): string[] {
  const milliseconds = runs.reduce((sum, r) => sum + r.milliseconds, 0);
  return [
    runs.length > 1 ? `${label} × ${runs.length}` : label,
    rateOf(runs),
    endOf(runs),
    finalOf(runs, problems, (r) => r.gap),
    finalOf(runs, problems, (r) => r.logLoss.map((loss) => Math.exp(-loss))),
    whereTo(runs, problems),
    milliseconds.toFixed(milliseconds < 10 ? 1 : 0),
  ];
}

/** The iteration at which the runs ended, and why if it was not T. */
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

/** The last value; for several runs, its mean and standard error. */
function finalOf(
  runs: readonly RunResult[],
  problems: readonly WrittenProblem[],
  of: (recording: RunResult['recording']) => readonly number[],
): string {
  const [only] = runs;
  if (only && runs.length === 1) return short(of(only.recording).at(-1) ?? Number.NaN);
  const values = finalValues(runs, of, { ofFamily: problems.length > 1 });
  const found = statistics(values);
  if (found === null) return 'not finite';
  const { mean, standardError, n } = found;
  const error = standardError === null ? '' : ` ± ${short(standardError)}`;
  return `${short(mean)}${error}${n < values.length ? ` (${n} of ${values.length} finite)` : ''}`;
}

/** The number used, or the rule if it differs between instances. */
function rateOf(runs: readonly RunResult[]): string {
  const rates = new Set(runs.map(({ facts }) => facts.learningRate));
  const [rate] = rates;
  return rate == null || rates.size > 1 ? runs[0]!.facts.learningRateRule : short(rate);
}

/**
 * The action that each run holds most probable at its end; `mixed` if none has more than half. For a family, where actions
 * differ from instance to instance: whether it is the best one.
 */
function whereTo(runs: readonly RunResult[], problems: readonly WrittenProblem[]): string {
  const ends = runs.map(({ facts, recording }) => {
    const problem = problems[facts.instance]!;
    const policy = recording.policy.at(-1) ?? [];
    if (hasStates(problem)) {
      const others = differences(problem, policy);
      return problems.length === 1 ? named(problem, others) : atBest(others);
    }
    const action = policy.findIndex((p) => p > 0.5);
    if (problems.length === 1 || action < 0) return problem.names[action] ?? 'mixed';
    return optimalActions(problem).includes(action) ? 'optimal' : 'suboptimal';
  });
  return [...groupBy(ends, (name) => name)]
    .map(([name, same]) => (runs.length > 1 ? `${name}: ${same.length}` : name))
    .join(', ');
}

/** A state in which the policy differs from the best one; null: no action has more than half. */
interface Difference {
  readonly state: string;
  readonly action: string | null;
}

/** Where the actions with more than half differ from an optimal policy, in the states that are reached by what both policies do. */
function differences(mdp: Mdp, policy: readonly number[]): Difference[] {
  const { optimal, offsets } = numericMdp(mdp);
  const isOptimal = new Set(optimal);
  const process = processNumbers(mdp, Number.POSITIVE_INFINITY);
  const visited = visitedStates(
    process,
    offsets,
    (pair) => isOptimal.has(pair) && policy[pair]! >= 1 - SETTLED,
  );
  return mdp.states.flatMap((state, s) => {
    if (!visited[s]) return [];
    const pairs = pairsOf(state);
    const taken = pairs.find((pair) => policy[pair]! > 0.5);
    const best = pairs.reduce((sum, pair) => sum + (isOptimal.has(pair) ? policy[pair]! : 0), 0);
    if (best > 0.5) return [];
    return [{ state: state.name, action: taken === undefined ? null : mdp.pairs[taken]!.name }];
  });
}

const pairsOf = ({ first, actions }: State) => Array.from({ length: actions }, (_, a) => first + a);

function atBest(others: readonly Difference[]): string {
  if (others.length === 0) return 'optimal';
  return others.some(({ action }) => action === null) ? 'mixed' : 'suboptimal';
}

/** At most this many states are named in which the policy differs from the best one. */
const NAMED = 2;

function named(mdp: Mdp, others: readonly Difference[]): string {
  if (others.length === 0) {
    const { optimal, offsets } = numericMdp(mdp);
    const isOptimal = new Set(optimal);
    const process = processNumbers(mdp, Number.POSITIVE_INFINITY);
    const isVisited = visitedStates(process, offsets, (pair) => isOptimal.has(pair));
    const isOneOfSeveral = mdp.states.some(
      (state, s) => isVisited[s] && pairsOf(state).filter((pair) => isOptimal.has(pair)).length > 1,
    );
    return isOneOfSeveral ? 'an optimal policy' : 'the best policy';
  }
  const words = others.map(({ state, action }) => `${action ?? 'mixed'} in ${state}`);
  const more = words.length - NAMED;
  return `${words.slice(0, NAMED).join(', ')}${more > 0 ? `, ${more} more` : ''}`;
}

/** At most four significant digits, without padding. */
function short(x: number): string {
  return String(Number(x.toPrecision(4)));
}
