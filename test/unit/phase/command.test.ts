/** `linspg phase` as a function: tables with exact ends, pictures, and what is said of a wrong call. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Fraction } from 'fraction.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PhaseOptions, phase } from '../../../src/cli/phase.js';
import { CELLS, mapOf } from '../../../src/phase/map.js';

const SWAPPED = `let:
  t: { value: 1/4, from: 0, to: 1 }
  u: 2
bandit:
  actions:
    a1: { reward: 9, features: [0, -u] }
    a2: { reward: 8, features: [t - 1, t] }
    a3: { reward: 7, features: [-t, 1 - t] }
    a4: { reward: 6, features: [2, 0] }
`;

const TRAP = `bandit:
  actions:
    a1: { reward: 1, features: [0, -1] }
    a2: { reward: -1.8, features: [0.6, 0.6] }
    a3: { reward: -2, features: [1, 0] }
`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'linspg-phase-'));
  writeFileSync(join(folder, 'swapped.linspg'), SWAPPED);
  writeFileSync(join(folder, 'trap.linspg'), TRAP);
  writeFileSync(join(folder, 'inside.linspg'), `let: { u: 1 }\n${TRAP.replace('[0, -1]', '[u - 1, -1]')}`);
});
afterAll(() => rmSync(folder, { recursive: true }));

async function written(options: Omit<PhaseOptions, 'out'>, name = 'swapped.linspg'): Promise<string> {
  const out = join(folder, 'out');
  expect(await phase(join(folder, name), { ...options, out })).toBe(0);
  return readFileSync(out, 'utf8');
}

describe('linspg phase', () => {
  it('writes each interval with exact ends', async () => {
    expect(await written({ parameter: 't', format: 'text' })).toBe(
      '0 ≤ t ≤ 1/2  always        proved\n1/2 < t ≤ 1  depends (a2)  proved\n',
    );
    expect(await written({ parameter: 't', from: '1/4', to: '3/4', format: 'csv' })).toBe(
      [
        'from-low,from-high,from-included,to-low,to-high,to-included,verdict,traps,basis',
        '1/4,1/4,true,1/2,1/2,true,always,,proved',
        '1/2,1/2,false,3/4,3/4,true,depends,a2,proved',
        '',
      ].join('\n'),
    );
    const { parameter, segments } = JSON.parse(await written({ parameter: 't', format: 'json' })) as {
      parameter: string;
      segments: { verdict: string }[];
    };
    expect([parameter, ...segments.map(({ verdict }) => verdict)]).toEqual(['t', 'always', 'depends']);
  });

  // ⟨x2 − x3, x1 − x3⟩ < 0 is what makes a2 attract (docs/features-3.md): −0.4(x − 1) − 0.6 < 0 iff x > −1/2.
  it('goes through a number of the text around its value, unless it is told otherwise', async () => {
    const number = '3:33';
    expect(await written({ number, format: 'text' }, 'trap.linspg')).toBe(
      'x: feature 1 of a1, 0 in the text\n-1 ≤ x ≤ -1/2  always        proved\n-1/2 < x ≤ 1   depends (a2)  proved\n',
    );
    const csv = await written({ number, from: '-3/4', to: '0', format: 'csv' }, 'trap.linspg');
    expect(csv.split('\n')[1]).toBe('-3/4,-3/4,true,-1/2,-1/2,true,always,,proved');
  });

  it('finds a parameter where it is named', async () => {
    expect(await written({ number: '7:35', format: 'text' })).toBe(
      '0 ≤ t ≤ 1/2  always        proved\n1/2 < t ≤ 1  depends (a2)  proved\n',
    );
  });

  // The same with 1 − x in the place of x: 1 − x > −1/2 iff x < 3/2.
  it('goes through a number inside an expression', async () => {
    expect(await written({ number: '4:37', format: 'text' }, 'inside.linspg')).toBe(
      'x: number 1 in the feature 1 of a1, 1 in the text\n0 ≤ x < 3/2  depends (a2)  proved\n3/2 ≤ x ≤ 2  always        proved\n',
    );
  });

  it('writes the ends around a number of many places as decimals', async () => {
    const number = '3:21';
    const text = TRAP.replace('reward: 1,', 'reward: 0.456187373758452,');
    writeFileSync(join(folder, 'places.linspg'), text);
    const svg = await written({ number, format: 'svg' }, 'places.linspg');
    expect(svg).toContain('>-0.543812626241548<');
    expect(svg).toContain('>1.456187373758452<');
  });

  it('draws a bar with the names of the verdicts', async () => {
    const svg = await written({ parameter: 't', format: 'svg' });
    expect(svg).toMatch(/^<svg /);
    expect(svg).toContain('depends (a2)');
    // Its axis has the exact number at which the verdict changes.
    expect(svg).toMatch(/<text[^>]*>1\/2<\/text>/);
    const named = await written({ number: '4:37', format: 'svg' }, 'trap.linspg');
    expect(named).toContain('>The verdict as x (feature 1 of a2) changes<');
  });

  it.each([
    [{}, /--parameter is missing: this text has several; its parameters: t, u/],
    [{ parameter: 's' }, /there is no parameter 's'/],
    [
      { parameter: 'u' },
      /from where to where u goes is missing: give --from and --to, or write `u: \{ value: 2,/,
    ],
    [{ parameter: 't', from: '2' }, /--from must be less than --to, not 2 and 1/],
    [{ number: '6' }, /--number expects LINE:COLUMN, both from 1, such as 4:37, not '6'/],
    [{ number: '6:1' }, /no number of the problem stands at 6:1: point at a reward, a feature/],
    [{ number: '60:1' }, /no number of the problem stands at 60:1/],
    [{ number: '7:35', parameter: 't' }, /do not go together/],
    [{ number: '7:35', from: '1' }, /--from must be less than --to, not 1 and 1/],
    [{ parameter: 't', from: 'x' }, /--from expects a number such as -2, 0\.5 or 1\/3, not 'x'/],
    [{ parameter: 't,u', to: '3' }, /--from and --to go with one number/],
    [{ parameter: 't,t' }, /takes one name, or two different ones/],
  ])('called as %j says how it is called', async (options, message) => {
    const call = phase(join(folder, 'swapped.linspg'), { ...options, format: 'text' });
    await expect(call).rejects.toThrow(message);
  });
});

describe('a map', () => {
  it('has each cell decided at its centre', () => {
    const range = { from: new Fraction(0), to: new Fraction(1) };
    const { cells } = mapOf(range, range, (x, y) => ({
      label: { kind: x.compare(y) > 0 ? 'always' : 'never', traps: [] },
      basis: 'proved',
      reach: () => null,
    }));
    expect(cells).toHaveLength(CELLS * CELLS);
    expect([cells[0]!.x, cells[0]!.y].map(String)).toEqual(['0.0125', '0.0125']);
    const above = cells.filter(({ decision }) => decision.label.kind === 'always');
    expect(above).toHaveLength((CELLS * (CELLS - 1)) / 2);
  });
});
