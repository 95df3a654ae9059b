/** A problem as it is written, and the names of its rows: a bandit's actions, or a process's pairs of a state and an action. */
import type { Bandit } from './bandit.js';
import { dimensionsOf, type Mdp, pairName } from './mdp.js';

export type WrittenProblem = Bandit | Mdp;

/** Sources of the features of a process whose numbers do not stand in the text. */
export const UNWRITTEN = ['one-hot', 'groups', 'random', 'environment', 'file'] as const;
export type Unwritten = (typeof UNWRITTEN)[number];

export function hasStates(problem: WrittenProblem): problem is Mdp {
  return 'states' in problem;
}

/** K action names, or n names as `s3: a2`. */
export function rowNames(problem: WrittenProblem): readonly string[] {
  return hasStates(problem) ? problem.pairs.map((_, pair) => pairName(problem, pair)) : problem.names;
}

/** How many rows and features the problem has. */
export function shapeOfProblem(problem: WrittenProblem): {
  readonly actions: number;
  readonly dimensions: number;
} {
  return hasStates(problem)
    ? { actions: problem.pairs.length, dimensions: dimensionsOf(problem) }
    : { actions: problem.names.length, dimensions: problem.features[0]!.length };
}
