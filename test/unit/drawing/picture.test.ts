/** A picture is data; its two writers, and what both are given of it. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { outlines } from '../../../src/drawing/outlines.js';
import type { Mark, Picture } from '../../../src/drawing/picture.js';
import { pictureSvg } from '../../../src/drawing/pictureSvg.js';
import { pictureTex } from '../../../src/drawing/pictureTex.js';
import { inSight, placeOf } from '../../../src/drawing/sight.js';
import type { Point } from '../../../src/drawing/svg.js';
import { numberWords } from '../../../src/drawing/ticks.js';

const stroke = { colour: '#0072b2', width: 2 };
const axis = { name: '', scale: 'linear', min: 0, max: 10, ticks: 'numbers' } as const;

function picture(marks: readonly Mark[], changes: Partial<Picture> = {}): Picture {
  return {
    title: 'a picture',
    width: 100,
    height: 100,
    x: axis,
    y: axis,
    frame: 'box',
    marks,
    legend: [],
    colours: null,
    paper: { background: '#ffffff', foreground: '#000000', muted: '#555555', grid: '#dddddd' },
    ...changes,
  };
}

describe('what is in sight', () => {
  const line = (...points: Point[]): Mark => ({ kind: 'line', points, stroke });

  test('a line is cut where it crosses the rim, and is two lines where it comes back', () => {
    expect(inSight(picture([line([5, 5], [5, 20], [7, 20], [7, 5])]))).toEqual([
      line([5, 5], [5, 10]),
      line([7, 10], [7, 5]),
    ]);
  });

  test('a line that only passes by is not there', () => {
    expect(inSight(picture([line([-5, 11], [20, 11])]))).toEqual([]);
  });

  test('of a logarithmic axis a line is cut where it is seen to cross', () => {
    const log = { ...axis, scale: 'log', min: 1, max: 100 } as const;
    // From (1, 0) to (10⁴, 10): half the way across, at 10², it is half the way up.
    const [cut] = inSight(picture([line([1, 0], [1e4, 10])], { x: log }));
    const [, end] = (cut as Extract<Mark, { kind: 'line' }>).points;
    expect(end![0]).toBeCloseTo(100, 9);
    expect(end![1]).toBeCloseTo(5, 9);
  });

  test('an area is cut along the rim', () => {
    const area: Mark = {
      kind: 'area',
      rings: [
        [
          [5, 5],
          [15, 5],
          [15, 8],
          [5, 8],
        ],
      ],
      fill: null,
    };
    const [cut] = inSight(picture([area]));
    const [ring] = (cut as Extract<Mark, { kind: 'area' }>).rings;
    expect(new Set(ring!.map((point) => point.map((one) => Number(one.toFixed(9))).join()))).toEqual(
      new Set(['5,5', '10,5', '10,8', '5,8']),
    );
  });

  test('an arrow that leaves has no head', () => {
    const arrow: Mark = { kind: 'arrow', from: [5, 5], to: [5, 50], stroke };
    expect(inSight(picture([arrow]))).toEqual([line([5, 5], [5, 10])]);
  });

  test('nothing that is in sight lies outside, whatever a line does', () => {
    const number = fc.double({ min: -30, max: 30, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(number, number), { minLength: 2, maxLength: 8 }), (points) => {
        const seen = inSight(picture([line(...points)]));
        for (const mark of seen)
          for (const [x, y] of (mark as Extract<Mark, { kind: 'line' }>).points) {
            expect(Math.min(x, y)).toBeGreaterThanOrEqual(-1e-6);
            expect(Math.max(x, y)).toBeLessThanOrEqual(10 + 1e-6);
          }
      }),
    );
  });

  test('from numbers to pixels and back is the same number', () => {
    const log = { ...axis, scale: 'log', min: 0.01, max: 1e4 } as const;
    const place = placeOf(picture([], { x: log }));
    expect(place.to([10, 10])).toEqual([50, 0]);
    expect(place.from(place.to([3, 7]))[0]).toBeCloseTo(3, 12);
  });
});

describe('outlines', () => {
  const areaOf = (rings: readonly (readonly Point[])[]) =>
    Math.abs(
      rings.reduce(
        (sum, ring) =>
          sum +
          ring.reduce((part, [x, y], n) => {
            const [u, v] = ring[(n + 1) % ring.length]!;
            return part + (x * v - u * y) / 2;
          }, 0),
        0,
      ),
    );

  test('of one area that fills the lattice are its rim', () => {
    expect(outlines([0, 0, 0, 0, 0, 0], 3, 2).get(0)).toEqual([
      [
        [0, 0],
        [3, 0],
        [3, 2],
        [0, 2],
      ],
    ]);
  });

  test('of two halves meet in the middle, without steps where the border slants', () => {
    const halves = outlines([0, 1, 0, 1], 2, 2);
    expect(areaOf(halves.get(0)!)).toBe(2);
    expect(areaOf(halves.get(1)!)).toBe(2);
    // A stair of one cell a row is a straight line but for its ends.
    const codes = Array.from({ length: 36 }, (_, n) => (n % 6 > Math.floor(n / 6) ? 1 : 0));
    const [ring] = outlines(codes, 6, 6).get(1)!;
    expect(ring!.length).toBeLessThanOrEqual(6);
  });

  test('a hole is a ring of its own, which takes its area away', () => {
    const codes = [0, 0, 0, 0, 1, 0, 0, 0, 0];
    const around = outlines(codes, 3, 3);
    expect(around.get(0)).toHaveLength(2);
    expect(areaOf(around.get(0)!) + areaOf(around.get(1)!)).toBe(9);
  });

  test('cells without an area have none', () => {
    expect([...outlines([-1, 2], 2, 1).keys()]).toEqual([2]);
  });
});

const hostile = '\\end{document} 50% <script>"&$^_~#{}';
const everything: readonly Mark[] = [
  {
    kind: 'area',
    rings: [
      [
        [1, 1],
        [5, 1],
        [5, 5],
      ],
    ],
    fill: { colour: '#e69f00', opacity: 0.3, hatching: 'rising' },
    stroke,
  },
  {
    kind: 'line',
    points: [
      [0, 0],
      [9, 9],
    ],
    stroke: { ...stroke, dash: [5, 4] },
  },
  { kind: 'arrow', from: [1, 1], to: [8, 2], stroke },
  { kind: 'markers', points: [[3, 3]], shape: 'rectRot', colour: '#009e73', radius: 4 },
  { kind: 'label', at: [4, 4], words: hostile, colour: '#000000' },
  { kind: 'label', at: [4, 6], words: { math: hostile }, colour: '#000000' },
];
const full = picture(everything, {
  title: hostile,
  x: { ...axis, name: hostile, ticks: [{ value: 2, words: hostile }] },
  y: { ...axis, name: { math: 'θ(1)' } },
  legend: [{ words: hostile, fill: { colour: '#e69f00', opacity: 0.3, hatching: 'rising' } }],
  colours: { name: hostile, min: 0, max: 1, colours: ['#000000', '#ffffff'] },
});

describe('SVG', () => {
  test('no text is markup, wherever it stands', () => {
    const { svg } = pictureSvg(full, [hostile]);
    expect(svg).not.toContain('<script>');
    // The title twice, where it came from, an axis and its tick, two labels, the legend and the scale.
    expect(svg.match(/&lt;script&gt;/g)!.length).toBe(9);
    expect(svg).not.toMatch(/NaN|undefined/);
  });

  test('y grows upwards, and what is at the middle of the axes is at the middle of the plot', () => {
    const dot: Mark = { kind: 'markers', points: [[5, 5]], shape: 'circle', colour: '#123456', radius: 2 };
    const bare = { ...axis, ticks: 'none' } as const;
    const { svg, width, height } = pictureSvg(picture([dot], { x: bare, y: bare }), []);
    expect([width, height]).toEqual([100 + 14 + 22, 40 + 100 + 14]);
    expect(svg).toContain('translate(64 90)');
  });

  test('marks of direction in a name are written out, so that a number behind it stays as it is', () => {
    const { svg } = pictureSvg(picture([], { legend: [{ words: '\u202ename: 47.2 %', stroke }] }), []);
    expect(svg).toContain('>\\u202Ename: 47.2 %<');
    expect(svg).not.toContain('\u202e');
  });

  test('a title that is longer than a narrow plot is wide has room for its letters', () => {
    const { svg, width } = pictureSvg(picture([], { title: 'W'.repeat(60) }), []);
    const middle = Number(/<text x="([\d.]+)"[^>]*>W/.exec(svg)![1]);
    // Helvetica's W is wider than most letters: half of the title's 15 pixels is a little.
    expect(Math.min(middle, width - middle)).toBeGreaterThan((60 * 7.5) / 2);
  });

  test('a picture is as wide as the names in its legend, of letters or of ideographs', () => {
    const widthWith = (words: string) => pictureSvg(picture([], { legend: [{ words, stroke }] }), []).width;
    const plot = widthWith('a');
    expect(widthWith('short')).toBe(plot);
    // Helvetica's letters have about half of their size, ideographs all of it; the letters have 12 pixels or more.
    expect(widthWith('x'.repeat(80))).toBeGreaterThan(80 * 6);
    expect(widthWith('本'.repeat(80))).toBeGreaterThan(80 * 12);
  });

  test('two pictures in one page have no name in common', () => {
    const names = (id: string) =>
      [...pictureSvg(full, [], id).svg.matchAll(/id="([^"]+)"/g)].map((found) => found[1]!);
    expect(names('a').length).toBeGreaterThan(0);
    expect(names('a').filter((name) => names('b').includes(name))).toEqual([]);
  });
});

describe('PGFPlots', () => {
  test('no text is TeX, wherever it stands, and all of it is ASCII', () => {
    const source = pictureTex(full, [hostile]);
    const code = source.split('\n').filter((line) => !line.startsWith('%'));
    expect(code.join('\n').match(/\\end\{document\}/g)).toHaveLength(1);
    expect(code.join('\n')).toMatch(/^[\n\x20-\x7e]*$/);
    const bare = code.join('\n').replace(/\\[\\{}]/g, '');
    expect(bare.split('{').length).toBe(bare.split('}').length);
  });

  test('axes, marks and legend are those of PGFPlots', () => {
    const source = pictureTex(full, []);
    for (const part of [
      'scale only axis',
      'xmin=0',
      'xmax=10',
      'xtick={2}',
      'ylabel={$\\theta (1)$}',
      'dash pattern=on 3.75bp off 3bp',
      'pattern=north east lines',
      '(axis cs:1,1) -- (axis cs:5,1) -- (axis cs:5,5) -- cycle',
      '\\draw[draw=',
      'mark=diamond*',
      '\\addlegendimage{area legend',
      'colorbar',
    ])
      expect(source).toContain(part);
  });

  test('it needs no package beside pgfplots', () => {
    const packages = [
      ...pictureTex(full, []).matchAll(/\\(?:usepackage|documentclass)(?:\[[^\]]*\])?\{([^}]+)\}/g),
    ];
    expect(packages.map((found) => found[1])).toEqual(['article', 'pgfplots']);
  });

  test('a dark ground is drawn, and paper is not', () => {
    expect(pictureTex(full, [])).not.toContain('show background rectangle');
    const dark = { ...full.paper, background: '#1f1f1f', foreground: '#cccccc' };
    expect(pictureTex({ ...full, paper: dark }, [])).toContain('show background rectangle');
  });
});

test('numbers of axes are written as a person reads them', () => {
  expect([-1.5, 0, 1000, 123456, 0.1234, 2e-6, 3e7].map(numberWords)).toEqual([
    '−1.5',
    '0',
    '1\u202f000',
    '123\u202f456',
    '0.1234',
    '2×10⁻⁶',
    '3×10⁷',
  ]);
});
