/**
 * The corral of Wolfe's method: few, affinely independent points, and the weights of the least-norm point of their affine hull.
 *
 * λ ∝ (s11ᵀ + VVᵀ)⁻¹1 for any s > 0, by Cholesky. s has the size of VVᵀ, since a larger s would lose short points to rounding. Row i of the
 * factor depends only on the rows above it, so a point that joins adds a row, and a point that leaves invalidates only the rows below it.
 */
import type { Points } from './points.js';

export class Corral {
  readonly #members: number[] = [];
  readonly #capacity: number;
  /** VVᵀ and the factor, row by row, lower triangles. */
  readonly #gram: Float64Array;
  readonly #lower: Float64Array;
  /** The first `#factored` rows of the factor are valid. */
  #factored = 0;
  #s = 0;

  constructor(private readonly points: Points) {
    // One more than can be affinely independent: the point that makes the corral dependent is added before the dependence is found.
    this.#capacity = Math.min(points.count, points.dimensions + 1) + 1;
    this.#gram = new Float64Array(this.#capacity ** 2);
    this.#lower = new Float64Array(this.#capacity ** 2);
  }

  get members(): readonly number[] {
    return this.#members;
  }

  /** false: there is no room, so the points are affinely dependent. */
  join(index: number): boolean {
    const i = this.#members.length;
    if (i === this.#capacity) return false;
    this.#members.push(index);
    for (let j = 0; j <= i; j++)
      this.#gram[i * this.#capacity + j] = this.points.product(index, this.#members[j]!);
    return true;
  }

  /** Keeps the members whose position satisfies `stays`. */
  sift(stays: (position: number) => boolean): void {
    const kept = this.#members.map((_, position) => position).filter(stays);
    const n = this.#capacity;
    const unmoved = kept.findIndex((from, to) => from !== to);
    this.#factored = Math.min(this.#factored, unmoved < 0 ? kept.length : unmoved);
    kept.forEach((from, to) => {
      this.#members[to] = this.#members[from]!;
      for (let j = 0; j <= to; j++) this.#gram[to * n + j] = this.#gram[from * n + kept[j]!]!;
    });
    this.#members.length = kept.length;
  }

  /** Weights of the least-norm point of the affine hull, Σλ = 1; null when the members are affinely dependent up to rounding. */
  weights(): Float64Array | null {
    const m = this.#members.length;
    const n = this.#capacity;
    const lower = this.#lower;
    if (!this.#factor()) return null;
    const solution = new Float64Array(m);
    for (let i = 0; i < m; i++) {
      let sum = 1;
      for (let k = 0; k < i; k++) sum -= lower[i * n + k]! * solution[k]!;
      solution[i] = sum / lower[i * n + i]!;
    }
    let total = 0;
    for (let i = m - 1; i >= 0; i--) {
      const entry = solution[i]! / lower[i * n + i]!;
      for (let k = 0; k < i; k++) solution[k]! -= lower[i * n + k]! * entry;
      solution[i] = entry;
      total += entry;
    }
    for (let i = 0; i < m; i++) solution[i]! /= total;
    return solution;
  }

  #factor(): boolean {
    const m = this.#members.length;
    const n = this.#capacity;
    const [gram, lower] = [this.#gram, this.#lower];
    let size = 0;
    for (let i = 0; i < m; i++) size += gram[i * n + i]! / m;
    if (!(this.#s > size / 2 && this.#s < 2 * size)) {
      this.#s = size;
      this.#factored = 0;
    }
    for (let i = this.#factored; i < m; i++) {
      for (let j = 0; j <= i; j++) {
        const whole = this.#s + gram[i * n + j]!;
        let sum = whole;
        for (let k = 0; k < j; k++) sum -= lower[i * n + k]! * lower[j * n + k]!;
        if (j < i) lower[i * n + j] = sum / lower[j * n + j]!;
        else if (sum > 1e-15 * whole) lower[i * n + i] = Math.sqrt(sum);
        else return false;
      }
      this.#factored = i + 1;
    }
    return true;
  }
}
