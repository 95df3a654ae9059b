/** What pictures that are written to files are made of. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { roundNumbers, scale } from '../../../src/drawing/axis.js';
import { labelled, legendEntry, texDocument } from '../../../src/drawing/pgfplots.js';
import { area, clipped, line, NOTHING, powerOfTen, svg, text } from '../../../src/drawing/svg.js';

const page = { title: 'a & b', width: 20, height: 10, size: null, font: {}, background: null } as const;

test('every text of an SVG is escaped, wherever it stands', () => {
  const hostile = '"><script>&';
  const picture = svg({ ...page, title: hostile, provenance: [hostile] }, [
    text([1, 2], hostile, { fill: hostile }),
  ]);
  expect(picture).not.toContain('<script>');
  expect(picture.match(/&quot;&gt;&lt;script&gt;&amp;/g)).toHaveLength(4);
});

test('every text of a TeX document is escaped', () => {
  const hostile = '\\end{document} 50%';
  const document = texDocument(
    { colours: [], ink: 'black', ground: null, axis: [labelled('title', hostile)], provenance: [] },
    [legendEntry(['no marks'], hostile)],
  );
  expect(document.match(/\\end\{document\}/g)).toHaveLength(1);
  expect(document.match(/50\\%/g)).toHaveLength(2);
});

test('a line goes through its points, in hundredths of a pixel; an area is closed', () => {
  const points = [
    [0, -0.001],
    [1.004, 2],
  ] as const;
  expect(line(points, { stroke: 'red' })).toBe('<path d="M0 0L1 2" fill="none" stroke="red"/>');
  expect(area(points, { fill: 'red' })).toMatch(/Z" fill="red"\/>$/);
  expect(line([], {})).toBe(NOTHING);
});

test('an attribute without a value is absent', () => {
  expect(text([1, 2], 'x', { fill: null })).toBe('<text x="1" y="2">x</text>');
});

test('what is clipped names its box', () => {
  const box = { left: 1, top: 2, width: 3, height: 4 };
  expect(clipped('plot', box, [])).toContain('<clipPath id="plot"><rect x="1" y="2" width="3" height="4"/>');
});

test('an exponent is raised, with a minus and not a hyphen', () => {
  expect(powerOfTen([0, 0], -3, {})).toBe(
    '<text x="0" y="0">10<tspan dy="-4" font-size="8">−3</tspan></text>',
  );
});

test('a scale puts the ends of an axis at its ends, and the middle of a log axis at the geometric mean', () => {
  const at = scale('log', { min: 0.01, max: 100 }, 400, 40);
  expect([at(0.01), at(1), at(100)]).toEqual([400, 220, 40]);
  expect(scale('linear', { min: -1, max: 1 }, 0, 10)(0)).toBe(5);
});

test('round numbers lie within the axis, evenly spaced', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -1e6, max: 1e6, noNaN: true }),
      fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
      (min, span) => {
        const numbers = roundNumbers(min, min + span, 6);
        expect(numbers.length).toBeLessThanOrEqual(8);
        for (const number of numbers) {
          expect(number).toBeGreaterThanOrEqual(min - 1e-6 * (span + Math.abs(min)));
          expect(number).toBeLessThanOrEqual(min + span + 1e-6 * (span + Math.abs(min)));
        }
      },
    ),
  );
});
