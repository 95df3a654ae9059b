/** One slip of punctuation or indentation is told once, where it is, in our words, and its fix mends it. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { applied } from '../../../src/spec/applied.js';
import { readSpec } from '../../../src/spec/read.js';
import type { SpecIssue } from '../../../src/spec/types.js';

const ACTIONS = `bandit:
  actions:
    a1: { reward: 9, features: [ 0, -2] }
    a2: { reward: 8, features: [-1,  0] }
`;
const RUN = 'run:\n  seed: 1\n';
const tables = (rewards: string, features: string) =>
  `bandit:\n  rewards: ${rewards}\n  features: ${features}\n`;

const EXAMPLES = readdirSync('examples')
  .filter((file) => file.endsWith('.linspg'))
  .map((file) => readFileSync(`examples/${file}`, 'utf8'));

const BLOCKS = `title: One key a line
bandit:
  actions:
    a1:
      reward: 9
      features: [0, -2]
    a2:
      reward: 8
      features: [-1, 0]
    a3:
      features: [0, 1]
      reward: 7
  noise: none
run:
  algorithm:
    - lin-spg
    - lin-npg
  init:
    - [3, 3]
    - zeros
`;

function errorsOf(text: string): SpecIssue[] {
  return readSpec(text).issues.filter(({ severity }) => severity === 'error');
}

/** The only error: the text at its range, where that begins, and its message. */
function told(text: string): { at: string; line: number; message: string } {
  const [error, ...others] = errorsOf(text);
  expect(others).toEqual([]);
  const { range, message } = error!;
  return {
    at: text.slice(range.start, range.end),
    line: text.slice(0, range.start).split('\n').length,
    message,
  };
}

/** After the fix of the only error nothing is wrong. */
function isFixed(text: string): string {
  const [error, ...others] = errorsOf(text);
  expect(others).toEqual([]);
  const fixed = applied(text, error!.fix!.edits);
  expect(errorsOf(fixed)).toEqual([]);
  return fixed;
}

describe('a slip is told once, in words, at the narrowest range', () => {
  test.each([
    [
      'an empty entry',
      tables('[1, , 2]', '[[1], [2]]'),
      2,
      ',',
      'Expected an entry between `,` and this comma, found nothing. Write one, or remove the comma.',
    ],
    [
      'a minus without its number',
      tables('[-, 2]', '[[1], [2]]'),
      2,
      '-',
      'Expected a number after `-`, found nothing. Write it, or remove the `-`.',
    ],
    [
      'tabs',
      `bandit:\n  rewards: [1, 2]\n\tfeatures: [[1], [2]]\n${RUN}\titerations: 5\n`,
      3,
      '\t',
      'Found a tab before `features:` (and in 1 more line), expected two spaces: lines are indented by spaces only.',
    ],
    [
      'a row in the margin',
      tables('[1, 2]', '[[1, 2],\n[3, 4]]') + RUN,
      4,
      '[',
      'This line is still inside the `[` of `features`: expected four spaces before it, found none.',
    ],
    [
      'an entry in the margin',
      `${tables('[1, 2]', '\n    - [1, 2]\n- [3, 4]')}${RUN}`,
      5,
      '-',
      'Expected four spaces before `-`, found none.',
    ],
    [
      'an open list',
      `bandit:\n  rewards: [1, 2\n  features: [[1], [2]]\n`,
      2,
      '[',
      'This `[` is not closed. Expected `]` after `2`, found `features`.',
    ],
    [
      'an open list inside braces',
      ACTIONS.replace('-2]', '-2'),
      3,
      '[',
      'This `[` is not closed. Expected `]` after `-2`, found `}`.',
    ],
    [
      'a missing colon',
      `${ACTIONS}run:\n  iterations 5\n  seed: 1\n`,
      6,
      'iterations',
      'Expected `:` after `iterations`, found `5`.',
    ],
    [
      'a missing colon inside braces',
      ACTIONS.replace('reward: 9', 'reward 9'),
      3,
      'reward',
      'Expected `:` after `reward`, found `9`.',
    ],
    [
      'a missing space',
      'generate:\n  actions:3\n  dimensions: 2\n  count: 5\n',
      2,
      ':',
      'Expected a space after `actions:`, found `3`.',
    ],
    [
      'an open quote',
      `title: "Two arms\n${ACTIONS}`,
      1,
      '"',
      'This quote is not closed. Expected another `"` after `Two arms`.',
    ],
    [
      'a key written twice',
      `${ACTIONS}${RUN}  seed: 2\n`,
      7,
      'seed',
      '`seed` is written twice in `run`. Remove or rename one of the two.',
    ],
    [
      'an action too near to the margin',
      ACTIONS.replace('    a2', '   a2') + RUN,
      4,
      '   ',
      'Expected four spaces before `a2`, found three spaces.',
    ],
    [
      'a key too deep',
      `${ACTIONS}${RUN}    iterations: 5\n`,
      7,
      '    ',
      'Expected two spaces before `iterations`, found four spaces.',
    ],
    [
      'a stray brace',
      ACTIONS.replace('-2] }', '-2] }}') + RUN,
      3,
      '}',
      'Found `}`, but no `{` is open. Remove it.',
    ],
    [
      'a colon in a title',
      `title: Lin-SPG: the trap\n${ACTIONS}`,
      1,
      ':',
      'Found a second `:` in this line. Put the text into quotes.',
    ],
    [
      'no comma between numbers',
      tables('[1 2]', '[[1], [2]]'),
      2,
      '1 2',
      'reward of a1: expected a number, found `1 2`. Did you mean `1, 2`?',
    ],
    [
      'a comma at the end of a line',
      ACTIONS.replace('-2] }', '-2] },'),
      3,
      ',',
      'Found a comma at the end of the line: commas stand only inside `[ ]` and `{ }`. Remove it.',
    ],
    [
      'a half-typed list',
      'bandit:\n  rewards: [1, 2,',
      2,
      '[',
      'This `[` is not closed. Expected `]` after the comma, found the end of the file.',
    ],
    [
      'a half-typed key',
      `bandit:\n  rewards: [1, 2]\n  feat`,
      3,
      'feat',
      'Expected `:` after `feat`, found the end of the line. Write `feat:` and its value.',
    ],
    [
      'a half-typed entry',
      `${ACTIONS}${RUN}  - `,
      7,
      '-',
      'Found `-`, expected a key. The entries of a list stand below the key of the list, indented deeper.',
    ],
    [
      'a reserved sign',
      `${ACTIONS}run:\n  algorithm: @x\n`,
      6,
      '@',
      'A value cannot begin with `@`. Remove it, or put the value into quotes.',
    ],
    [
      'two anchors',
      `${ACTIONS}run:\n  seed: &a &b 1\n`,
      6,
      '&b',
      "`&b`: YAML's anchors, aliases and tags have no meaning here. Remove it.",
    ],
    [
      'a backslash',
      `title: "a\\q"\n${ACTIONS}`,
      1,
      '\\q',
      '`\\q` stands for no character. For a backslash inside double quotes write two.',
    ],
  ])('%s', (_, text, line, at, message) => {
    expect(told(text)).toEqual({ line, at, message });
  });

  test('what else is wrong is told with it, as far as it does not follow', () => {
    const text = `${ACTIONS.replace('reward: 9', 'reward: 9,')}run:\n  seed:1\n  iterations: many\n  algoritm: lin-spg\n`;
    expect(errorsOf(text).map(({ code, range }) => [code, text.slice(range.start, range.end)])).toEqual([
      ['syntax', ','],
      ['syntax', ':'],
      ['number', 'many'],
      ['unknown-key', 'algoritm'],
    ]);
  });

  test('a section with a slip is broken, and the other stands', () => {
    const inRun = readSpec(`${ACTIONS}run:\n  seed:1\n  iterations: 5\n`);
    expect([inRun.bandit === null, inRun.run]).toEqual([false, null]);
    const inBandit = readSpec(`${ACTIONS.replace('-2]', '-2')}${RUN}`);
    expect([inBandit.bandit, inBandit.run === null]).toEqual([null, false]);
  });

  test('everything keeps its place in the text as written', () => {
    const text = `${ACTIONS.replace('9,', '9,,').replace('-2]', '-2')}run:\n  iterations: x\n`;
    const { source } = readSpec(text);
    const at = ({ start, end }: { start: number; end: number }) => text.slice(start, end);
    expect(source.actions.map(({ name, reward, features }) => [name, reward, ...features].map(at))).toEqual([
      ['a1', '9', '0', '-2'],
      ['a2', '8', '-1', '0'],
    ]);
    expect(at(source.runKey!)).toBe('run');
    expect(at(source.run.iterations?.value ?? source.runKey!)).toBe('x');
  });
});

describe('the fix mends what was meant', () => {
  test.each([
    [tables('[1, , 2]', '[[1], [2]]'), '[1, 2]'],
    [tables('[1, 2', '[[1], [2]]'), 'rewards: [1, 2]\n'],
    [tables('[1, 2]]', '[[1], [2]]'), 'rewards: [1, 2]\n'],
    [tables('1, 2]', '[[1], [2]]'), 'rewards: [1, 2]\n'],
    [tables('(1, 2)', '[[1], [2]]'), 'rewards: [1, 2]\n'],
    [tables('[1, 2}', '[[1], [2]]'), 'rewards: [1, 2]\n'],
    [tables('[−1, 2]', '[[1], [2]]'), 'rewards: [-1, 2]\n'],
    [tables('[1; 2]', '[[1], [2]]'), 'rewards: [1, 2]\n'],
    [tables('[- 1, 2]', '[[1], [2]]'), 'rewards: [-1, 2]\n'],
    [tables('[1, "1/3]', '[[1], [2]]'), '[1, "1/3"]'],
    [tables('[1, 2]', '[[1] [2]]'), '[[1], [2]]'],
    [tables('[1, 2]', '[\n[1],\n[2]\n]') + RUN, '[\n    [1],\n    [2]\n  ]\nrun'],
    [tables('[1, 2]', '- [1]\n    - [2]'), 'features:\n    - [1]\n    - [2]\n'],
    [tables('[1, 2]', '\n    -[1]\n    -[2]'), '\n    - [1]\n    - [2]\n'],
    [tables('[1, 2]#two', '[[1], [2]]'), '[1, 2] #two'],
    [ACTIONS.replace('a1: {', 'a1:{'), 'a1: { reward: 9'],
    [ACTIONS.replace('a1: {', 'a1 {'), 'a1: { reward: 9'],
    [ACTIONS.replace('a1: {', 'a1:'), 'a1: { reward: 9'],
    [ACTIONS.replace('9, features', '9 features'), '9, features'],
    [ACTIONS.replace('features: [ 0', 'features: 0'), '[0, -2] }'],
    [`${ACTIONS}run:\n  seed = 1\n`, 'seed: 1'],
    [`${ACTIONS}run:\n  seed:: 1\n`, 'seed: 1'],
    [`${ACTIONS}run:\n  seed: 1,\n`, 'seed: 1\n'],
    [`title: 'It's here'\n${ACTIONS}`, "'It''s here'"],
    [`title: Lin-SPG: the trap\n${ACTIONS}`, '"Lin-SPG: the trap"'],
    [
      `bandit:\n\tactions:\n\t\ta1: { reward: 9, features: [1] }\n\t\ta2: { reward: 8, features: [0] }\n`,
      '\n    a2',
    ],
  ])('%j', (text, expected) => {
    expect(isFixed(text)).toContain(expected);
  });
});

describe('in every example', () => {
  /** Where a mark stands outside comments. */
  function places(text: string, mark: string): number[] {
    return [...text].flatMap((char, at) =>
      char === mark && !text.slice(text.lastIndexOf('\n', at) + 1, at).includes('#') ? [at] : [],
    );
  }

  function isOneIssue(text: string): boolean {
    const errors = errorsOf(text);
    expect(errors.length, text).toBeLessThanOrEqual(1);
    const [error] = errors;
    if (error) expect(error.message).toMatch(/^([A-Z]|`|(reward|features|entry \d+) of )/);
    return error?.fix !== undefined && errorsOf(applied(text, error.fix.edits)).length === 0;
  }

  test.each([...'[]{},:'])('one %s too few, or too many, is one error, and most fixes mend it', (mark) => {
    const texts = EXAMPLES.flatMap((text) =>
      places(text, mark).flatMap((at) => [
        text.slice(0, at) + text.slice(at + 1),
        text.slice(0, at) + mark + text.slice(at),
      ]),
    );
    const fixed = texts.filter(isOneIssue).length;
    expect(fixed / texts.length).toBeGreaterThan(0.75);
  });

  test('one line in another column is one error, and its fix puts it back', () => {
    const texts = [...EXAMPLES, BLOCKS].flatMap((text) => {
      const lines = text.split('\n');
      return lines.flatMap((line, n) =>
        line.trim() === '' || line.trim().startsWith('#')
          ? []
          : ['', ' ', '   ', '\t', '     ', '       '].map((white) =>
              lines.with(n, white + line.trim()).join('\n'),
            ),
      );
    });
    const broken = texts.filter((text) => errorsOf(text).length > 0);
    expect(broken.filter(isOneIssue).length / broken.length).toBeGreaterThan(0.95);
  });

  test('a text that is only typed up to somewhere has hardly ever more than one error', () => {
    for (const text of EXAMPLES) {
      const many = Array.from({ length: text.length }, (_, end) => text.slice(0, end)).filter(
        // A state may be named before it is written.
        (typed) => errorsOf(typed).filter(({ code }) => code !== 'unknown-state').length > 1,
      );
      // An empty title or `let`, and no bandit yet; an empty entry, and more rewards than entries.
      for (const typed of many) expect(typed).toMatch(/(^|\n)(title: ?|let:\s*(\w+(:.*)?)?| +- ?)$/);
    }
  });
});

test('a stray line between sections is told once', () => {
  for (const text of EXAMPLES) {
    const lines = text.split('\n');
    for (const stray of ['02-gets', 'hello', 'two words']) {
      for (const [n, line] of lines.entries()) {
        if (line.startsWith(' ')) continue;
        const found = errorsOf([...lines.slice(0, n), stray, ...lines.slice(n)].join('\n'));
        expect(found.length, `${stray} before line ${n + 1}: ${line}`).toBe(1);
      }
      // A stray mark before everything else, on the same line.
      expect(errorsOf(stray + text).length).toBe(1);
    }
  }
});
