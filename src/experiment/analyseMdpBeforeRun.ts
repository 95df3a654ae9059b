/**
 * Everything that is said about a contextual bandit or an MDP before anything runs: its conditions, forecasts for the actual starts of its
 * experiment, and, if the conditions leave it open, where the flow ends from random starts.
 */
import { type AnalysingMdp, analysingMdp } from '../conditions/policies/analyse.js';
import type { MdpAnalysis, PolicyForecast } from '../conditions/policies/types.js';
import { isTabular } from '../engine/algorithms/catalogue.js';
import type { MdpFlow } from '../flow/mdp/flow.js';
import { followStarts } from '../flow/mdp/forecast.js';
import { finish, type Work } from '../math/work.js';
import { dimensionsOf, type Mdp } from '../model/mdp.js';
import type { Init, RunSection } from '../model/run.js';
import { exactFlow } from './exactFlow.js';
import { findingExcess, findingOptimum, policyWork } from './optimum.js';
import { policyTrapStarting } from './policyTrap.js';
import { gaussianStart } from './starts.js';

/** Forecasts use at most this many starts, the first ones. */
const MOST_STARTS = 200;
/** The most multiplications for the starts of one `init`, and for those of the evidence. */
const BUDGET = 1e9;
/** The number of starts of the evidence, and their standard deviations around 0, in coordinates where features differ by at most 1. */
const EVIDENCE = 60;
const SCALES = [0.5, 2, 8, 32] as const;
/** With more rows times features, or more multiplications in a step, no flow is followed. */
const MOST_NUMBERS = 1e5;
const MOST_STEP = 1e8;

/** What is asked for besides the verdict; by default all of it. */
export interface Wanted {
  /** Are starts followed also where the verdict proves that every start reaches the optimum, so that nothing has to be said about it? */
  readonly evenProved: boolean;
  /** Are the bandits of the states examined? */
  readonly withStates: boolean;
}
const ALL: Wanted = { evenProved: true, withStates: true };

export function analyseMdpBeforeRun(mdp: Mdp, run: RunSection | null, wanted?: Wanted): MdpAnalysis {
  return finish(analysingMdpBeforeRun(mdp, run, wanted));
}

/** `analyseMdpBeforeRun` in short steps, cheap ones first. `run` is null if the text has no experiment. */
export function* analysingMdpBeforeRun(
  mdp: Mdp,
  run: RunSection | null,
  { evenProved, withStates }: Wanted = ALL,
): AnalysingMdp {
  let analysis = yield* analysingMdp(mdp, { withStates });
  const known = () => analysis;
  const within = function* <T>(work: Work<T>) {
    for (;;) {
      const step = work.next();
      if (step.done) return step.value;
      yield known;
    }
  };
  const d = dimensionsOf(mdp);
  yield known;
  const unevaluated = yield* within(findingExcess(mdp));
  if (unevaluated !== null) return { ...analysis, unevaluated };
  // Whatever the rank of the features, a step takes three policies or more.
  if (mdp.pairs.length * d > MOST_NUMBERS || 3 * policyWork(mdp) > MOST_STEP) return analysis;
  if (!evenProved && isProvedOfAllStarts(analysis) && !run?.init.some(({ kind }) => kind === 'trap-policy'))
    return analysis;
  yield known;
  const { shortfalls } = (yield* within(findingOptimum(mdp))).optimum;
  const flow = yield* within(exactFlow(mdp));
  yield known;
  if (flow.stepCost > MOST_STEP) return analysis;

  if (run?.algorithm.includes('lin-spg')) {
    const forecasts: PolicyForecast[] = [];
    for (const [init, each] of run.init.entries())
      forecasts.push(yield* within(forecastOf(mdp, analysis, flow, shortfalls, run, each, init)));
    analysis = { ...analysis, forecasts };
    yield known;
  }
  if (analysis.verdict.kind === 'undecided' && !isTabularOnly(run)) {
    const { rank } = flow.problem;
    const starts = Array.from({ length: EVIDENCE }, (_, n) =>
      Array.from(
        flow.problem.fromReduced(
          Float64Array.from(gaussianStart(rank, SCALES[n % SCALES.length]!, 0, n)),
          new Float64Array(d),
        ),
      ),
    );
    const { followed, ends } = yield* within(followStarts(flow, shortfalls, starts, BUDGET));
    analysis = { ...analysis, evidence: { starts: followed, ends } };
  }
  return analysis;
}

/** The theorem about tabular features is about every start (docs/policies.md, "Always"). */
function isProvedOfAllStarts({ verdict: { kind, basis, ground } }: MdpAnalysis): boolean {
  return kind === 'always' && ground === 'tabular' && basis === 'proved';
}

function isTabularOnly(run: RunSection | null): boolean {
  return run?.algorithm.every(isTabular) === true;
}

function* forecastOf(
  mdp: Mdp,
  analysis: MdpAnalysis,
  flow: MdpFlow,
  shortfalls: Float64Array,
  run: RunSection,
  init: Init,
  index: number,
): Work<PolicyForecast> {
  const d = flow.problem.input.dimensions;
  const { starts, total, impossible } = yield* startsOf(mdp, analysis, flow, run, init, d);
  if (impossible) return { init: index, followed: 0, total: 0, ends: [], impossible };
  return { init: index, total, ...(yield* followStarts(flow, shortfalls, starts, BUDGET)) };
}

type Starts = Pick<PolicyForecast, 'total' | 'impossible'> & {
  readonly starts: readonly (readonly number[])[];
};

function* startsOf(
  mdp: Mdp,
  analysis: MdpAnalysis,
  flow: MdpFlow,
  run: RunSection,
  init: Init,
  d: number,
): Work<Starts> {
  switch (init.kind) {
    case 'zeros':
      return { starts: [new Array<number>(d).fill(0)], total: 1 };
    case 'vector':
      return { starts: init.theta.length === d ? [init.theta] : [], total: 1 };
    case 'gaussian': {
      const seeds = [...new Set(run.seed)];
      const total = init.count * seeds.length;
      const starts = Array.from({ length: Math.min(MOST_STARTS, total) }, (_, n) =>
        gaussianStart(d, init.sigma, seeds[Math.floor(n / init.count)]!, n % init.count),
      );
      return { starts, total };
    }
    case 'trap':
      return { starts: [], total: 0 };
    case 'trap-policy': {
      const found = yield* policyTrapStarting(mdp, analysis, flow, init.choices);
      return 'code' in found ? { starts: [], total: 0, impossible: found } : { starts: [found], total: 1 };
    }
  }
}
