/** From bandits and their experiment to a flat list of runs with nothing left to decide. */

import { unevaluatedText } from '../diagnostics/unevaluated.js';
import { algorithmsOf } from '../engine/algorithms/choices.js';
import { checkpoints as logSpaced } from '../engine/checkpoints.js';
import { theoryParts } from '../engine/learningRate.js';
import type { RunJob } from '../engine/types.js';
import { beyondDoubles } from '../math/theoryRate.js';
import { finish } from '../math/work.js';
import type { Mdp } from '../model/mdp.js';
import { type NumericProblem, problemOf } from '../model/problem.js';

import type { Baseline, GradientKind, Init, LearningRate, RunSection } from '../model/run.js';
import { hasStates, rowNames, shapeOfProblem, type WrittenProblem } from '../model/written.js';
import { gridSize, repeatsOf, whyTooLarge } from '../spec/grid.js';
import { noTheoryRate } from '../spec/theoryRateIssues.js';

import { distinguish, initLabel, learningRateRule, stopLabel } from './label.js';
import { findingExcess, numericMdp } from './optimum.js';
import { PlanError } from './planError.js';
import { startsOf } from './starts.js';
import type { Cell, Plan, RunFacts } from './types.js';

/**
 * The grid: the Cartesian product of all swept keys, in the order in which they are listed.
 *
 * - A Gaussian init becomes `count` starts, drawn from (seed, number of the start) alone.
 * - A tabular algorithm starts from the logits Xθ₀, so every algorithm of a comparison starts with the same policy; a vector is used as it is,
 *   one logit for each action.
 * - A run without chance (exact gradient) does not depend on its repeat, so it is run once, not `repeats` times; and once, not
 *   once for each seed, unless the seed draws its start.
 * - Every instance of a family is a cell of its own, beside the others with its label.
 * - Random streams are named by (seed, instance, repeat): algorithms, rates and starts that are compared see the same noise.
 *
 * @param problems one that is written out, or the instances of a family, all of the same shape.
 * @param recordAt the iterations to record instead of `record` log-spaced ones; those beyond a run's T are left out, and T is added.
 * @throws PlanError if there would be too many runs, or their recordings would not fit in memory.
 */
export function plan(
  problems: readonly WrittenProblem[],
  run: RunSection,
  recordAt?: readonly number[],
): Plan {
  const excess = whyTooLarge(
    gridSize(run, shapeOfProblem(problems[0]!), problems.length, recordAt && recordAt.length + 1),
  );
  if (excess) throw new PlanError(excess.message);
  const numbers = problems.map((problem) =>
    hasStates(problem) ? numbersOf(problem, run) : problemOf(problem),
  );
  const rows = grid(problems, numbers, run);
  const labels = distinguish(
    rows.map((row) => row.parts),
    run.algorithm[0] ?? '',
  );
  // Shared by the cells: a large grid has few different lists of checkpoints.
  const known = new Map<string, readonly number[]>();
  const cells = rows.map(({ facts, job, record }, index): Cell => {
    const T = job.iterations;
    const key = `${T} ${record}`;
    const checkpoints = known.get(key) ?? (recordAt ? explicit(recordAt, T) : logSpaced(T, record));
    known.set(key, checkpoints);
    return {
      facts: { ...facts, index, label: labels[index]! },
      problem: numbers[facts.instance]!,
      job: { ...job, checkpoints },
    };
  });

  return { cells, totalIterations: cells.reduce((sum, cell) => sum + cell.job.iterations, 0) };
}

function numbersOf(mdp: Mdp, run: RunSection): NumericProblem {
  const excess = finish(findingExcess(mdp));
  if (excess !== null) throw new PlanError(`No run starts. ${unevaluatedText(mdp, excess, run)}`);
  return numericMdp(mdp);
}

interface Row {
  readonly facts: Omit<RunFacts, 'index' | 'label'>;
  readonly job: Omit<RunJob, 'checkpoints'>;
  readonly record: number;
  /** Every choice in words, except the repeat. */
  readonly parts: readonly string[];
}

/** @param numbers of the problems. */
function grid(
  problems: readonly WrittenProblem[],
  numbers: readonly NumericProblem[],
  run: RunSection,
): Row[] {
  const rows: Row[] = [];
  const names = rowNames(problems[0]!);
  for (const { algorithm, parameters, words } of algorithmsOf(run))
    for (const [gradient, baseline] of estimatesOf(run))
      for (const rule of run.learningRate)
        for (const iterations of run.iterations)
          for (const init of run.init)
            for (const stop of run.stop)
              for (const record of run.record)
                for (const [seed, copied] of chancesOf(gradient, init, run))
                  numbers.forEach((problem, number) => {
                    const learningRate = resolve(rule, problem, algorithm);
                    startsOf(problems[number]!, problem, init, seed, algorithm).forEach((theta, start) => {
                      for (let repeat = 0; repeat < repeatsOf(gradient, run); repeat++) {
                        rows.push({
                          facts: {
                            algorithm,
                            parameters,
                            gradient,
                            baseline,
                            learningRate: learningRate.kind === 'constant' ? learningRate.rate : null,
                            learningRateRule: learningRateRule(rule),
                            init: theta,
                            instance: number,
                            ...(copied !== 0 && { copied }),
                            repeat,
                            seed,
                            iterations,
                          },
                          job: {
                            algorithm,
                            parameters,
                            gradient,
                            baseline,
                            learningRate,
                            theta,
                            iterations,
                            stop,
                            stream: [seed, copied + number, repeat],
                          },
                          record,
                          parts: [
                            words,
                            gradient,
                            baseline === 'none' ? 'no baseline' : `baseline ${baseline}`,
                            `η = ${learningRateRule(rule)}`,
                            `T = ${iterations}`,
                            initLabel(init, start, names),
                            stopLabel(stop),
                            `${record} points`,
                            `seed ${seed}`,
                            `instance ${copied}`,
                          ],
                        });
                      }
                    });
                  });
  return rows;
}

/** An exact gradient has no baseline. */
function estimatesOf(run: RunSection): (readonly [GradientKind, Baseline])[] {
  return run.gradient.flatMap((gradient): (readonly [GradientKind, Baseline])[] =>
    gradient === 'exact' ? [[gradient, 'none']] : run.baseline.map((baseline) => [gradient, baseline]),
  );
}

/** The seeds, and the numbers of the instances whose random numbers a bandit that is written out uses. */
function chancesOf(
  gradient: GradientKind,
  init: Init,
  { seed, instance }: RunSection,
): (readonly [number, number])[] {
  const sampled = gradient === 'sampled';
  const seeds = sampled || init.kind === 'gaussian' ? seed : seed.slice(0, 1);
  return seeds.flatMap((one) => (sampled ? instance : [0]).map((copied) => [one, copied] as const));
}

function resolve(rule: LearningRate, problem: NumericProblem, algorithm: string): LearningRate {
  if (rule.kind !== 'theory') return rule;
  const parts = theoryParts(problem, algorithm);
  const beyond = beyondDoubles(parts, rule.factor);
  if (beyond !== null) throw new PlanError(noTheoryRate(rule.factor, beyond));
  return { kind: 'constant', rate: rule.factor * parts.rate };
}

function explicit(recordAt: readonly number[], iterations: number): number[] {
  const kept = recordAt.filter((t) => t <= iterations);
  return [...new Set([...kept, iterations])].sort((a, b) => a - b);
}
