/** Reading costs in proportion to the length of the text, whatever the text is: nobody can interrupt it. */
import { expect, test, vi } from 'vitest';
import { Lexer } from 'yaml';
import { readingSpec, readSpec } from '../../../src/spec/read.js';
import { operationsOf } from './operations.js';

const good =
  'bandit:\n  actions:\n    a: { reward: 1, features: [0] }\n    b: { reward: 2, features: [1] }\n';

/** Texts that grow with n. */
const PATTERNS: Record<string, (n: number) => string> = {
  blanks: (n) => `bandit:\n  actions:\n    a: { reward: 1,${' '.repeat(n)}features: [0] }\n`,
  blanksOnly: (n) => `${' '.repeat(n)}\n${good}`,
  trailing: (n) => `${good + ' '.repeat(n)}x`,
  tabs: (n) => `${good + '\t'.repeat(n)}x`,
  badNumbers: (n) =>
    `bandit:\n  rewards: [1, 2]\n  features:\n    - [${Array(n).fill('1..2').join(', ')}]\n    - [1]\n`,
  badWords: (n) =>
    `bandit:\n  rewards: [1, 2]\n  features:\n    - [${Array(n).fill('x').join(', ')}]\n    - [1]\n`,
  nestedMaps: (n) => `${Array.from({ length: n }, (_, i) => `${' '.repeat(i)}a:`).join('\n')}\n`,
  CRs: (n) => `bandit:\n${'\r'.repeat(n)}${good}`,
  CRx: (n) => `bandit:\n${'x\r'.repeat(n)}${good}`,
  noCommas: (n) =>
    'bandit:\n  actions: {' +
    Array.from({ length: n }, (_, i) => `a${i}: {reward: ${i} features: [${i}]}`).join(' ') +
    '}\n',
  noCommasLines: (n) =>
    'bandit:\n  actions:\n' +
    Array.from({ length: n }, (_, i) => `    a${i}: {reward: ${i} features: [${i}]}`).join('\n') +
    '\n',
  dashes: (n) => '- '.repeat(n) + good,
  brackets: (n) => '['.repeat(n) + good,
  braces: (n) => `a: ${'{'.repeat(n)}${good}`,
  quotes: (n) => '"'.repeat(n) + good,
  oddQuotes: (n) => Array.from({ length: n }, (_, i) => `a${i}: "x`).join('\n'),
  apos: (n) => `title: '${"it's ".repeat(n)}'\n${good}`,
  longFlow: (n) => `x: [${Array(n).fill('a').join(', ')}]\n${good}`,
  longRow: (n) =>
    `bandit:\n  rewards: [1, 2]\n  features:\n    - [${Array(n).fill('1').join(', ')}]\n    - [1]\n`,
  manyKeys: (n) => `${Array.from({ length: n }, (_, i) => `k${i}: 1`).join('\n')}\n${good}`,
  unknownRun: (n) => `${good}run:\n${Array.from({ length: n }, (_, i) => `  sed${i}: 1`).join('\n')}\n`,
  indentOdd: (n) =>
    `${good}run:\n${Array.from({ length: n }, (_, i) => `${' '.repeat(i % 7)}seed: 1`).join('\n')}\n`,
  anchors: (n) => `a: &a x\n${Array.from({ length: n }, (_, i) => `k${i}: [*a, *a]`).join('\n')}\n${good}`,
  bomb: (n) =>
    'a0: &a0 [x,x]\n' +
    Array.from({ length: n }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]`).join('\n') +
    '\n' +
    good,
  tags: (n) =>
    `bandit:\n  rewards: [1,2]\n  features:\n    - [${Array(n).fill('!t 1').join(', ')}]\n    - [1]\n`,
  tagLines: (n) =>
    `bandit:\n  rewards: [1,2]\n  features:\n${Array(n).fill('    - !t\n      [1]').join('\n')}\n`,
  tagBlock: (n) => `bandit:\n  rewards: [1,2]\n  features:\n${Array(n).fill('    - !t [1]').join('\n')}\n`,
  comments: (n) => `${'#'.repeat(n)}\n${good}`,
  commentsMany: (n) => '# x\n'.repeat(n) + good,
  spacehash: (n) => `${good}x${' #'.repeat(n)}\n`,
  newlines: (n) => '\n'.repeat(n) + good,
  colons: (n) => `${good}a${':'.repeat(n)} 1\n`,
  colons2: (n) => `${good + 'a: '.repeat(n)} 1\n`,
  spacedLines: (n) => `${good + '   \n'.repeat(n)}x`,
  longKey: (n) => `${good + 'k'.repeat(n)}: 1\n`,
  longPlain: (n) => `title: ${'w '.repeat(n)}\n${good}`,
  multiPlain: (n) => `title: a\n${'  w\n'.repeat(n)}${good}`,
  docs: (n) => '---\n'.repeat(n) + good,
  directives: (n) => '%x\n'.repeat(n) + good,
  digits: (n) => `bandit:\n  rewards: [${'1'.repeat(n)}, 2]\n  features: [[1],[2]]\n`,
  manyActions: (n) =>
    'bandit:\n  actions:\n' +
    Array.from({ length: n }, (_, i) => `    a${i}: { reward: ${i}, features: [${i}, ${n - i}] }`).join(
      '\n',
    ) +
    '\n',
  semis: (n) => `bandit:\n  rewards: [${'1;'.repeat(n)}]\n  features: [[1],[2]]\n`,
  bt: (n) => good + 'x: `'.repeat(n),
  esc: (n) => `title: "${'\\q'.repeat(n)}"\n${good}`,
  star: (n) => good + '*a '.repeat(n),
  bar: (n) => `${good}title: |\n${' x\n'.repeat(n)}`,
  badDash: (n) => `bandit:\n  features:\n${'    -[1]\n'.repeat(n)}`,
  eqs: (n) => `${good}run:\n${'  seed = 1\n'.repeat(n)}`,
  closers: (n) => good + ']'.repeat(n),
  commas: (n) => `bandit:\n  rewards: [${','.repeat(n)}]\n`,
  dupKeys: (n) => `${good}run:\n${'  seed: 1\n'.repeat(n)}`,
  u2028: (n) => good + '\u2028'.repeat(n),
  nbsp: (n) => `${good}x:${'\u00a0'.repeat(n)}y: 1`,
  questions: (n) => '? '.repeat(n) + good,
  qlines: (n) => '? a\n'.repeat(n) + good,
  manySweep: (n) => `${good}run:\n  seed: [${Array.from({ length: n }, (_, i) => i).join(', ')}]\n`,
  initSweep: (n) => `${good}run:\n  init: [${Array.from({ length: n }, (_, i) => `[${i}]`).join(', ')}]\n`,
  dashNum: (n) => `bandit:\n  rewards: [${'- 1, '.repeat(n)}2]\n`,
  dashesIn: (n) => `bandit:\n  rewards: [\n${'   - 1\n'.repeat(n)}  ]\n`,
  outdent: (n) => `bandit:\n  rewards: [\n${'1,\n'.repeat(n)}  ]\n`,
  tabsLines: (n) => `bandit:\n${'\tactions: x\n'.repeat(n)}`,
  strayDashKeys: (n) => `${good}run:\n${'  - a\n  b: 1\n'.repeat(n)}`,
  eqsNested: (n) => `${good}run:\n  seed${' '.repeat(n)}= 1\n`,
  hashes: (n) => `title: a${' #'.repeat(n)}\u2028\nx\n${good}x:y`,
  quotedBlanks: (n) => `x: "${'\n'.repeat(n)}y: 1"\n${good}]`,
  colonRuns: (n) => `${good}a${':'.repeat(n)}b: 1\n`,
  spacedNumber: (n) => `bandit:\n  rewards: [1${' '.repeat(n)}x, 2]\n  features: [[1], [2]]\n`,
  pairs: (n) => `bandit: {${'a: b c, '.repeat(n)}\n`,
  apostrophes: (n) => `bandit: [${"'a'b, ".repeat(n)}x\n`,
  traps: (n) => `${good}run:\n  init: [${'{trap: x}, '.repeat(n)}zeros]\n`,
  fractions: (n) => `bandit:\n  rewards: [${'1'.repeat(n)}/7, 2]\n  features: [[1], [2]]\n`,
  zeros: (n) => `bandit:\n  rewards: [0.${'0'.repeat(n)}, 2]\n  features: [[1],[2]]\n`,
};

const mdpOf = (states: string, beside = '') =>
  `mdp:\n  discount: 0.9\n  start: uniform\n${beside}  states:\n${states}`;
const numbered = (n: number, write: (i: number) => string) =>
  Array.from({ length: n }, (_, i) => write(i)).join('\n');

Object.assign(PATTERNS, {
  manyStates: (n: number) =>
    mdpOf(
      numbered(
        n,
        (i) =>
          `    s${i}: { a: { to: s${(i + 1) % n}, reward: 1, features: [1, 0] }, b: { to: { s${i}: 1/3, s${(i + 7) % n}: 2/3 }, reward: 0, features: [0, 1] } }`,
      ),
    ),
  oneHot: (n: number) =>
    mdpOf(
      numbered(n, (i) => `    s${i}: { a: { to: s0, reward: 1 }, b: { to: s${i}, reward: 0 } }`),
      '  features: one-hot\n',
    ),
  manyTargets: (n: number) =>
    mdpOf(
      `    s0: { a: { to: { ${Array.from({ length: n }, (_, i) => `s${i}: 1/${n}`).join(', ')} }, reward: 1, features: [1] }, b: { to: s0, reward: 0, features: [0] } }\n${numbered(n - 1, (i) => `    s${i + 1}: terminal`)}`,
    ),
  denominators: (n: number) =>
    mdpOf(
      `    s0: { a: { to: { ${Array.from({ length: n }, (_, i) => `s${i}: 1/${n + i}`).join(', ')} }, reward: 1, features: [1] }, b: { to: s0, reward: 0, features: [0] } }\n${numbered(n - 1, (i) => `    s${i + 1}: terminal`)}`,
    ),
  unknownTargets: (n: number) =>
    mdpOf(
      numbered(
        n,
        (i) =>
          `    s${i}: { a: { to: t${i}, reward: 1, features: [1] }, b: { to: s0, reward: 0, features: [0] } }`,
      ),
    ),
  unreachableStates: (n: number) =>
    mdpOf(
      numbered(
        n,
        (i) =>
          `    s${i}: { a: { to: s${i}, reward: 1, features: [1] }, b: { to: s${i}, reward: 0, features: [0] } }`,
      ),
    ).replace('uniform', 's0'),
  emptyStates: (n: number) => mdpOf(numbered(n, (i) => `    s${i}: {}`)),
  tooManyPairs: (n: number) =>
    mdpOf(numbered(8 * n, (i) => `    s${i}: { a: { to: s0, reward: 1, features: [1] } }`)),
  manyContexts: (n: number) =>
    `contexts:\n${numbered(n, (i) => `  c${i}: { probability: 1/${n}, actions: { a: { reward: 1, features: [1] }, b: { reward: 0, features: [0] } } }`)}\n`,
  withoutProbabilities: (n: number) =>
    `contexts:\n${numbered(n, (i) => `  c${i}: { actions: { a: { reward: 1, features: [1] }, b: { reward: 0, features: [0] } } }`)}\n`,
  groups: (n: number) =>
    mdpOf(
      numbered(n, (i) => `    s${i}: { a: { to: s0, reward: 1 }, b: { to: s${i}, reward: 0 } }`),
      `  features: { groups: { g: [${Array.from({ length: n }, (_, i) => `s${i}`).join(', ')}] } }\n`,
    ),
  trapPolicy: (n: number) =>
    `${mdpOf(numbered(n, (i) => `    s${i}: { a: { to: s0, reward: 1, features: [1] }, b: { to: s${i}, reward: 0, features: [0] } }`))}\nrun: { init: { trap: { ${Array.from({ length: n }, (_, i) => `s${i}: a`).join(', ')} } } }\n`,
});

/** Twice the length may cost a little more than twice as much: sorting, and what is looked up once. */
const SLACK = 1.2;
/** What every reading costs, however short the text. */
const FIXED = 1e5;

test.each(Object.entries(PATTERNS))('%s', (_, textOf) => {
  const [short, long] = [textOf(600), textOf(1200)];
  const counted = (text: string) => operationsOf(() => readSpec(text));
  const bound = () => SLACK * counted(short) * (long.length / short.length) + FIXED;
  const many = counted(long);
  // A count may be too small: where the first of the short text would refuse the long one, it is counted again.
  if (many >= bound()) expect(many).toBeLessThan(bound());
});

test('a text with many slips is parsed again after each of them, once between two pauses', () => {
  const line = (a: number) => `    a${a}: { reward: ${a} features: [${a}, 1 }\n`;
  const text = `bandit:\n  actions:\n${Array.from({ length: 30 }, (_, a) => line(a)).join('')}`;
  const { lex } = Lexer.prototype;
  let characters = 0;
  vi.spyOn(Lexer.prototype, 'lex').mockImplementation(function* (this: Lexer, source: string) {
    characters += source.length;
    yield* lex.call(this, source);
  });
  const steps: number[] = [];
  for (const work = readingSpec(text); ; ) {
    characters = 0;
    const { done } = work.next();
    steps.push(characters);
    if (done) break;
  }
  vi.restoreAllMocks();
  expect(steps.length).toBeGreaterThan(20);
  // Steps of the parser and of the search for the slip inside brackets. Mending makes the text a little longer.
  expect(Math.max(...steps)).toBeLessThan(2.2 * text.length);
});
