/**
 * Threads that check files beside this one. This one takes the first file that nobody has taken, since it tells them in their order; the others take the last
 * one. So a file that takes long holds up no other, and they meet in the middle rather than at one last file.
 */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { isMainThread, Worker, workerData } from 'node:worker_threads';
import type { CheckFormat } from './help.js';
import type { Told } from './told.js';

/** A thread takes a moment to start, which is worth it for so many files. */
const FILES_OF_A_THREAD = 8;
/** The bundle of the command line, which is the program of its threads too. */
const PROGRAM = join(__dirname, 'cli.cjs');

/** What a thread is started with. */
export interface Order {
  readonly files: readonly string[];
  readonly format: CheckFormat;
  /** How many of the files are taken: in all, the first ones, the last ones. */
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

const [ALL, FIRST, LAST] = [0, 1, 2];

/** The index of a file that nobody has taken, which is then taken; null: there is none left. */
export function take({ files, taken }: Order): number | null {
  // Whoever is counted here is sure of a file at either end.
  if (Atomics.add(taken, ALL, 1) >= files.length) return null;
  return isMainThread ? Atomics.add(taken, FIRST, 1) : files.length - 1 - Atomics.add(taken, LAST, 1);
}

/** Does a file that is named `-` have to be read by this thread? Then nobody else takes any. */
const isAlone = ({ files, format }: Omit<Order, 'taken'>) => files.includes('-') || format === 'sarif';

export class Team {
  readonly order: Order;
  readonly #answers = new Map<number, Told>();
  #working = 0;
  #heard = () => {};

  constructor(files: readonly string[], format: CheckFormat) {
    this.order = { files, format, taken: new Int32Array(new SharedArrayBuffer(12)) };
    const most = isAlone(this.order) ? 0 : Math.floor(files.length / FILES_OF_A_THREAD);
    for (let n = 0; n < Math.min(most, availableParallelism() - 1); n++) this.#start();
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
