import { isMdp } from '../model/numericMdp.js';
import type { NumericProblem } from '../model/problem.js';
import { KernelGroup } from './kernel/group.js';
import { MdpKernelGroup } from './kernel/mdpGroup.js';
import { kernelRuns } from './kernel/module.js';
import { isSupportedByKernel, lockstepKey } from './kernel/support.js';
import { LANES, QUAD } from './lanes.js';
import { evaluationWork, structureOf } from './mdp/evaluation.js';
import type { Run, RunGroup } from './run.js';

/** The most features that a lane may have of its own before lockstep outgrows the cache. */
const MOST_FEATURES = 4096;

/** The most numbers of the factors of I − γP that a lane may have of its own. */
const MOST_SLOTS = 250_000;

/** About how many multiplications the reference does per millisecond. */
const REFERENCE_WORK = 1e5;

/** Groups runs of any kind so that all are done soonest. The result of a run does not depend on its group. */
export function groupsOf(runs: readonly Run[]): RunGroup[] {
  const groups: RunGroup[] = [];
  const alike = new Map<string, Run[]>();
  const numberOf = numbering<NumericProblem>();
  for (const run of runs) {
    if (!kernelRuns() || !isSupportedByKernel(run)) {
      groups.push(new ReferenceGroup(run));
      continue;
    }
    const process = isMdp(run.problem) ? numberOf(run.problem) : '';
    const key = `${lockstepKey(run.problem, run.job)} ${run.iterate.t} ${process}`;
    alike.set(key, [...(alike.get(key) ?? []), run]);
  }
  for (const group of alike.values()) {
    for (let from = 0; from < group.length; from += LANES) {
      const some = group.slice(from, from + LANES);
      if (fitLockstep(some)) groups.push(kernelGroup(some));
      else for (const run of some) groups.push(kernelGroup([run]));
    }
  }
  return groups;
}

function kernelGroup(runs: readonly Run[]): RunGroup {
  const { problem } = runs[0]!;
  return isMdp(problem) ? new MdpKernelGroup(runs, problem) : new KernelGroup(runs);
}

/** A function that gives equal numbers to the same object: processes go in lockstep only with runs on the same process. */
function numbering<T>(): (thing: T) => number {
  const numbers = new Map<T, number>();
  return (thing) => {
    const known = numbers.get(thing) ?? numbers.size;
    numbers.set(thing, known);
    return known;
  };
}

/** The groups of the runs that have not ended. If too few runs of a group are left, they are grouped again. */
export function regrouped(groups: readonly RunGroup[]): RunGroup[] {
  return groups.flatMap((group) => {
    const live = group.runs.filter((run) => run.ending === null);
    if (live.length === group.runs.length || live.length >= QUAD) return [group];
    return groupsOf(live);
  });
}

function fitLockstep(runs: readonly Run[]): boolean {
  const [first] = runs;
  if (!first || runs.length < QUAD) return false;
  const { features } = first.problem;
  if (isMdp(first.problem)) return structureOf(first.problem).elimination.columns.length <= MOST_SLOTS;
  return features.length <= MOST_FEATURES || runs.every((run) => run.problem.features === features);
}

/** About how many multiplications one iteration takes. */
function workOf({ problem, job }: Run): number {
  const { rewards } = problem;
  if (!isMdp(problem)) return rewards.length * (job.theta.length + 20);
  const row = problem.coordinates ? 1 : problem.dimensions;
  return rewards.length * (row + 20) + evaluationWork(problem);
}

/** One run on the reference. */
class ReferenceGroup implements RunGroup {
  readonly runs: readonly [Run];
  readonly #most: number;

  constructor(run: Run) {
    this.runs = [run];
    this.#most = Math.max(1, Math.floor(REFERENCE_WORK / workOf(run)));
  }

  advance(): void {
    const [run] = this.runs;
    run.arrived(run.iterate.advance(Math.min(run.next, run.iterate.t + this.#most)));
  }
}
