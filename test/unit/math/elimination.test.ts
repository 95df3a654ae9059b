/** Elimination of sparse matrices: the order, and what is given up before it is made. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eliminating, eliminationOf } from '../../../src/math/elimination.js';
import { finish } from '../../../src/math/work.js';

/** 1² + … + (m − 1)²: what the rows below each row of a full matrix of m rows take. */
const ofFull = (m: number) => ((m - 1) * m * (2 * m - 1)) / 6;

const full = (m: number) => Array.from({ length: m }, () => [...Array(m).keys()]);

/** The same numbers on every machine: x ← 16807·x mod 2³¹ − 1 (Park and Miller 1988). */
function drawing(): (below: number) => number {
  let x = 1;
  return (below) => {
    x = (x * 16807) % 2147483647;
    return x % below;
  };
}

/** Least degree as it is defined, with sets. */
function byDefinition(rows: readonly (readonly number[])[]): number[] {
  const tied = rows.map(() => new Set<number>());
  rows.forEach((columns, row) => {
    for (const column of columns) {
      if (column === row) continue;
      tied[row]!.add(column);
      tied[column]!.add(row);
    }
  });
  const left = new Set(rows.keys());
  const order: number[] = [];
  while (left.size > 0) {
    const next = [...left].reduce((best, row) => (tied[row]!.size < tied[best]!.size ? row : best));
    left.delete(next);
    order.push(next);
    for (const row of tied[next]!) {
      tied[row]!.delete(next);
      for (const other of tied[next]!) if (other !== row) tied[row]!.add(other);
    }
  }
  return order;
}

const patterns = fc
  .integer({ min: 1, max: 80 })
  .chain((m) => fc.array(fc.array(fc.nat(m - 1), { maxLength: 4 }), { minLength: m, maxLength: m }));

describe('the order of elimination', () => {
  it('is that of least degree, of equal ones the first', () => {
    fc.assert(
      fc.property(patterns, (rows) => {
        expect([...eliminationOf(rows).order]).toEqual(byDefinition(rows));
      }),
    );
  });
  it('has room for each number of the matrix and for its diagonal, columns ascending', () => {
    fc.assert(
      fc.property(patterns, (rows) => {
        const { order, begin, columns, diagonal } = eliminationOf(rows);
        order.forEach((row, i) => {
          const held = [...columns.subarray(begin[i]!, begin[i + 1]!)];
          expect(held).toEqual([...held].sort((a, b) => a - b));
          expect(columns[diagonal[i]!]).toBe(i);
          const named = new Set(held.map((column) => order[column]!));
          for (const column of rows[row]!) expect(named).toContain(column);
        });
      }),
    );
  });
});

describe('a matrix whose factors take too many multiplications', () => {
  it('is given up by the count of a full one exactly, and not before', () => {
    const m = 70;
    expect(finish(eliminating(full(m), ofFull(m)))).toMatchObject({ size: m });
    expect(finish(eliminating(full(m), ofFull(m) - 1))).toEqual({
      multiplications: ofFull(m),
      most: ofFull(m) - 1,
    });
  });

  it('of 3,000 rows with three places each, drawn at random, is given up in short steps and before its rows fill', () => {
    const draw = drawing();
    const rows = Array.from({ length: 3000 }, () => [draw(3000), draw(3000), draw(3000)]);
    const steps = eliminating(rows, 1e6);
    let count = 0;
    let step = steps.next();
    while (!step.done) {
      count++;
      step = steps.next();
    }
    const { multiplications } = step.value as { multiplications: number };
    expect(multiplications).toBeGreaterThan(1e6);
    // The count goes up by little at a time, so that it was stopped soon after.
    expect(multiplications).toBeLessThan(2e6);
    // At most 3,000 degrees are looked through for each row: some steps of a million, and not one.
    expect(count).toBeGreaterThan(5);
    expect(count).toBeLessThan(200);
  });

  it('is not one whose rows lead only to later ones, however many: nothing fills in', () => {
    const draw = drawing();
    const m = 3000;
    const rows = Array.from({ length: m }, (_, i) =>
      i === m - 1 ? [] : Array.from({ length: 3 }, () => i + 1 + draw(m - 1 - i)),
    );
    const found = finish(eliminating(rows, 0));
    expect(found).toMatchObject({ size: m });
    const numbers = rows.reduce((sum, columns) => sum + new Set(columns).size, m);
    expect((found as { columns: Int32Array }).columns).toHaveLength(numbers);
  });
});
