/** Why a run has not reached the best action, if the flow or the experiment explains it: forecasts and facts, no proofs. */

import { theoryRate } from '../../src/engine/learningRate.js';
import { banditFlow } from '../../src/experiment/basins.js';
import { signatureOf } from '../../src/experiment/signature.js';
import { type End, endOf } from '../../src/flow/ends.js';
import type { Flow } from '../../src/flow/flow.js';
import { problemFrom } from '../../src/model/problem.js';
import type { ChartedRun, Subject } from '../../src/shared/messages.js';

export type Explanation =
  /** The flow from where the run is ends at the best reward. */
  | 'slow'
  /** The flow from there does not, but from beside it it does: the run is held by a set of starts of measure zero. */
  | 'saddle'
  /** The run is at a finite local maximum. */
  | 'maximum'
  /** The flow from its start ends at the best reward, or is not known, and its gradients are sampled, or its steps longer than the theory rate. */
  | 'sampled'
  | 'large-steps';

/** K·d², the cost of one step of a flow: if it is greater, none is followed here. */
const LIGHT = 20_000;
/** How far beside a point the flow is tried, as a fraction of 1 + ‖θ‖: beside an end at infinity so little that the point is still inside a trap. */
const ASIDE = { finite: 1e-3, infinite: 1e-6 };
const MOST_DIRECTIONS = 4;

/** At most this many flows of one problem are followed here, the first that are asked for. */
const MOST_FLOWS = 600;

const flows = new WeakMap<Subject, { readonly flow: Flow | null; left: number }>();

/** null: the problem is too large for a flow to be followed while the page waits, or enough flows were followed. */
function flowIn(problem: Subject): Flow | null {
  let known = flows.get(problem);
  if (known === undefined) {
    const d = problem.features[0]?.length ?? 0;
    const isLight = d > 0 && problem.features.length * d * d <= LIGHT;
    known = { flow: isLight ? banditFlow(problem) : null, left: MOST_FLOWS };
    flows.set(problem, known);
  }
  return known.left-- > 0 ? known.flow : null;
}

/** Where the flow of Lin-SPG from θ ends; null for another algorithm, or if it is not followed here. */
export function endFrom(
  { facts }: ChartedRun,
  theta: readonly number[] | undefined,
  problem: Subject,
): End | null {
  if (
    problem.process ||
    facts.algorithm !== 'lin-spg' ||
    theta === undefined ||
    !theta.every(Number.isFinite)
  )
    return null;
  const flow = flowIn(problem);
  return flow && endOf(flow.from(theta).limit);
}

function isBest(end: End, { rewards }: Subject): boolean {
  return end.kind !== 'undecided' && end.value >= Math.max(...rewards);
}

const explanations = new WeakMap<ChartedRun['recording'], Explanation | null>();

/** null: the run has reached the best action, is in progress, has another algorithm, or nothing explains it. */
export function explanationOf(run: ChartedRun, problem: Subject): Explanation | null {
  if (run.ending === null) return null;
  let known = explanations.get(run.recording);
  if (known === undefined) {
    known = explain(run, problem);
    explanations.set(run.recording, known);
  }
  return known;
}

function explain(run: ChartedRun, problem: Subject): Explanation | null {
  // The flow of a process is not followed here.
  if (problem.process) return null;
  const kind = signatureOf(run, problem)?.kind;
  if (kind === 'slow') return 'slow';
  if (kind !== 'stuck' && kind !== 'finite-point' && kind !== 'unsettled') return null;
  const theta = run.recording.theta.at(-1);
  const end = endFrom(run, theta, problem);
  if (end !== null && theta !== undefined) {
    if (isBest(end, problem)) return 'slow';
    if (end.kind === 'finite' && end.maximum) return 'maximum';
    const leadsOn = (near: number[]) => {
      const beside = endFrom(run, near, problem);
      return beside !== null && isBest(beside, problem);
    };
    if (besides(theta, end.kind === 'finite' ? ASIDE.finite : ASIDE.infinite).some(leadsOn)) return 'saddle';
  }
  // If the flow from its own start leads there, nothing needs an explanation.
  const start = endFrom(run, run.facts.init, problem);
  const asForecast = start !== null && start.kind !== 'undecided' && !isBest(start, problem);
  if (run.facts.algorithm !== 'lin-spg' || asForecast) return null;
  if (run.facts.gradient === 'sampled') return 'sampled';
  const { learningRate } = run.facts;
  if (learningRate === null || problem.undrawn) return null;
  return learningRate > theoryRate(problemFrom(problem)) ? 'large-steps' : null;
}

/** Points around θ, in both directions of the first axes. */
function besides(theta: readonly number[], part: number): number[][] {
  const length = 1 + Math.hypot(...theta);
  return theta
    .slice(0, MOST_DIRECTIONS)
    .flatMap((_, k) =>
      [part, -part].map((step) => theta.map((entry, j) => (j === k ? entry + step * length : entry))),
    );
}
