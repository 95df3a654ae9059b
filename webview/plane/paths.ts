/** Paths through the plane: recorded runs, and the forecast of the flow from a point. */
import type { Flow } from '../../src/flow/flow.js';
import type { MdpFlow } from '../../src/flow/mdp/flow.js';
import { coordinatesOf, type Plane } from '../../src/flow/plane.js';
import type { ChartedExperiment } from '../../src/shared/messages.js';
import { labels } from '../charts/series.js';

export interface RunPath {
  readonly points: readonly (readonly [number, number])[];
  /** The most probable action at the last recorded iteration; null: for a process, where each state has one. */
  readonly action: number | null;
  /** The index of its line's colour and dash in the charts; null: it is the only run, whose charts have lines of actions. */
  readonly style: number | null;
  /** The name of its line in the charts. */
  readonly name: string;
}

/** At most this many runs are drawn, the first of the plan. */
export const MOST_PATHS = 200;

/** The recorded θ of each run on the plane; none for runs whose parameters do not belong to features (tabular ones). */
export function runPaths(experiment: ChartedExperiment, plane: Plane): RunPath[] {
  const names = labels(experiment);
  const isProcess = experiment.subject.process !== undefined;
  return experiment.results.slice(0, MOST_PATHS).flatMap(({ recording, facts }): RunPath[] => {
    if (!facts.algorithm.startsWith('lin-')) return [];
    const thetas = recording.theta.filter((theta) => theta.every((entry) => Number.isFinite(entry)));
    const policy = recording.policy.at(-1);
    if (policy === undefined || thetas[0]?.length !== plane.origin.length) return [];
    return [
      {
        points: thetas.map((theta) => coordinatesOf(plane, theta)),
        action: isProcess ? null : policy.indexOf(Math.max(...policy)),
        style: names.length > 1 ? names.indexOf(facts.label) : null,
        name: facts.label,
      },
    ];
  });
}

/** No more points of a path than this are drawn, wherever it leads. */
const MOST_POINTS = 400;

/** The path of the flow from θ on the plane: as far as needed to know its end, and at least to this distance from `centre`. */
export function flowPath(
  flow: Flow | MdpFlow,
  theta: readonly number[],
  plane: Plane,
  centre: readonly [number, number],
  distance: number,
): (readonly [number, number])[] {
  const points: (readonly [number, number])[] = [];
  flow.from(theta, {
    maxSteps: MOST_POINTS,
    onStep(step) {
      const [x, y] = coordinatesOf(plane, step);
      points.push([x, y]);
      return Math.hypot(x - centre[0], y - centre[1]) < distance;
    },
  });
  return points;
}
