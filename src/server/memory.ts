/** The memory that the threads of long documents share: a fixed number of megabytes, assigned in the order of the requests. */

/** A thread that has memory or waits for it. */
export interface Tenant {
  /** Is it idle, so that a waiting thread may take its memory? */
  readonly isIdle: boolean;
  /** Called when its memory is available. */
  admitted(): void;
  /** Asks it to end; it reports that with `leave`. */
  rest(): void;
}

export class Memory {
  /** The megabytes of each thread that has some; the least recently used thread comes first. */
  readonly #held = new Map<Tenant, number>();
  #waiting: { readonly tenant: Tenant; readonly megabytes: number }[] = [];

  /** @param most the megabytes of all together; no tenant asks for more */
  constructor(readonly most: number) {}

  /** Asks for memory; `admitted` is called as soon as there is enough, now or later. */
  enter(tenant: Tenant, megabytes: number): void {
    this.#waiting.push({ tenant, megabytes });
    this.look();
  }

  /** Reports that it was used: others are ended before it. */
  used(tenant: Tenant): void {
    const megabytes = this.#held.get(tenant);
    if (megabytes === undefined) return;
    this.#held.delete(tenant);
    this.#held.set(tenant, megabytes);
  }

  /** Reports that it has ended, or no longer waits. */
  leave(tenant: Tenant): void {
    this.#held.delete(tenant);
    this.#waiting = this.#waiting.filter((one) => one.tenant !== tenant);
    this.look();
  }

  /** Admits waiting threads in order, as far as there is room; idle ones make room. Also called when a thread becomes idle. */
  look(): void {
    for (let next = this.#waiting[0]; next; next = this.#waiting[0]) {
      const free = this.most - [...this.#held.values()].reduce((sum, each) => sum + each, 0);
      if (next.megabytes > free) {
        // Threads report when they have ended, and this is called again.
        let missing = next.megabytes - free;
        for (const [tenant, megabytes] of [...this.#held]) {
          if (missing <= 0) return;
          if (!tenant.isIdle) continue;
          missing -= megabytes;
          tenant.rest();
        }
        return;
      }
      this.#waiting.shift();
      this.#held.set(next.tenant, next.megabytes);
      next.tenant.admitted();
    }
  }
}
