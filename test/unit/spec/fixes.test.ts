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
