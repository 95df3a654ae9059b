/** n points of d coordinates in one array, so that a table of a thousand points is scanned at the speed of memory. */
export class Points {
  /** `coordinates`: n·d numbers. */
  constructor(
    readonly dimensions: number,
    readonly coordinates: Float64Array,
  ) {}

  /** The points from rows of equal length. */
  static of(rows: readonly Float64Array[]): Points {
    const d = rows[0]!.length;
    const coordinates = new Float64Array(rows.length * d);
    rows.forEach((row, i) => {
      coordinates.set(row, i * d);
    });
    return new Points(d, coordinates);
  }

  /** The differences of pairs of rows, in one table: thousands of separate vectors are slow for the garbage collector. */
  static between(
    rows: readonly Float64Array[],
    pairs: readonly (readonly [from: number, to: number])[],
  ): Points {
    const d = rows[0]!.length;
    const coordinates = new Float64Array(pairs.length * d);
    let at = 0;
    for (const [from, to] of pairs) {
      const [a, b] = [rows[from]!, rows[to]!];
      for (let k = 0; k < d; k++) coordinates[at++] = a[k]! - b[k]!;
    }
    return new Points(d, coordinates);
  }

  get count(): number {
    return this.coordinates.length / this.dimensions;
  }

  /** The greatest |coordinate|. */
  get largest(): number {
    let largest = 0;
    for (let k = 0; k < this.coordinates.length; k++) {
      const size = Math.abs(this.coordinates[k]!);
      if (size > largest) largest = size;
    }
    return largest;
  }

  times(factor: number): Points {
    return new Points(
      this.dimensions,
      this.coordinates.map((x) => x * factor),
    );
  }

  /** ⟨point i, v⟩. */
  along(i: number, v: Float64Array): number {
    const { dimensions: d, coordinates } = this;
    let sum = 0;
    for (let k = 0, at = i * d; k < d; k++, at++) sum += coordinates[at]! * v[k]!;
    return sum;
  }

  /** ⟨point i, point j⟩. */
  product(i: number, j: number): number {
    const { dimensions: d, coordinates } = this;
    let sum = 0;
    for (let k = 0, a = i * d, b = j * d; k < d; k++, a++, b++) sum += coordinates[a]! * coordinates[b]!;
    return sum;
  }

  /** Σ weights_n · point members_n. */
  combine(members: readonly number[], weights: ArrayLike<number>): Float64Array {
    const { dimensions: d, coordinates } = this;
    const sum = new Float64Array(d);
    for (let n = 0; n < members.length; n++) {
      const weight = weights[n]!;
      for (let k = 0, at = members[n]! * d; k < d; k++, at++) sum[k]! += weight * coordinates[at]!;
    }
    return sum;
  }
}
