/** Whatever stands in a file, reading it ends, reports ranges inside the text, and is honest about what broke. */
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readSpec } from '../../../src/spec/read.js';

/** What the examples do not have. */
const PROCESSES = [
  'mdp:\n  discount: 1/2\n  start: { s1: 1/3, s2: 2/3 }\n  features: { groups: { g: [s1], h: [s2] } }\n  states:\n    s1: { a: { to: { s1: 0.25, s2: 3/4 }, reward: 1 }, b: { to: e, reward: -2 } }\n    s2:\n      a: { to: s1, reward: 0 }\n    e: terminal\nrun: { init: { trap: { s1: b } } }\n',
  'contexts:\n  noise: bernoulli\n  c: { probability: 0.5, actions: { a: { reward: 1, features: [1, 0] }, b: { reward: 0, features: [0, 1] } } }\n  d:\n    probability: 1/2\n    actions:\n      a: { reward: 1/2, features: [0, 0] }\n',
];

const EXAMPLES = [
  ...readdirSync('examples')
    .filter((file) => file.endsWith('.linspg'))
    .map((file) => readFileSync(`examples/${file}`, 'utf8')),
  ...PROCESSES,
];

function check(text: string): void {
  const reading = readSpec(text);
  expect(reading.fault).toBeUndefined();
  for (const { range, message, fix } of reading.issues) {
    expect(range.start).toBeGreaterThanOrEqual(0);
    expect(range.end).toBeGreaterThanOrEqual(range.start);
    expect(range.end).toBeLessThanOrEqual(text.length);
    expect(message.length).toBeGreaterThan(10);
    for (const { range } of fix?.edits ?? []) {
      expect(range.end).toBeGreaterThanOrEqual(range.start);
      expect(range.end).toBeLessThanOrEqual(text.length);
    }
  }
  const sound = !reading.issues.some(({ severity }) => severity === 'error');
  if (sound) expect(reading.bandit ?? reading.family ?? reading.mdp).not.toBeNull();
  if (reading.bandit) {
    const { names, rewards, features } = reading.bandit;
    expect(names.length).toBeGreaterThanOrEqual(2);
    expect(new Set(names).size).toBe(names.length);
    expect(rewards).toHaveLength(names.length);
    expect(features).toHaveLength(names.length);
    for (const row of features) expect(row).toHaveLength(features[0]!.length);
    for (const { value } of [...rewards, ...features.flat()]) expect(Number.isFinite(value)).toBe(true);
    expect(reading.source.actions).toHaveLength(names.length);
  }
  if (reading.mdp) {
    const { states, stateOf, pairs, features, start, discount } = reading.mdp;
    expect(states.reduce((sum, { actions }) => sum + actions, 0)).toBe(pairs.length);
    expect(new Set(states.map(({ name }) => name)).size).toBe(states.length);
    expect([stateOf.length, start.length]).toEqual([pairs.length, states.length]);
    expect(discount.value).toBeLessThan(1);
    for (const { reward, to } of pairs) {
      expect(Number.isFinite(reward.value)).toBe(true);
      for (const { state } of to) expect(states[state]).toBeDefined();
    }
    if (features.kind === 'rows')
      for (const row of features.rows) expect(row).toHaveLength(features.rows[0]!.length);
    else for (const coordinate of features.coordinates) expect(coordinate).toBeLessThan(features.dimensions);
  }
  const places = [
    ...reading.source.mentions.map(({ range }) => range),
    ...reading.source.states.flatMap(({ name, actions }) => [name, ...actions.map((action) => action.row)]),
  ];
  for (const { start, end } of places)
    expect([start >= 0, start <= end, end <= text.length]).toEqual([true, true, true]);
  const { parameters = {}, ...keys } = reading.run ?? {};
  for (const values of [...Object.values(keys), ...Object.values(parameters)])
    expect(values.length).toBeGreaterThan(0);
  expect(structuredClone(reading)).toEqual(reading);
}

describe('reading survives', () => {
  test('any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), check), { numRuns: 500 });
  });

  test('any text made of the pieces of the language', () => {
    const piece = fc.constantFrom(
      ...[
        'bandit',
        'run',
        'actions',
        'a1',
        'reward',
        'features',
        'init',
        'noise',
        'trap',
        'learning-rate',
        'theory',
      ],
      ...['mdp', 'contexts', 'states', 'discount', 'start', 'to', 'probability', 'groups', 'one-hot', 's1'],
      ...['environment', 'terminal', 'uniform'],
      ...[
        ': ',
        ':\n  ',
        '[',
        ']',
        '{',
        '}',
        ', ',
        '- ',
        '\n',
        '\n  ',
        '\n    ',
        '\t',
        '# ',
        '"',
        "'",
        '&x ',
        '*x',
        '<<',
      ],
      ...[
        '!!str ',
        '? ',
        '| ',
        '> ',
        '---\n',
        '...\n',
        '%YAML 1.1\n',
        '1e6',
        '-0.5',
        '1/3',
        '.inf',
        '~',
        'null',
        '@',
        '`',
      ],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => check(pieces.join(''))),
      { numRuns: 2000 },
    );
  });

  test('every truncation of an example', () => {
    for (const text of EXAMPLES) for (let end = 0; end <= text.length; end += 3) check(text.slice(0, end));
  });

  test('random changes to an example', () => {
    const example = fc.constantFrom(...EXAMPLES);
    const change = fc.tuple(fc.nat(2000), fc.nat(30), fc.string({ maxLength: 6 }));
    fc.assert(
      fc.property(example, fc.array(change, { minLength: 1, maxLength: 4 }), (text, changes) => {
        let mutated = text;
        for (const [at, length, insert] of changes) {
          const start = at % (mutated.length + 1);
          mutated = mutated.slice(0, start) + insert + mutated.slice(start + length);
        }
        check(mutated);
      }),
      { numRuns: 1000 },
    );
  });

  test.each([
    ['brackets', '['.repeat(20_000)],
    ['sequences', '- '.repeat(20_000)],
    ['keys', '? '.repeat(20_000)],
    ['mappings', '{a: '.repeat(20_000)],
    ['closed brackets', '['.repeat(20_000) + ']'.repeat(20_000)],
  ])('deep nesting of %s, and says that it is too deep', (_, text) => {
    check(text);
    expect(readSpec(text).issues.map(({ code }) => code)).toContain('nesting');
  });

  test('a billion laughs', () => {
    const levels = Array.from({ length: 30 }, (_, i) => `l${i + 1}: &l${i + 1} [*l${i}, *l${i}, *l${i}]`);
    const text = `l0: &l0 [ha]\n${levels.join('\n')}\nbandit: *l30\n`;
    check(text);
    expect(readSpec(text).issues.map(({ code }) => code)).toContain('alias');
  });

  test('an alias of itself', () => {
    check('bandit: &b\n  actions: *b\n');
  });

  test('a second document, which is reported', () => {
    const text = `${EXAMPLES[0]}---\nbandit: {}\n`;
    check(text);
    expect(readSpec(text).issues.map(({ code }) => code)).toEqual(['documents']);
  });

  test('carriage returns and a byte order mark', () => {
    // A family has a notice that says what it is.
    const wrongIn = (text: string) =>
      readSpec(text).issues.filter(({ severity }) => severity !== 'information');
    for (const text of EXAMPLES) {
      expect(wrongIn(text.replaceAll('\n', '\r\n'))).toEqual([]);
      expect(wrongIn(`\uFEFF${text}`)).toEqual([]);
    }
  });
});

describe('a text that is too large is refused where it becomes so', () => {
  const only = (text: string) => {
    const { bandit, issues } = readSpec(text);
    expect(bandit).toBeNull();
    expect(issues).toHaveLength(1);
    return issues[0]!;
  };

  test('more than thirty million characters, before anything is parsed', () => {
    const { code, message } = only(`bandit:\n${' '.repeat(3e7)}`);
    expect(code).toBe('too-large');
    expect(message).toContain('30,000,008 characters');
  });

  test('more than a million words and signs', () => {
    const { code, range } = only(`bandit: [${'1,'.repeat(6e5)}]`);
    expect([code, range.start > 5e5]).toEqual(['too-large', true]);
  });

  test('blocks in blocks, at the first that is too deep', () => {
    const text = Array.from({ length: 5000 }, (_, n) => `${' '.repeat(n)}a:\n`).join('');
    const { code, range } = only(text);
    expect(code).toBe('nesting');
    expect(text.slice(0, range.start).split('\n').length).toBeLessThan(70);
  });

  test('dashes in dashes before a good text', () => {
    expect(only('- '.repeat(8000) + EXAMPLES[0]).code).toBe('nesting');
  });
});

test('of thousands of issues some hundred are told, and how many more there are', () => {
  const { issues } = readSpec(
    `bandit:\n  rewards: [1, 2]\n  features:\n    - [${'x, '.repeat(5000)}1]\n    - [1]\n`,
  );
  expect(issues.length).toBeLessThan(350);
  expect(issues.at(-1)!.message).toMatch(/^4,70\d more issues/);
});

test.each(['bandit\n actions:\n1:\n\rr', 'bandit\n actions:\n1:\n\u2028r', 'bandit\n actions:\n1:\n\u2029r'])(
  'a line that begins with another kind of line break: %j',
  (text) => {
    check(text);
    expect(readSpec(text).fault).toBeUndefined();
  },
);
