/** What the comments of the examples of contexts and MDPs promise. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { analyseMdp } from '../../../src/conditions/policies/analyse.js';
import { pairName } from '../../../src/model/mdp.js';
import { readSpec } from '../../../src/spec/read.js';
import { ranText } from '../webview/ranText.js';

/** The exact analysis of the last one takes seconds. */
const PATIENT = 120_000;

test.each([
  ['09-contexts-converge', 'always', 8 / 3, 8 / 3, []],
  ['10-contexts-get-stuck', 'depends', 1, 1, [['weekday: late', 9 / 14]]],
  ['11-aliased-pair', 'never', 5, 0, []],
  ['12-four-state-trap', 'depends', 18, 18, [['u1: a2', 10]]],
  ['14-cliff-world-columns', 'never', 9.76565501207, 9.76001885903, []],
] as const)('%s: %s', { timeout: PATIENT }, (name, kind, best, inReach, traps) => {
  const { mdp, issues } = readSpec(readFileSync(`examples/${name}.linspg`, 'utf8'));
  expect(issues).toEqual([]);
  const { verdict } = analyseMdp(mdp!);
  expect([verdict.kind, verdict.basis]).toEqual([kind, 'proved']);
  expect(verdict.value.value).toBeCloseTo(best, 9);
  expect(verdict.best!.value.value).toBeCloseTo(inReach, 9);
  expect(verdict.traps).toHaveLength(traps.length);
  for (const [n, [pair, value]] of traps.entries()) {
    expect(verdict.traps[n]!.policy.map((one) => pairName(mdp!, one))).toContain(pair);
    expect(verdict.traps[n]!.value.value).toBeCloseTo(value, 9);
  }
});

test('13-cliff-world: always, as the theorem for tabular features says', { timeout: PATIENT }, () => {
  const { mdp } = readSpec(readFileSync('examples/13-cliff-world.linspg', 'utf8'));
  expect(analyseMdp(mdp!).verdict).toMatchObject({ kind: 'always', ground: 'tabular' });
});

// 5/7 of 1 − 0.5; 18 − 10.
test.each([
  ['10-contexts-get-stuck', 5 / 14],
  ['12-four-state-trap', 8],
])('%s: the run from its start stays in the trap, and the one from 0 reaches the best', (name, gap) => {
  const text = readFileSync(`examples/${name}.linspg`, 'utf8');
  const last = (written: string) => ranText(written).results[0]!.recording.gap.at(-1)!;
  expect(last(text)).toBeCloseTo(gap, 2);
  expect(last(text.replace(/init: \[.*?\]/, 'init: [0, 0]'))).toBeLessThan(0.01);
});
