import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { applied } from '../../../src/spec/applied.js';
import { readSpec } from '../../../src/spec/read.js';
import { specSchema } from '../../../src/spec/schema.js';

const FOUR_ARMS = `bandit:
  actions:
    a1: { reward: 9, features: [ 0, -2] }
    a2: { reward: 8, features: [-1,  0] }
    a3: { reward: 7, features: [ 0,  1] }
    a4: { reward: 6, features: [ 2,  0] }
`;

/** What is wrong, as [the text at the range, code]. */
function wrong(text: string): [string, string][] {
  return readSpec(text).issues.map(({ range, code }) => [text.slice(range.start, range.end), code]);
}

/** What is wrong with four sound arms and this `run`. */
function wrongRun(run: string): [string, string][] {
  return wrong(`${FOUR_ARMS}run:\n${run.replace(/^/gm, '  ')}\n`);
}

function runOf(run: string, bandit = FOUR_ARMS) {
  const reading = readSpec(`${bandit}run:\n${run.replace(/^/gm, '  ')}\n`);
  expect(reading.issues).toEqual([]);
  return reading.run!;
}

/** Two arms with these rewards and noise. */
function twoArms(rewards: [string, string], more = ''): string {
  return `bandit:\n  rewards: [${rewards.join(', ')}]\n  features: [[0], [1]]\n${more}`;
}

describe('a bandit', () => {
  test('keeps names, rewards and features in the order of the text, with where each stands', () => {
    const { bandit, issues, source } = readSpec(FOUR_ARMS);
    expect(issues).toEqual([]);
    expect(bandit?.names).toEqual(['a1', 'a2', 'a3', 'a4']);
    expect(bandit?.rewards.map(({ value }) => value)).toEqual([9, 8, 7, 6]);
    expect(bandit?.features.map((row) => row.map(({ value }) => value))).toEqual([
      [0, -2],
      [-1, 0],
      [0, 1],
      [2, 0],
    ]);
    const at = ({ start, end }: { start: number; end: number }) => FOUR_ARMS.slice(start, end);
    expect(at(source.banditKey!)).toBe('bandit');
    expect(source.actions.map(({ name }) => at(name))).toEqual(['a1', 'a2', 'a3', 'a4']);
    expect(at(source.actions[1]!.reward)).toBe('8');
    expect(at(source.actions[1]!.row)).toBe('[-1,  0]');
    expect(source.actions[0]!.features.map(at)).toEqual(['0', '-2']);
  });

  test('may be written as two tables, block or flow, and then its actions are a1 … aK', () => {
    const flow = readSpec('bandit:\n  rewards: [1, 1/3]\n  features: [[1, 2], [3, "-1/7"]]\n');
    const block = readSpec(
      'bandit:\n  rewards:\n    - 1\n    - 1/3\n  features:\n    - [1, 2]\n    -\n      - 3\n      - -1/7\n',
    );
    expect(flow.issues).toEqual([]);
    expect(block.bandit).toEqual(flow.bandit);
    expect(flow.bandit?.names).toEqual(['a1', 'a2']);
    expect(flow.bandit?.rewards[1]).toEqual({ value: 1 / 3, literal: '1/3' });
  });

  test('keeps the decimals as they were written', () => {
    const { bandit } = readSpec(twoArms(['0.10', '1e-30']));
    expect(bandit?.rewards.map(({ literal }) => literal)).toEqual(['0.10', '1e-30']);
  });

  test('reports everything wrong at once, each at the narrowest range', () => {
    const text = `titel: x
bandit:
  actions:
    a1: { reward: nine, features: [ 0, -2] }
    a2: { reward: !!float 8, features: [-1] }
    a3: { reward: .inf, features: [ 0,  1e400] }
    a3: { reward: 6, features: [ 2,  0] }
    a4: { reward: 6, features: [ 2,  0, 1, 2] }
    <<: *x
    a5: *y
    a6: { reward: , features: [1/0, 0] }
    a7: 3
  noise: bernouli
`;
    expect(wrong(text)).toEqual([
      ['titel', 'unknown-key'],
      ['nine', 'number'],
      ['!!float', 'tag'],
      ['[-1]', 'row-length'],
      ['.inf', 'number'],
      ['1e400', 'number'],
      ['a3', 'duplicate-key'],
      ['1, 2', 'row-length'],
      ['<<', 'merge-key'],
      ['*y', 'alias'],
      ['reward', 'type'],
      ['1/0', 'number'],
      ['3', 'type'],
      ['bernouli', 'unknown-value'],
    ]);
  });

  test.each([
    ['bandit:\n  actions:\n    a1: { reward: 1, features: [1] }\n', 'a1', 'few-actions'],
    ['bandit:\n  actions: {}\n', 'bandit', 'few-actions'],
    ['bandit: {}\n', 'bandit', 'missing-key'],
    ['bandit:\n', 'bandit', 'type'],
    ['bandit:\n  rewards: [1, 2]\n', 'rewards', 'missing-key'],
    ['bandit:\n  rewards: [1, 2, 3]\n  features: [[1], [2]]\n', '3', 'table-lengths'],
    ['bandit:\n  rewards: { file: r.csv }\n  features: [[1], [2]]\n', 'r.csv', 'file'],
    ['bandit:\n  rewards: [1, 2]\n  features: [[1], []]\n', '[]', 'row-length'],
    ['bandit:\n  rewards: [1, [2]]\n  features: [[1], [2]]\n', '[2]', 'type'],
    ['mdp: {}\n', 'mdp', 'missing-key'],
    ['generate: { actions: 3 }\n', 'generate', 'missing-key'],
    ['run: {}\n', 'run: {}', 'missing-key'],
    ['', '', 'empty'],
    ['# only a comment\n', '# only a comment', 'empty'],
    ['just text\n', 'just text', 'type'],
    ['title: [1]\nbandit:\n  rewards: [1, 2]\n  features: [[1], [2]]\n', '[1]', 'type'],
  ])('%j is wrong at %j (%s)', (text, at, code) => {
    expect(wrong(text)).toEqual([[at, code]]);
  });

  test('a file has one problem', () => {
    expect(wrong(`${FOUR_ARMS}mdp: {}\n`).map(([, code]) => code)).toContain('two-problems');
  });

  test.each([
    ['bernoulli', ['0', '1'], []],
    ['bernoulli', ['-0.1', '1.5'], ['-0.1', '1.5']],
    ['{ gaussian: 0.1 }', ['0', '1.01'], ['1.01']],
    ['{ beta: 4 }', ['0.5', '1'], ['1']],
    ['{ beta: 4 }', ['0', '0.999'], ['0']],
    ['none', ['-5', '7'], []],
  ] as const)('%s noise with means %j: wrong at %j', (noise, rewards, expected) => {
    const text = twoArms([...rewards], `  noise: ${noise}\n`);
    expect(wrong(text)).toEqual(expected.map((at) => [at, 'mean-range']));
    expect(readSpec(text).bandit === null).toBe(expected.length > 0);
  });

  test('a noise is one thing', () => {
    expect(wrong(twoArms(['0.1', '0.2'], '  noise: { gaussian: 0.1, beta: 4 }\n'))).toEqual([
      ['beta', 'two-forms'],
    ]);
    expect(wrong(twoArms(['0.1', '0.2'], '  noise: { gaussian: 0 }\n'))).toEqual([['0', 'number']]);
    expect(wrong(twoArms(['0.1', '0.2'], '  noise: {}\n'))).toEqual([['{}', 'type']]);
  });
});

describe('rewards', () => {
  test('that lie too far apart for sums of their differences are refused, at the one farther from 0', () => {
    expect(wrong(twoArms(['1e308', '-1.1e308']))).toEqual([['-1.1e308', 'reward-range']]);
    expect(wrong(twoArms(['1.7e308', '0']))).toEqual([['1.7e308', 'reward-range']]);
    expect(wrong(twoArms(['4e307', '-4e307']))).toEqual([]);
    expect(wrong(twoArms(['1.7e308', '1.7e308']))).toEqual([]);
  });
});

describe('an experiment', () => {
  test('has the documented defaults', () => {
    for (const run of [runOf('{}'), readSpec(`${FOUR_ARMS}run:\n`).run]) {
      expect(run).toEqual({
        algorithm: ['lin-spg'],
        parameters: { entropyWeight: [0.1] },
        gradient: ['exact'],
        baseline: ['none'],
        learningRate: [{ kind: 'theory', factor: 1 }],
        iterations: [1e5],
        init: [{ kind: 'zeros' }],
        repeats: [1],
        instance: [0],
        seed: [0],
        stop: [{ kind: 'never' }],
        record: [200],
      });
    }
  });

  test('samples its gradients when there is noise, unless told otherwise', () => {
    const noisy = twoArms(['0.1', '0.2'], '  noise: bernoulli\n');
    expect(runOf('iterations: 10', noisy).gradient).toEqual(['sampled']);
    expect(runOf('gradient: exact', noisy).gradient).toEqual(['exact']);
  });

  test('takes a list as a sweep, and knows where each item stands', () => {
    const text = `${FOUR_ARMS}run:\n  learning-rate: [theory, theory*1/2, 0.2, { normalized: 1 }]\n  iterations: [10, 1e3]\n`;
    const { run, source } = readSpec(text);
    expect(run?.learningRate).toEqual([
      { kind: 'theory', factor: 1 },
      { kind: 'theory', factor: 0.5 },
      { kind: 'constant', rate: 0.2 },
      { kind: 'normalized', c: 1 },
    ]);
    expect(run?.iterations).toEqual([10, 1000]);
    expect(source.run.learningRate?.items.map(({ start, end }) => text.slice(start, end))).toEqual([
      'theory',
      'theory*1/2',
      '0.2',
      '{ normalized: 1 }',
    ]);
  });

  test('reads every rule for the learning rate', () => {
    const run = runOf(
      'learning-rate:\n  - { armijo: { max: 10, c: 1/2, shrink: 0.8 } }\n  - { decay: { initial: 1, factor: 0.99 } }\n',
    );
    expect(run.learningRate).toEqual([
      { kind: 'armijo', max: 10, c: 0.5, shrink: 0.8 },
      { kind: 'decay', initial: 1, factor: 0.99 },
    ]);
  });

  test('a list of numbers is one start, a list of vectors several', () => {
    expect(runOf('init: [3, 3]').init).toEqual([{ kind: 'vector', theta: [3, 3] }]);
    expect(runOf('init: [[3, 3], zeros, { gaussian: 4, count: 200 }, { trap: a2 }]').init).toEqual([
      { kind: 'vector', theta: [3, 3] },
      { kind: 'zeros' },
      { kind: 'gaussian', sigma: 4, count: 200 },
      { kind: 'trap', action: 1 },
    ]);
    expect(runOf('init: { gaussian: 1 }').init).toEqual([{ kind: 'gaussian', sigma: 1, count: 1 }]);
  });

  test.each([
    ['algoritm: lin-spg', 'algoritm', 'unknown-key'],
    ['algorithm: lin-sgp', 'lin-sgp', 'unknown-value'],
    ['algorithm: [lin-spg, 7]', '7', 'unknown-value'],
    ['learning-rate: theroy', 'theroy', 'unknown-value'],
    ['learning-rate: theory*-1', 'theory*-1', 'number'],
    ['learning-rate: 0', '0', 'number'],
    ['learning-rate: { armijo: { max: 1, c: 2, shrink: 0.5 } }', '2', 'number'],
    ['learning-rate: { armijo: { max: 1 } }', '{ max: 1 }', 'missing-key'],
    ['learning-rate: []', '[]', 'type'],
    ['iterations: 1.5', '1.5', 'number'],
    ['iterations: 2e9', '2e9', 'number'],
    ['iterations: 0', '0', 'number'],
    ['repeats: many', 'many', 'number'],
    ['seed: -1', '-1', 'number'],
    ['record: 1', '1', 'number'],
    ['stop: { gap: -1 }', '-1', 'number'],
    ['stop: { gap: 1, gradient: 1 }', 'gradient', 'two-forms'],
    ['init: [1, 2, 3]', '[1, 2, 3]', 'init-length'],
    ['init: [[1, 2], [1]]', '[1]', 'init-length'],
    ['init: [1, x]', 'x', 'number'],
    ['init: { trap: a9 }', 'a9', 'unknown-action'],
    ['init: { trap: a1 }', 'a1', 'trap-optimal'],
    ['init: { gaussian: 1, trap: a2 }', 'trap', 'two-forms'],
    ['init: { count: 3 }', 'count', 'missing-key'],
    ['algorithm: softmax-pg\ninit: [1, 2]', '[1, 2]', 'init-length'],
    ['algorithm: [softmax-pg, lin-spg]\ninit: [1, 2]', '[1, 2]', 'init-length'],
    ['algorithm: [softmax-pg, lin-spg]\ninit: [1, 2, 3, 4]', '[1, 2, 3, 4]', 'init-length'],
    ['algorithm: [softmax-npg, softmax-pg]\ninit: [[1, 2, 3, 4], [1, 2]]', '[1, 2]', 'init-length'],
    ['init: [1e308, 1e308]', '[1e308, 1e308]', 'init-overflow'],
    [
      'gradient: sampled\nlearning-rate: [1, { armijo: { max: 1, c: 0.5, shrink: 0.5 } }]',
      '{ armijo: { max: 1, c: 0.5, shrink: 0.5 } }',
      'armijo-sampled',
    ],
    [
      'gradient: [exact, sampled]\nlearning-rate: { armijo: { max: 1, c: 0.5, shrink: 0.5 } }',
      '{ armijo: { max: 1, c: 0.5, shrink: 0.5 } }',
      'armijo-sampled',
    ],
  ])('%j is wrong at %j (%s)', (run, at, code) => {
    expect(wrongRun(run)).toEqual([[at, code]]);
  });

  test('a broken section leaves the other standing', () => {
    const badRun = readSpec(`${FOUR_ARMS}run:\n  iterations: x\n`);
    expect(badRun.bandit).not.toBeNull();
    expect(badRun.run).toBeNull();
    const badBandit = readSpec(`${FOUR_ARMS.replace('reward: 9', 'reward: x')}run:\n  init: [3, 3]\n`);
    expect(badBandit.bandit).toBeNull();
    expect(badBandit.run).not.toBeNull();
    const openBracket = readSpec(`${FOUR_ARMS}run:\n  init: [3, 3\n`);
    expect(openBracket.bandit).not.toBeNull();
    expect(openBracket.run).toBeNull();
  });
});

describe('mending', () => {
  test.each([
    ['algoritm: lin-spg', 'algorithm: lin-spg'],
    ['algorithm: lin-sgp', 'algorithm: lin-spg'],
    ['learning-rate: theroy', 'learning-rate: theory'],
    ['init: { trap: a22 }', 'init: { trap: a2 }'],
    ['iterations: !!int 3', 'iterations: 3'],
    ['\titerations: 3', '  iterations: 3'],
  ])('the fix of %j gives %j', (before, after) => {
    const text = `${FOUR_ARMS}run:\n${before.startsWith('\t') ? before : `  ${before}`}\n`;
    const [issue] = readSpec(text).issues;
    const mended = applied(text, issue!.fix!.edits);
    expect(mended).toBe(`${FOUR_ARMS}run:\n${after.startsWith(' ') ? after : `  ${after}`}\n`);
    expect(readSpec(mended).issues).toEqual([]);
  });
});

describe('the examples', () => {
  const files = readdirSync('examples').filter((file) => file.endsWith('.linspg'));
  test.each(files)('%s is sound, by the reader and by the schema that completion uses', (file) => {
    const text = readFileSync(`examples/${file}`, 'utf8');
    const reading = readSpec(text);
    // A family has a notice that says what it is.
    expect(reading.issues.filter(({ severity }) => severity !== 'information')).toEqual([]);
    expect(reading.bandit ?? reading.mdp ?? reading.family).not.toBeNull();
    expect(reading.run).not.toBeNull();
    expect(specSchema.safeParse(parse(text)).error).toBeUndefined();
  });
});

describe('a slip in a key', () => {
  const told = (text: string) =>
    readSpec(text).issues.flatMap(({ severity, code, range }) =>
      severity === 'error' ? [`${code} ${text.slice(range.start, range.end)}`] : [],
    );
  const bandit =
    'bandit:\n  actions:\n    a1: { reward: 9, features: [0, -2] }\n    a2: { reward: 8, features: [0, 1] }\n';

  test.each([
    [bandit.replace('reward: 9', 'rewrd: 9'), ['rewrd']],
    [
      bandit.replace('reward: 9', 'rewrd: 9').replace('features: [0, -2]', 'featurs: [0, -2]'),
      ['rewrd', 'featurs'],
    ],
    [bandit.replace('actions', 'actons').replace('reward: 9', 'rewrd: 9'), ['actons', 'rewrd']],
    [bandit.replace('bandit', 'bandt'), ['bandt']],
    ['bandit:\n  rewrds: [1, 0]\n  featres: [[1], [0]]\n', ['rewrds', 'featres']],
    [
      'contexts:\n  c1:\n    probabilty: 1\n    actons: { a: { reward: 1, features: [1] }, b: { reward: 0, features: [0] } }\n',
      ['probabilty', 'actons'],
    ],
    [
      'mdp:\n  discont: 0.9\n  strt: s1\n  states:\n    s1: { a: { too: s1, reward: 1, features: [1] }, b: { to: s1, reward: 0, features: [0] } }\n',
      ['discont', 'strt', 'too'],
    ],
    ['generate:\n  action: 3\n  dimensions: 2\n  coun: 9\n', ['action', 'coun']],
    [`${bandit}run: { learning-rate: { armijo: { mx: 1, c: 0.5, shrink: 0.5 } } }\n`, ['mx']],
    // The value is judged when the key is right.
    [`${bandit}run: { step: 0.1 }\n`, ['step']],
  ])('is told once: %j', (text, slips) => {
    expect(told(text)).toEqual(slips.map((slip) => `unknown-key ${slip}`));
  });

  test('is no second entry of a key that is there', () => {
    expect(told(bandit.replace('reward: 9', 'reward: 9, rewrd: 1'))).toEqual(['unknown-key rewrd']);
  });
});
