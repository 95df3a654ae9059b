/** Integer vectors that are orthogonal to some vectors and not to others. */
import { dotExact, type IntegerVector, independent, solvingExact } from './exactLinear.js';
import { greatestCommonDivisor } from './ratio.js';
import type { Work } from './work.js';

/**
 * A vector n with ⟨v, n⟩ = 0 for all v of `flat` and ⟨v, n⟩ ≠ 0 for all v of `off`. null: one of `off` is a linear combination of `flat`.
 *
 * Let n_1 … n_m span the orthogonal complement of `flat`, and combine them with powers of t. For each v of `off` that is no combination of
 * `flat`, ⟨v, n⟩ is a polynomial in t with less than m roots, so one of the first values of t serves. An entry that is 0 in all vectors is 0 in n too.
 */
export function* normalTo(
  flat: readonly IntegerVector[],
  off: readonly IntegerVector[],
): Work<bigint[] | null> {
  const width = (off[0] ?? flat[0])?.length ?? 0;
  const basis = (yield* orthogonal(flat, width)).filter((vector) =>
    vector.some((entry, k) => entry !== 0n && [...flat, ...off].some((v) => v[k] !== 0n)),
  );
  for (let t = 1n; t <= BigInt(off.length * width) + 1n; t++) {
    const sum = new Array<bigint>(width).fill(0n);
    let power = 1n;
    for (const vector of basis) {
      for (const [k, entry] of vector.entries()) sum[k]! += power * entry;
      power *= t;
    }
    if (off.every((v) => dotExact(v, sum) !== 0n)) return reduced(sum);
    yield;
  }
  return null;
}

/** A basis of the orthogonal complement. */
function* orthogonal(flat: readonly IntegerVector[], width: number): Work<bigint[][]> {
  const columns = yield* independent(flat);
  const rows = yield* independent(Array.from({ length: width }, (_, k) => flat.map((v) => v[k]!)));
  const matrix = rows.map((row) => columns.map((column) => flat[row]![column]!));
  const found: bigint[][] = [];
  for (let free = 0; free < width; free++) {
    if (columns.includes(free)) continue;
    // Regular, since rows and columns are independent.
    const { numerators, denominator } = (yield* solvingExact(
      matrix,
      rows.map((row) => -flat[row]![free]!),
    ))!;
    const vector = new Array<bigint>(width).fill(0n);
    vector[free] = denominator;
    for (const [n, column] of columns.entries()) vector[column] = numerators[n]!;
    found.push(vector);
  }
  return found;
}

function reduced(vector: readonly bigint[]): bigint[] {
  const divisor = vector.reduce((d, entry) => greatestCommonDivisor(d, entry < 0n ? -entry : entry), 0n);
  return divisor === 0n ? [...vector] : vector.map((entry) => entry / divisor);
}
