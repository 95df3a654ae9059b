/** Phase diagrams as a worker makes them, and why there are none. */
import { describe, expect, it } from 'vitest';
import { type PhaseAnswer, pointedNumber, textPhases } from '../../../src/experiment/textPhases.js';
import { NO_FILES } from '../../../src/spec/files/port.js';

const TRAP = `bandit:
  actions:
    a1: { reward: 1, features: [0, -1] }
    a2: { reward: -1.8, features: [0.6, 0.6] }
    a3: { reward: -2, features: [1, 0] }
`;
const FAMILY = 'generate: { actions: 3, dimensions: 2, count: 2, seed: 1 }\n';

const phases = (text: string, ...numbers: string[]) =>
  textPhases({ text, files: [], numbers }, NO_FILES, () => {});
const pointed = (text: string, at: string) =>
  pointedNumber({ text, files: [], offset: text.indexOf(at) }, NO_FILES);

describe('a phase diagram', () => {
  // a2 attracts iff ⟨x2 − x3, x1 − x3⟩ = −0.4(x − 1) − 0.6 < 0, x > −1/2 (docs/features-3.md).
  it('goes through a number around its value, with its place in the text', () => {
    const found = phases(TRAP, 'feature 1 of a1');
    expect(found).toMatchObject({
      phases: {
        kind: 'bar',
        axis: { name: 'x', words: 'feature 1 of a1', value: '0', from: '-1', to: '1' },
        rows: [
          { to: ['-1/2', '-1/2'], toIncluded: true, verdict: 'always', basis: 'proved' },
          { from: ['-1/2', '-1/2'], fromIncluded: false, verdict: 'depends', traps: ['a2'] },
        ],
      },
    });
    const [range] = (found as Extract<PhaseAnswer, { ranges: unknown }>).ranges;
    expect(TRAP.slice(0, range!.start)).toMatch(/features: \[$/);
  });

  it('survives a message', () => {
    const found = phases(TRAP, 'feature 1 of a1');
    expect(structuredClone(found)).toEqual(found);
    expect(JSON.parse(JSON.stringify(found))).toEqual(found);
  });

  it.each([
    [TRAP.replace('1, 0', '1'), 'reward of a1', /has errors/],
    [FAMILY, 'reward of a1', /family has no verdict of its own/],
    [TRAP, 'reward of a9', /has no reward of a9 any more/],
    ['title: none\n', 'reward of a1', /has errors/],
  ])('is refused with the reason', (text, words, why) => {
    expect(phases(text, words)).toMatchObject({ refused: expect.stringMatching(why) });
  });
});

describe('a place in the text', () => {
  it('is a number, or it is said where to point', () => {
    expect(pointed(TRAP, '-1.8')).toEqual({ words: 'reward of a2' });
    expect(pointed(TRAP, 'actions')).toEqual({
      refused:
        'No number of the problem stands at the cursor: point at a reward, a feature, a probability, the discount or a parameter.',
    });
    expect(pointed(FAMILY, '3')).toMatchObject({ refused: expect.stringMatching(/family/) });
  });
});
