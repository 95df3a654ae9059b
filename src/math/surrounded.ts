/**
 * Whether 0 is inside the simplex of d + 1 integer vectors of d entries, proved from an approximate inverse, without solving the system exactly.
 *
 * The weights are the solution of Mλ = e with the columns (v_j, 1) and e = (0, 1). For any R with ‖I − RM‖∞ ≤ ½, M is regular, and any λ̃ has
 * |λ − λ̃| ≤ 2‖R(e − Mλ̃)‖∞ in each entry (S. M. Rump, "Verification methods", Acta Numerica 19, 2010, section 10). If that is less than the
 * least entry of λ̃, all weights are positive. R and λ̃ come from floating point; their doubles are taken as integers, so both norms are exact.
 */
import { inverse, LuDecomposition, Matrix } from 'ml-matrix';
import { dotExact, type IntegerVector } from './exactLinear.js';
import { ratioToNumber } from './ratio.js';
import type { Work } from './work.js';

/** Binary places of R and of λ̃. */
const PLACES = 60;

/** true: proved. false: 0 is not inside, or too close to the boundary to tell. `weights`: λ̃, sum 1. */
export function* surrounded(vectors: readonly IntegerVector[], weights: readonly number[]): Work<boolean> {
  const m = vectors.length;
  const unit = greatest(vectors.flat());
  if (m !== vectors[0]!.length + 1 || unit === 0n) return false;
  // M times unit, by columns.
  const columns = vectors.map((v) => [...v, unit]);
  const approximate = new Matrix(columns.map((column) => column.map((entry) => ratioToNumber(entry, unit))));
  if (new LuDecomposition(approximate).isSingular()) return false;
  // The inverse of the transposed matrix, since its rows are the columns of M.
  const R = inverse(approximate).transpose().to2DArray().map(whole);
  yield;
  const one = unit << BigInt(PLACES);
  for (const [i, row] of R.entries()) {
    let error = 0n;
    for (const [j, column] of columns.entries()) error += size((i === j ? one : 0n) - dotExact(row, column));
    if (2n * error > one) return false;
    yield;
  }
  const lambda = whole(weights);
  // e − Mλ̃, times unit·2^PLACES.
  const rest = columns[0]!.map((_, k) =>
    columns.reduce((left, column, j) => left - column[k]! * lambda[j]!, k === m - 1 ? one : 0n),
  );
  const bound = 2n * greatest(R.map((row) => dotExact(row, rest)));
  return lambda.every((weight) => weight * one > bound);
}

const size = (entry: bigint): bigint => (entry < 0n ? -entry : entry);

function greatest(entries: readonly bigint[]): bigint {
  let most = 0n;
  for (const entry of entries) if (size(entry) > most) most = size(entry);
  return most;
}

const whole = (entries: readonly number[]): bigint[] =>
  entries.map((entry) => BigInt(Math.round(entry * 2 ** PLACES)));
