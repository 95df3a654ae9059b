/** The memory that the threads of long documents share: so many megabytes together, given in the order of asking. */

/** A thread that lives or waits to. */
export interface Tenant {
  /** Has it nothing to do, so that its memory may be taken by one that waits? */
  readonly isIdle: boolean;
  /** Its memory is there. */
  admitted(): void;
  /** Ends what it has, and says so with `leave`. */
  rest(): void;
}

export class Memory {
  /** Megabytes of each that has some, the one that was used longest ago first. */
  readonly #held = new Map<Tenant, number>();
  #waiting: { readonly tenant: Tenant; readonly megabytes: number }[] = [];

  /** @param most of all together; no tenant asks for more */
  constructor(readonly most: number) {}

  /** `admitted` is called as soon as there is so much: now, or later. */
  enter(tenant: Tenant, megabytes: number): void {
    this.#waiting.push({ tenant, megabytes });
    this.look();
  }

  /** It has been used: others are ended before it. */
  used(tenant: Tenant): void {
    const megabytes = this.#held.get(tenant);
    if (megabytes === undefined) return;
    this.#held.delete(tenant);
    this.#held.set(tenant, megabytes);
  }

  /** It has ended, or waits no more. */
  leave(tenant: Tenant): void {
    this.#held.delete(tenant);
    this.#waiting = this.#waiting.filter((one) => one.tenant !== tenant);
    this.look();
  }

  /** Admits those for whom there is room, in the order in which they came; idle ones make room. Also to be called when one has become idle. */
  look(): void {
    for (let next = this.#waiting[0]; next; next = this.#waiting[0]) {
      const free = this.most - [...this.#held.values()].reduce((sum, each) => sum + each, 0);
      if (next.megabytes > free) {
        // Those that end say so when they have, and this is called again.
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
