/** Results as the JSON of `linspg run --format json`; spec-language, "Machine-readable results". */
import type { Bandit } from '../model/bandit.js';
import type { Family } from '../model/family.js';
import { instanceNumber, type RunResult } from './types.js';

/** What was run, in short. */
export interface SpecSummary {
  readonly file: string;
  readonly title: string | null;
  /** One that is written out, or the instances of `family`. */
  readonly bandits: readonly Bandit[];
  readonly family: Family | null;
}

/**
 * A value for `JSON.stringify`: `{spec, runs}`. What is not finite is null, and `reasons` of that run says why, by key.
 *
 * @param only iterations to write; all recorded ones without it. `finalPolicy` and `finalTheta` are the last recorded ones anyway.
 */
export function toJson(spec: SpecSummary, results: readonly RunResult[], only?: ReadonlySet<number>): object {
  const { file, title, family, bandits } = spec;
  return {
    spec: {
      file,
      title,
      ...(family ? { generate: family, instances: bandits.map(tables) } : written(bandits[0]!)),
    },
    runs: results.map((result) => runJson(bandits[result.facts.instance]!.names, result, only)),
  };
}

function written({ names, rewards, features, noise }: Bandit) {
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

/** An instance of a family, whose actions are called a1 … aK. */
export function tables({ rewards, features }: Bandit) {
  return {
    rewards: rewards.map((r) => r.value),
    features: features.map((row) => row.map((x) => x.value)),
  };
}

function runJson(
  names: readonly string[],
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
      names.map((name, a) => [name, finite('finalPolicy', recording.policy[last]?.[a])]),
    ),
    finalTheta: facts.init.map((_, k) => finite('finalTheta', recording.theta[last]?.[k])),
    ending,
    milliseconds,
  };
  return Object.keys(reasons).length === 0 ? json : { ...json, reasons };
}
