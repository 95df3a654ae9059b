/** A new spec from a file of numbers: what is known of it, what is asked, and what is written. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { type ImportOrder, importFile } from '../../../src/spec/imports/import.js';
import { readSpec } from '../../../src/spec/read.js';

const imported = (file: string, content: string | Uint8Array, more: Partial<ImportOrder> = {}) =>
  importFile({
    file,
    path: file,
    bytes: typeof content === 'string' ? new TextEncoder().encode(content) : content,
    ...more,
  });
const textOf = (file: string, content: string | Uint8Array, more: Partial<ImportOrder> = {}) => {
  const answer = imported(file, content, more);
  if (answer.kind !== 'text') throw new Error(JSON.stringify(answer));
  return answer.text;
};
const errorsOf = (text: string) => readSpec(text).issues.filter(({ severity }) => severity === 'error');

const RUN = '\nrun:\n  learning-rate: theory\n  iterations: 1e5\n';

describe('a table', () => {
  it('whose header names rewards and actions needs no question', () => {
    const text = textOf('arms.csv', 'x,reward,arm,y\n1,9,go,0.5\n0,1/3,"#1",-2\n');
    expect(text).toBe(
      `# Imported from arms.csv.\nbandit:\n  actions:\n    go: { reward: 9, features: [1, 0.5] }\n    "#1": { reward: 1/3, features: [0, -2] }\n${RUN}`,
    );
    expect(errorsOf(text)).toEqual([]);
  });

  it.each([
    ['tsv', 'name\tr\tx\na\t1\t0\nb\t2\t1\n'],
    ['csv', 'name;r;x\na;1;0\nb;2;1\n'],
    ['csv', ',r,x\na,1,0\nb,2,1\n'],
  ])('as .%s with any separator', (ending, content) => {
    expect(textOf(`t.${ending}`, content)).toContain('    a: { reward: 1, features: [0] }\n    b:');
  });

  it('asks which column is the rewards where nothing says it, and takes the answer by index, title or number', () => {
    const content = 'u,v,w\n1,2,3\n4,5,6\n7,8,9\n10,11,12\n';
    expect(imported('t.csv', content)).toEqual({
      kind: 'question',
      about: 'reward',
      columns: [
        { index: 0, title: 'u', sample: '1, 4, 7, …' },
        { index: 1, title: 'v', sample: '2, 5, 8, …' },
        { index: 2, title: 'w', sample: '3, 6, 9, …' },
      ],
    });
    for (const reward of [1, { called: 'v' }, { called: '2' }] as const)
      expect(textOf('t.csv', content, { reward })).toContain('a1: { reward: 2, features: [1, 3] }');
    expect(imported('t.csv', content, { reward: { called: 'x' } })).toEqual({
      kind: 'refused',
      reason: "t.csv has no column 'x'; it has u, v, w.",
    });
  });

  it('may have no rewards: then they are missing, and the editor says how they are written', () => {
    const text = textOf('t.csv', '1,2\n3,4\n', { reward: 'none' });
    expect(text).toContain('bandit:\n  features:\n    - [1, 2]\n    - [3, 4]\n');
    expect(errorsOf(text).map(({ code }) => code)).toEqual(['missing-key']);
  });

  it('asks which of several columns of words holds the names, and says which are left out', () => {
    const content = 'city,country,reward,x\nRome,it,1,0\nOslo,no,2,1\n';
    expect(imported('t.csv', content)).toMatchObject({
      kind: 'question',
      about: 'names',
      columns: [{ title: 'city' }, { title: 'country' }],
    });
    const text = textOf('t.csv', content, { names: { called: 'city' } });
    expect(text).toContain('# Left out, since they hold words: country.\n');
    expect(text).toContain('    Rome: { reward: 1, features: [0] }');
    expect(textOf('t.csv', content, { names: 'none' })).toContain('    a1: { reward: 1, features: [0] }');
  });

  it('with a word among the numbers of a column is not taken for one of words', () => {
    expect(imported('t.csv', 'name,reward,x\na,1,0.5\nb,2,o.5\n')).toEqual({
      kind: 'refused',
      reason: expect.stringContaining("t.csv, row 3, column 3: expected a number, found 'o.5'"),
    });
  });

  it('of many numbers is written whole where rewards stand among them, for no path can name a column', () => {
    const rows = Array.from({ length: 100 }, (_, a) => [a, ...Array(30).fill(0.5)].join(','));
    const text = textOf('t.csv', `reward${',x'.repeat(30)}\n${rows.join('\n')}\n`);
    expect(readSpec(text).bandit!.names).toHaveLength(100);
    const large = textOf('t.csv', `${rows.join('\n')}\n`, { reward: 'none' });
    expect(large).toBe(`# Imported from t.csv.\nbandit:\n  features: { file: t.csv }\n${RUN}`);
  });
});

describe('arrays', () => {
  it('with names of their own say what they are', () => {
    const json = '{"X": [[1, 0], ["1/3", 1]], "r": [9, 8], "actions": ["go", "stay"]}';
    expect(textOf('t.json', json)).toContain(
      '    go: { reward: 9, features: [1, 0] }\n    stay: { reward: 8, features: [1/3, 1] }\n',
    );
  });

  it('of many numbers are named, and stay in their file', () => {
    const X = Array.from({ length: 100 }, () => Array(30).fill(1));
    const json = JSON.stringify({ features: X, rewards: Array(100).fill(1) });
    expect(textOf('t.json', json, { path: '../data/t.json' })).toBe(
      `# Imported from t.json.\nbandit:\n  rewards: { file: "../data/t.json" }\n  features: { file: "../data/t.json" }\n${RUN}`,
    );
  });

  it('without a name ask for the rewards', () => {
    expect(imported('t.json', '[[1, 2], [3, 4]]')).toMatchObject({ kind: 'question', about: 'reward' });
    expect(textOf('t.json', '[[1, 2], [3, 4]]', { reward: 1 })).toContain('a1: { reward: 2, features: [1] }');
  });

  it('of NumPy, whose doubles are written as their shortest decimals, which is told', () => {
    const fixtures = path.resolve(import.meta.dirname, '../../fixtures/arrays');
    const bytes = new Uint8Array(readFileSync(path.join(fixtures, 'tenths.npy')));
    const text = textOf('tenths.npy', bytes, { reward: 'none' });
    expect(text).toContain('# Binary numbers are written as the shortest decimals');
  });

  it('of a process ask which axis of P is which, of the orders that its lengths allow', () => {
    // Two states and three actions: only the first and the last axis can be states.
    const P = [
      [
        [1, 0],
        [0, 1],
        ['1/2', '1/2'],
      ],
      [
        [1, 0],
        [0, 1],
        [1, 0],
      ],
    ];
    const chain = JSON.stringify({
      P,
      r: [
        [0, 1, 2],
        [0, 0, 0],
      ],
      gamma: 0.5,
      rho: [1, 0],
    });
    expect(imported('chain.json', chain)).toEqual({
      kind: 'question',
      about: 'axes',
      columns: [
        { index: 0, title: 'state,action,next', sample: 'P[s, a, s′]' },
        { index: 1, title: 'next,action,state', sample: 'P[s′, a, s]' },
      ],
    });
    const text = `# Imported from chain.json.\nmdp:\n  file: chain.json\n  axes: [state, action, next]\n${RUN}`;
    for (const axes of [0, { called: 'state,action,next' }, { called: '[state, action, next]' }] as const)
      expect(textOf('chain.json', chain, { axes })).toBe(text);
    expect(textOf('chain.json', chain, { axes: 'none' })).toBe(text.replace(/ {2}axes.*\n/, ''));
    expect(imported('chain.json', chain, { axes: { called: 'action,state,next' } })).toEqual({
      kind: 'refused',
      reason: 'chain.json: the axes may be state,action,next or next,action,state, found action,state,next.',
    });
    expect(imported('chain.json', '{"P": [[[1, 0]]]}')).toMatchObject({ kind: 'question' });
    expect(imported('chain.json', '{"P": [[1, 0]]}')).toEqual({
      kind: 'refused',
      reason:
        'chain.json: expected P with three axes, two of them of the number of states, found an array of shape (1, 2).',
    });
  });

  it('of features may have an action a column: where it is said, or where the rewards are as many as the columns', () => {
    const said = textOf('t.json', '{"X": [[1, 2], [3, 4]], "r": [9, 8]}', {
      axes: { called: 'feature,action' },
    });
    expect(said).toContain('# Each row of the array is a feature, each column an action.\n');
    expect(said).toContain('a1: { reward: 9, features: [1, 3] }\n    a2: { reward: 8, features: [2, 4] }\n');
    const known = textOf('t.json', '{"X": [[1, 2, 3], [4, 5, 6]], "r": [9, 8, 7]}');
    expect(known).toContain('since there are as many rewards as columns');
    expect(known).toContain('a3: { reward: 7, features: [3, 6] }\n');
    expect(errorsOf(known)).toEqual([]);
    expect(textOf('t.json', '{"X": [[1, 2], [3, 4]], "r": [9, 8]}')).toContain('features: [1, 2]');
    expect(imported('t.json', '[[1, 2]]', { axes: { called: 'rows' } })).toEqual({
      kind: 'refused',
      reason: 't.json: the axes may be action,feature or feature,action, found rows.',
    });
  });

  it('of another shape are refused in words', () => {
    expect(imported('t.json', '{"a": [1], "b": [2]}')).toEqual({
      kind: 'refused',
      reason: 't.json: expected an array features (or phi, X), or P of a process; found a (1), b (1).',
    });
    expect(imported('t.json', '[[[1]]]')).toEqual({
      kind: 'refused',
      reason:
        't.json: expected rows of numbers (two axes), found an array of shape (1, 1, 1); features of states are `phi` beside P.',
    });
    expect(imported('t.csv', 'reward\n1\n2\n')).toEqual({
      kind: 'refused',
      reason: 't.csv: no column of numbers is left for the features.',
    });
    expect(imported('t.xlsx', 'x')).toMatchObject({ kind: 'refused' });
  });
});
