import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type BasinMap,
  type BasinSquare,
  pixelAt,
  pixelCentre,
  pixelEnds,
  UNKNOWN,
} from '../../../src/flow/basins.js';
import { type End, sameEnd } from '../../../src/flow/ends.js';
import { Flow } from '../../../src/flow/flow.js';
import { planeAlong, thetaAt } from '../../../src/flow/plane.js';
import { type NumericProblem, problemOf } from '../../../src/model/problem.js';
import { banditOf, CONVERGES, FAILS } from '../conditions/examples.js';
import { normals } from '../conditions/normals.js';
import { basinMap, squareAround } from './basinMap.js';

const square = (columns: number, half = 8) => squareAround(columns, half);

const endAt = (map: BasinMap, pixel: number): End => map.ends[map.codes[pixel]!]!;

/** Inferred pixels, one of `step`, and those whose end in the map is not that of the flow followed from their centre. */
function followed(input: NumericProblem, where: BasinSquare, map: BasinMap, step = 1) {
  const inferred = Int32Array.from(map.codes.keys()).filter((pixel) => map.computed[pixel] === 0);
  const pixels = inferred.filter((_, n) => n % step === 0);
  const { ends, codes } = pixelEnds(new Flow(input), where, pixels);
  const wrong = pixels.filter((pixel, n) => !sameEnd(ends[codes[n]!]!, endAt(map, pixel)));
  return { count: pixels.length, wrong: Array.from(wrong) };
}

/** Inferred pixels with a neighbour of another end. */
function doubtful({ columns, rows, codes, computed }: BasinMap): number {
  let found = 0;
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) {
      if (computed[y * columns + x] === 1) continue;
      for (let j = Math.max(0, y - 1); j <= Math.min(rows - 1, y + 1); j++) {
        for (let i = Math.max(0, x - 1); i <= Math.min(columns - 1, x + 1); i++) {
          if (codes[j * columns + i] !== codes[y * columns + x]) found++;
        }
      }
    }
  }
  return found;
}

describe('the example that fails', () => {
  const input = problemOf(FAILS);
  const where = square(256);
  const map = basinMap(input, where);

  test('has the basins of action 1 and of action 2, and no other', () => {
    expect(map.ends.map((end) => (end.kind === 'action' ? end.action : end.kind)).sort()).toEqual([0, 1]);
    expect(map.codes.includes(UNKNOWN)).toBe(false);
    // θ = t·p for large t falls into the trap at action 2, p = (0, 1).
    expect(endAt(map, pixelAt(where, 0.02, 7)!)).toMatchObject({ kind: 'action', action: 1 });
    // 106 of 200 Gaussian starts end at action 1, 94 at action 2: both basins are large.
    const second = map.ends.findIndex((end) => end.kind === 'action' && end.action === 1);
    const share = map.codes.filter((code) => code === second).length / map.codes.length;
    expect(share).toBeGreaterThan(0.4);
    expect(share).toBeLessThan(0.55);
  });

  test('is mapped from a tenth of its pixels, and says which', () => {
    const computed = map.computed.filter((each) => each === 1).length;
    expect(computed).toBeLessThan(map.codes.length / 10);
    expect(doubtful(map)).toBe(0);
    expect(map.checked).toBeGreaterThan(200);
    expect(map.wrong).toBe(0);
  });

  test('is the same as the flow followed from each inferred pixel', () => {
    const coarser = square(128);
    expect(followed(input, coarser, basinMap(input, coarser)).wrong).toEqual([]);
  });
});

test('where every start converges there is one basin', () => {
  const map = basinMap(problemOf(CONVERGES), square(64));
  expect(map.ends).toMatchObject([{ kind: 'action', action: 0 }]);
});

test('the share of Gaussian starts that the map sends to each action is that of 200 runs', () => {
  // Without the seed of those 200 starts: 3 standard deviations of a share of 200.
  const where = square(256, 16);
  const map = basinMap(problemOf(FAILS), where);
  const normal = normals(7);
  let first = 0;
  const starts = 20_000;
  for (let n = 0; n < starts; n++) {
    const pixel = pixelAt(where, 4 * normal(), 4 * normal());
    if (pixel === null) continue;
    const end = endAt(map, pixel);
    if (end.kind === 'action' && end.action === 0) first++;
  }
  expect(Math.abs(first / starts - 106 / 200)).toBeLessThan(3 * Math.sqrt(0.25 / 200));
});

test('inferred pixels of random bandits have the end of the flow, all but one in a thousand', () => {
  let count = 0;
  let wrong = 0;
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 })), {
        minLength: 3,
        maxLength: 6,
      }),
      fc.integer({ min: 0, max: 1000 }),
      (rows, seed) => {
        const normal = normals(seed);
        const input = problemOf(
          banditOf(
            rows.map((row) => row.map((entry) => entry / 4)),
            rows.map(() => normal()),
          ),
        );
        const where = square(64);
        const map = basinMap(input, where);
        expect(doubtful(map)).toBe(0);
        const some = followed(input, where, map, 4);
        count += some.count;
        wrong += some.wrong.length;
      },
    ),
    { numRuns: 12, seed: 5 },
  );
  expect(count).toBeGreaterThan(5000);
  expect(wrong / count).toBeLessThan(1e-3);
});

test('a line of one parameter is mapped as one row', () => {
  // Two actions at −1 and 1: the better one wins from everywhere.
  const where = { ...square(256), plane: planeAlong([0], [1], [1]), rows: 1 };
  const map = basinMap(problemOf(banditOf([[-1], [1]], [1, 2])), where);
  expect(where.plane.up).toEqual([0]);
  expect(map.ends).toMatchObject([{ kind: 'action', action: 1 }]);
  expect(map.codes).toHaveLength(256);
});

test('a slice of three parameters is mapped through its own points', () => {
  const bandit = banditOf(
    [
      [0, -2, 1],
      [0, 1, 1],
      [-1, 0, 1],
      [2, 0, 1],
    ],
    [9, 8, 7, 6],
  );
  const where = { ...square(32), plane: planeAlong([0.5, 1, 2], [1, 1, 1], [0, 1, 0]) };
  const map = basinMap(problemOf(bandit), where);
  const flow = new Flow(problemOf(bandit));
  for (const pixel of [0, 31, 500, 700, 1023]) {
    const { limit } = flow.from(thetaAt(where.plane, ...pixelCentre(where, pixel)));
    expect(endAt(map, pixel)).toMatchObject({ kind: limit.kind });
    if (limit.kind === 'action') expect(endAt(map, pixel)).toMatchObject({ action: limit.action });
  }
});

test('a point lies in the pixel at whose centre it stands', () => {
  const where = square(64);
  for (const pixel of [0, 63, 64, 2047, 4095])
    expect(pixelAt(where, ...pixelCentre(where, pixel))).toBe(pixel);
  expect(pixelAt(where, 8.01, 0)).toBeNull();
});
