/** What is computed for one subject and one plane, once. */

import { type BasinProblem, flowOf } from '../../src/experiment/basins.js';
import { type End, endOf } from '../../src/flow/ends.js';
import type { Flow } from '../../src/flow/flow.js';
import type { MdpFlow } from '../../src/flow/mdp/flow.js';
import { MdpPlaneField } from '../../src/flow/mdp/plane.js';
import { PlaneField, thetaAt, type ValueField } from '../../src/flow/plane.js';
import { numericProcess } from '../../src/model/processNumbers.js';
import type { Subject } from '../../src/shared/messages.js';
import { resolution, snapped } from '../features/snap.js';
import type { Slice } from './slices.js';

/** The greatest cost of one step of a flow that is followed at every movement of the mouse: K·d² for a bandit, multiplications for a process. */
const LIGHT = { bandit: 20_000, process: 100_000 };
/**
 * About the most multiplications for a map, some ten seconds of two threads; then the steps of a flow.
 */
const BUDGET = 5e9;
const STEPS = 150;
/** The fewest flows that show something: those of the coarsest lattice. */
export const FEWEST = 25;
/** No map asks for more flows. */
const MOST = 512 * 512;

export class PlaneProblem {
  readonly field: ValueField;
  /** For a bandit: its logits determine where each action is the most probable one. */
  readonly bandit: PlaneField | null;
  readonly #basins: BasinProblem;
  #flow: Flow | MdpFlow | null = null;

  /** @param subject a bandit, or a process whose transitions are listed */
  constructor(
    readonly subject: Subject,
    readonly slice: Slice,
  ) {
    const { features, rewards, offsets, process } = subject;
    this.#basins = { features, rewards };
    if (process?.transitions) {
      const { discount, start, transitions } = process;
      this.#basins = { ...this.#basins, mdp: { offsets, discount, start, transitions } };
    }
    this.bandit = process ? null : new PlaneField(slice.plane, features, rewards);
    this.field = this.bandit ?? new MdpPlaneField(slice.plane, numericProcess(subject, process!)!);
  }

  /** The problem of a map of its basins. */
  get basins(): BasinProblem {
    return this.#basins;
  }

  /** Prepared when it is first needed, since it takes a while if there are many features. */
  get flow(): Flow | MdpFlow {
    this.#flow ??= flowOf(this.#basins);
    return this.#flow;
  }

  /** Is one flow so cheap that it may be followed at every movement of the mouse? */
  get light(): boolean {
    if (this.bandit === null) return this.flow.stepCost <= LIGHT.process;
    const { features } = this.subject;
    return features.length * features[0]!.length ** 2 <= LIGHT.bandit;
  }

  /** How many flows a map may follow. */
  get most(): number {
    const { features } = this.subject;
    const cost = this.bandit ? features.length * features[0]!.length ** 2 : this.flow.stepCost;
    return Math.min(MOST, Math.floor(BUDGET / (STEPS * cost)));
  }

  /** Are enough flows affordable for its basins to be drawn? */
  get isMapped(): boolean {
    return this.most >= FEWEST;
  }

  /** θ at a point of the plane, with readable entries. @param scale in pixels per unit */
  literalsAt(x: number, y: number, scale: number): string[] {
    const { plane } = this.slice;
    // On a slice, the entries are finer than the picture, so that the point stays on it.
    const exponent = resolution(scale) - (plane.origin.length > 2 ? 2 : 0);
    return thetaAt(plane, x, y).map((entry) => snapped(entry, exponent));
  }

  endFrom(theta: readonly number[]): End {
    return endOf(this.flow.from(theta).limit);
  }
}
