/** What a rewriting changes, and what it leaves as it is. */
import fc from 'fast-check';
import { Fraction } from 'fraction.js';
import { describe, expect, it } from 'vitest';
import { analyse } from '../../../src/conditions/analyse.js';
import { finish, type Work } from '../../../src/math/work.js';
import { toFraction } from '../../../src/model/rational.js';
import { applied } from '../../../src/spec/applied.js';
import type { Files } from '../../../src/spec/files/port.js';
import { NO_FILES } from '../../../src/spec/files/port.js';
import { readSpec } from '../../../src/spec/read.js';
import { centred, scaled, scalings, writtenRows } from '../../../src/spec/rewrites/features.js';
import { fileAt, numbersOfFile, written } from '../../../src/spec/rewrites/fromFile.js';
import { literalOf } from '../../../src/spec/rewrites/literals.js';
import type { SoundText } from '../../../src/spec/rewrites/rewrite.js';
import { sorted } from '../../../src/spec/rewrites/sort.js';
import { sweepAt, swept } from '../../../src/spec/rewrites/sweep.js';
import { type Extracted, extractable, extracted, whyNotInto } from '../../../src/spec/rewrites/toFile.js';
import type { TextEdit } from '../../../src/spec/types.js';

const sound = (text: string, files: Files = NO_FILES): SoundText => {
  const reading = readSpec(text, files);
  expect(reading.issues.filter(({ severity }) => severity === 'error')).toEqual([]);
  return { text, reading, files };
};
const after = (text: string, make: (one: SoundText) => Work<readonly TextEdit[] | null>) => {
  const edits = finish(make(sound(text)));
  return edits && applied(text, edits);
};
const holding = (contents: Readonly<Record<string, string | Uint8Array>>): Files => ({
  read: (path) => {
    const content = contents[path];
    if (content === undefined) return { refused: { code: 'missing' } };
    return { bytes: typeof content === 'string' ? new TextEncoder().encode(content) : content, hash: path };
  },
});

/** Small bandits of whole numbers and fractions, with ties. */
const number = fc.constantFrom('0', '1', '-2', '0.5', '1/3', '-7/6', '1e-3', '12');
const anyBandit = fc
  .record({ K: fc.integer({ min: 2, max: 5 }), d: fc.integer({ min: 1, max: 3 }) })
  .chain(({ K, d }) =>
    fc.array(fc.record({ reward: number, row: fc.array(number, { minLength: d, maxLength: d }) }), {
      minLength: K,
      maxLength: K,
    }),
  )
  .map(
    (actions) =>
      `bandit:\n  actions:\n${actions.map(({ reward, row }, a) => `    b${a}: { reward: ${reward}, features: [${row.join(', ')}] }\n`).join('')}`,
  );
const exact = (text: string) => {
  const { bandit } = readSpec(text);
  return bandit!.features.map((row) => row.map((x) => toFraction(x)));
};
/** Verdict, and what holds. */
const saidOf = (text: string, ids: readonly string[]) => {
  const { verdict, conditions } = analyse(readSpec(text).bandit!);
  return [
    verdict.kind,
    verdict.traps,
    conditions.flatMap(({ id, action, holds }) => (ids.includes(id) ? [[id, action, holds]] : [])),
  ];
};

describe('a rational number is written exactly', () => {
  it.each([
    ['1/3', '1/3'],
    ['-7/20', '-0.35'],
    ['3', '3'],
    ['1e-3', '0.001'],
    ['0', '0'],
    ['-1/1024', '-0.0009765625'],
  ])('%s as %s', (from, to) => {
    expect(literalOf(toFraction({ literal: from, value: Number.NaN }))).toBe(to);
  });

  it('of any denominator', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }),
        fc.bigInt({ min: 1n, max: 10n ** 9n }),
        (n, d) => {
          const meant = new Fraction(n, d);
          expect(toFraction({ literal: literalOf(meant), value: Number.NaN }).equals(meant)).toBe(true);
        },
      ),
    );
  });
});

describe('sorting the actions by reward', () => {
  it('moves each with its comments, keeps equal ones in their order, and leaves all else', () => {
    const text = `# head
bandit:
  actions:
    # the trap
    a2: { reward: 8, features: [0, 1] }  # falls in
    low: { reward: 1, features: [2, 0] }

    a1:   # the best
      reward: 9
      features: [0, -2]
    tie: { reward: 8, features: [-1, 0] }
run: { init: { trap: a2 } }
`;
    expect(after(text, sorted)).toBe(`# head
bandit:
  actions:
    a1:   # the best
      reward: 9
      features: [0, -2]
    # the trap
    a2: { reward: 8, features: [0, 1] }  # falls in

    tie: { reward: 8, features: [-1, 0] }
    low: { reward: 1, features: [2, 0] }
run: { init: { trap: a2 } }
`);
  });

  it('also within braces, and in two tables, where a name is a number that the experiment follows', () => {
    expect(
      after(
        'bandit: { actions: { a: { reward: 1, features: [0] }, b: { features: [1], reward: 2 } } }\n',
        sorted,
      ),
    ).toBe('bandit: { actions: { b: { features: [1], reward: 2 }, a: { reward: 1, features: [0] } } }\n');
    const tables = `bandit:
  rewards: [1, 3, 2]
  features:
    - [0, 1]  # low
    - [1, 0]
    - [2, 2]
run: { init: { trap: a3 } }
`;
    expect(after(tables, sorted)).toBe(`bandit:
  rewards: [3, 2, 1]
  features:
    - [1, 0]
    - [2, 2]
    - [0, 1]  # low
run: { init: { trap: a2 } }
`);
  });

  it('takes the logits of a tabular start along, and no parameters of features', () => {
    const bandit = 'bandit: { rewards: [1, 3], features: [[0, 1], [1, 0]] }\n';
    const sortedBandit = 'bandit: { rewards: [3, 1], features: [[1, 0], [0, 1]] }\n';
    const run = (algorithm: string, init: string) => `run: { algorithm: ${algorithm}, init: ${init} }\n`;
    expect(after(bandit + run('softmax-pg', '[5, 7]'), sorted)).toBe(
      sortedBandit + run('softmax-pg', '[7, 5]'),
    );
    expect(after(bandit + run('softmax-pg', '[[5, 7], zeros]'), sorted)).toBe(
      sortedBandit + run('softmax-pg', '[[7, 5], zeros]'),
    );
    expect(after(bandit + run('lin-spg', '[5, 7]'), sorted)).toBe(sortedBandit + run('lin-spg', '[5, 7]'));
  });

  it('is offered where there is something to sort, and nothing is read from a file', () => {
    expect(after('bandit: { rewards: [3, 1], features: [[0], [1]] }\n', sorted)).toBeNull();
    const files = holding({ 'x.csv': '0\n1\n' });
    expect(
      finish(sorted(sound('bandit: { rewards: [1, 3], features: { file: x.csv } }\n', files))),
    ).toBeNull();
  });

  it('tells numbers apart that become one double', () => {
    const text = 'bandit: { rewards: [0.1, 0.10000000000000000001], features: [[0], [1]] }\n';
    expect(after(text, sorted)).toBe(
      'bandit: { rewards: [0.10000000000000000001, 0.1], features: [[1], [0]] }\n',
    );
  });
});

describe('sorting the actions of states by reward', () => {
  const states = (init: string, more = '') => `mdp:
  discount: 0.5
  start: s1
  states:
    s1:
      # stays
      stay: { to: s1, reward: 0, features: [1, 0] }  # for nothing
      go:
        reward: 1
        to: { s2: 1/2, s1: 1/2 }
        features: [0, 1]
    end: terminal
    s2: { a: { to: end, reward: 1, features: [0, 0] }, b: { to: s1, reward: 2, features: [1, 1] } }
${more}run: { init: ${init} }
`;
  const sortedStates = (init: string) => `mdp:
  discount: 0.5
  start: s1
  states:
    s1:
      go:
        reward: 1
        to: { s2: 1/2, s1: 1/2 }
        features: [0, 1]
      # stays
      stay: { to: s1, reward: 0, features: [1, 0] }  # for nothing
    end: terminal
    s2: { b: { to: s1, reward: 2, features: [1, 1] }, a: { to: end, reward: 1, features: [0, 0] } }
run: { init: ${init} }
`;

  it('moves each within its state, with its comments and next states, and no parameter of features', () => {
    expect(after(states('[5, 7]'), sorted)).toBe(sortedStates('[5, 7]'));
    expect(after(states('{ trap: { s2: a } }'), sorted)).toBe(sortedStates('{ trap: { s2: a } }'));
  });

  it('takes logits along: s1 has two, the terminal state one, s2 two', () => {
    const tabular = (text: string) => text.replace('run: {', 'run: { algorithm: softmax-pg,');
    expect(after(tabular(states('[1, 2, 3, 4, 5]')), sorted)).toBe(tabular(sortedStates('[2, 1, 3, 5, 4]')));
  });

  it('of one state only, if asked', () => {
    expect(after(states('zeros'), (one) => sorted(one, 2))).toBe(
      states('zeros').replace(
        /s2: \{ .*/,
        's2: { b: { to: s1, reward: 2, features: [1, 1] }, a: { to: end, reward: 1, features: [0, 0] } }',
      ),
    );
    expect(after(states('zeros'), (one) => sorted(one, 1))).toBeNull();
  });

  const contexts = (features: string, init: string) => `contexts:
  c1: { probability: 1/2, actions: { a: { reward: 1 }, b: { reward: 3 }, c: { reward: 2 } } }
  c2: { probability: 1/2, actions: { a: { reward: 2 }, b: { reward: 1 } } }
  features: ${features}
run: { init: ${init} }
`;
  const sortedContexts = (features: string, init: string) =>
    contexts(features, init).replace(
      'a: { reward: 1 }, b: { reward: 3 }, c: { reward: 2 }',
      'b: { reward: 3 }, c: { reward: 2 }, a: { reward: 1 }',
    );

  it('takes rows beside the contexts along', () => {
    expect(after(contexts('[[1], [2], [3], [4], [5]]', '[7]'), sorted)).toBe(
      sortedContexts('[[2], [3], [1], [4], [5]]', '[7]'),
    );
  });

  it('takes the parameters of one-hot features along: those of groups are numbered by the first state of each', () => {
    expect(after(contexts('one-hot', '[1, 2, 3, 4, 5]'), sorted)).toBe(
      sortedContexts('one-hot', '[2, 3, 1, 4, 5]'),
    );
    const groups = '{ groups: { one: [c1, c2] } }';
    expect(after(contexts(groups, '[1, 2, 3]'), sorted)).toBe(sortedContexts(groups, '[2, 3, 1]'));
  });

  it('is not offered where features are drawn or read in the order of the text', () => {
    expect(after(contexts('{ random: 2 }', 'zeros'), sorted)).toBeNull();
    const files = holding({ 'x.csv': '0\n1\n2\n3\n4\n' });
    expect(finish(sorted(sound(contexts('{ file: x.csv }', 'zeros'), files)))).toBeNull();
    expect(after('mdp: { environment: cliff-world }\n', sorted)).toBeNull();
  });

  it('changes no number of any process', () => {
    const state = fc.array(fc.record({ reward: number, x: number }), { minLength: 2, maxLength: 4 });
    fc.assert(
      fc.property(fc.array(state, { minLength: 1, maxLength: 4 }), (all) => {
        const text = `mdp:\n  discount: 0.5\n  start: uniform\n  states:\n${all
          .map(
            (actions, s) =>
              `    s${s}:\n${actions.map(({ reward, x }, a) => `      a${a}: { to: s${(s + a) % all.length}, reward: ${reward}, features: [${x}, 1] }\n`).join('')}`,
          )
          .join('')}`;
        const moved = after(text, sorted) ?? text;
        const pairs = (of: string) => {
          const { states: named, pairs: each, features } = readSpec(of).mdp!;
          if (features.kind !== 'rows') throw new Error('these features are written');
          return named.map(({ first, actions }) =>
            each.slice(first, first + actions).map((pair, a) => ({ ...pair, row: features.rows[first + a] })),
          );
        };
        const now = pairs(moved);
        for (const [s, actions] of pairs(text).entries()) {
          expect(now[s]).toHaveLength(actions.length);
          expect(now[s]).toEqual(expect.arrayContaining(actions));
          const rewards = now[s]!.map(({ reward }) => toFraction(reward));
          for (let a = 1; a < rewards.length; a++)
            expect(rewards[a - 1]!.compare(rewards[a]!)).toBeGreaterThanOrEqual(0);
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe('shifting the features', () => {
  const shifted = ['exposed', 'order', 'trap', 'features-K', 'features-3', 'features-3-sto'];

  it('makes their mean exactly 0, by one vector', () => {
    const text = 'bandit: { rewards: [2, 1, 0], features: [[1, 0], [0, 0.5], [0, 1/3]] } # kept\n';
    expect(after(text, centred)).toBe(
      'bandit: { rewards: [2, 1, 0], features: [[2/3, -5/18], [-1/3, 2/9], [-1/3, 1/18]] } # kept\n',
    );
  });

  it('changes no verdict, and no condition that asks for differences of rows (docs/verdict.md)', () => {
    fc.assert(
      fc.property(anyBandit, (text) => {
        const moved = after(text, centred)!;
        const [before, now] = [exact(text), exact(moved)];
        const by = now[0]!.map((x, k) => x.sub(before[0]![k]!));
        for (const [a, row] of now.entries())
          for (const [k, x] of row.entries()) expect(x.equals(before[a]![k]!.add(by[k]!))).toBe(true);
        for (const k of by.keys())
          expect(now.reduce((sum, row) => sum.add(row[k]!), new Fraction(0)).equals(0)).toBe(true);
        expect(saidOf(moved, shifted)).toEqual(saidOf(text, shifted));
      }),
      { numRuns: 40 },
    );
  });

  it('is of all pairs of a process but terminal ones, wherever their rows stand', () => {
    const text = `mdp:
  discount: 0.5
  start: s1
  states:
    s1: { go: { to: s2, reward: 1 }, stay: { to: s1, reward: 0 } }
    s2: terminal
  features: [[1, 0], [0, 0]]
`;
    expect(after(text, centred)).toBe(text.replace('[[1, 0], [0, 0]]', '[[0.5, 0], [-0.5, 0]]'));
  });
});

describe('scaling the features', () => {
  const factors = (text: string) =>
    scalings(writtenRows(readSpec(text))!).map(({ of, factor }) => [of, literalOf(factor)]);

  it('makes the largest entry 1, or the longest row no longer than 1', () => {
    expect(factors('bandit: { rewards: [1, 0], features: [[3, -4], [1, 0]] }\n')).toEqual([
      ['entry', '0.25'],
      ['length', '0.2'],
    ]);
    // 1/√2 = 0.70710678…
    expect(factors('bandit: { rewards: [1, 0], features: [[1, -1], [1, 0]] }\n')).toEqual([
      ['length', '0.707106'],
    ]);
    expect(factors('bandit: { rewards: [1, 0], features: [[0], [0]] }\n')).toEqual([]);
    expect(factors('bandit: { rewards: [1, 0], features: [[1], [0]] }\n')).toEqual([]);
  });

  it('is by exactly one number, makes no row longer than 1, and keeps the verdict and what holds', () => {
    const kept = [
      'exposed',
      'order',
      'trap',
      'features-K',
      'features-3',
      'features-3-sto',
      'rank',
      'realizable',
    ];
    fc.assert(
      fc.property(anyBandit, (text) => {
        for (const { of, factor } of scalings(writtenRows(readSpec(text))!)) {
          const now = after(text, (one) => scaled(one, factor))!;
          const before = exact(text);
          const rows = exact(now);
          for (const [a, row] of rows.entries())
            for (const [k, x] of row.entries()) expect(x.equals(before[a]![k]!.mul(factor))).toBe(true);
          const squares = rows.map((row) => row.reduce((sum, x) => sum.add(x.mul(x)), new Fraction(0)));
          const longest = squares.reduce((most, x) => (x.compare(most) > 0 ? x : most));
          if (of === 'length') {
            expect(longest.compare(1)).toBeLessThanOrEqual(0);
            expect(longest.valueOf()).toBeGreaterThan(1 - 2e-5);
          } else
            expect(
              rows
                .flat()
                .map((x) => x.abs())
                .reduce((most, x) => (x.compare(most) > 0 ? x : most))
                .equals(1),
            ).toBe(true);
          expect(saidOf(now, kept)).toEqual(saidOf(text, kept));
        }
      }),
      { numRuns: 30 },
    );
  });

  it('of numbers of any size', () => {
    expect(factors('bandit: { rewards: [1, 0], features: [[1e200, 1e200], [0, 1]] }\n')[1]![1]).toMatch(
      /^7\.?07106|\//,
    );
    expect(factors('bandit: { rewards: [1, 0], features: [[2e-200, 0], [0, 0]] }\n')).toEqual([
      ['entry', `5${'0'.repeat(199)}`],
      ['length', `5${'0'.repeat(199)}`],
    ]);
  });
});

describe('expressions in parameters', () => {
  const at = (text: string, t: string) => exact(text.replace(/ t: [^ ]+/, ` t: ${t}`));
  const withRow = (row: string) =>
    `let: { t: 1/4 }\nbandit: { rewards: [1, 0], features: [[${row}], [${row.replace(/[^,]+/g, '2')}]] }\n`;
  const firstRow = (text: string | null) => /features: \[\[(.*?)\]/.exec(text ?? '')?.[1];
  const double = (row: string) => firstRow(after(withRow(row), (one) => scaled(one, new Fraction(2))));
  /** The mean of x and 4 - x is 2. */
  const lessTwo = (row: string) =>
    firstRow(
      after(`let: { t: 1/4 }\nbandit: { rewards: [1, 0], features: [[${row}], [4 - (${row})]] }\n`, centred),
    );

  it('are scaled as expressions, in short', () => {
    expect(double('t')).toBe('2*t');
    expect(double('t - 1')).toBe('2*(t - 1)');
    expect(double('(t - 1)')).toBe('2*(t - 1)');
    expect(double('-t')).toBe('-2*t');
    expect(double('3*t')).toBe('6*t');
    expect(double('-0.5*t')).toBe('-t');
    expect(double('1/3*t')).toBe('2*1/3*t');
    expect(double('(1/3)*t')).toBe('2/3*t');
    expect(double('t/3')).toBe('2*t/3');
    expect(double('(t - 1)*(t + 1)')).toBe('2*(t - 1)*(t + 1)');
    // Numbers are numbers, and exact.
    expect(double('1/3')).toBe('2/3');
  });

  it('are shifted as expressions, in short', () => {
    expect(lessTwo('t')).toBe('t - 2');
    expect(lessTwo('t + 2')).toBe('t');
    expect(lessTwo('t - 1/3')).toBe('t - 1/3 - 2');
    expect(lessTwo('1 - t')).toBe('-1 - t');
    expect(lessTwo('2 - t')).toBe('-t');
    expect(lessTwo('2 + t')).toBe('t');
    expect(lessTwo('(t - 1)')).toBe('(t - 1) - 2');
    expect(lessTwo('t*t')).toBe('t*t - 2');
    expect(lessTwo('t - (1)')).toBe('t - 3');
  });

  it('are the same functions of the parameters, scaled or shifted by the same numbers', () => {
    const word = fc.constantFrom('t', '2', '0.5', '(1/3)', '-t', '(t - 1)', '(2 + t)', '+t', '(-1)');
    const expression = fc
      .tuple(word, fc.array(fc.tuple(fc.constantFrom(' + ', '-', '*', ' * ', ' - '), word), { maxLength: 3 }))
      .map(([first, rest]) => [first, ...rest.flat()].join(''))
      .filter((words) => words.includes('t'));
    fc.assert(
      fc.property(expression, expression, (one, other) => {
        const text = `let: { t: 1/4 }\nbandit: { rewards: [1, 0], features: [["${one}"], ["${other}"]] }\n`;
        const mean = at(text, '1/4')
          .reduce((sum, row) => sum.add(row[0]!), new Fraction(0))
          .div(2);
        const [twice, shifted] = [
          after(text, (sound) => scaled(sound, new Fraction(2))),
          after(text, centred),
        ];
        for (const t of ['1/4', '-3', '5/7'])
          for (const [a, row] of at(text, t).entries()) {
            expect(at(twice!, t)[a]![0]!.equals(row[0]!.mul(2))).toBe(true);
            expect(at(shifted!, t)[a]![0]!.equals(row[0]!.sub(mean))).toBe(true);
          }
      }),
      { numRuns: 100 },
    );
  });

  it('that become too long to be read change nothing', () => {
    const long = `t${' + t'.repeat(49)}`;
    expect(long.length).toBe(197);
    expect(double(long)).toBe(undefined);
  });

  it('that stay in the text are not replaced by numbers when others go into a file', () => {
    const text =
      'let: { t: 1/4 }\nbandit: { actions: { a: { reward: 1e0, features: [t, 1] }, b: { reward: t, features: [0, "1 - t"] } } }\n';
    const moved = (what: Extracted) => {
      const { edits, parameters } = finish(extracted(sound(text), what, 'x.csv'))!;
      return [applied(text, edits), parameters];
    };
    expect(moved('rewards')).toEqual([
      'let: { t: 1/4 }\nbandit: { rewards: { file: x.csv }, features: [[t, 1], [0, "1 - t"]] }\n',
      't = 1/4',
    ]);
    expect(moved('features')).toEqual([
      'let: { t: 1/4 }\nbandit: { rewards: [1e0, t], features: { file: x.csv } }\n',
      't = 1/4',
    ]);
  });
});

describe('a sweep of a value', () => {
  const bandit = 'bandit: { rewards: [1, 0], features: [[1], [0]], noise: bernoulli }\n';
  const offered = (run: string, key: string) => {
    const text = `${bandit}run: { ${run} }\n`;
    const at = text.lastIndexOf(key) + 1;
    const one = sound(text);
    const sweep = sweepAt(text, one.reading, { start: at, end: at });
    const edits = sweep && finish(swept(one, sweep));
    return edits && sweep.list;
  };

  it.each([
    ['learning-rate: 0.2', '[0.02, 0.2, 2]'],
    ['learning-rate: 1e-2', '[1e-3, 1e-2, 1e-1]'],
    ['learning-rate: 1/3', '[1/30, 1/3, 10/3]'],
    ['learning-rate: theory', '[theory*0.1, theory, theory*10]'],
    ['learning-rate: theory*2', '[theory*0.2, theory*2, theory*20]'],
    ['learning-rate: { normalized: 0.1 }', '[{ normalized: 0.01 }, { normalized: 0.1 }, { normalized: 1 }]'],
    ['seed: 4', '[4, 5, 6]'],
    ['repeats: 10', '[10, 100]'],
    ['iterations: 1e5', '[1e4, 1e5]'],
    ['iterations: 3', '[3, 30]'],
    ['init: zeros', '[zeros, { gaussian: 1 }]'],
    ['init: [3]', '[zeros, [3]]'],
    ['algorithm: lin-spg', '[lin-spg, lin-npg]'],
    ['gradient: sampled', '[sampled, exact]'],
    ['baseline: none', '[none, average]'],
    ['stop: none', '[none, { gap: 1e-6 }]'],
  ])('of %s is %s', (run, list) => {
    expect(offered(run, run.split(':')[0]!)).toBe(list);
  });

  it.each([
    ['learning-rate: [0.1, 0.2]', 'learning-rate'],
    ['record: 100', 'record'],
    ['iterations: 9e8, seed: [0, 1]', 'seed: [0'],
    // A sampled gradient has no backtracking, and of more than 100,000 runs there is no experiment.
    ['gradient: exact, learning-rate: { armijo: { max: 1, c: 0.5, shrink: 0.5 } }', 'gradient'],
    ['repeats: 20000, record: 2', 'repeats'],
  ])('is not offered at %s', (run, key) => {
    expect(offered(run, key)).toBeNull();
  });
});

describe('numbers into a file, and back', () => {
  const into = (text: string, what: Extracted, path = 'x.csv') => {
    const extraction = finish(extracted(sound(text), what, path));
    if (extraction === null) return null;
    const { edits, content } = extraction;
    return { text: applied(text, edits), content: new TextDecoder().decode(content) };
  };
  const back = (text: string, contents: Readonly<Record<string, string | Uint8Array>>) => {
    const one = sound(text, holding(contents));
    const at = text.indexOf('x.');
    const file = fileAt(text, one.reading, { start: at, end: at })!;
    const edits = finish(written(one, file));
    return edits && { text: applied(text, edits), ...numbersOfFile(one, file) };
  };

  const NAMED = `title: kept # and this
bandit:
  # all of them
  actions:
    # best
    go: { reward: 9, features: [0, -2] }   # far
    "1": { reward: 1/3, features: [0.5, 1e-6] }
    "#x, y": { reward: 7, features: [-1, 0] }
  noise: none
run: { init: { trap: "1" } }
`;

  it('takes names and comments along, and the same exact numbers', () => {
    expect(into(NAMED, 'features')).toEqual({
      text: `title: kept # and this
bandit:
  # all of them
  rewards: [9, 1/3, 7]
  features: { file: x.csv }
  noise: none
run: { init: { trap: "1" } }
`,
      content: ',x1,x2\n# best\n# far\ngo,0,-2\n1,0.5,1e-6\n"#x, y",-1,0\n',
    });
    expect(into(NAMED, 'rewards')).toEqual({
      text: `title: kept # and this
bandit:
  # all of them
  rewards: { file: x.csv }
  features:
    - [0, -2]
    - [0.5, 1e-6]
    - [-1, 0]
  noise: none
run: { init: { trap: "1" } }
`,
      content: ',reward\n# best\n# far\ngo,9\n1,1/3\n"#x, y",7\n',
    });
  });

  it('as TSV, and as JSON, where a fraction is a text', () => {
    expect(into(NAMED, 'features', 'x.tsv')!.content).toBe(
      '\tx1\tx2\n# best\n# far\ngo\t0\t-2\n1\t0.5\t1e-6\n"#x, y"\t-1\t0\n',
    );
    const { text, content } = into(NAMED, 'rewards', 'x.json')!;
    expect(JSON.parse(content)).toEqual({ actions: ['go', '1', '#x, y'], rewards: [9, '1/3', 7] });
    expect(sound(text, holding({ 'x.json': content })).reading.bandit).toEqual(sound(NAMED).reading.bandit);
  });

  it('as .npy, which has doubles and neither names nor comments', () => {
    const tables = 'bandit:\n  rewards: [1, 0]\n  features:\n    - [1/3, 0.5] # best\n    - [0.1, 0]\n';
    const moved = finish(extracted(sound(tables), 'features', 'x.npy'))!;
    expect(moved).toMatchObject({ isRounded: true, losesComments: true });
    const text = applied(tables, moved.edits);
    expect(text).toBe('bandit:\n  rewards: [1, 0]\n  features: { file: x.npy }\n');
    const { features } = sound(text, holding({ 'x.npy': moved.content })).reading.bandit!;
    expect(features.map((row) => row.map(({ value }) => value))).toEqual([
      [1 / 3, 0.5],
      [0.1, 0],
    ]);
    const rewards = finish(extracted(sound(tables), 'rewards', 'x.npy'))!;
    expect(rewards).toMatchObject({ isRounded: false, losesComments: false });
    expect(into(NAMED, 'features', 'x.npy')).toBeNull();
    expect(whyNotInto('x.npy', sound(NAMED).reading)).toBe(
      'A .npy file has no names, and the actions are called go, 1 and #x, y: write .csv, .tsv or .json, or call them a1 to a3.',
    );
    expect(whyNotInto('x.npz', sound(tables).reading)).toBe(
      'Expected a name that ends in .csv, .tsv, .json, .npy, since the ending says the format; found x.npz.',
    );
  });

  it('back again as actions with their names', () => {
    const { text, content } = into(NAMED, 'features')!;
    const again = back(text, { 'x.csv': content })!;
    expect(again).toMatchObject({ count: 9, isExact: true, hasNames: true });
    expect(again.text).toBe(`title: kept # and this
bandit:
  # all of them
  actions:
    go: { reward: 9, features: [0, -2] }
    "1": { reward: 1/3, features: [0.5, 1e-6] }
    "#x, y": { reward: 7, features: [-1, 0] }
  noise: none
run: { init: { trap: "1" } }
`);
  });

  it.each([
    ['tables in braces', 'bandit: { rewards: [1, 0], features: [[1, 2], [0, 1/7]] }\n', 'features'],
    ['tables in braces', 'bandit: { rewards: [1, 0], features: [[1, 2], [0, 1/7]] }\n', 'rewards'],
    [
      'actions in braces',
      'bandit: { actions: { a1: { reward: 1, features: [1] }, a2: { reward: 0, features: [2] } } }\n',
      'features',
    ],
    [
      'a block of rows',
      'bandit:\n  features:\n    - [1, 2]\n    - [0, 1/7]\n  rewards: [1, 0]\n',
      'features',
    ],
    ['one feature', 'bandit:\n  features:\n    - [1]\n    - [0]\n  rewards:\n    - 1\n    - 0\n', 'rewards'],
    [
      'rows beside states',
      'contexts:\n  c: { probability: 1, actions: { a: { reward: 1 }, b: { reward: 0 } } }\n  features: [[1, 2], [0, 1/7]]\n',
      'features',
    ],
    [
      'actions of contexts',
      'contexts:\n  c: { probability: 1, actions: { a: { reward: 1, features: [1, 2] }, b: { features: [0, 1/7], reward: 0 } } }\n',
      'features',
    ],
    [
      'actions of states in braces',
      'mdp: { discount: 0.5, start: s, states: { end: terminal, s: { a: { to: s, reward: 1, "features": [1, 2] }, b: { to: end, features: [0, 1/7], reward: 0 } } } }\n',
      'features',
    ],
  ] as const)('%s: %s', (_, text, what) => {
    const { text: moved, content } = into(text, what)!;
    expect(moved).toContain('{ file: x.csv }');
    const again = back(moved, { 'x.csv': content })!.text;
    const numbers = (one: string) => {
      const { bandit, mdp } = readSpec(one);
      return JSON.stringify(bandit ?? mdp);
    };
    expect(numbers(again)).toBe(numbers(text));
  });

  it('leaves the actions of states with all else that is said about them', () => {
    expect(
      into(
        `mdp:
  discount: 0.5
  start: s
  # the states
  states:
    s:
      a:  # pays
        to: s
        features: [1, 2]
        reward: 1
      b:
        to: end
        reward: 0
        features: [0, 1/7] # nothing
    end: terminal
`,
        'features',
      ),
    ).toEqual({
      text: `mdp:
  discount: 0.5
  start: s
  # the states
  features: { file: x.csv }
  states:
    s:
      a:  # pays
        to: s
        reward: 1
      b:
        to: end
        reward: 0
        # nothing
    end: terminal
`,
      content: '1,2\n0,1/7\n',
    });
  });

  it('a start too, and binary numbers as their shortest decimals, which is told where they are others', () => {
    const bandit = 'bandit: { rewards: [1, 0], features: [[1, 2], [0, 1]] }\n';
    expect(back(`${bandit}run:\n  init: { file: x.json } # θ\n`, { 'x.json': '[0.5, -2]' })!.text).toBe(
      `${bandit}run:\n  init: [0.5, -2] # θ\n`,
    );
    const npy = (values: readonly number[]) => {
      const header = `${`{'descr': '<f8', 'fortran_order': False, 'shape': (${values.length},), }`.padEnd(117)}\n`;
      const bytes = new Uint8Array(10 + header.length + 8 * values.length);
      bytes.set([0x93, ...new TextEncoder().encode('NUMPY'), 1, 0, header.length, 0]);
      bytes.set(new TextEncoder().encode(header), 10);
      const view = new DataView(bytes.buffer);
      for (const [k, value] of values.entries()) view.setFloat64(10 + header.length + 8 * k, value, true);
      return bytes;
    };
    const text = 'bandit: { rewards: { file: x.npy }, features: [[1], [0]] }\n';
    expect(back(text, { 'x.npy': npy([0.5, 0.25]) })).toMatchObject({
      text: 'bandit: { rewards: [0.5, 0.25], features: [[1], [0]] }\n',
      isExact: true,
    });
    expect(back(text, { 'x.npy': npy([0.5, 0.1]) })).toMatchObject({
      text: 'bandit: { rewards: [0.5, 0.1], features: [[1], [0]] }\n',
      isExact: false,
    });
  });

  it('is offered of what stands in the text', () => {
    const files = holding({ 'x.csv': '1\n0\n' });
    expect(
      extractable(sound('bandit: { rewards: [1, 0], features: { file: x.csv } }\n', files).reading),
    ).toEqual(['rewards']);
    expect(extractable(sound(NAMED).reading)).toEqual(['features', 'rewards']);
    expect(
      extractable(
        sound(
          'contexts:\n  c: { probability: 1, actions: { a: { reward: 1 }, b: { reward: 0 } } }\n  features: one-hot\n',
        ).reading,
      ),
    ).toEqual([]);
  });
});
