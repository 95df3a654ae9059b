/** What the charted runs did, shown beside the verdict: observed, and compared with the forecast. */
import { optimumReached, SETTLED, settledOn } from '../../src/experiment/signature.js';
import type { ChartedExperiment, ChartedRun, Freshness, Subject } from '../../src/shared/messages.js';
import { h, memo, setText } from '../dom.js';
import { count, figure, probability, tallied } from '../format.js';
import { endName } from '../plane/naming.js';
import { subjectOfRun } from '../problem.js';
import { placesInWords, reachedInWords } from '../process/format.js';
import { isStale } from '../sentences.js';
import { endFrom } from './explain.js';
import { explanationLine, outcomeWords, statesInWords } from './outcome.js';
import type { Section } from './section.js';

/** The first runs of many are enough; the others are in the tables. */
const MOST_RUNS = 200;

export function createThisRun(): Section {
  const element = h('p', { class: 'this-run', id: 'this-run', role: 'status' });
  const draw = memo((experiment: ChartedExperiment | null, freshness: Freshness) => {
    const words = experiment && runsInWords(experiment, isStale(freshness) || freshness.kind === 'following');
    setText(element, words ?? '');
    element.hidden = words === null;
  });
  return { element, update: ({ experiment, freshness }) => draw(experiment, freshness) };
}

/** null: nothing is recorded yet. @param ofOther has the text changed since? */
export function runsInWords(experiment: ChartedExperiment, ofOther: boolean): string | null {
  const { results, subject, family } = experiment;
  const [only] = results;
  if (results.every(({ recording }) => recording.policy.length === 0) || only === undefined) return null;
  if (results.length === 1 && family === null) {
    const run = ofOther ? 'The charted run, of another text' : 'This run';
    const why = explanationLine(only, subject);
    return `${run}: ${did(only, subject)}${forecast(only, subject)}.${why === null ? '' : ` ${why}`}`;
  }
  const total = count(results.length);
  return `${ofOther ? `The ${total} charted runs, of another text` : `These ${total} runs`}: ${tally(experiment)}.`;
}

/** `converged`; for several runs, how many did what. */
export function inShort(experiment: ChartedExperiment): string {
  const { results } = experiment;
  return results.length > 1
    ? `${count(results.length)} runs: ${tally(experiment)}`
    : tally(experiment).replace('all ', '');
}

function did(run: ChartedRun, subject: Subject): string {
  const { recording, ending } = run;
  const { actions, optimal } = subject;
  const policy = recording.policy.at(-1)!;
  const at = count(recording.iterations.at(-1)!);
  if (ending?.kind === 'overflow') return `a number left the finite ones at iteration ${count(ending.at)}`;
  const when = ending?.kind === 'stopped' ? `at iteration ${at}` : `by T = ${at}`;
  if (subject.process) return didInStates(run, subject, ending === null ? `at iteration ${at} so far` : when);
  const reached = optimal.reduce((sum, action) => sum + policy[action]!, 0);
  const best =
    optimal.length === 1 ? `π(${actions[optimal[0]!]})` : `π(${optimal.map((a) => actions[a]).join(' or ')})`;
  const there = `${best} = ${probability(reached)}`;
  if (ending === null) return `at iteration ${at} so far (${there})`;
  return `${reached >= SETTLED ? 'there' : 'not there'} ${when} (${there})`;
}

/** For a process: has the run arrived in every state that matters, and if not, where does it choose otherwise? */
function didInStates(run: ChartedRun, subject: Subject, when: string): string {
  const policy = run.recording.policy.at(-1)!;
  const { probability: least, states } = optimumReached(policy, subject);
  const reached = reachedInWords(run);
  if (run.ending === null) return `${when} (${reached})`;
  if (least >= SETTLED)
    return `there ${when} (${reached}; optimal actions have ${probability(SETTLED)} or more together in ${statesInWords(states)})`;
  const { rows } = settledOn(policy, subject);
  const differs = rows.length === 0 ? '' : `; likeliest and not optimal: ${placesInWords(subject, rows)}`;
  return `not there ${when} (${reached}${differs})`;
}

function forecast(run: ChartedRun, subject: Subject): string {
  const end = endFrom(run, run.facts.init, subject);
  if (end === null) return '';
  const best = Math.max(...subject.rewards);
  const below =
    end.kind !== 'undecided' && end.value < best ? `, ${figure(best - end.value)} below the best` : '';
  const small = run.facts.gradient === 'sampled' ? ' for exact gradients' : '';
  const name =
    end.kind === 'action'
      ? subject.actions[end.action]!
      : endName(end, { subject, greatest: best, best: null });
  return `; forecast${small}: ${name}${below}`;
}

/** `3 converged, 1 slow: still on a5 at T`; what explains a run that has not arrived is included. */
function tally(experiment: ChartedExperiment): string {
  const counted = new Map<string, number>();
  const shown = experiment.results.slice(0, MOST_RUNS);
  for (const run of shown) {
    const problem = subjectOfRun(experiment, run);
    const words = problem === null ? 'not known yet' : outcomeWords(run, problem) || 'not ended';
    counted.set(words, (counted.get(words) ?? 0) + 1);
  }
  const sorted = [...counted].sort((a, b) => b[1] - a[1]);
  const each = sorted.slice(0, MOST_KINDS).map(([words, n]) => `${count(n)} ${words}`);
  const rest = sorted.slice(MOST_KINDS).reduce((sum, [, n]) => sum + n, 0);
  if (experiment.results.length > MOST_RUNS) each.unshift(`of the first ${count(MOST_RUNS)}`);
  else if (sorted.length === 1) return `all ${sorted[0]![0]}`;
  return tallied(each, rest);
}

const MOST_KINDS = 6;
