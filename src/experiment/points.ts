/** Recorded points as a table with one row for each recorded iteration of each run: the content of every data format. */
import { PARAMETERS } from '../engine/algorithms/catalogue.js';
import { instanceNumber, type RunResult } from './types.js';

export interface Column {
  readonly name: string;
  /** `count`: an integer below 2³¹. `seed`: one below 2⁵³. `number`: a double, which may be not finite. */
  readonly kind: 'count' | 'seed' | 'number' | 'text';
  readonly values: readonly (number | string)[];
}

type Result = Pick<RunResult, 'facts' | 'recording'>;

/**
 * @param names the names of the K actions. Parameters are numbered from 1; a run with fewer parameters than another has NaN for the rest.
 * @param only the iterations to write; absent: all recorded ones.
 */
export function pointsOf(
  names: readonly string[],
  results: readonly Result[],
  only?: ReadonlySet<number>,
): Column[] {
  const rows = results.map(({ recording: { iterations } }) =>
    [...iterations.keys()].filter((i) => !only || only.has(iterations[i]!)),
  );
  const column = (
    name: string,
    kind: Column['kind'],
    value: (result: Result, i: number) => number | string,
  ): Column => ({
    name,
    kind,
    values: results.flatMap((result, n) => rows[n]!.map((i) => value(result, i))),
  });
  const parameters = results.reduce((most, { facts }) => Math.max(most, facts.init.length), 0);
  return [
    column('run', 'count', ({ facts }) => facts.index),
    column('label', 'text', ({ facts }) => facts.label),
    column('algorithm', 'text', ({ facts }) => facts.algorithm),
    ...PARAMETERS.map(({ name }) =>
      column(name, 'number', ({ facts }) => facts.parameters[name] ?? Number.NaN),
    ),
    column('gradient', 'text', ({ facts }) => facts.gradient),
    column('baseline', 'text', ({ facts }) => facts.baseline),
    column('learningRate', 'number', ({ facts }) => facts.learningRate ?? Number.NaN),
    column('learningRateRule', 'text', ({ facts }) => facts.learningRateRule),
    column('instance', 'count', ({ facts }) => instanceNumber(facts)),
    column('repeat', 'count', ({ facts }) => facts.repeat),
    column('seed', 'seed', ({ facts }) => facts.seed),
    column('iteration', 'count', ({ recording }, i) => recording.iterations[i]!),
    column('gap', 'number', ({ recording }, i) => recording.gap[i]!),
    column('optimalProbability', 'number', ({ recording }, i) => Math.exp(-recording.logLoss[i]!)),
    column('logLoss', 'number', ({ recording }, i) => recording.logLoss[i]!),
    column('gradientNorm', 'number', ({ recording }, i) => recording.gradientNorm[i]!),
    column('regret', 'number', ({ recording }, i) => recording.regret[i]!),
    ...names.map((name, a) =>
      column(`policy ${name}`, 'number', ({ recording }, i) => recording.policy[i]![a]!),
    ),
    ...Array.from({ length: parameters }, (_, k) =>
      column(`theta ${k + 1}`, 'number', ({ recording }, i) => recording.theta[i]![k] ?? Number.NaN),
    ),
  ];
}
