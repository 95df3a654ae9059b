/** The experiments that were charted in this session of one document, for comparison. Bounded, the oldest go first. */
import type { ChartedExperiment, Comparison } from '../shared/messages.js';
import { differences, type Values, valuesOf } from '../spec/differences.js';

export const MOST_KEPT = 20;
/** Over all kept experiments; a checkpoint is some dozen numbers. */
export const MOST_CHECKPOINTS = 200_000;
export const MOST_PINNED = 3;

export class History {
  #past: readonly ChartedExperiment[] = [];
  /** Runs that stay in sight; the charted one may be among them. */
  #pinned: readonly number[] = [];
  readonly #values = new WeakMap<ChartedExperiment, Values>();

  /** Takes up an experiment that is charted no more. The same text gives the same curves again: it is kept once. */
  add(experiment: ChartedExperiment): void {
    this.#past = [...this.#past.filter((one) => !this.#isRepeated(one, experiment)), experiment];
    while (
      this.#past.length > MOST_KEPT ||
      (this.#past.length > 1 && checkpoints(this.#past) > MOST_CHECKPOINTS)
    ) {
      // What is pinned is in use: it outlives the others.
      const oldest = Math.max(
        0,
        this.#past.findIndex(({ stamp }) => !this.#pinned.includes(stamp.run)),
      );
      this.#past = this.#past.filter((_, i) => i !== oldest);
    }
  }

  /** The file that they are experiments of has another name. */
  renamed(fileName: string): void {
    this.#past = this.#past.map((one) => ({ ...one, subject: { ...one.subject, fileName } }));
  }

  /** Gives back an experiment to be charted again, under a new number. */
  take(run: number, newRun: number): ChartedExperiment | null {
    const found = this.find(run);
    if (found === null) return null;
    this.#past = this.#past.filter((one) => one !== found);
    this.#pinned = this.#pinned.map((pinned) => (pinned === run ? newRun : pinned));
    return { ...found, stamp: { ...found.stamp, run: newRun } };
  }

  find(run: number): ChartedExperiment | null {
    return this.#past.find(({ stamp }) => stamp.run === run) ?? null;
  }

  /** Pins or unpins; beyond the most, the pin that is longest there goes. */
  togglePin(run: number): void {
    this.#pinned = this.#pinned.includes(run)
      ? this.#pinned.filter((pinned) => pinned !== run)
      : [...this.#pinned, run].slice(-MOST_PINNED);
  }

  /** How the past stands against what is charted now. */
  against(charted: ChartedExperiment | null): Comparison {
    const values = charted === null ? valuesOf('') : this.#valuesOf(charted);
    const name = (one: ChartedExperiment) => differences(this.#valuesOf(one), values);
    return {
      past: this.#past
        .map((one) => ({
          run: one.stamp.run,
          name: name(one),
          runs: one.results.length,
          ranAt: one.ranAt,
          pinned: this.#pinned.includes(one.stamp.run),
        }))
        .reverse(),
      pinned: this.#past
        .filter(({ stamp }) => this.#pinned.includes(stamp.run))
        .map((experiment) => ({ experiment, name: name(experiment) })),
      chartedIsPinned: charted !== null && this.#pinned.includes(charted.stamp.run),
    };
  }

  /** A run that was stopped has less to show; one that is pinned is in use. */
  #isRepeated(earlier: ChartedExperiment, { textHash, results }: ChartedExperiment): boolean {
    return (
      earlier.textHash === textHash &&
      !this.#pinned.includes(earlier.stamp.run) &&
      results.every(({ ending }) => ending !== null)
    );
  }

  #valuesOf(experiment: ChartedExperiment): Values {
    const values = this.#values.get(experiment) ?? valuesOf(experiment.text);
    this.#values.set(experiment, values);
    return values;
  }
}

function checkpoints(experiments: readonly ChartedExperiment[]): number {
  return experiments.reduce(
    (sum, { results }) => results.reduce((inner, run) => inner + run.recording.iterations.length, sum),
    0,
  );
}
