import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dimensionsOf, featureRow, type Mdp, pairName } from '../../../src/model/mdp.js';
import { applied } from '../../../src/spec/applied.js';
import { readSpec } from '../../../src/spec/read.js';
import { writtenName } from '../../../src/spec/writtenName.js';

const CONTEXTS = `contexts:
  sunny: { probability: 1/2, actions: { a1: { reward: 10, features: [1] }, a2: { reward: 0, features: [0] } } }
  rainy: { probability: 1/2, actions: { a1: { reward: -100, features: [1] }, a2: { reward: 0, features: [0] } } }
`;

const TWO_STATES = `mdp:
  discount: 0.9
  start: { s1: 1/2, s2: 1/2 }
  states:
    s1:
      stay: { to: s1, reward: 0, features: [1, 0] }
      go:   { to: { s2: 9/10, s1: 1/10 }, reward: 1, features: [0, 1] }
    s2: terminal
`;

/** What is wrong, as [the text at the range, code]. */
function wrong(text: string): [string, string][] {
  return readSpec(text).issues.map(({ range, code }) => [text.slice(range.start, range.end), code]);
}

function sound(text: string): Mdp {
  const { issues, mdp } = readSpec(text);
  expect(issues.filter(({ severity }) => severity === 'error')).toEqual([]);
  return mdp!;
}

/** An MDP of these states, from a uniform start. */
const mdpOf = (states: string, more = '') =>
  `mdp:\n  discount: 1/2\n  start: uniform\n${more}  states:\n${states.replace(/^/gm, '    ')}\n`;

/** A state with two actions that lead to it. */
const loop = (name: string) => `${name}: { a: { to: ${name}, reward: 1 }, b: { to: ${name}, reward: 0 } }`;

const literals = (reals: readonly { readonly literal: string }[]) => reals.map(({ literal }) => literal);

describe('contexts', () => {
  test('are states without discount, from which no action leads anywhere', () => {
    const mdp = sound(CONTEXTS);
    expect(mdp.kind).toBe('contexts');
    expect(mdp.states.map(({ name, first, actions }) => [name, first, actions])).toEqual([
      ['sunny', 0, 2],
      ['rainy', 2, 2],
    ]);
    expect(mdp.stateOf).toEqual([0, 0, 1, 1]);
    expect(mdp.pairs.map((_, pair) => pairName(mdp, pair))).toEqual([
      'sunny: a1',
      'sunny: a2',
      'rainy: a1',
      'rainy: a2',
    ]);
    expect(mdp.pairs.every(({ to }) => to.length === 0)).toBe(true);
    expect([mdp.discount.value, literals(mdp.start)]).toEqual([0, ['1/2', '1/2']]);
  });

  test('may have different actions, and one context is enough', () => {
    const text =
      'contexts:\n  c: { probability: 1, actions: { x: { reward: 1, features: [1] }, y: { reward: 0, features: [0] } } }\n';
    expect(sound(text).pairs.map(({ name }) => name)).toEqual(['x', 'y']);
    const two =
      'contexts:\n  c: { probability: 0.25, actions: { x: { reward: 1, features: [1] } } }\n  d: { probability: 3/4, actions: { y: { reward: 1, features: [1] }, z: { reward: 0, features: [0] } } }\n';
    expect(sound(two).states.map(({ actions }) => actions)).toEqual([1, 2]);
  });

  test('take noise and features beside them, and a context may still have such a name', () => {
    const beside =
      'contexts:\n  noise: bernoulli\n  features: one-hot\n  c: { probability: 1, actions: { x: { reward: 1 }, y: { reward: 0 } } }\n';
    const mdp = sound(beside);
    expect([mdp.noise.kind, mdp.states.length, dimensionsOf(mdp)]).toEqual(['bernoulli', 1, 2]);
    const named =
      'contexts:\n  noise: { probability: 1, actions: { x: { reward: 1, features: [1] }, y: { reward: 0, features: [0] } } }\n';
    expect(sound(named).states.map(({ name }) => name)).toEqual(['noise']);
  });

  test.each([
    [
      'probability: 1/2, actions: { a1: { reward: 10,',
      'probability: 1/3, actions: { a1: { reward: 10,',
      '1/2',
      'probabilities',
    ],
    ['sunny: { probability: 1/2', 'sunny: { probability: -1/2', '-1/2', 'number'],
    ['reward: 10', 'reward: 10, to: rainy', 'to', 'to-in-contexts'],
    ['sunny:', '  discount: 0.9\n  sunny:', 'discount', 'unknown-key'],
  ])('with %j as %j: %j is wrong (%s)', (before, after, at, code) => {
    expect(wrong(CONTEXTS.replace(before, after).replace('\n    discount', '\n  discount'))).toEqual([
      [at, code],
    ]);
  });

  test('without one of the probabilities, the fix writes what the others leave', () => {
    const text = CONTEXTS.replace('rainy: { probability: 1/2, ', 'rainy: { ');
    const [issue] = readSpec(text).issues;
    expect(text.slice(issue!.range.start, issue!.range.end)).toBe('rainy');
    expect(applied(text, issue!.fix!.edits)).toBe(CONTEXTS);
  });

  test('a context that never comes is a warning', () => {
    const text = CONTEXTS.replace('sunny: { probability: 1/2', 'sunny: { probability: 0').replace(
      'rainy: { probability: 1/2',
      'rainy: { probability: 1',
    );
    expect(readSpec(text).issues.map(({ severity, code }) => [severity, code])).toEqual([
      ['warning', 'unreachable'],
    ]);
  });
});

describe('an MDP', () => {
  test('keeps states, actions and where they lead in the order of the text, with where each stands', () => {
    const { mdp, source, issues } = readSpec(TWO_STATES);
    expect(issues).toEqual([]);
    expect(mdp!.kind).toBe('mdp');
    expect(mdp!.states.map(({ name, terminal }) => [name, terminal])).toEqual([
      ['s1', false],
      ['s2', true],
    ]);
    expect(mdp!.pairs[1]!.to.map(({ state, probability }) => [state, probability.literal])).toEqual([
      [1, '9/10'],
      [0, '1/10'],
    ]);
    expect(mdp!.pairs[2]!.to).toEqual([{ state: 1, probability: { value: 1, literal: '1' } }]);
    expect(mdp!.pairs[2]!.reward.value).toBe(0);
    // A terminal state has features of zeros.
    expect(featureRow(mdp!, 2).map(({ value }) => value)).toEqual([0, 0]);
    const at = ({ start, end }: { start: number; end: number }) => TWO_STATES.slice(start, end);
    expect(at(source.mdpKey!)).toBe('mdp');
    expect(
      source.states.map(({ name, actions }) => [at(name), actions.map((action) => at(action.name))]),
    ).toEqual([
      ['s1', ['stay', 'go']],
      ['s2', []],
    ]);
    const go = source.states[0]!.actions[1]!;
    expect([at(go.reward), at(go.row), at(go.to!.value)]).toEqual(['1', '[0, 1]', '{ s2: 9/10, s1: 1/10 }']);
    expect(go.to!.entries.map(({ name, probability }) => [at(name), at(probability!)])).toEqual([
      ['s2', '9/10'],
      ['s1', '1/10'],
    ]);
    expect(source.mentions.map(({ of, index, range }) => [of, index, at(range)])).toEqual([
      ['state', 0, 's1'],
      ['state', 1, 's2'],
      ['state', 0, 's1'],
      ['state', 1, 's2'],
      ['state', 0, 's1'],
    ]);
  });

  test('of one state is fine', () => {
    expect(sound(mdpOf(loop('s'), '  features: one-hot\n')).start).toEqual([{ value: 1, literal: '1' }]);
  });

  test('starts in a state, uniformly, or from a distribution in which the others have 0', () => {
    const from = (start: string) => literals(sound(TWO_STATES.replace('{ s1: 1/2, s2: 1/2 }', start)).start);
    expect(from('s1')).toEqual(['1', '0']);
    expect(from('uniform')).toEqual(['1/2', '1/2']);
    expect(from('{ s1: 1 }')).toEqual(['1', '0']);
  });

  test('reports everything wrong at once, each at the narrowest range', () => {
    const text = `mdp:
  discount: 1
  start: { s1: 0.5, s9: 0.5 }
  states:
    s1:
      stay: { to: s4, reward: 0, features: [1, 0] }
      go:   { to: { s2: 9/10, s1: 1/5 }, reward: 1e999, features: [0, 1, 2] }
      go:   { to: s1, reward: 0 }
      up:   { to: { s1: -1, s2: 1 }, reward: 0, features: [0, 0] }
      left: { reward: 0, features: [0, 0] }
    s2: termnal
    s3: {}
`;
    expect(wrong(text)).toEqual([
      ['1', 'number'],
      ['s9', 'unknown-state'],
      ['s4', 'unknown-state'],
      ['{ s2: 9/10, s1: 1/5 }', 'probabilities'],
      ['1e999', 'number'],
      ['2', 'row-length'],
      ['go', 'duplicate-key'],
      ['-1', 'number'],
      ['left', 'missing-key'],
      ['termnal', 'unknown-value'],
      ['s3', 'no-actions'],
    ]);
  });

  test.each([
    ['discount: 0.9', 'discount: -0.1', '-0.1', 'number'],
    ['discount: 0.9', 'discount: 1.5', '1.5', 'number'],
    ['  discount: 0.9\n', '', 'mdp', 'missing-key'],
    ['start: { s1: 1/2, s2: 1/2 }', 'start: s3', 's3', 'unknown-state'],
    ['start: { s1: 1/2, s2: 1/2 }', 'start: {}', '{}', 'type'],
    ['reward: 1,', 'reward: .inf,', '.inf', 'number'],
    ['  states:', '  features: one-hot\n  states:', 'features', 'two-forms'],
    ['  states:', '  environment: deep-sea\n  states:', 'states', 'two-forms'],
    ['  states:', '  horizon: 3\n  states:', 'horizon', 'unknown-key'],
    [', features: [0, 1] }', ' }', 'go', 'missing-key'],
    ['s2: terminal', 's2: terminal\n    s2: terminal', 's2', 'duplicate-key'],
    ['reward: 1,', 'reward: 1.7e308,', '1.7e308', 'reward-range'],
  ])('with %j as %j: %j is wrong (%s)', (before, after, at, code) => {
    expect(wrong(TWO_STATES.replace(before, after))).toEqual([[at, code]]);
  });

  test('says the exact sum of probabilities', () => {
    const sum = (to: string) =>
      readSpec(TWO_STATES.replace('{ s2: 9/10, s1: 1/10 }', to)).issues.map(({ message }) => message)[0];
    expect(sum('{ s2: 1/3, s1: 1/3 }')).toContain('sum to 2/3');
    expect(sum('{ s2: 0.1, s1: 0.3 }')).toContain('sum to 0.4');
    expect(sum('{ s2: 1/3, s1: 0.5 }')).toContain('sum to 5/6');
    // 0.1 + 0.2 + 0.7 is not 1 in floating point, and it is here.
    expect(sum('{ s2: 0.3333333333333333, s1: 2/3 }')).toContain(
      'sum to 29999999999999999/30000000000000000',
    );
    expect(sum('{ s2: 0.3, s1: 0.7 }')).toBeUndefined();
  });

  test('has a warning at each state that is not reached from the start', () => {
    const text = mdpOf(
      `${loop('s1')}\n${loop('s2')}\ns3: { a: { to: s1, reward: 0 } }`,
      '  features: one-hot\n',
    ).replace('uniform', 's1');
    expect(readSpec(text).issues.map(({ severity }) => severity)).toEqual(['warning', 'warning']);
    expect(wrong(text)).toEqual([
      ['s2', 'unreachable'],
      ['s3', 'unreachable'],
    ]);
    // What has probability 0 leads nowhere.
    const zero = text.replace('s1: { a: { to: s1,', 's1: { a: { to: { s1: 1, s2: 0 },');
    expect(wrong(zero).map(([at]) => at)).toEqual(['s2', 's3']);
  });

  test('without a choice has nothing to learn', () => {
    expect(wrong(mdpOf('s1: { a: { to: s1, reward: 1 } }\ns2: terminal', '  features: one-hot\n'))).toEqual([
      ['mdp', 'few-actions'],
    ]);
  });

  test.each([
    ['{ s2: 9/10, s1: 1/10 }', '{ s2: 9/10, s1: 1/5 }', '{ s2: 9/10, s1: 1/10 }'],
    ['{ s2: 9/10, s1: 1/10 }', '{ s2: 0.9, s1: 0.5 }', '{ s2: 0.9, s1: 0.1 }'],
    ['{ s2: 9/10, s1: 1/10 }', '{ s2: 9/10, s1: }', '{ s2: 9/10, s1: 1/10 }'],
    ['{ s2: 9/10, s1: 1/10 }', '{ s2: 1, s1: 1/2 }', '{ s2: 2/3, s1: 1/3 }'],
    ['s2: terminal', 's2: {}', 's2: terminal'],
    ['s2: terminal', 's2:', 's2: terminal'],
    ['s2: terminal', 's2: terminl', 's2: terminal'],
    ['  start: { s1: 1/2, s2: 1/2 }\n', '', '  start: uniform\n'],
    ['to: s1,', 'to: s1x,', 'to: s1,'],
  ])('the fix of %j as %j gives %j', (before, broken, mended) => {
    const text = TWO_STATES.replace(before, broken);
    const { issues } = readSpec(text);
    expect(issues).toHaveLength(1);
    expect(applied(text, issues[0]!.fix!.edits)).toBe(TWO_STATES.replace(before, mended));
  });

  test('is refused, with the product, when it has more than 10,000 pairs', () => {
    const states = Array.from({ length: 5001 }, (_, s) => loop(`s${s}`)).join('\n');
    const { issues, mdp } = readSpec(mdpOf(states, '  features: one-hot\n'));
    expect(mdp).toBeNull();
    expect(issues.map(({ code }) => code)).toEqual(['too-large']);
    expect(issues[0]!.message).toContain('5,001 × 2 actions = 10,002 pairs, more than the 10,000');
  });
});

describe('features beside the states', () => {
  const three = `${loop('s1')}\ns2: { a: { to: s3, reward: 1 }, c: { to: s1, reward: 0 } }\ns3: terminal`;
  const withFeatures = (features: string) => mdpOf(three, `  features: ${features}\n`);
  const coordinates = (features: string) => {
    const read = sound(withFeatures(features)).features;
    return read.kind === 'one-hot' ? [read.dimensions, ...read.coordinates] : null;
  };

  test('one-hot: one for each pair, in the order of the text', () => {
    expect(coordinates('one-hot')).toEqual([5, 0, 1, 2, 3, 4]);
  });

  test('groups: one for each group and name of an action; terminal states share one', () => {
    expect(coordinates('{ groups: { g: [s1, s2] } }')).toEqual([4, 0, 1, 0, 2, 3]);
    expect(coordinates('{ groups: { g: [s2], h: [s1] } }')).toEqual([5, 2, 3, 0, 1, 4]);
    expect(coordinates('{ groups: { g: [s1, s2, s3] } }')).toEqual([4, 0, 1, 0, 2, 3]);
  });

  test('random: normal numbers that follow from the seed, and whose literals name them', () => {
    const rows = (features: string) => {
      const read = sound(withFeatures(features)).features;
      return read.kind === 'rows' ? read.rows : [];
    };
    const first = rows('{ random: 3, seed: 1 }');
    expect(first.map(({ length }) => length)).toEqual([3, 3, 3, 3, 3]);
    for (const { value, literal } of first.flat()) expect(Number(literal)).toBe(value);
    expect(first[4]!.every(({ value }) => value === 0)).toBe(true);
    expect(rows('{ random: 3, seed: 1 }')).toEqual(first);
    expect(rows('{ random: 3, seed: 2 }')).not.toEqual(first);
    expect(rows('{ random: 3 }')).toEqual(rows('{ random: 3, seed: 0 }'));
    // 3,000 standard normal numbers: mean and variance within five standard errors.
    const many = rows('{ random: 750 }').slice(0, 4).flat();
    const mean = many.reduce((sum, { value }) => sum + value, 0) / many.length;
    const variance = many.reduce((sum, { value }) => sum + value * value, 0) / many.length;
    expect(Math.abs(mean)).toBeLessThan(5 / Math.sqrt(3000));
    expect(Math.abs(variance - 1)).toBeLessThan(5 * Math.sqrt(2 / 3000));
  });

  test('a table: a row for each action that is written', () => {
    const { mdp, source, issues } = readSpec(withFeatures('[[1, 2], [3, 4], [5, 6], [7, 8]]'));
    expect(issues).toEqual([]);
    expect(Array.from({ length: 5 }, (_, pair) => featureRow(mdp!, pair).map(({ value }) => value))).toEqual([
      [1, 2],
      [3, 4],
      [5, 6],
      [7, 8],
      [0, 0],
    ]);
    const text = withFeatures('[[1, 2], [3, 4], [5, 6], [7, 8]]');
    const { name, reward, row } = source.states[1]!.actions[0]!;
    expect([name, reward, row].map(({ start, end }) => text.slice(start, end))).toEqual(['a', '1', '[5, 6]']);
  });

  test.each([
    ['one-hod', 'one-hod', 'unknown-value'],
    ['{ groups: { g: [s1], h: [s1, s2] } }', 's1', 'group-twice'],
    ['{ groups: { g: [s1] } }', 'groups', 'group-missing'],
    ['{ groups: { g: [s1, s4] } }', 's4', 'unknown-state'],
    ['{ groups: {} }', '{}', 'type'],
    ['{ random: 0 }', '0', 'number'],
    ['{ random: 300000 }', '300000', 'too-large'],
    ['{ random: 3, groups: { g: [s1, s2] } }', 'groups', 'two-forms'],
    ['{ seed: 3 }', 'seed', 'missing-key'],
    ['{}', '{}', 'type'],
    ['[[1], [2], [3]]', '[[1], [2], [3]]', 'table-lengths'],
    ['[[1], [2], [3], [4], [5]]', '[5]', 'table-lengths'],
    ['[[1], [2], [3], [4, 5]]', '5', 'row-length'],
  ])('%s: %j is wrong (%s)', (features, at, code) => {
    expect(wrong(withFeatures(features))[0]).toEqual([at, code]);
  });
});

describe('an environment', () => {
  test('is read by its name, and what stands beside it changes it', () => {
    const mdp = sound('mdp: { environment: cliff-world }\n');
    expect([mdp.states.length, mdp.pairs.length, mdp.discount.literal, mdp.features.kind]).toEqual([
      21,
      84,
      '0.9',
      'one-hot',
    ]);
    expect(mdp.grid).toMatchObject({ columns: 4, rows: 5 });
    const changed = sound(
      'mdp: { environment: cliff-world, discount: 1/2, start: s0, features: { random: 6 }, noise: bernoulli }\n',
    );
    expect([
      changed.discount.literal,
      changed.start[0]!.value,
      dimensionsOf(changed),
      changed.noise.kind,
    ]).toEqual(['1/2', 1, 6, 'bernoulli']);
  });

  test.each([
    ['{ environment: cliffworld }', 'cliffworld', 'unknown-value'],
    ['{ environment: deep-sea, start: s99 }', 's99', 'unknown-state'],
    ['{ environment: deep-sea, discount: 1 }', '1', 'number'],
    ['{ environment: four-state, noise: bernoulli }', 'bernoulli', 'mean-range'],
    // From the upper left corner, the places above the diagonal are out of reach.
    ['{ environment: deep-sea, start: s4 }', 's4', 'unreachable'],
  ])('%s: %j is told (%s)', (mdp, at, code) => {
    expect(wrong(`mdp: ${mdp}\n`)).toEqual([[at, code]]);
  });
});

describe('init', () => {
  const withInit = (init: string, text = TWO_STATES, more = '') => `${text}run: { init: ${init}${more} }\n`;

  test('is a vector of d entries, or for tabular algorithms of one logit for each pair', () => {
    expect(wrong(withInit('[1, 2]'))).toEqual([]);
    expect(wrong(withInit('[1, 2, 3]'))).toEqual([['[1, 2, 3]', 'init-length']]);
    expect(wrong(withInit('[1, 2, 3]', TWO_STATES, ', algorithm: softmax-pg'))).toEqual([]);
    expect(wrong(withInit('[1, 2]', TWO_STATES, ', algorithm: softmax-pg'))).toEqual([
      ['[1, 2]', 'init-length'],
    ]);
    const large = TWO_STATES.replace('[1, 0]', '[1e300, 0]');
    expect(wrong(withInit('[1e300, 2]', large, ', learning-rate: 1'))).toEqual([
      ['[1e300, 2]', 'init-overflow'],
    ]);
  });

  test('in a trap names a policy by the actions where it differs', () => {
    const { run, issues, source } = readSpec(withInit('{ trap: { s1: go } }'));
    expect(issues).toEqual([]);
    expect(run!.init).toEqual([{ kind: 'trap-policy', choices: [[0, 1]] }]);
    expect(source.mentions.slice(-2).map(({ of, index }) => [of, index])).toEqual([
      ['state', 0],
      ['action', 1],
    ]);
    const both = readSpec(withInit('{ trap: { rainy: a1, sunny: a2 } }', CONTEXTS));
    expect(both.run!.init).toEqual([
      {
        kind: 'trap-policy',
        choices: [
          [0, 1],
          [1, 2],
        ],
      },
    ]);
  });

  test.each([
    ['{ trap: go }', 'go', 'trap-action'],
    ['{ trap: {} }', '{}', 'type'],
    ['{ trap: { s1: gi } }', 'gi', 'unknown-action'],
    ['{ trap: { s3: go } }', 's3', 'unknown-state'],
    ['{ trap: { s2: stay } }', 'stay', 'trap-only'],
    ['{ trap: { s1: go, s1: stay } }', 's1', 'duplicate-key'],
  ])('%s: %j is wrong (%s)', (init, at, code) => {
    expect(wrong(withInit(init))).toEqual([[at, code]]);
  });

  test.each(['mdp: [\nrun: { init: { trap: { s1: a } } }\n', 'bandit: [\nrun: { init: { trap: a } }\n'])(
    'in a trap of a problem that cannot be read gives no experiment: %j',
    (text) => {
      expect(readSpec(text).run).toBeNull();
    },
  );

  test('of a bandit names one action', () => {
    const bandit = 'bandit:\n  rewards: [2, 1]\n  features: [[1], [0]]\n';
    expect(wrong(withInit('{ trap: { a2: a1 } }', bandit))).toEqual([['{ a2: a1 }', 'type']]);
    expect(readSpec(withInit('{ trap: a2 }', bandit)).source.mentions).toHaveLength(1);
  });
});

test('a file has one problem', () => {
  expect(wrong(`${CONTEXTS}${TWO_STATES}`).map(([at, code]) => [at, code])).toContainEqual([
    'mdp',
    'two-problems',
  ]);
});

/** A sound MDP or contextual bandit, with names of any kind. */
const names = (most: number) =>
  fc.uniqueArray(
    fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 6 })
      .filter((name) => name.trim() !== '' && name !== '<<'),
    {
      minLength: 2,
      maxLength: most,
    },
  );
const integer = fc.integer({ min: -99, max: 99 });

const problem = fc
  .record({ states: names(4), actions: names(3), d: fc.integer({ min: 1, max: 3 }) })
  .chain(({ states, actions, d }) => {
    const weights = fc.array(fc.integer({ min: 1, max: 9 }), {
      minLength: states.length,
      maxLength: states.length,
    });
    const pair = fc.record({
      reward: integer,
      to: weights,
      row: fc.array(integer, { minLength: d, maxLength: d }),
    });
    return fc.record({
      states: fc.constant(states),
      actions: fc.constant(actions),
      start: weights,
      isContexts: fc.boolean(),
      pairs: fc.array(pair, {
        minLength: states.length * actions.length,
        maxLength: states.length * actions.length,
      }),
    });
  });

test('what is written is read: random problems with names of any kind', () => {
  fc.assert(
    fc.property(problem, ({ states, actions, start, isContexts, pairs }) => {
      const shares = (weights: readonly number[]) =>
        weights.map((w) => `${w}/${weights.reduce((sum, x) => sum + x, 0)}`);
      const written = (pair: number) => {
        const { reward, to, row } = pairs[pair]!;
        const where = states.map((name, s) => `${writtenName(name)}: ${shares(to)[s]}`).join(', ');
        return `{ ${isContexts ? '' : `to: { ${where} }, `}reward: ${reward}, features: [${row.join(', ')}] }`;
      };
      const stateOf = (s: number) =>
        `{ ${actions.map((name, a) => `${writtenName(name)}: ${written(s * actions.length + a)}`).join(', ')} }`;
      const lines = isContexts
        ? [
            'contexts:',
            ...states.map(
              (name, s) =>
                `  ${writtenName(name)}: { probability: ${shares(start)[s]}, actions: ${stateOf(s)} }`,
            ),
          ]
        : [
            'mdp:',
            '  discount: 9/10',
            `  start: { ${states.map((name, s) => `${writtenName(name)}: ${shares(start)[s]}`).join(', ')} }`,
            '  states:',
            ...states.map((name, s) => `    ${writtenName(name)}: ${stateOf(s)}`),
          ];
      const { mdp, issues } = readSpec(`${lines.join('\n')}\n`);
      expect(issues).toEqual([]);
      expect(mdp!.kind).toBe(isContexts ? 'contexts' : 'mdp');
      expect(mdp!.states.map(({ name }) => name)).toEqual(states);
      expect(literals(mdp!.start)).toEqual(shares(start));
      for (const [pair, { reward, to, row }] of pairs.entries()) {
        const read = mdp!.pairs[pair]!;
        expect([read.name, read.reward.value]).toEqual([actions[pair % actions.length], reward]);
        expect(featureRow(mdp!, pair).map(({ value }) => value)).toEqual(row);
        expect(read.to.map(({ state, probability }) => [state, probability.literal])).toEqual(
          isContexts ? [] : shares(to).map((share, s) => [s, share]),
        );
      }
    }),
    { numRuns: 150 },
  );
});

test.each([
  ['0.99999999999999999999', '`, which becomes 1 in double precision.'],
  ['99999999999999999999/100000000000000000000', '`, which becomes 1 in double precision.'],
  ['1', ', found `1`.'],
  ['1.5', ', found `1.5`.'],
])('a discount of %s is refused with what the number becomes, where that is why', (discount, end) => {
  const { issues } = readSpec(TWO_STATES.replace('0.9', discount));
  expect(issues.map(({ code, message }) => [code, message.slice(-end.length)])).toEqual([['number', end]]);
});
