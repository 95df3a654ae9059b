/** What is computed about one subject and one plane, once. */

import { flowOf } from '../../src/experiment/basins.js';
import { type End, endOf } from '../../src/flow/ends.js';
import type { Flow } from '../../src/flow/flow.js';
import { PlaneField, thetaAt } from '../../src/flow/plane.js';
import type { Subject } from '../../src/shared/messages.js';
import { resolution, snapped } from '../features/snap.js';
import type { Slice } from './slices.js';

/** K·d²: the size of one step of a flow. */
const LIGHT = 20_000;

export class PlaneProblem {
  readonly field: PlaneField;
  /** Is one flow so cheap that it may be followed at every movement of the mouse? */
  readonly light: boolean;
  #flow: Flow | null = null;

  constructor(
    readonly subject: Subject,
    readonly slice: Slice,
  ) {
    this.field = new PlaneField(slice.plane, subject.features, subject.rewards);
    const d = slice.plane.origin.length;
    this.light = subject.features.length * d * d <= LIGHT;
  }

  /** Made ready when it is first needed: for many features that takes a while. */
  get flow(): Flow {
    this.#flow ??= flowOf(this.subject);
    return this.#flow;
  }

  /** θ at a point of the plane with readable entries. @param scale pixels a unit */
  literalsAt(x: number, y: number, scale: number): string[] {
    const { plane } = this.slice;
    // On a slice the entries are finer than the picture, for the point to stay on it.
    const exponent = resolution(scale) - (plane.origin.length > 2 ? 2 : 0);
    return thetaAt(plane, x, y).map((entry) => snapped(entry, exponent));
  }

  endFrom(theta: readonly number[]): End {
    return endOf(this.flow.from(theta).limit);
  }
}
