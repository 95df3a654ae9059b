/** Results as the JSON of `linspg run --format json`. */
import type { Bandit } from '../model/bandit.js';
import type { Family } from '../model/family.js';
import { hasStates, rowNames, type WrittenProblem } from '../model/written.js';
import { statesJson, valuesJson } from './mdpJson.js';
import { instanceNumber, type RunResult } from './types.js';

/** A summary of what was run. */
export interface SpecSummary {
  readonly file: string;
  readonly title: string | null;
  /** The problem that is written out, or the instances of `family`. */
  readonly problems: readonly WrittenProblem[];
  readonly family: Family | null;
}

/**
 * A value for `JSON.stringify`: `{spec, runs}`. A number that is not finite is null, and `reasons` of that run says why, by key.
 *
 * @param only the iterations to write; absent: all recorded ones. `finalPolicy` and `finalTheta` are the last recorded ones in any case.
 */
export function toJson(spec: SpecSummary, results: readonly RunResult[], only?: ReadonlySet<number>): object {
  const { file, title, family, problems } = spec;
  return {
    spec: {
      file,
      title,
      ...(family
        ? { generate: familySummary(family), instances: problems.map(instanceJson) }
        : written(problems[0]!)),
    },
    runs: results.map((result) => runJson(problems[result.facts.instance]!, result, only)),
  };
}

function written(problem: WrittenProblem) {
  if (hasStates(problem)) return statesJson(problem);
  const { names, rewards, features, noise } = problem;
  return {
    actions: Object.fromEntries(
      names.map((name, a) => [
        name,
        { reward: rewards[a]!.value, features: features[a]!.map((x) => x.value) },
      ]),
    ),
    noise: noise.kind === 'none' ? 'none' : noise,
  };
}

/** The distribution of the instances, as plain numbers. */
function familySummary({ dynamics, ...family }: Family): object {
  if (dynamics?.kind !== 'mdp') return dynamics ? { dynamics, ...family } : family;
  return { dynamics: { ...dynamics, discount: dynamics.discount.value }, ...family };
}

/** An instance of a family; for a bandit, its tables. */
export function instanceJson(instance: WrittenProblem): object {
  return hasStates(instance) ? statesJson(instance) : tables(instance);
}

/** An instance of a family, whose actions are a1 … aK. */
export function tables({ rewards, features }: Bandit) {
  return {
    rewards: rewards.map((r) => r.value),
    features: features.map((row) => row.map((x) => x.value)),
  };
}

function runJson(
  problem: WrittenProblem,
  { facts, recording, ending, milliseconds }: RunResult,
  only?: ReadonlySet<number>,
) {
  const rows = recording.iterations.flatMap((t, i) => (!only || only.has(t) ? [i] : []));
  const last = recording.iterations.length - 1;
  const reasons: { [key: string]: string; learningRate?: string } = {};
  const finite = (key: string, value: number | undefined): number | null => {
    if (value !== undefined && Number.isFinite(value)) return value;
    reasons[key] =
      ending.kind === 'overflow'
        ? `a parameter left the finite numbers at iteration ${ending.at}`
        : `${value === undefined ? 'nothing' : value} was recorded`;
    return null;
  };
  if (facts.learningRate === null)
    reasons.learningRate = `${facts.learningRateRule} changes from step to step`;

  const json = {
    label: facts.label,
    algorithm: facts.algorithm,
    ...facts.parameters,
    gradient: facts.gradient,
    baseline: facts.baseline,
    learningRate: facts.learningRate,
    learningRateRule: facts.learningRateRule,
    init: facts.init,
    instance: instanceNumber(facts),
    repeat: facts.repeat,
    seed: facts.seed,
    iterations: rows.map((i) => recording.iterations[i]!),
    gap: rows.map((i) => finite('gap', recording.gap[i])),
    optimalProbability: rows.map((i) => finite('optimalProbability', Math.exp(-recording.logLoss[i]!))),
    logLoss: rows.map((i) => finite('logLoss', recording.logLoss[i])),
    gradientNorm: rows.map((i) => finite('gradientNorm', recording.gradientNorm[i])),
    regret: rows.map((i) => finite('regret', recording.regret[i])),
    finalPolicy: Object.fromEntries(
      rowNames(problem).map((name, a) => [name, finite('finalPolicy', recording.policy[last]?.[a])]),
    ),
    ...(hasStates(problem) && valuesJson(problem, recording.policy[last] ?? [])),
    finalTheta: facts.init.map((_, k) => finite('finalTheta', recording.theta[last]?.[k])),
    ending,
    milliseconds,
  };
  return Object.keys(reasons).length === 0 ? json : { ...json, reasons };
}
