/** Phase diagrams: intervals with a proved verdict, what is between them, and no disagreement with the verdict at exact numbers. */
import { Fraction } from 'fraction.js';
import { describe, expect, it } from 'vitest';
import { deciding, ofText } from '../../../src/phase/decide.js';
import { type Diagram, diagramOf, isSame } from '../../../src/phase/diagram.js';
import { placeText, verdictText } from '../../../src/phase/format.js';
import { compareRoots, rational } from '../../../src/phase/root.js';
import { rowsOf } from '../../../src/phase/rows.js';
import { NO_FILES } from '../../../src/spec/files/port.js';
import { numberNamed } from '../../../src/spec/numbers.js';
import { readSpec } from '../../../src/spec/read.js';

function specOf(
  arms: readonly (readonly [reward: string, row: string])[],
  { value = '0', noise = 'none' } = {},
): string {
  const lines = arms.map(([reward, row], a) => `    a${a + 1}: { reward: ${reward}, features: [${row}] }\n`);
  return `let: { t: ${value} }\nbandit:\n  noise: ${noise}\n  actions:\n${lines.join('')}`;
}

function diagram(text: string, from: number, to: number): Diagram {
  const reading = readSpec(text);
  const decide = deciding(text, NO_FILES, reading, numberNamed(text, reading, 't')!);
  return diagramOf(new Fraction(from), new Fraction(to), decide);
}

const told = (diagram: Pick<Diagram, 'segments'>) =>
  rowsOf(diagram).map((row) => `${placeText('t', row)}: ${verdictText(row)}, ${row.basis}`);

/** The trap of three arms, with t in the place of one number. */
const trap = (change: Partial<Record<'r1' | 'r2' | 'r3' | 'x1' | 'x2' | 'x3', string>>) => {
  const { r1 = '1', r2 = '-1.8', r3 = '-2', x1 = '0, -1', x2 = '0.6, 0.6', x3 = '1, 0' } = change;
  return specOf(
    [
      [r1, x1],
      [r2, x2],
      [r3, x3],
    ],
    { value: '1' },
  );
};

const SWAPPED = specOf([
  ['9', '0, -2'],
  ['8', 't - 1, t'],
  ['7', '-t, 1 - t'],
  ['6', '2, 0'],
]);

describe('the two rows that are swapped', () => {
  // From the rows (−1, 0), (0, 1) to (0, 1), (−1, 0). For a2 the worse differences are y3 = (2t − 1)(1, 1) and y4 = (t − 3, t). Where t > 1/2 their
  // min-norm point lies between them, and a1 dies faster. Where t < 1/2 it is y3, and ⟨y1, y3⟩ = (2t − 1)(2t + 1) < ‖y3‖² = 2(2t − 1)²: a1 dies slower. At
  // 1/2 the two rows are one arm.
  it('are always from the first matrix to the middle, and a trap from there on', () => {
    expect(told(diagram(SWAPPED, 0, 1))).toEqual([
      '0 ≤ t ≤ 1/2: always, proved',
      '1/2 < t ≤ 1: depends (a2), proved',
    ]);
  });
});

describe('the trap of three arms', () => {
  // For three arms a2 attracts iff ⟨x2 − x3, x1 − x3⟩ < 0 (docs/features-3.md); which arm that is follows from the order of the rewards.
  it.each([
    ['x1', 't, -1', ['-4 ≤ t ≤ -1/2: always', '-1/2 < t ≤ 4: depends (a2)']],
    ['x1', '0, t', ['-4 ≤ t < -2/3: depends (a2)', '-2/3 ≤ t ≤ 4: always']],
    ['x2', 't, 0.6', ['-4 ≤ t ≤ 2/5: always', '2/5 < t ≤ 4: depends (a2)']],
    ['x2', '0.6, t', ['-4 ≤ t ≤ 2/5: always', '2/5 < t ≤ 4: depends (a2)']],
    ['r3', 't', ['-4 ≤ t < -9/5: depends (a2)', '-9/5 ≤ t ≤ 4: always']],
  ] as const)('is one as %s = (%s) says', (number, changed, segments) => {
    expect(told(diagram(trap({ [number]: changed }), -4, 4))).toEqual(
      segments.map((segment) => `${segment}, proved`),
    );
  });

  it('changes at roots that are irrational, where nothing is claimed: t² − 0.6 t − 0.6 < 0 with t in x3', () => {
    const found = diagram(trap({ x3: 't, 0' }), -4, 4);
    const rows = rowsOf(found);
    expect(rows.map(({ verdict, basis }) => [verdict, basis])).toEqual([
      ['always', 'proved'],
      [null, 'unresolved'],
      ['depends', 'proved'],
      [null, 'unresolved'],
      ['always', 'proved'],
    ]);
    const f = (t: string) => new Fraction(t).mul(new Fraction(t)).sub(new Fraction(t).add(1).mul(3).div(5));
    for (const { from } of [rows[1]!, rows[3]!]) {
      const [low, high] = from;
      expect(f(low).s * f(high).s).toBe(-1n);
      expect(Number(new Fraction(high).sub(new Fraction(low)))).toBeLessThan(1e-12);
    }
  });
});

describe('a parameter in a divisor', () => {
  // ⟨x2 − x3, x1 − x3⟩ = −0.4(1/t − 1) − 0.6 < 0 iff 1/t > −1/2: t > 0 or t < −2.
  it('is followed on both sides of the number at which it divides by 0', () => {
    expect(told(diagram(trap({ x1: '1/t, -1' }), -4, 4))).toEqual([
      '-4 ≤ t < -2: depends (a2), proved',
      '-2 ≤ t < 0: always, proved',
      't = 0: invalid, numerical',
      '0 < t ≤ 4: depends (a2), proved',
    ]);
  });

  // r1 = 1/t is less than the others where −5/9 < t < 0, and then a2 is the best action; between r3 and r2 where −5/9 < t < −1/2.
  it('orders the rewards the other way where it is negative', () => {
    const found = told(diagram(trap({ r1: '1/t' }), -4, 4));
    expect(found.slice(0, 2)).toEqual(['-4 ≤ t < -5/9: depends (a2), proved', 't = -5/9: always, proved']);
    expect(found.slice(-3)).toEqual([
      '-1/2 ≤ t < 0: always, proved',
      't = 0: invalid, numerical',
      '0 < t ≤ 4: depends (a2), proved',
    ]);
  });

  it('that cancels divides by 0 all the same', () => {
    expect(told(diagram(trap({ x1: '0*t/t, -t/t' }), -4, 4))).toEqual([
      '-4 ≤ t < 0: depends (a2), proved',
      't = 0: invalid, numerical',
      '0 < t ≤ 4: depends (a2), proved',
    ]);
  });
});

describe('a text that the reader refuses at some numbers', () => {
  const arms = (reward: string) =>
    [
      [reward, '0, -1'],
      ['0.2', '0.6, 0.6'],
      ['0.1', '1, 0'],
    ] as const;

  it('has no verdict where a mean lies outside the range of the noise', () => {
    const { segments } = diagram(specOf(arms('t'), { noise: 'bernoulli', value: '1/2' }), -1, 2);
    const proved = segments.filter(({ basis, kind }) => basis === 'proved' && kind === 'interval');
    expect(told({ segments: proved }).at(0)).toMatch(/^0 ≤ t/);
    expect(told({ segments: proved }).at(-1)).toBe('1/5 < t ≤ 1: depends (a2), proved');
    expect(segments.at(0)!.label!.kind).toBe('invalid');
    expect(segments.at(-1)!.label!.kind).toBe('invalid');
  });

  it('is looked at point by point where the parameter is no number of the bandit', () => {
    const found = diagram(specOf(arms('1/2'), { noise: '{gaussian: t}', value: '1/2' }), -1, 2);
    expect(found.segments.every(({ basis }) => basis !== 'proved')).toBe(true);
  });
});

describe('no number has another verdict than its diagram says', () => {
  it.each([
    ['two swapped rows', SWAPPED, -2, 3],
    ['a reward of the trap', trap({ r1: 't' }), -4, 4],
    ['divisors', trap({ x1: '1/(1 + t), -t/(t*t - 2)', r2: '1/t' }), -4, 4],
    [
      'a second action that attracts on one side of a number at which it is open',
      specOf(
        [
          ['2', '0, 2/(t + 2)'],
          ['-2', '-1, -2'],
          ['1', '3, -3'],
          ['1', '3, 2/t'],
          ['-1', '2, 3/(t + 1)'],
        ],
        { value: '1' },
      ),
      -3,
      -2,
    ],
    ['a square', trap({ r2: 't*t - 2' }), -2, 2],
    [
      'five arms with ties and coincidences',
      specOf([
        ['2', '1, t'],
        ['1', '0, 1'],
        ['1', 't, -1'],
        ['t', '-1, 1'],
        ['-1', '1 - t, 0'],
      ]),
      -2,
      2,
    ],
  ])('%s', (_, text, from, to) => {
    const { segments } = diagram(text, from, to);
    const decide = ofText(text, NO_FILES, [numberNamed(text, readSpec(text), 't')!]);
    const low = new Fraction(from);
    for (let n = 0; n <= 120; n++) {
      const value = low.add(new Fraction((to - from) * n, 120));
      const at = rational(value);
      const segment = segments.find((one) => {
        if (one.kind === 'point') return compareRoots(one.at, at) === 0;
        const [above, under] = [compareRoots(at, one.low.at), compareRoots(one.high.at, at)];
        return (one.low.isClosed ? above >= 0 : above > 0) && (one.high.isClosed ? under >= 0 : under > 0);
      });
      expect(segment, `at ${value.toFraction()}`).toBeDefined();
      if (segment!.basis === 'unresolved') continue;
      const { label } = decide(value);
      expect(
        isSame(segment!.label, label),
        `${label.kind} at ${value.toFraction()}: ${told({ segments }).join('; ')}`,
      ).toBe(true);
    }
  });
});
