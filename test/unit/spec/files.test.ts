/** Processes, features, rewards and starts in files. */
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { zipSync } from 'fflate';
import { afterAll, describe, expect, it } from 'vitest';
import { DataFiles, MOST_BYTES, pinned } from '../../../src/disk/dataFiles.js';
import { analyseMdpBeforeRun } from '../../../src/experiment/analyseMdpBeforeRun.js';
import { plan } from '../../../src/experiment/plan.js';
import { featureRow, type Mdp } from '../../../src/model/mdp.js';
import { toFraction } from '../../../src/model/rational.js';
import { applied } from '../../../src/spec/applied.js';
import type { Files } from '../../../src/spec/files/port.js';
import { readSpec } from '../../../src/spec/read.js';

const fixtures = path.resolve(import.meta.dirname, '../../fixtures/arrays');
const disk = new DataFiles(fixtures);
const scratch = mkdtempSync(path.join(tmpdir(), 'linspg-files-'));
afterAll(() => rmSync(scratch, { recursive: true }));

/** A file that is there only in thought. */
const holding = (content: string): Files => {
  const bytes = new TextEncoder().encode(content);
  return { read: () => ({ bytes, hash: content }) };
};

/** What is wrong, each with the words that it stands at. */
function wrong(text: string, files: Files = disk): [string, string][] {
  return readSpec(text, files)
    .issues.filter(({ severity }) => severity === 'error')
    .map(({ range, message }) => [text.slice(range.start, range.end), message]);
}

const messages = (text: string, files: Files = disk) => wrong(text, files).map(([, message]) => message);

function mdpOf(text: string, files: Files = disk): Mdp {
  const { mdp } = readSpec(text, files);
  if (!mdp) throw new Error(messages(text, files).join('\n'));
  return mdp;
}

const SAS = 'axes: [state, action, next]';
const ASS = 'axes: [action, state, next]';
/** The chain of the environment `four-state`, its features written as rows. */
const WRITTEN = `mdp:
  discount: 0.9
  start: uniform
  states:
    s1: { a1: { to: s2, reward: -4, features: [1, 0, 0, 0] }, a2: { to: s4, reward: 0, features: [0, 1, 0, 0] } }
    s2: { a1: { to: s2, reward: -6, features: [1, 0, 0, 0] }, a2: { to: s4, reward: 0, features: [0, 1, 0, 0] } }
    s3: { a1: { to: s4, reward: -4, features: [0, 0, 1, 0] }, a2: { to: s2, reward: 0, features: [0, 0, 0, 1] } }
    s4: { a1: { to: s4, reward: -6, features: [0, 0, 1, 0] }, a2: { to: s2, reward: 0, features: [0, 0, 0, 1] } }
`;
const RUN = 'run: { learning-rate: 0.05, init: [0, 2, 0, 1], iterations: 100 }\n';

/** All numbers of a process as doubles. */
const numbersOf = (mdp: Mdp) => ({
  states: mdp.states,
  pairs: mdp.pairs.map(({ name, reward, to }, pair) => [
    name,
    reward.value,
    to.map(({ state, probability }) => [state, probability.value]),
    featureRow(mdp, pair).map(({ value }) => value),
  ]),
  discount: mdp.discount.value,
  start: mdp.start.map(({ value }) => value),
});

describe('the four-state chain in a file', () => {
  it.each([
    ['chain.npz', SAS],
    ['chain-ass.npz', ASS],
    ['chain-fortran.npz', SAS],
    ['chain.json', SAS],
  ])('%s is the process that is written in text, with its verdict and its run', (file, axes) => {
    const [read, written] = [mdpOf(`mdp: { file: ${file}, ${axes} }\n${RUN}`), mdpOf(WRITTEN + RUN)];
    expect(numbersOf(read)).toEqual(numbersOf(written));
    const { run } = readSpec(WRITTEN + RUN);
    const [one, other] = [analyseMdpBeforeRun(read, null), analyseMdpBeforeRun(written, null)];
    expect(one.verdict).toEqual(other.verdict);
    const jobs = (mdp: Mdp) => plan([mdp], run!).cells;
    expect(jobs(read)).toEqual(jobs(written));
  });

  it('has a discount that is 9/10 in JSON, and the double next to it in binary', () => {
    expect(toFraction(mdpOf(`mdp: { file: chain.json, ${SAS} }`).discount).toFraction()).toBe('9/10');
    const { discount } = mdpOf(`mdp: { file: chain.npz, ${SAS} }`);
    expect(discount.literal).toBe('0.9');
    expect(toFraction(discount).toFraction()).toBe('8106479329266893/9007199254740992');
  });

  it('is changed by what stands beside it', () => {
    const mdp = mdpOf(`mdp: { file: chain.npz, ${SAS}, discount: 1/2, start: s3, features: one-hot }`);
    expect([mdp.discount.literal, mdp.start.map(({ value }) => value), mdp.features.kind]).toEqual([
      '1/2',
      [0, 0, 1, 0],
      'one-hot',
    ]);
  });
});

describe('the axes of P', () => {
  it('are never guessed: an error at the file explains, with the shape and a fix for each order that fits', () => {
    const text = 'mdp: { file: chain.npz }\n';
    const [issue, ...more] = readSpec(text, disk).issues;
    expect(more).toEqual([]);
    expect(text.slice(issue!.range.start, issue!.range.end)).toBe('chain.npz');
    expect(issue!.message).toMatch(/\(4, 2, 4\).*\(S, A, S\) and \(A, S, S\) look alike/);
    const fixes = [issue!.fix!, ...(issue!.otherFixes ?? [])];
    expect(fixes.map(({ title }) => title)).toEqual(['Write axes: [state, action, next]']);
    expect(mdpOf(applied(text, fixes[0]!.edits)).states.length).toBe(4);
  });

  it('may be any that fit where the sums do not tell', () => {
    // Two states, two actions, all probabilities 1/2: every order has sums of 1.
    const half = '[[0.5, 0.5], [0.5, 0.5]]';
    const files = holding(`{"P": [${half}, ${half}], "r": [[1, 0], [0, 1]], "gamma": 0, "rho": [1, 0]}`);
    const [{ fix, otherFixes = [] }] = readSpec('mdp: { file: x.json, features: one-hot }', files).issues as [
      NonNullable<ReturnType<typeof readSpec>['issues'][number]>,
    ];
    expect([fix!, ...otherFixes].length).toBe(6);
  });

  it('that the shape or the sums contradict are told, with those that fit', () => {
    const [[place, message]] = wrong(`mdp: { file: chain-ass.npz, ${SAS} }`) as [[string, string]];
    expect(place).toBe('chain-ass.npz');
    expect(message).toMatch(/2 states and 4 next states/);
    const turned = 'mdp: { file: chain.npz, axes: [next, action, state] }';
    const [issue] = readSpec(turned, disk).issues;
    expect(issue!.message).toMatch(/P\[:, 0, 0\] sum to 0, expected 1/);
    expect(wrong(applied(turned, issue!.fix!.edits))).toEqual([]);
  });

  it('of r and phi follow those of P, or are declared too', () => {
    const P = '[[[1, 0, 0], [0, 1, 0]], [[0, 0, 1], [1, 0, 0]], [[0, 1, 0], [0, 0, 1]]]';
    const files = holding(
      `{"P": ${P}, "r": [[1, 2, 3], [4, 5, 6]], "gamma": 0, "rho": [1, 0, 0], "phi": [[1], [2], [3], [4], [5], [6]]}`,
    );
    const [text, more] = [`mdp: { file: x.json, ${SAS} }`, 'r: [action, state]'];
    const [issue] = readSpec(text, files).issues;
    expect(issue!.message).toMatch(/r in x\.json has the shape \(2, 3\); expected \(3, 2\)/);
    const mended = applied(text, issue!.fix!.edits);
    expect(mended).toContain(more);
    const rewards = (mdp: Mdp) => mdp.pairs.map(({ reward }) => reward.value);
    expect(rewards(mdpOf(mended, files))).toEqual([1, 4, 2, 5, 3, 6]);
    const features = (axes: string) =>
      mdpOf(`mdp: { file: x.json, axes: { P: [state, action, next], ${more}${axes} } }`, files);
    const firsts = (mdp: Mdp) => mdp.pairs.map((_, pair) => featureRow(mdp, pair)[0]!.value);
    expect(firsts(features(''))).toEqual([1, 2, 3, 4, 5, 6]);
    expect(firsts(features(', phi: [action, state, feature]'))).toEqual([1, 4, 2, 5, 3, 6]);
  });

  it.each([
    ['[state, action]', /expected each of state, action, next/],
    ['[state, action, action]', /expected each of/],
    ['[state, actoin, next]', /Did you mean `action`/],
    ['{ r: [state, action] }', /says nothing of P/],
    ['{ P: [state, action, next], phi: [state, action, next] }', /axes of phi|expected one of/],
  ])('%s are told', (axes, message) => {
    expect(messages(`mdp: { file: chain.npz, axes: ${axes} }`)[0]).toMatch(message);
  });
});

describe('rewards by next state', () => {
  it('are their exact means', () => {
    const files = holding(
      '{"P": [[["1/3", "2/3"], [0, 1]], [[1, 0], [0.5, 0.5]]], "r": [[[3, 0.3], [9, 7]], [[-1, 8], [2, 5]]], "gamma": 0, "rho": [1, 0]}',
    );
    const mdp = mdpOf(`mdp: { file: x.json, ${SAS}, features: one-hot }`, files);
    // 1/3 · 3 + 2/3 · 3/10 = 6/5.
    expect(mdp.pairs.map(({ reward }) => toFraction(reward).toFraction())).toEqual(['6/5', '7', '-1', '7/2']);
  });
});

describe('probabilities', () => {
  it('that sum to 1 only within rounding are divided by their sum, exactly, which is told once', () => {
    const text = `mdp: { file: thirds.npz, ${SAS}, features: one-hot }`;
    const { issues, mdp } = readSpec(text, disk);
    expect(issues.map(({ severity, code }) => [severity, code])).toEqual([['information', 'normalised']]);
    const sum = (numbers: readonly { readonly probability: Parameters<typeof toFraction>[0] }[]) =>
      numbers.map(({ probability }) => toFraction(probability)).reduce((a, b) => a.add(b));
    for (const { to } of mdp!.pairs) expect(sum(to).toFraction()).toBe('1');
    // Three equal doubles are thirds.
    expect(mdp!.pairs[0]!.to.map(({ probability }) => probability.literal)).toEqual(['1/3', '1/3', '1/3']);
    expect(mdp!.start.map(({ literal }) => literal)).toEqual(['1/3', '1/3', '1/3']);
  });

  it('of single precision may differ more', () => {
    expect(wrong(`mdp: { file: thirds-single.npz, ${SAS}, features: one-hot }`)).toEqual([]);
  });

  const tables = (P: string, more = '"rho": [1, 0]') =>
    holding(`{"P": ${P}, "r": [[1, 2], [3, 4]], "gamma": 0.5, ${more}}`);
  it.each([
    [
      '[[[0.5, 0.4], [0, 1]], [[1, 0], [1, 0]]]',
      '',
      /x\.json: the probabilities P\[0, 0, :\] sum to 0\.9, expected 1/,
    ],
    ['[[[0.5, 0.4], [0, 1]], [[1, 0], [1, 1]]]', '', /and 1 other sum of the 4 too/],
    [
      '[[[1.5, -0.5], [0, 1]], [[1, 0], [1, 0]]]',
      '',
      /x\.json, P\[0, 0, 0\]: expected a probability.*found 1\.5/,
    ],
    ['[[[1, 0], [0, 1]], [[1, 0], [1, 0]]]', '"rho": [0.5, 0.4]', /rho sum to 0\.9/],
    ['[[[1, 0], [0, 1]], [[1, 0], [1, 0]]]', '"rho": [1.5, -0.5]', /rho\[0\]: expected a probability/],
    ['[[[1, 0], [0, 1]], [[1, 0], [1, 0]]]', '"rho": [1]', /rho in x\.json.*\(2,\), found \(1,\)/],
    [
      '[[[1, 0], [0, 1]], [[1, 0], [1, 0]]]',
      '"rho": [1, 0], "gamma": 1',
      /gamma in x\.json: expected γ.*found 1\./,
    ],
    [
      '[[[1, 0], [0, 1]], [[1, 0], [1, 0]]]',
      '"rho": [1, 0], "phi": [[1, 2], [3, 4]]',
      /phi in x\.json has the shape \(2, 2\); expected \(2, 2, 2\) or \(4, 2\)/,
    ],
    ['[[1, 0], [0, 1]]', '"rho": [1, 0]', /three axes/],
    ['[[[1], [1]], [[1], [1]], [[1], [1]]]', '"rho": [1]', /two axes of one length/],
  ])('%s %s are told at the file, by array and index', (P, more, message) => {
    const text = `mdp: { file: x.json, ${SAS}, features: one-hot }`.replace(
      ', features: one-hot',
      more.includes('phi') ? '' : ', features: one-hot',
    );
    const found = wrong(text, tables(P, more || undefined));
    expect(found.map(([place]) => place)).toEqual(['x.json']);
    expect(found[0]![1]).toMatch(message);
  });
});

it('more next states than are read are counted and told', () => {
  const [S, A] = [708, 2];
  const header = `{'descr': '<f4', 'fortran_order': False, 'shape': (${S}, ${A}, ${S}), }\n`;
  const P = new Float32Array(S * A * S).fill(1 / S);
  const npy = Buffer.concat([
    Buffer.from([0x93, ...Buffer.from('NUMPY'), 1, 0, header.length, 0]),
    Buffer.from(header),
    Buffer.from(P.buffer),
  ]);
  const r = Buffer.concat([
    npy.subarray(0, 10),
    Buffer.from(header.replace(`, ${S})`, ')  ').padEnd(header.length)),
    Buffer.from(P.buffer, 0, 4 * S * A),
  ]);
  const bytes = zipSync({ 'P.npy': npy, 'r.npy': r }, { level: 0 });
  const files: Files = { read: () => ({ bytes, hash: 'large' }) };
  expect(messages(`mdp: { file: x.npz, ${SAS}, discount: 0, start: s1, features: one-hot }`, files)).toEqual([
    expect.stringMatching(/1,002,528 probabilities greater than 0, more than the 1,000,000/),
  ]);
});

describe('what a file does not say', () => {
  it('is asked for in the text, each with a mend', () => {
    const files = holding('{"P": [[[1, 0], [0, 1]], [[1, 0], [1, 0]]], "r": [[1, 2], [3, 4]]}');
    const text = `mdp:\n  file: x.json\n  ${SAS}\n`;
    const { issues } = readSpec(text, files);
    expect(issues.map(({ message }) => message)).toEqual([
      expect.stringMatching(/no array gamma.*discount: 0\.9/),
      expect.stringMatching(/no array rho.*`uniform`/),
      expect.stringMatching(/no array phi.*features: one-hot/),
    ]);
    const fixes = issues.flatMap(({ fix }) => fix?.edits ?? []);
    expect(wrong(`${applied(text, fixes)}  discount: 0.9\n`, files)).toEqual([]);
  });

  it('of P and r is told with what was found', () => {
    expect(
      messages(`mdp: { file: x.json, ${SAS} }`, holding('{"T": [1], "gamma": 0, "rho": [1], "phi": [1]}')),
    ).toEqual([
      expect.stringMatching(/no array P.*Found: T, gamma, rho, phi/),
      expect.stringMatching(/no array r\b/),
    ]);
  });
});

describe('the features of a bandit in a file', () => {
  const bandit = (features: string, rewards = '[9, 8, 7, 6]') =>
    `bandit: { rewards: ${rewards}, features: { file: ${features} } }\n${'run: { iterations: 10 }\n'}`;

  it('are those that are written', () => {
    const written = readSpec(
      'bandit: { rewards: [9, 8, 7, 6], features: [[0, -2], [-1, 0], [0, 1], [2, 0]] }',
    );
    const { bandit: read, issues } = readSpec(bandit('features.npy', '{ file: rewards.csv }'), disk);
    expect(issues).toEqual([]);
    expect([read!.names, read!.rewards.map(({ value }) => value)]).toEqual([
      written.bandit!.names,
      [9, 8, 7, 6],
    ]);
    expect(read!.features.map((row) => row.map(({ value }) => value))).toEqual(
      written.bandit!.features.map((row) => row.map(({ value }) => value)),
    );
  });

  it('may name the actions, which the experiment may mention', () => {
    const files = holding('action,x,y\nup,0,-2\ndown,-1,0\nleft,0,1\nright,2,0\n');
    const text = `${bandit('x.csv')}`.replace('iterations: 10', 'iterations: 10, init: { trap: right }');
    const { bandit: read, run } = readSpec(text, files);
    expect([read!.names, run!.init]).toEqual([
      ['up', 'down', 'left', 'right'],
      [{ kind: 'trap', action: 3 }],
    ]);
  });

  it.each([
    ['0,1\n1,2\n3,x\n5,6\n', /^x\.csv, row 3, column 2: expected a number, found 'x'/],
    ['up,0\ndown,1\nup,1\nc,1\n', /up is named twice in this file: actions 1 and 3 of it/],
    ['', /is empty/],
  ])('%j are told at the file', (content, message) => {
    const [[place, found]] = wrong(bandit('x.csv'), holding(content)) as [[string, string]];
    expect([place.includes('x.csv'), found]).toEqual([true, expect.stringMatching(message)]);
  });

  it('are as many as the rewards', () => {
    expect(wrong(bandit('x.csv'), holding('0,1\n1,2\n'))).toEqual([
      ['7, 6', expect.stringMatching(/`rewards` has 4 entries and `features` 2 rows/)],
    ]);
  });

  it('are rows, and rewards are a list', () => {
    expect(messages(bandit('rewards.csv', '{ file: features.npy }'))).toEqual([
      expect.stringMatching(/`rewards`: expected a list of numbers.*shape \(4, 2\)/),
    ]);
    expect(messages(bandit('tenths.npy'))).toEqual([expect.stringMatching(/rows of numbers.*shape \(6,\)/)]);
    expect(messages(bandit('thirds.npz'))).toEqual([expect.stringMatching(/expected one array.*found P, r/)]);
  });
});

describe('a start and the features of states in files', () => {
  it('are those that are written', () => {
    const rows = holding('1,0\n0,1\n1,1\n0,2\n');
    const text =
      'mdp: { discount: 0, start: s1, features: { file: x.csv }, states: { s1: { a: { to: s2, reward: 1 }, b: { to: s1, reward: 0 } }, s2: { a: { to: s1, reward: 0 }, b: { to: end, reward: 0 } }, end: terminal } }';
    const mdp = mdpOf(text, rows);
    expect(mdp.pairs.map((_, pair) => featureRow(mdp, pair).map(({ value }) => value))).toEqual([
      [1, 0],
      [0, 1],
      [1, 1],
      [0, 2],
      [0, 0],
    ]);
    expect(messages(text, holding('1,0\n'))).toEqual([expect.stringMatching(/expected 4 rows.*found 1/)]);
    const { run } = readSpec(
      `${WRITTEN}run: { init: { file: x.csv }, iterations: 5 }`,
      holding('0\n2\n0\n1\n'),
    );
    expect(run!.init).toEqual([{ kind: 'vector', theta: [0, 2, 0, 1] }]);
    expect(messages(`${WRITTEN}run: { init: { file: x.csv } }`, holding('0,2\n'))).toEqual([
      expect.stringMatching(/expected 4 entries.*found 2/),
    ]);
  });
});

describe('a file that cannot be read', () => {
  const bandit = (file: string) => `bandit: { rewards: [1, 0], features: { file: ${JSON.stringify(file)} } }`;
  const here = new DataFiles(scratch);
  mkdirSync(path.join(scratch, 'folder.csv'));
  writeFileSync(path.join(scratch, 'large.npy'), '');
  truncateSync(path.join(scratch, 'large.npy'), MOST_BYTES + 1);
  writeFileSync(path.join(scratch, 'closed.csv'), '1\n2\n');
  chmodSync(path.join(scratch, 'closed.csv'), 0);
  symlinkSync('around.csv', path.join(scratch, 'around.csv'));

  it.each([
    ['missing.csv', /There is no file `missing\.csv`/],
    ['folder.csv', /is a folder/],
    ['folder.csv/x.csv', /There is no file/],
    ['large.npy', /has 257 MB, more than the 256 MB that are read/],
    ['around.csv', /cannot be read: its links lead in a circle\.$/],
    ['x\u0000.csv', /cannot be read/],
    ['', /expected the path of a file, found nothing/],
    ['x.xlsx', /There is no file/],
  ])('%j is told in one line at its path', (file, message) => {
    const found = wrong(bandit(file), here);
    expect(found.map(([, said]) => said)).toEqual([expect.stringMatching(message)]);
    expect(found[0]![1]).not.toContain('\n');
  });

  it.skipIf(process.getuid?.() === 0)('for want of permission is told so', () => {
    expect(messages(bandit('closed.csv'), here)).toEqual([expect.stringMatching(/permission denied/)]);
  });

  it('relative to a text that is no file yet is told so', () => {
    expect(messages(bandit('x.csv'), new DataFiles(null))).toEqual([
      expect.stringMatching(/relative to the file of this text, which has none yet/),
    ]);
  });

  it('is read again when it has changed, and by who has it pinned not any more', () => {
    const file = path.join(scratch, 'x.csv');
    writeFileSync(file, '1\n2\n');
    const files = new DataFiles(scratch);
    const first = readSpec(bandit('x.csv'), files);
    expect(readSpec(bandit('x.csv'), files).bandit!.features[0]![0]!.value).toBe(1);
    const [{ hash }] = first.namedFiles as [(typeof first.namedFiles)[number]];
    const kept = pinned([{ written: 'x.csv', location: file, hash: hash! }]);
    expect(readSpec(bandit('x.csv'), kept).bandit).toEqual(first.bandit);
    writeFileSync(file, '10\n20\n');
    const again = readSpec(bandit('x.csv'), files);
    expect(again.bandit!.features[0]![0]!.value).toBe(10);
    expect(again.namedFiles[0]!.hash).not.toBe(hash);
    expect(messages(bandit('x.csv'), kept)).toEqual([expect.stringMatching(/has changed since/)]);
    expect(messages(bandit('other.csv'), kept)).toEqual([expect.stringMatching(/not read here/)]);
  });
});
