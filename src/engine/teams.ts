import { kernelRuns } from './kernel/module.js';
import { lockstepKey, suits } from './kernel/suits.js';
import { KernelTeam } from './kernel/team.js';
import { LANES, QUAD } from './lanes.js';
import type { Run, Team } from './run.js';

/** How many numbers of features a lane may have of its own, before lockstep outgrows the cache. */
const MOST_FEATURES = 4096;

/** About how many multiplications the twin does in a millisecond. */
const TWIN_WORK = 1e5;

/** Puts runs of any kind together so that they are done soonest. What a run computes does not depend on its team. */
export function teamsOf(runs: readonly Run[]): Team[] {
  const teams: Team[] = [];
  const alike = new Map<string, Run[]>();
  for (const run of runs) {
    if (!kernelRuns() || !suits(run.job)) {
      teams.push(new TwinTeam(run));
      continue;
    }
    const key = `${lockstepKey(run.instance, run.job)} ${run.iterate.t}`;
    alike.set(key, [...(alike.get(key) ?? []), run]);
  }
  for (const group of alike.values()) {
    for (let from = 0; from < group.length; from += LANES) {
      const some = group.slice(from, from + LANES);
      if (fitLockstep(some)) teams.push(new KernelTeam(some));
      else for (const run of some) teams.push(new KernelTeam([run]));
    }
  }
  return teams;
}

/** The teams of those who are still on their way; where too few of a team are, anew. */
export function regrouped(teams: readonly Team[]): Team[] {
  return teams.flatMap((team) => {
    const live = team.runs.filter((run) => run.ending === null);
    if (live.length === team.runs.length || live.length >= QUAD) return [team];
    return teamsOf(live);
  });
}

function fitLockstep(runs: readonly Run[]): boolean {
  const [first] = runs;
  if (!first || runs.length < QUAD) return false;
  const { actions, dimensions, features } = first.instance;
  return actions * dimensions <= MOST_FEATURES || runs.every((run) => run.instance.features === features);
}

/** One run on the plain engine. */
class TwinTeam implements Team {
  readonly runs: readonly [Run];
  readonly #most: number;

  constructor(run: Run) {
    this.runs = [run];
    this.#most = Math.max(1, Math.floor(TWIN_WORK / (run.instance.actions * (run.job.theta.length + 20))));
  }

  advance(): void {
    const [run] = this.runs;
    run.arrived(run.iterate.advance(Math.min(run.next, run.iterate.t + this.#most)));
  }
}
