/** The matrix of a problem for other programs; what hostile names do there is in borders/quoted.test.ts. */
import { expect, it } from 'vitest';
import { copiedMatrix, type MatrixFormat } from '../../../src/experiment/matrixText.js';
import { NO_FILES } from '../../../src/spec/files/port.js';

const copied = (format: MatrixFormat, text: string) => copiedMatrix({ format, text, files: [] }, NO_FILES);
const BANDIT = `bandit:
  actions:
    go: { reward: 9, features: [0, -2] }
    "a$b": { reward: 1/3, features: [1.5e-7, 1] }
`;

it('as NumPy', () => {
  expect(copied('numpy', BANDIT)).toEqual({
    text: `import numpy as np

actions = ["go", "a$b"]
X = np.array([
    [0.0, -2.0],
    [1.5e-7, 1.0],
])
r = np.array([9.0, 0.3333333333333333])
`,
  });
});

it('as Julia, also of one feature, which is still a matrix', () => {
  expect(copied('julia', BANDIT)).toEqual({
    text: `actions = ["go", "a\\$b"]
X = [
    0.0 -2.0
    1.5e-7 1.0
]
r = [9.0, 0.3333333333333333]
`,
  });
  expect(copied('julia', 'bandit: { rewards: [1, 0], features: [[2], [3]] }\n')).toMatchObject({
    text: expect.stringContaining('X = reshape([2.0, 3.0], 2, 1)\n'),
  });
});

it('as LaTeX, which needs no package', () => {
  expect(copied('latex', BANDIT)).toEqual({
    text: `% 2 actions, 2 features: go, a\\$b
\\[ X = \\left(\\begin{array}{rr} 0 & -2 \\\\ 1.5 \\cdot 10^{-7} & 1 \\end{array}\\right), \\qquad
   r = \\left(\\begin{array}{r} 9 \\\\ 0.3333333333333333 \\end{array}\\right) \\]
`,
  });
});

it('of a process it has a row for each pair; a family has none', () => {
  const process =
    'mdp: { discount: 0.5, start: s, states: { s: { go: { to: s, reward: 1 }, on: { to: s, reward: 0 } } }, features: one-hot }\n';
  expect(copied('numpy', process)).toMatchObject({
    text: expect.stringContaining('actions = ["s: go", "s: on"]\n'),
  });
  expect(copied('numpy', 'generate: { actions: 2, dimensions: 1, count: 1 }\n')).toHaveProperty('refused');
  expect(copied('numpy', 'bandit: {}\n')).toHaveProperty('refused');
});
