/** The positions of the ends of flows relative to a plane: beyond its rim, or as points in it. Pure. */
import type { BasinMap, BasinSquare } from '../../src/flow/basins.js';
import { componentsOf, coordinatesOf } from '../../src/flow/plane.js';
import { finiteNumbers } from './endLooks.js';
import type { PlaneProblem } from './problem.js';
import { endDirections } from './slices.js';
import type { PlaneState } from './state.js';

/** An end at infinity. */
export interface RimMark {
  /** null: it is a policy of a process. */
  readonly action: number | null;
  /** The components along the plane's axes. */
  readonly along: readonly [right: number, up: number];
  readonly text: string;
}

export function rimMarks({ subject, slice }: PlaneProblem, { known }: PlaneState): RimMark[] {
  return endDirections(subject, known).map(({ action, text, along }) => ({
    action,
    along: componentsOf(slice.plane, along),
    text,
  }));
}

/** The positions of the numbered finite points of a map, for a plane that contains all parameters. */
export function finitePoints({ ends }: BasinMap, plane: BasinSquare['plane']) {
  return [...finiteNumbers(ends)].flatMap(([end, number]) =>
    end.kind === 'finite' ? [{ at: coordinatesOf(plane, end.theta), number }] : [],
  );
}
