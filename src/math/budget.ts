/**
 * How much exact arithmetic one analysis may do, in estimated nanoseconds of a common machine. Counted from the sizes of the
 * numbers, never measured, so that the same bandit gets the same verdict, with the same basis, on every machine.
 */
export interface Budget {
  /** Takes `cost` out of the budget; false, and takes nothing, when so much is not left. */
  take(cost: number): boolean;
}

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

/** Bareiss elimination of an m×m system with entries of `bits` bits, whose minors grow to m·bits bits. */
export function eliminationCost(m: number, bits: number): number {
  const words = (m * bits) / 64;
  return m ** 3 * (300 + 2 * words ** 2);
}

/** `count` products of integers of `bitsA` and `bitsB` bits. */
export function productsCost(count: number, bitsA: number, bitsB: number): number {
  return count * (80 + (bitsA / 64) * (bitsB / 64) * 3);
}

/** Length in bits of the greatest |entry|. */
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
