/** Roots of polynomials: counted, enclosed and compared without rounding. */
import { Fraction } from 'fraction.js';
import { describe, expect, it } from 'vitest';
import { type Polynomial, Sturm, squareFree, times } from '../../../src/phase/polynomial.js';
import { compareRoots, enclosureOf, nextRoot, rational, simplestBetween } from '../../../src/phase/root.js';

const at = (n: number, d = 1) => new Fraction(n, d);

/** (d·t − n) for each root n/d. */
const withRoots = (...roots: readonly [number, number][]): Polynomial =>
  roots.reduce<Polynomial>((f, [n, d]) => times(f, [BigInt(-n), BigInt(d)]), [1n]);

/** t² − 2. */
const TWO: Polynomial = [-2n, 0n, 1n];

describe('roots', () => {
  it('are counted between two numbers, each once', () => {
    const f = squareFree(withRoots([1, 3], [1, 3], [1, 3], [2, 1], [-5, 2]));
    const sturm = new Sturm(f);
    expect(f).toHaveLength(4);
    expect(sturm.rootsIn(at(-3), at(3))).toBe(3);
    expect(sturm.rootsIn(at(0), at(1, 3))).toBe(1);
    expect(sturm.rootsIn(at(1, 3), at(1))).toBe(0);
    expect(new Sturm([1n, 0n, 1n]).rootsIn(at(-9), at(9))).toBe(0);
  });

  it('are found to both sides, the nearest first, and rational ones exactly', () => {
    const f = withRoots([1, 3], [22, 7], [-5, 2], [-5, 2]);
    expect(nextRoot(f, at(0), at(4))).toEqual(rational(at(1, 3)));
    expect(nextRoot(f, at(1), at(4))).toEqual(rational(at(22, 7)));
    expect(nextRoot(f, at(0), at(-4))).toEqual(rational(at(-5, 2)));
    expect(nextRoot(f, at(0), at(-5, 2))).toEqual(rational(at(-5, 2)));
    expect(nextRoot(f, at(4), at(9))).toBeNull();
  });

  it('that are irrational lie between two rational numbers less than 10⁻¹² apart', () => {
    const [low, high] = enclosureOf(nextRoot(TWO, at(0), at(2))!);
    expect(low.mul(low).compare(2)).toBe(-1);
    expect(high.mul(high).compare(2)).toBe(1);
    expect(high.sub(low).compare(at(1, 1e12))).toBe(-1);
  });

  it('are compared: the same one of two polynomials is the same', () => {
    const root = nextRoot(TWO, at(0), at(2))!;
    const same = nextRoot(times(TWO, withRoots([3, 1])), at(1), at(9))!;
    // √2 and a number that is 10⁻¹⁵ greater at most: t² = 2 + 10⁻¹⁵.
    const near = nextRoot([-2000000000000001n, 0n, 1000000000000000n], at(0), at(2))!;
    expect(compareRoots(root, same)).toBe(0);
    expect(compareRoots(root, near)).toBe(-1);
    expect(compareRoots(near, same)).toBe(1);
    expect(compareRoots(root, rational(at(7, 5)))).toBe(1);
    expect(compareRoots(rational(at(7, 5)), root)).toBe(-1);
    expect(compareRoots(nextRoot(TWO, at(0), at(-2))!, root)).toBe(-1);
  });

  it.each([
    [[1, 3], [1, 2], '2/5'],
    [[-1, 2], [1, 3], '0'],
    [[-11, 2], [-11, 5], '-3'],
    [[31, 10], [22, 7], '25/8'],
    [[5, 2], [9, 2], '3'],
  ] as const)('between %j and %j the simplest number is %s', ([a, b], [c, d], simplest) => {
    expect(simplestBetween(at(a, b), at(c, d)).toFraction()).toBe(simplest);
  });
});
