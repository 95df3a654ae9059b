/**
 * Everything that is said about a text before anything runs: the conditions of its bandit, then figures and forecasts for the actual
 * starts of its experiment, then, if the conditions leave it open, a search for finite maxima.
 */
import { type Analysing, analysing, showing } from '../conditions/analyse.js';
import { factorsOf } from '../conditions/factors.js';
import { startFigures } from '../conditions/figures.js';
import { isFactored, notDecided } from '../conditions/sizes.js';
import type { Analysis, StartForecast } from '../conditions/types.js';
import { isTabular } from '../engine/algorithms/catalogue.js';
import { Flow } from '../flow/flow.js';
import { preparingFlow } from '../flow/flowProblem.js';
import { forecastStarts } from '../flow/forecast.js';
import { reportOf, searchMaxima } from '../flow/maxima.js';
import { finish, type Work } from '../math/work.js';
import type { Bandit } from '../model/bandit.js';
import { problemOf } from '../model/problem.js';
import type { RunSection } from '../model/run.js';
import { type FirstStarts, firstStarts } from './starts.js';

/** Figures and forecasts use at most this many starts, the first ones. */
const MOST_STARTS = 200;
/** The most multiplications for the search for maxima, and for the figures of all starts. */
const SEARCH_BUDGET = 2e9;
const FIGURES_BUDGET = 1e8;

export function analyseBeforeRun(bandit: Bandit, run: RunSection | null): Analysis {
  return finish(analysingBeforeRun(bandit, run));
}

/** `analyseBeforeRun` in short steps, cheap ones first. `run` is null if the text has no experiment; θ_0 = 0 is then the only start. */
export function* analysingBeforeRun(bandit: Bandit, run: RunSection | null): Analysing {
  let analysis = yield* analysing(bandit);
  const known = () => analysis;
  const within = <T>(work: Work<T>) => showing(work, known);

  const shape = { actions: bandit.names.length, dimensions: bandit.features[0]!.length };
  if (!isFactored(shape)) {
    const figures = [notDecided('gradient-angle', shape), notDecided('fisher', shape)];
    return { ...analysis, conditions: [...analysis.conditions, ...figures] };
  }
  yield known;
  const problem = problemOf(bandit);
  yield known;
  const flow = new Flow(problem, yield* within(preparingFlow(problem)));
  yield known;
  const starts = yield* within(startsOfRun(bandit, flow, run));
  const figures = yield* within(figuresOf(bandit, starts));
  analysis = { ...analysis, conditions: [...analysis.conditions, ...figures] };
  yield known;

  if (run?.algorithm.includes('lin-spg')) {
    const forecasts: StartForecast[] = [];
    for (const [init, { impossible, ...first }] of starts.entries()) {
      forecasts.push(
        impossible === undefined
          ? yield* within(forecastStarts(bandit, flow, { init, ...first }))
          : { init, followed: 0, total: 0, ends: [], impossible },
      );
    }
    analysis = { ...analysis, forecasts };
    yield known;
  }

  if (analysis.verdict.kind === 'undecided') {
    const found = yield* within(searchMaxima(problem, { budget: SEARCH_BUDGET }));
    analysis = { ...analysis, maxima: reportOf(problem, found) };
  }
  return analysis;
}

/** None for an experiment with only tabular algorithms, whose parameters are logits and not weights of features. */
function* startsOfRun(bandit: Bandit, flow: Flow, run: RunSection | null): Work<FirstStarts[]> {
  if (run === null) return [{ starts: [bandit.features[0]!.map(() => 0)], total: 1 }];
  if (run.algorithm.every(isTabular)) return [];
  const sets: FirstStarts[] = [];
  for (const init of run.init) sets.push(yield* firstStarts(bandit, flow, run, init, MOST_STARTS));
  return sets;
}

function* figuresOf(bandit: Bandit, sets: readonly FirstStarts[]) {
  const [K, d] = [bandit.names.length, bandit.features[0]!.length];
  const least = Math.min(K, d);
  const room = Math.max(1, Math.floor(FIGURES_BUDGET / (least * K * d + 10 * least ** 3)));
  const factors = yield* factorsOf(bandit);
  return yield* startFigures(bandit, factors, sets.flatMap(({ starts }) => starts).slice(0, room));
}
