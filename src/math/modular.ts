/** Arithmetic modulo a prime. A value that is not 0 modulo the prime is not 0, and the test is as fast as floating point. */

/** The greatest prime below 2²⁶, so that products of remainders are exact doubles. */
export const PRIME = 67108859;

/** The entries modulo the prime: 0 … PRIME − 1. */
export function residues(entries: readonly bigint[]): Float64Array {
  const p = BigInt(PRIME);
  return Float64Array.from(entries, (entry) => Number(((entry % p) + p) % p));
}

/** 1/value modulo the prime; value ≠ 0. */
export function inverseModulo(value: number): number {
  let result = 1;
  let base = value;
  for (let exponent = PRIME - 2; exponent > 0; exponent = Math.floor(exponent / 2)) {
    if (exponent % 2 === 1) result = (result * base) % PRIME;
    base = (base * base) % PRIME;
  }
  return result;
}
