/**
 * Threads that check files beside this one. Each takes the next file that nobody has taken, so that a file that takes long holds up no other; what they find is
 * asked for in the order of the files.
 */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker, workerData } from 'node:worker_threads';
import type { CheckFormat } from './help.js';
import { takingOrder } from './takingOrder.js';
import type { Told } from './told.js';

/** A thread takes a moment to start, which is worth it for so many files. */
const FILES_OF_A_THREAD = 8;
/** The bundle of the command line, which is the program of its threads too. */
const PROGRAM = join(__dirname, 'cli.cjs');

/** What a thread is started with. */
export interface Order {
  readonly files: readonly string[];
  readonly format: CheckFormat;
  /** The indices of the files in the order in which they are taken. */
  readonly order: readonly number[];
  /** One number: how many of the files are taken. */
  readonly taken: Int32Array;
}

/** A file by its index, with what is told of it. */
export interface Answer {
  readonly file: number;
  readonly told: Told;
}

/** The order of this thread. */
export function ownOrder(): Order {
  return workerData as Order;
}

/** The index of a file that nobody has taken, which is then taken; null: there is none left. */
export function take({ order, taken }: Order): number | null {
  return order[Atomics.add(taken, 0, 1)] ?? null;
}

/** Does a file that is named `-` have to be read by this thread? Then nobody else takes any. */
const isAlone = ({ files, format }: Pick<Order, 'files' | 'format'>) =>
  files.includes('-') || format === 'sarif';

export class Team {
  readonly order: Order;
  readonly #answers = new Map<number, Told>();
  #working = 0;
  #heard = () => {};

  constructor(files: readonly string[], format: CheckFormat) {
    const most = isAlone({ files, format }) ? 0 : Math.floor(files.length / FILES_OF_A_THREAD);
    const threads = Math.min(most, availableParallelism() - 1);
    const order = threads > 0 ? takingOrder(files) : [...files.keys()];
    this.order = { files, format, order, taken: new Int32Array(new SharedArrayBuffer(4)) };
    for (let n = 0; n < threads; n++) this.#start();
  }

  /**
   * What is told of a file, by whichever thread. While others have it, this thread takes further files.
   *
   * @param check of a file
   */
  async told(file: number, check: (name: string) => Promise<Told>): Promise<Told> {
    const { files } = this.order;
    for (;;) {
      const known = this.#answers.get(file);
      if (known) return known;
      const own = take(this.order);
      if (own !== null) this.#answers.set(own, await check(files[own]!));
      // A thread that had no memory left has not answered.
      else if (this.#working === 0) return check(files[file]!);
      else await this.#news();
      // Messages of other threads come in between.
      await new Promise(setImmediate);
    }
  }

  #start(): void {
    const thread = new Worker(PROGRAM, { workerData: this.order });
    this.#working++;
    thread.on('message', ({ file, told }: Answer) => {
      this.#answers.set(file, told);
      this.#heard();
    });
    // Its files are checked by this thread, which then tells the fault.
    thread.on('error', () => {});
    thread.on('exit', () => {
      this.#working--;
      this.#heard();
    });
  }

  #news(): Promise<void> {
    return new Promise((resolve) => {
      this.#heard = resolve;
    });
  }
}
