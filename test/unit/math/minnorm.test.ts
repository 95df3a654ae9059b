import fc from 'fast-check';
import { Fraction } from 'fraction.js';
import { describe, expect, it } from 'vitest';
import { exactMinNorming } from '../../../src/math/exactMinNorm.js';
import { minNorming } from '../../../src/math/minnorm.js';
import { Points } from '../../../src/math/points.js';
import { finish } from '../../../src/math/work.js';

const points = (max: number) =>
  fc.integer({ min: 1, max: 3 }).chain((d) =>
    fc.array(fc.array(fc.integer({ min: -4, max: 4 }), { minLength: d, maxLength: d }), {
      minLength: 1,
      maxLength: max,
    }),
  );

const floating = (rows: readonly (readonly number[])[]) =>
  finish(minNorming(Points.of(rows.map((row) => Float64Array.from(row)))));

function exact(rows: readonly (readonly number[])[]) {
  return finish(
    exactMinNorming(
      rows.map((row) => row.map(BigInt)),
      floating(rows),
      100,
    ),
  )!;
}

/** ‖p‖² by trying every set of at most d + 1 points: Carathéodory, with nothing but Gaussian elimination on fractions. */
function bruteForce(rows: readonly (readonly number[])[]): Fraction {
  const d = rows[0]!.length;
  let least: Fraction | null = null;
  const visit = (chosen: readonly number[], next: number) => {
    if (chosen.length > 0) {
      const candidate = affineNormSquare(chosen.map((index) => rows[index]!));
      if (candidate && (least === null || candidate.lt(least))) least = candidate;
    }
    if (chosen.length === d + 1) return;
    for (let index = next; index < rows.length; index++) visit([...chosen, index], index + 1);
  };
  visit([], 0);
  return least!;
}

/** ‖y‖² of the least-norm point y of the affine hull, when it is unique and a convex combination; else null. */
function affineNormSquare(vectors: readonly (readonly number[])[]): Fraction | null {
  const m = vectors.length;
  const zero = new Fraction(0);
  // Stationarity ⟨y, v_i⟩ = μ with Σλ = 1: unknowns λ_1 … λ_m, μ.
  const system = vectors.map((v) => [
    ...vectors.map((u) => new Fraction(v.reduce((sum, x, k) => sum + x * u[k]!, 0))),
    new Fraction(-1),
    zero,
  ]);
  system.push([...vectors.map(() => new Fraction(1)), zero, new Fraction(1)]);
  for (let column = 0; column <= m; column++) {
    const pivot = system.findIndex((row, i) => i >= column && !row[column]!.equals(0));
    if (pivot < 0) return null;
    [system[column], system[pivot]] = [system[pivot]!, system[column]!];
    const top = system[column]!.map((entry) => entry.div(system[column]![column]!));
    system[column] = top;
    for (let i = 0; i <= m; i++) {
      if (i === column) continue;
      const factor = system[i]![column]!;
      system[i] = system[i]!.map((entry, k) => entry.sub(factor.mul(top[k]!)));
    }
  }
  const weights = system.slice(0, m).map((row) => row[m + 1]!);
  if (weights.some((weight) => weight.lt(0))) return null;
  return system[m]![m + 1]!;
}

describe('the min-norm point', () => {
  it('is the nearest point of every simplex of the points: compared exactly with all of them', () => {
    fc.assert(
      fc.property(points(7), (rows) => {
        const p = exact(rows);
        const normSquare = new Fraction(p.normSquare, p.denominator * p.denominator);
        expect(normSquare.equals(bruteForce(rows))).toBe(true);
      }),
      { numRuns: 1500 },
    );
  });

  it('is a convex combination whose hyperplane leaves every point beyond it', () => {
    fc.assert(
      fc.property(points(12), (rows) => {
        const p = exact(rows);
        expect(p.weights.every((weight) => weight > 0n)).toBe(true);
        expect(p.weights.reduce((sum, weight) => sum + weight, 0n)).toBe(p.denominator);
        for (const row of rows) {
          const along = row.reduce((sum, x, k) => sum + BigInt(x) * p.point[k]!, 0n);
          expect(along * p.denominator >= p.normSquare).toBe(true);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('does not depend on the support that floating point proposes', () => {
    fc.assert(
      fc.property(points(8), fc.nat(), (rows, seed) => {
        const misled = { support: [seed % rows.length], weights: [1] };
        const p = finish(
          exactMinNorming(
            rows.map((row) => row.map(BigInt)),
            misled,
            100,
          ),
        )!;
        const q = exact(rows);
        expect(p.normSquare * q.denominator ** 2n).toBe(q.normSquare * p.denominator ** 2n);
      }),
      { numRuns: 1000 },
    );
  });

  it('is found in floating point at any scale, with duplicates and nearly flat sets', () => {
    for (const scale of [1e-300, 1e-9, 1, 1e9, 1e300]) {
      const rows = [
        [3, 1],
        [3, 1],
        [1, 3],
        [5, 5],
      ].map((row) => row.map((x) => x * scale));
      const { point, settled } = floating(rows);
      expect(settled).toBe(true);
      expect(point[0]! / scale).toBeCloseTo(2, 12);
      expect(point[1]! / scale).toBeCloseTo(2, 12);
    }
    const flat = [
      [-1, 1],
      [1, 1],
      [0, 1 + 1e-15],
      [0.5, 1 - 1e-15],
    ];
    expect(Math.hypot(...floating(flat).point)).toBeCloseTo(1, 12);
  });

  it('sees short points beside long ones: 0 lies between 4e-8 and −1e-8, far from 3', () => {
    expect(floating([[4e-8], [-1e-8], [3]]).point[0]).toBeCloseTo(0, 15);
  });

  it('is 0 exactly when 0 is in the hull', () => {
    const p = exact([
      [2, 0],
      [-1, 1],
      [-1, -1],
    ]);
    expect(p.normSquare).toBe(0n);
    expect(p.weights.map((weight) => (weight * 3n) / p.denominator)).toEqual([1n, 1n, 1n]);
  });
});
