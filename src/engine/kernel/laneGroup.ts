import type { Run, RunGroup } from '../run.js';
import type { ArrayName, Kernel } from './module.js';

const WATCHED = { never: 0, gap: 1, gradient: 2 } as const;

/** The kernel and the reference sum the watched quantity in different orders. If it is this close to the threshold, the reference decides. */
const MARGIN = 1 + 1e-9;

/** About how many operations one call of the kernel does: those of a millisecond. */
const OPERATIONS_IN_A_CALL = 4e6;

/**
 * Runs with the same kind of stop in the kernel, one in each lane. Between two calls the runs' iterates are authoritative. A call advances all lanes.
 * If something happens that the kernel does not decide (a parameter that is no longer finite, or a stop that may be met), the run's iterate
 * repeats these iterations itself.
 */
export abstract class LaneGroup implements RunGroup {
  protected readonly numbers: Float64Array;
  protected readonly halves: Int32Array;
  protected readonly watched: number;
  readonly #most: number;

  /** @param runs all after the same number of updates. @param operations of one iteration of all lanes. */
  constructor(
    readonly runs: readonly Run[],
    protected readonly kernel: Kernel,
    protected readonly lanes: number,
    operations: number,
  ) {
    this.numbers = new Float64Array(kernel.memory.buffer);
    this.halves = new Int32Array(kernel.memory.buffer);
    this.watched = WATCHED[runs[0]!.job.stop.kind];
    this.#most = Math.max(1, Math.floor(OPERATIONS_IN_A_CALL / operations));
  }

  protected abstract advanceLanes(n: number): void;

  /** Writes the state of a run into its lane, */
  protected putState(lane: number, { iterate: { theta, regret } }: Run): void {
    this.put('theta', lane, theta);
    this.put('regret', lane, [regret]);
  }

  /** and reads it back. */
  protected takeState(lane: number, { iterate }: Run, t: number): void {
    const first = this.kernel.theta.value / 8 + lane;
    const { theta } = iterate;
    for (let k = 0; k < theta.length; k++) theta[k] = this.numbers[first + k * this.lanes]!;
    iterate.regret = this.numbers[this.kernel.regret.value / 8 + lane]!;
    iterate.t = t;
  }

  advance(): void {
    const live = this.runs.filter((run) => run.ending === null);
    const from = live[0]!.iterate.t;
    const until = Math.min(from + this.#most, ...live.map((run) => run.next));
    const n = until - from;
    if (this.watched > 0 && n > 0) {
      const least = this.kernel.least.value / 8;
      this.numbers.fill(Number.POSITIVE_INFINITY, least, least + this.lanes);
    }
    if (n > 0) this.advanceLanes(n);
    this.runs.forEach((run, lane) => {
      if (run.ending !== null) return;
      if (n > 0 && this.#isDoubtful(lane, run)) {
        run.arrived(run.iterate.advance(until));
        this.putState(lane, run);
      } else {
        this.takeState(lane, run, until);
        run.arrived(null);
      }
    });
  }

  #isDoubtful(lane: number, { job: { stop }, iterate: { theta } }: Run): boolean {
    const first = this.kernel.theta.value / 8 + lane;
    for (let k = 0; k < theta.length; k++) {
      if (!Number.isFinite(this.numbers[first + k * this.lanes]!)) return true;
    }
    if (stop.kind === 'never') return false;
    const least = this.numbers[this.kernel.least.value / 8 + lane]!;
    return !(least > (stop.kind === 'gap' ? stop.below : 1) * MARGIN);
  }

  /** Writes numbers into successive rows of a lane. */
  protected put(name: ArrayName, lane: number, values: ArrayLike<number>, row = 0): void {
    const first = this.kernel[name].value / 8 + lane;
    for (let i = 0; i < values.length; i++) this.numbers[first + (row + i) * this.lanes] = values[i]!;
  }
}
