/** A map of basins on one thread, for tests and benches: the product spreads it over its workers. */
import { type BasinMap, type BasinSquare, pixelEnds, refining } from '../../../src/flow/basins.js';
import { Flow } from '../../../src/flow/flow.js';
import type { MdpFlow } from '../../../src/flow/mdp/flow.js';
import { planeAlong } from '../../../src/flow/plane.js';
import type { NumericRows } from '../../../src/model/problem.js';

/** The four arms of the example that gets stuck. */
export const STUCK = {
  features: [
    [0, -2],
    [0, 1],
    [-1, 0],
    [2, 0],
  ],
  rewards: [9, 8, 7, 6],
};

/** The square of two parameters around 0. */
export function squareAround(columns: number, half: number): BasinSquare {
  return { plane: planeAlong([0, 0], [1, 0], [0, 1]), x: 0, y: 0, half, columns, rows: columns };
}

export function basinMap(input: NumericRows, square: BasinSquare): BasinMap {
  return mapOf(new Flow(input), square);
}

/** The map of any flow. @param most how many flows are followed, roughly */
export function mapOf(flow: Flow | MdpFlow, square: BasinSquare, most = Number.POSITIVE_INFINITY): BasinMap {
  const steps = refining(square, most);
  let step = steps.next();
  while (!step.done) {
    step = steps.next(step.value.kind === 'wanted' ? pixelEnds(flow, square, step.value.pixels) : undefined);
  }
  return step.value;
}
