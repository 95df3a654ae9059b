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

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'linspg-phase-'));
  writeFileSync(join(folder, 'swapped.linspg'), SWAPPED);
});
afterAll(() => rmSync(folder, { recursive: true }));

async function written(options: Omit<PhaseOptions, 'out'>): Promise<string> {
  const out = join(folder, 'out');
  expect(await phase(join(folder, 'swapped.linspg'), { ...options, out })).toBe(0);
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

  it('draws a bar with the names of the verdicts', async () => {
    const svg = await written({ parameter: 't', format: 'svg' });
    expect(svg).toMatch(/^<svg /);
    expect(svg).toContain('depends (a2)');
  });

  it.each([
    [{}, /--parameter is missing: this text has several; its parameters: t, u/],
    [{ parameter: 's' }, /there is no parameter 's'/],
    [
      { parameter: 'u' },
      /from where to where u goes is missing: give --from and --to, or write `u: \{ value: 2,/,
    ],
    [{ parameter: 't', from: '2' }, /--from must be less than --to, not 2 and 1/],
    [{ parameter: 't', from: 'x' }, /--from expects a number such as -2, 0\.5 or 1\/3, not 'x'/],
    [{ parameter: 't,u', to: '3' }, /--from and --to go with one parameter/],
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
