/** Whatever a fix of the reading changes, it never leaves more errors than it found: over all shipped specs and many ways to break them. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { applied } from '../../../src/spec/applied.js';
import { readSpec } from '../../../src/spec/read.js';
import type { SpecIssue } from '../../../src/spec/types.js';

const errorsOf = (text: string): SpecIssue[] =>
  readSpec(text).issues.filter(({ severity }) => severity === 'error');

/** The fixes that leave more errors than they found: none. */
function badFixes(text: string): unknown[] {
  const errors = errorsOf(text);
  return errors.flatMap(({ fix, message }) => {
    if (!fix) return [];
    const after = applied(text, fix.edits);
    const left = errorsOf(after);
    return left.length <= errors.length
      ? []
      : [{ fix: fix.title, of: message, found: errors.length, left: left.map((one) => one.message), after }];
  });
}

/** After all fixes of the first error, again and again: how many errors are left. */
function afterAllFixes(text: string): number {
  let now = text;
  for (let rounds = 0; rounds < 50; rounds++) {
    const fix = errorsOf(now).find((error) => error.fix)?.fix;
    if (!fix) break;
    now = applied(now, fix.edits);
  }
  return errorsOf(now).length;
}

const EXAMPLES = ['examples', 'docs/examples', 'test/fixtures'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.linspg'))
    .map((file) => readFileSync(`${folder}/${file}`, 'utf8')),
);

/** `yaml.dump` of PyYAML writes tuples so. */
const TUPLES = `bandit:
  features: !!python/tuple
  - !!python/tuple
    - 0.0
    - 1.0
  - !!python/tuple
    - 1.0
    - 0.0
  - !!python/tuple [2.0, 1.0]
  rewards: !!python/tuple
  - 9.0
  - 8.0
  - 7.0
run:
  iterations: 100
`;

describe('“Remove the tag”', () => {
  test('leaves the line break before a block', () => {
    const text = 'bandit:\n  rewards: [2, 1]\n  features: !!seq\n    - [0, 1]\n    - [1, 0]\n';
    const [error] = errorsOf(text);
    expect(text.slice(error!.range.start, error!.range.end)).toBe('!!seq');
    expect(applied(text, error!.fix!.edits)).toBe(text.replace(' !!seq', ''));
  });

  test.each([
    ['  features: !!seq  \n    - [0, 1]\n', '  features:  \n    - [0, 1]\n'],
    ['  features: !!seq # rows\n    - [0, 1]\n', '  features: # rows\n    - [0, 1]\n'],
    ['  features: !!seq [[0, 1]]\n', '  features: [[0, 1]]\n'],
    ['  features: !!seq\r\n    - [0, 1]\r\n', '  features:\r\n    - [0, 1]\r\n'],
    ['  features:\n    - !!seq\n      - 0\n      - 1\n', '  features:\n    -\n      - 0\n      - 1\n'],
    ['  features: ! [[0, 1]]\n', '  features: [[0, 1]]\n'],
  ])('in %j', (features, mended) => {
    const text = `bandit:\n  rewards: [1]\n${features}`;
    const tag = errorsOf(text).find(({ code }) => code === 'tag')!;
    expect(applied(text, tag.fix!.edits)).toBe(`bandit:\n  rewards: [1]\n${mended}`);
  });

  test('of every tag of a dump of tuples is offered at once, and leaves a text without errors', () => {
    expect(errorsOf(TUPLES).map(({ code }) => code)).toEqual(Array(5).fill('tag'));
    expect(badFixes(TUPLES)).toEqual([]);
    expect(afterAllFixes(TUPLES)).toBe(0);
  });
});

describe('a key that is missing', () => {
  const STATES = 's: { a: { to: s, reward: 1, features: [1] }, b: { to: s, reward: 0, features: [0] } }';
  const ACTIONS = 'actions: { x: { reward: 1, features: [1] }, y: { reward: 0, features: [0] } }';
  const FIRST = `contexts:\n  c: { probability: 1/2, ${ACTIONS} }\n`;

  test.each([
    ['in a block', `mdp:\n  discount: 0.9\n  states:\n    ${STATES}\n`],
    ['in braces', `mdp: { discount: 0.9, states: { ${STATES} } }\n`],
    ['in braces, with lines of their own', `mdp: {\n  discount: 0.9,\n  states: { ${STATES} }\n}\n`],
    ['in braces, behind an anchor', `mdp: { discount: 0.9, &x states: { ${STATES} } }\n`],
    ['of a context', `${FIRST}  d:\n    ${ACTIONS}\n`],
    ['of a context in braces', `${FIRST}  d: {\n    ${ACTIONS}\n  }\n`],
    [
      'of a family in braces',
      'generate: {\n  actions: 2,\n  dimensions: 2,\n  count: 2,\n  states: 3\n  }\n',
    ],
  ])('is written before another one: %s', (_, text) => {
    expect(errorsOf(text).map(({ code }) => code)).toEqual(['missing-key']);
    expect(afterAllFixes(text)).toBe(0);
  });

  test.each([
    ['behind a question mark', `mdp:\n  discount: 0.9\n  ? states\n  : ${STATES}\n`],
    ['behind an anchor', `mdp:\n  discount: 0.9\n  &x states:\n    ${STATES}\n`],
    ['of a context, behind a question mark', `${FIRST}  d:\n    ? actions\n    : ${ACTIONS.slice(9)}\n`],
  ])('is not where the other one does not begin its line: %s', (_, text) => {
    const [error, ...others] = errorsOf(text);
    expect(others).toEqual([]);
    expect(error).toMatchObject({ code: 'missing-key' });
    expect(error).not.toHaveProperty('fix');
  });
});

test('what stands beside a misspelt environment is told with it', () => {
  const text = `mdp: { environment: clif-world, discount: 2, features: onehot }
run: { iterations: 5, init: { trap: { s1: upp } } }
`;
  expect(errorsOf(text).map(({ code }) => code)).toEqual([
    'unknown-value',
    'number',
    'unknown-value',
    'unknown-action',
  ]);
  expect(badFixes(text)).toEqual([]);
});

/** Ways to break a line of a text. */
const BREAKS: Record<string, (line: string) => string> = {
  'without its first colon': (line) => line.replace(':', ''),
  'with two colons': (line) => line.replace(':', '::'),
  'with = for its colon': (line) => line.replace(':', ' ='),
  'without a comma': (line) => line.replace(',', ''),
  'with ; for a comma': (line) => line.replace(',', ';'),
  'without an opening bracket': (line) => line.replace('[', ''),
  'without a closing bracket': (line) => line.replace(']', ''),
  'without a closing brace': (line) => line.replace(/\}\s*$/, ''),
  'with round brackets': (line) => line.replace(/\[([^[\]]*)\]/, '($1)'),
  'indented once more': (line) => ` ${line}`,
  'indented once less': (line) => line.replace(/^ /, ''),
  'indented by a tab': (line) => line.replace(/^ {2}/, '\t'),
  'with a tag on its value': (line) => line.replace(/: ?/, ': !!seq '),
  'with a decimal comma': (line) => line.replace(/(\d)\.(\d)/, '$1,$2'),
  'with a minus of print': (line) => line.replace('-', '−'),
  'with a word mistyped': (line) => line.replace(/([a-z])([a-z])/, '$2$1'),
};

test('no fix leaves more errors than it found, whatever is broken in an example', () => {
  expect(EXAMPLES.length).toBeGreaterThan(8);
  const texts = new Set(EXAMPLES.map((text) => text.slice(0, 1500)).slice(0, 16));
  for (const text of texts) {
    const lines = text.split('\n');
    for (const [way, breaking] of Object.entries(BREAKS)) {
      for (const [n, line] of lines.entries()) {
        const broken = breaking(line);
        if (broken === line || line.trim().startsWith('#')) continue;
        const whole = [...lines.slice(0, n), broken, ...lines.slice(n + 1)].join('\n');
        expect({ way, line, bad: badFixes(whole) }).toEqual({ way, line, bad: [] });
      }
    }
  }
});
