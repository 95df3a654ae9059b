import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Box, clipped, linesAround, place, roughWidth } from '../../../webview/labels.js';

const at = (x: number, y: number): Box => ({ x, y, width: 40, height: 14 });

test('a label moves to its next place where the first is taken, and is left out where all are', () => {
  const taken: Box[] = [];
  expect(place([at(0, 0)], taken)).toEqual(at(0, 0));
  expect(place([at(10, 5), at(0, 20)], taken)).toEqual(at(0, 20));
  expect(place([at(10, 5), at(0, 10)], taken)).toBeNull();
});

test('words that begin outside of a canvas have other lines inside it to move to', () => {
  // 9 pixels from the rim is as near as words come; lines of 15 follow.
  expect(linesAround(-33, 15, 400)).toEqual([9, 24, 9, 39, 9]);
  expect(linesAround(450, 15, 400)).toEqual([391, 391, 376, 391, 361]);
  expect(linesAround(200, 15, 400)).toEqual([200, 215, 185, 230, 170]);
});

test('however many there are, no two that are shown overlap', () => {
  const coordinate = fc.integer({ min: 0, max: 200 });
  fc.assert(
    fc.property(fc.array(fc.tuple(coordinate, coordinate), { maxLength: 60 }), (points) => {
      const taken: Box[] = [];
      for (const [x, y] of points) place([at(x, y), at(x, y + 20), at(x + 30, y)], taken);
      for (const [n, a] of taken.entries())
        for (const b of taken.slice(n + 1))
          expect(Math.abs(a.x - b.x) >= 40 || Math.abs(a.y - b.y) >= 14).toBe(true);
    }),
  );
});

test('a name that is too long keeps its beginning and its end, which tells it from its neighbours', () => {
  const [size, width] = [12, 60];
  expect(clipped('a1', width, size)).toBe('a1');
  const names = Array.from({ length: 20 }, (_, n) => clipped(`a long action-${n + 1}`, width, size));
  expect(new Set(names).size).toBe(20);
  for (const name of names) {
    expect(name).toMatch(/^a.*….*\d$/);
    expect(roughWidth(name, size)).toBeLessThanOrEqual(width);
  }
});

test('it is cut between letters as a reader sees them, never inside one', () => {
  const family = '👩\u200d👩\u200d👧';
  for (const letter of ['𝔸', 'e\u0301', family, 'क्षि', '語']) {
    for (const width of [20, 33, 47, 60, 81]) {
      const [first, last] = clipped(letter.repeat(40), width, 12).split('…');
      expect(first!.replaceAll(letter, ''), letter).toBe('');
      expect(last!.replaceAll(letter, ''), letter).toBe('');
    }
  }
});

test('wide letters take more room, and marks over a letter none', () => {
  expect(roughWidth('語語', 10)).toBeGreaterThan(roughWidth('ab', 10));
  expect(roughWidth('e\u0301', 10)).toBe(roughWidth('e', 10));
});
