/**
 * How much exact arithmetic one analysis may do, in estimated nanoseconds of a common machine. The cost is computed from the sizes of the numbers
 * and never measured, so that the same bandit gets the same verdict, with the same basis, on every machine.
 */
export interface Budget {
  /** Takes `cost` nanoseconds out of the budget. Returns false, and takes nothing, if less than that is left. */
  take(cost: number): boolean;
}

/** A budget of this many estimated nanoseconds. */
export function budgetOf(nanoseconds: number): Budget {
  let left = nanoseconds;
  return {
    take(cost) {
      if (cost > left) return false;
      left -= cost;
      return true;
    },
  };
}

/** Estimated nanoseconds of the Bareiss elimination of an m×m system with entries of `bits` bits, whose minors grow to m·bits bits. */
export function eliminationCost(m: number, bits: number): number {
  const words = (m * bits) / 64;
  return m ** 3 * (300 + 2 * words ** 2);
}

/** Estimated nanoseconds of `count` products of integers of `bitsA` and `bitsB` bits. */
export function productsCost(count: number, bitsA: number, bitsB: number): number {
  return count * (80 + (bitsA / 64) * (bitsB / 64) * 3);
}

/** The length in bits, rounded up to a multiple of 4, of the greatest |entry|. */
export function bitsOf(rows: readonly (readonly bigint[])[]): number {
  let greatest = 1n;
  for (const row of rows) {
    for (const entry of row) {
      const size = entry < 0n ? -entry : entry;
      if (size > greatest) greatest = size;
    }
  }
  return greatest.toString(16).length * 4;
}
