/** A text that is laid out: only blanks change, to a form that stays as it is. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { formatSpec, MOST_FORMATTED } from '../../../src/spec/formatting/format.js';
import { readSpec } from '../../../src/spec/read.js';
import type { TextEdit } from '../../../src/spec/types.js';

function applied(text: string, edits: readonly TextEdit[]): string {
  return edits.reduceRight(
    (now, { range, newText }) => now.slice(0, range.start) + newText + now.slice(range.end),
    text,
  );
}

function formatted(text: string): string {
  const edits = formatSpec(text);
  if (typeof edits === 'string') throw new Error(`not formatted: ${edits}\n${text}`);
  return applied(text, edits);
}

/** All that is read of a text, without where it stands. */
function meaning(text: string): string {
  const { title, bandit, family, mdp, run, issues } = readSpec(text);
  return JSON.stringify([
    title,
    bandit,
    family,
    mdp,
    run,
    issues.map(({ code, message }) => [code, message]),
  ]);
}

const withoutBlanks = (text: string) => text.replace(/[ \t]+/g, '');
const lineEndsOf = (text: string) => text.trimEnd().match(/\r?\n/g) ?? [];

function holdsOf(text: string): void {
  const after = formatted(text);
  expect(meaning(after)).toBe(meaning(text));
  expect(formatted(after)).toBe(after);
  // Every line keeps its words and its comment.
  expect(withoutBlanks(after.trimEnd())).toBe(withoutBlanks(text.trimEnd()));
  expect(lineEndsOf(after)).toEqual(lineEndsOf(text));
  expect(after).not.toMatch(/[ \t]\r?$/m);
}

const root = join(import.meta.dirname, '../../..');
const files = ['examples', 'docs/examples'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.linspg'))
    .map((name) => join(folder, name)),
);
const textOf = (file: string) => readFileSync(join(root, file), 'utf8');

describe('every text that comes with Lin-SPG', () => {
  test.each(files.filter((file) => formatSpec(textOf(file)) !== 'unsound'))(
    '%s means what it meant',
    (file) => {
      holdsOf(textOf(file));
    },
  );

  test.each(files.filter((file) => file.startsWith('examples')))('%s is laid out', (file) => {
    expect(formatted(textOf(file))).toBe(textOf(file));
  });
});

describe('a table of actions', () => {
  it('has its columns below each other, numbers by their decimal points', () => {
    const text = `bandit:
    actions:
        a1: {reward: 9, features: [1/3,-2]}
        bus : { reward:   -1.25,features: [ -10.5 , 0.5 ] } # far
        "a b":   { reward: 1e3, features: [+.5, 3.] }
`;
    expect(formatted(text)).toBe(`bandit:
  actions:
    a1:    { reward:  9,    features: [  1/3, -2  ] }
    bus:   { reward: -1.25, features: [-10.5,  0.5] } # far
    "a b": { reward:  1e3,  features: [  +.5,  3. ] }
`);
  });

  it('aligns rows that have the same keys, and leaves others', () => {
    const text = `mdp:
  states:
    s1:
      stay: { to: s1, reward: 0, features: [1, 0] }
      go: { to: { s2: 1/2, s1: 1/2 }, reward: -1, features: [0, 1] }
      odd: { reward: 1, to: s1 }
    s10: terminal
`;
    expect(formatted(text)).toBe(`mdp:
  states:
    s1:
      stay: { to: s1,                   reward:  0, features: [1, 0] }
      go:   { to: { s2: 1/2, s1: 1/2 }, reward: -1, features: [0, 1] }
      odd:  { reward: 1, to: s1 }
    s10: terminal
`);
  });

  it('is one of two tables, or of starts, too', () => {
    const text = `bandit:
  rewards: [2,1]
  features:
  - [-1, 0.5]
  -   [10,2]
run:
  init:
    - [1,  -1]
    - {trap: a2}
    - [ 10, 0.25 ]
    - zeros
`;
    expect(formatted(text)).toBe(`bandit:
  rewards: [2, 1]
  features:
    - [-1, 0.5]
    - [10, 2  ]
run:
  init:
    - [ 1, -1   ]
    - { trap: a2 }
    - [10,  0.25]
    - zeros
`);
  });

  it('in brackets of several lines has its rows where the first one begins', () => {
    const text = `bandit:
  rewards: [1, 0]
  features: [[1, 0],
    [-1, 1]]
`;
    expect(formatted(text)).toBe(`bandit:
  rewards: [1, 0]
  features: [[ 1, 0],
             [-1, 1]]
`);
  });

  it('with a column that is too wide is not filled up', () => {
    const long = `1/${'3'.repeat(60)}`;
    const text = `bandit:\n  actions:\n    a: { reward: ${long}, features: [1] }\n    b: { reward: 1, features: [-1] }\n`;
    expect(formatted(text)).toBe(text);
  });
});

describe('lines', () => {
  it('are indented by two blanks a level, also in brackets', () => {
    const text = `bandit: {
 actions: {
    a1: { reward: 1,
   features: [1] }, # one
   a2: { reward: 0, features: [0] },
    }
 }
run:
        algorithm:
        - lin-spg
        - lin-npg
`;
    expect(formatted(text)).toBe(`bandit: {
  actions: {
    a1: { reward: 1,
          features: [1] }, # one
    a2: { reward: 0, features: [0] },
  }
}
run:
  algorithm:
    - lin-spg
    - lin-npg
`);
  });

  it('keep their comments, which stay with the members that they were in line with', () => {
    const text = `# head
bandit:
      # in the bandit
      actions:
            # of a1
            a1: { reward: 1, features: [1] }   # one
            a2: { reward: 10, features: [0] }  # two
            # last of the actions

run:
      seed: 1      # by itself
      # last of the run
# end
`;
    expect(formatted(text)).toBe(`# head
bandit:
  # in the bandit
  actions:
    # of a1
    a1: { reward:  1, features: [1] }  # one
    a2: { reward: 10, features: [0] }  # two
    # last of the actions

run:
  seed: 1      # by itself
  # last of the run
# end
`);
  });

  it('of one text keep together', () => {
    const text = `title: >
      a long
        title

bandit:
      noise:   none
run:
   seed: 1`;
    expect(formatted(text)).toBe(
      `title: >
  a long
    title

bandit:
  noise: none
run:
  seed: 1
`.replace('  a long\n    title', '      a long\n        title'),
    );
    for (const title of ['"a\n   b"', 'a\n  b', '|\n  a\n   b', "'a\n\n  b'"])
      holdsOf(`title: ${title}\nrun:\n    seed: 1\n`);
  });

  it('end as they ended, and the last with a line break', () => {
    expect(formatted('run:\r\n    seed:  1  \r\n\r\n\r\n')).toBe('run:\r\n  seed: 1\r\n');
    expect(formatted('run: {}')).toBe('run: {}\n');
    expect(formatted('\uFEFFrun:\t{}')).toBe('\uFEFFrun: {}\n');
    expect(formatted('')).toBe('');
  });
});

describe('edits', () => {
  it('are one a line at most, and none where nothing changes', () => {
    const text =
      'bandit:\n  actions:\n    a: {reward: 1,features: [1]}\n    b: { reward: 0, features: [0] }\n';
    const edits = formatSpec(text);
    expect(edits).toHaveLength(1);
    expect((edits as TextEdit[]).map(({ range }) => text.slice(0, range.start).split('\n').length)).toEqual([
      3,
    ]);
  });

  it('are not made of a text with an issue of syntax', () => {
    for (const text of [
      'bandit: {',
      'a: b: c\n',
      'bandit:\n\tactions: 1\n',
      '- 1\nb: 2\n',
      'a: [1, 2\nb: 1\n',
    ])
      expect(formatSpec(text)).toBe('unsound');
  });

  it('align expressions where the decimal point of a number would be', () => {
    expect(
      formatted(`let: { t: 1/3 }
bandit:
  actions:
    a1: { reward: 1 - t, features: [t, 1/3, 1] } # kept
    a2: { reward: 10.5, features: [-0.25, 2*t, 1e-3] }
    stay: { reward: t, features: [10, 0, t] }
`),
    ).toBe(`let: { t: 1/3 }
bandit:
  actions:
    a1:   { reward: 1 - t,   features: [ t,      1/3, 1   ] } # kept
    a2:   { reward:    10.5, features: [-0.25, 2*t,   1e-3] }
    stay: { reward:     t,   features: [10,      0,   t   ] }
`);
  });

  it('are not made where a text holds what is not laid out, or is too long', () => {
    expect(formatSpec('%YAML 1.2\n---\nrun:   {}\n')).toBe('unknown');
    expect(formatSpec('? run\n:   {}\n')).toBe('unknown');
    expect(formatSpec(`run:   {}\n${'# long\n'.repeat(MOST_FORMATTED / 7)}`)).toBe('long');
  });
});

/** A text in no good form: its pieces, with blanks between them that are drawn. */
const blanks = (least: number) => fc.integer({ min: least, max: 4 }).map((n) => ' '.repeat(n));
const literal = fc.constantFrom(
  '0',
  '1',
  '-1',
  '10',
  '0.5',
  '-0.25',
  '1/3',
  '-7/2',
  '1e-3',
  '+2',
  '.5',
  '3.',
  't',
  '1 - t',
  '2*t/3',
  '-(t + 1)',
);
const name = fc.constantFrom('a1', 'a2', 'stay', '"a b"', "'c,d'", 'é', 'x-y', '"1"');
const remark = fc.constantFrom('', '', ' # why', '   # {a: 1}, [', ' #');
const joined = (...parts: fc.Arbitrary<string>[]) => fc.tuple(...parts).map((all) => all.join(''));
const word = (text: string) => fc.constant(text);

const row = (length: number) =>
  fc
    .array(joined(blanks(0), literal, blanks(0)), { minLength: length, maxLength: length })
    .map((all) => `[${all.join(',')}]`);

const action = (length: number) =>
  joined(
    ...[word('{'), blanks(0), word('reward:'), blanks(1), literal, blanks(0), word(','), blanks(0)],
    ...[word('features:'), blanks(1), row(length), blanks(0), word('}'), blanks(0), remark],
  );

/** Members of one mapping, one a line, at one column; comments between them at any. */
function members(
  inner: (length: number) => fc.Arbitrary<string>,
  column: number,
  length: number,
): fc.Arbitrary<string> {
  const pad = ' '.repeat(column);
  const line = joined(word(pad), name, blanks(0), word(':'), blanks(1), inner(length));
  const between = fc.constantFrom('', '', '\n', `${pad}# between\n`, '  # out\n', '# margin\n');
  return fc
    .uniqueArray(fc.tuple(line, between), {
      minLength: 2,
      maxLength: 5,
      selector: ([one]) => one.trim().split(/\s*:/)[0],
    })
    .map((all) => all.map(([one, after]) => `${one}\n${after}`).join(''));
}

const bandit = fc
  .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 9 }))
  .chain(([first, second, length]) =>
    members(action, first + second, length).map(
      (text) => `bandit:\n${' '.repeat(first)}actions:\n${text}${' '.repeat(first)}noise:   none\n`,
    ),
  );

const contexts = fc
  .tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 }))
  .chain(([one, two]) =>
    fc
      .tuple(members(action, one + 2 * two, 2), members(action, one + 2 * two, 2))
      .map(
        ([first, second]) =>
          `contexts:\n${[first, second]
            .map(
              (text, c) =>
                `${' '.repeat(one)}c${c}:\n${' '.repeat(one + two)}probability:  1/2\n${' '.repeat(one + two)}actions:\n${text}`,
            )
            .join('')}`,
      ),
  );

const run = fc
  .tuple(
    fc.integer({ min: 1, max: 6 }),
    fc.array(row(2), { minLength: 1, maxLength: 3 }),
    fc.boolean(),
    blanks(1),
  )
  .map(([column, rows, isFlush, gap]) => {
    const pad = ' '.repeat(column);
    const dashes = rows.map((one) => `${pad}${isFlush ? '' : '  '}-${gap}${one}\n`).join('');
    return `run:\n${pad}seed:${gap}1\n${pad}init:\n${dashes}${pad}learning-rate: {armijo: {max:1}}\n`;
  });

const texts = fc
  .tuple(fc.oneof(bandit, contexts), fc.oneof(word(''), run), fc.boolean())
  .map(([problem, experiment, isWindows]) => {
    const text = `# head\nlet: { t: 1/2 }\n${problem}\n${experiment}`;
    return isWindows ? text.replaceAll('\n', '\r\n') : text;
  });

test('any text means what it meant, keeps its words and comments, and is laid out once for all', () => {
  fc.assert(
    fc.property(texts, (text) => {
      holdsOf(text);
    }),
    { numRuns: 150 },
  );
});

test('in a table, blanks beside an anchor stay as they are, however often the text is laid out', () => {
  holdsOf(`bandit:
  actions:
    a1: { reward: 10,  features: [0, -1] }
    b: { reward: 0, &x features: [1, 0] }
    c: { reward: &y 0.5,   features: [1, 0] }
`);
});
