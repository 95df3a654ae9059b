/** LU factorization with partial pivoting, in place on row-major buffers: the flow solves thousands of small systems, and this allocates nothing. */

/** Overwrites the n×n matrix with its factors; `order[k]` receives the row that is swapped with row k at step k. A zero pivot becomes a tiny one. */
export function factorize(A: Float64Array, n: number, order: Int32Array): void {
  for (let k = 0; k < n; k++) {
    let pivot = k;
    for (let i = k + 1; i < n; i++) if (Math.abs(A[i * n + k]!) > Math.abs(A[pivot * n + k]!)) pivot = i;
    order[k] = pivot;
    if (pivot !== k) {
      for (let j = 0; j < n; j++) {
        const held = A[k * n + j]!;
        A[k * n + j] = A[pivot * n + j]!;
        A[pivot * n + j] = held;
      }
    }
    if (A[k * n + k] === 0) A[k * n + k] = Number.EPSILON;
    for (let i = k + 1; i < n; i++) {
      const factor = A[i * n + k]! / A[k * n + k]!;
      A[i * n + k] = factor;
      for (let j = k + 1; j < n; j++) A[i * n + j]! -= factor * A[k * n + j]!;
    }
  }
}

/** Solves A x = b with the factors of `factorize`; b is kept. */
export function solveFactorized(
  A: Float64Array,
  n: number,
  order: Int32Array,
  b: Float64Array,
  x: Float64Array,
): void {
  x.set(b);
  for (let k = 0; k < n; k++) {
    const pivot = order[k]!;
    const held = x[pivot]!;
    x[pivot] = x[k]!;
    x[k] = held;
  }
  for (let k = 1; k < n; k++) for (let j = 0; j < k; j++) x[k]! -= A[k * n + j]! * x[j]!;
  for (let k = n - 1; k >= 0; k--) {
    for (let j = k + 1; j < n; j++) x[k]! -= A[k * n + j]! * x[j]!;
    x[k]! /= A[k * n + k]!;
  }
}
