/** A phase diagram stands as long as nothing but its numbers changes in the text. */
import { describe, expect, it } from 'vitest';
import { type PhaseAnswer, textPhases } from '../../../src/experiment/textPhases.js';
import { afterNumbers, type KeptPhases } from '../../../src/phase/kept.js';
import { NO_FILES } from '../../../src/spec/files/port.js';

const TEXT = `let:
  t: { value: 1/4, from: 0, to: 1 }
  u: { value: 1/4, from: -3, to: 3 }
bandit:
  actions:
    a1: { reward: 9, features: [0, -2] }
    a2: { reward: 8, features: [t - 1, t] }
    a3: { reward: 7, features: [-t, 1 - t] }
    a4: { reward: 6, features: [2, u - u] }
`;

function kept(...numbers: readonly string[]): KeptPhases {
  const answer = textPhases({ text: TEXT, files: [], numbers }, NO_FILES, () => {});
  return { text: TEXT, ...(answer as Extract<PhaseAnswer, { phases: unknown }>) };
}

describe('the diagram of t', () => {
  const before = kept('t');
  const after = (text: string) => afterNumbers(before, text);

  it('is that of every other value of t that it shows', () => {
    const now = after(TEXT.replace('value: 1/4, from: 0', 'value: 0.75, from: 0'))!;
    expect(now.phases).toMatchObject({
      axis: { value: '0.75' },
      rows: (before.phases as { rows: unknown }).rows,
    });
    // And so on from there.
    expect(afterNumbers(now, TEXT)).toMatchObject({ text: TEXT, ranges: before.ranges });
  });

  it.each([
    ['another number has changed', TEXT.replace('reward: 9', 'reward: 9.5')],
    ['its range has', TEXT.replace('to: 1 }', 'to: 2 }')],
    ['its value has left the range', TEXT.replace('value: 1/4, from: 0', 'value: 5, from: 0')],
    ['its value is no number', TEXT.replace('value: 1/4, from: 0', 'value: one, from: 0')],
    ['something was written beside it', TEXT.replace('value: 1/4, from: 0', 'value: 1/4, to: 2, from: 0')],
  ])('is made anew when %s', (_, text) => {
    expect(after(text)).toBeNull();
  });
});

it('that of a number inside an expression stands when brackets come around it', () => {
  const before = kept('number 1 in the feature 1 of a2');
  const now = afterNumbers(before, TEXT.replace('[t - 1, t]', '[t - (3/2), t]'));
  expect(now?.phases).toMatchObject({ axis: { value: '3/2' } });
});

it('a map follows both of its numbers, whichever is written first', () => {
  const map: KeptPhases = {
    text: 'a: 1, b: 2',
    ranges: [
      { start: 9, end: 10 },
      { start: 3, end: 4 },
    ],
    phases: {
      kind: 'map',
      across: { name: 'b', words: 'b', value: '2', from: '0', to: '9' },
      up: { name: 'a', words: 'a', value: '1', from: '0', to: '9' },
      columns: [],
      rows: [],
      verdicts: [],
      cells: [],
    },
  };
  const now = afterNumbers(map, 'a: 1.25, b: 7')!;
  expect(now.phases).toMatchObject({ across: { value: '7' }, up: { value: '1.25' } });
  expect(now.ranges.map(({ start, end }) => now.text.slice(start, end))).toEqual(['7', '1.25']);
  expect(afterNumbers(map, 'a: 1, c: 2')).toBeNull();
});
