/** The experiments that were charted earlier in this session of one document, for comparison. Limited; the oldest are dropped first. */
import type { ChartedExperiment, Comparison } from '../../shared/messages.js';
import { differences, type Values, valuesOf } from '../../spec/differences.js';
import { areSameFiles } from '../../spec/files/port.js';

export const MOST_KEPT = 20;
/** Over all kept experiments; a checkpoint has some dozen numbers. */
export const MOST_CHECKPOINTS = 200_000;
export const MOST_PINNED = 3;

/** Kept, since reading a text costs more than comparing it, and every experiment is compared again and again. */
const valuesOfExperiments = new WeakMap<ChartedExperiment, Values>();

/** Immutable: operations that would change it return a new one. */
export class History {
  static readonly empty = new History([], []);

  private constructor(
    private readonly past: readonly ChartedExperiment[],
    /** Runs that stay visible; the charted one may be among them. */
    private readonly pinned: readonly number[],
  ) {}

  /** Adds an experiment that is no longer charted. The same text gives the same curves, so it is kept only once. */
  add(experiment: ChartedExperiment): History {
    let past = [...this.past.filter((one) => !this.#isRepeated(one, experiment)), experiment];
    while (past.length > MOST_KEPT || (past.length > 1 && checkpoints(past) > MOST_CHECKPOINTS)) {
      // Pinned experiments are in use, so they outlive the others.
      const oldest = Math.max(
        0,
        past.findIndex(({ stamp }) => !this.pinned.includes(stamp.run)),
      );
      past = past.filter((_, i) => i !== oldest);
    }
    return new History(past, this.pinned);
  }

  /** The file of the experiments was renamed. */
  renamed(fileName: string): History {
    const past = this.past.map((one) => ({ ...one, subject: { ...one.subject, fileName } }));
    return new History(past, this.pinned);
  }

  /** Takes out an experiment that is to be charted again under a new number; null: it is not kept any more. */
  take(run: number, newRun: number): { history: History; experiment: ChartedExperiment } | null {
    const found = this.find(run);
    if (found === null) return null;
    const past = this.past.filter((one) => one !== found);
    const pinned = this.pinned.map((one) => (one === run ? newRun : one));
    return {
      history: new History(past, pinned),
      experiment: { ...found, stamp: { ...found.stamp, run: newRun } },
    };
  }

  find(run: number): ChartedExperiment | null {
    return this.past.find(({ stamp }) => stamp.run === run) ?? null;
  }

  /** Pins or unpins a run; beyond the limit, the oldest pin is dropped. */
  togglePin(run: number): History {
    const pinned = this.pinned.includes(run)
      ? this.pinned.filter((one) => one !== run)
      : [...this.pinned, run].slice(-MOST_PINNED);
    return new History(this.past, pinned);
  }

  /** How the earlier experiments compare to what is charted now. */
  against(charted: ChartedExperiment | null): Comparison {
    const values = charted === null ? valuesOf('') : valuesOfExperiment(charted);
    const name = (one: ChartedExperiment) => differences(valuesOfExperiment(one), values);
    return {
      past: this.past
        .map((one) => ({
          run: one.stamp.run,
          name: name(one),
          runs: one.results.length,
          ranAt: one.ranAt,
          pinned: this.pinned.includes(one.stamp.run),
        }))
        .reverse(),
      pinned: this.past
        .filter(({ stamp }) => this.pinned.includes(stamp.run))
        .map((experiment) => ({ experiment, name: name(experiment) })),
      chartedIsPinned: charted !== null && this.pinned.includes(charted.stamp.run),
    };
  }

  /**
   * Does a newer experiment repeat the earlier one? Not if it was stopped, since it then has less to show; nor if the earlier one is pinned and so
   * in use.
   */
  #isRepeated(earlier: ChartedExperiment, { textHash, files, results }: ChartedExperiment): boolean {
    return (
      earlier.textHash === textHash &&
      areSameFiles(earlier.files, files) &&
      !this.pinned.includes(earlier.stamp.run) &&
      results.every(({ ending }) => ending !== null)
    );
  }
}

function valuesOfExperiment(experiment: ChartedExperiment): Values {
  const values = valuesOfExperiments.get(experiment) ?? valuesOf(experiment.text);
  valuesOfExperiments.set(experiment, values);
  return values;
}

function checkpoints(experiments: readonly ChartedExperiment[]): number {
  return experiments.reduce(
    (sum, { results }) => results.reduce((inner, run) => inner + run.recording.iterations.length, sum),
    0,
  );
}
