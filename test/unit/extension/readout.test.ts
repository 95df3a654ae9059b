import { expect, it } from 'vitest';
import { readout } from '../../../src/extension/session/readout.js';
import { LONG } from '../../../src/shared/readElsewhere.js';

const SPEC = 'bandit:\n  rewards: [1, 0]\n  features: [[1], [0]]\nrun: { iterations: 10 }\n';
const padded = (length: number) => `${SPEC.padEnd(length - 1, '# nothing ')}\n`;

it('reads in the extension host what takes no longer than a moment', () => {
  const text = padded(LONG);
  expect(text.length).toBe(LONG);
  expect(readout('file:///a.linspg', text)).toMatchObject({ errors: 0, cannotRun: null });
});

it('does not read a longer text there', () => {
  expect(readout('file:///a.linspg', padded(LONG + 1))).toBeNull();
});
