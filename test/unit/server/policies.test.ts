import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { CodeAction, Hover, MarkupContent } from 'vscode-languageserver/node';
import { analyseMdp } from '../../../src/conditions/policies/analyse.js';
import { verdictStatus } from '../../../src/extension/format.js';
import { readSpec } from '../../../src/spec/read.js';
import type { EditorClient } from './client.js';
import { useServer } from './useServer.js';

let client: EditorClient;
useServer((started) => {
  client = started;
});

const TRAP = readFileSync(new URL('../../../docs/examples/policy-trap.linspg', import.meta.url), 'utf8');
const uri = 'file:///work/policies.linspg';

function positionOf(words: string) {
  const before = TRAP.slice(0, TRAP.indexOf(words)).split('\n');
  return { line: before.length - 1, character: before.at(-1)!.length };
}

async function hoverOn(words: string): Promise<string> {
  const { contents } = await client.ask<Hover>('textDocument/hover', uri, { position: positionOf(words) });
  return (contents as MarkupContent).value;
}

it('the verdict, the trap and the numbers of an MDP stand at their words', async () => {
  await client.open(uri, TRAP);
  const diagnostics = await client.complete(uri, 1);
  expect(diagnostics.map(({ code, range }) => [code, range.start])).toEqual([
    ['verdict', positionOf('mdp:')],
    ['trap', positionOf('wait:')],
  ]);
  expect(diagnostics.map(({ codeDescription }) => codeDescription?.href)).toEqual([
    expect.stringContaining('verdict.md'),
    expect.stringContaining('trap.md'),
  ]);
  // J* = −1 + ½·4; V*(s2) = 4; to wait is 1 less.
  expect(await hoverOn('mdp:')).toContain('`J* = 1`');
  expect(await hoverOn('mdp:')).toContain(
    '2 deterministic policies in reach looked at: these are all; 1 of them traps.',
  );
  expect(await hoverOn('s2:\n')).toContain('best: take');
  expect(await hoverOn('s2:\n')).toContain('A diagnostic, and no theorem');
  const wait = await hoverOn('wait:');
  expect(wait).toContain('`Q* = 0`, `A* = −1`');
  expect(wait).toContain('A trap takes it: the policy with wait in s1 (best in reach: go), with J = 0.');
  expect(await hoverOn('go:')).toContain('an optimal action');
});

it('the verdict goes to the status bar and the panel in words, with the conditions by the names of their pairs', async () => {
  const { analysis, subject } = client.analyses.findLast((one) => one.uri === uri && one.complete)!;
  expect(verdictStatus(analysis, { hasErrors: false })).toBe('$(warning) depends on the start (proved)');
  expect(analysis!.words.sentence).toContain('converges to the policy with wait in s1');
  const named = (pairs: readonly number[]) => pairs.map((pair) => subject!.actions[pair]);
  // Where the panel leads to: the action by which the trap differs from the best policy.
  expect(named(analysis!.verdict.traps)).toEqual(['s1: wait']);
  const { told, untold } = analysis!.policies!;
  expect(untold).toBe(0);
  expect(told.map(({ id, holds }) => [id, holds])).toEqual([
    ['exposed', true],
    ['order', null],
    ['trap', true],
  ]);
  expect(told[2]!.about).toBe('the policy with wait in s1 (best in reach: go), with J = 0');
  expect(told[2]!.said).toBe(null);
  expect(named(told[1]!.actions)).toEqual(['s1: wait', 's1: go']);
  expect(told[1]!.said).toContain('Which of s1: wait and s1: go is better may change with the policy');
});

it('of several fixes of contexts the one that costs nothing stands first, and is preferred', async () => {
  const contexts = 'file:///work/contexts.linspg';
  await client.open(
    contexts,
    `contexts:
  sunny: { probability: 1/2, actions: { a1: { reward: 10, features: [1] }, a2: { reward: 0, features: [0] } } }
  rainy: { probability: 1/2, actions: { a1: { reward: -100, features: [1] }, a2: { reward: 0, features: [0] } } }
`,
  );
  await client.complete(contexts, 1);
  const place = { line: 0, character: 1 };
  const fixes = await client.ask<CodeAction[]>('textDocument/codeAction', contexts, {
    range: { start: place, end: place },
    context: { diagnostics: [] },
  });
  expect(fixes.map(({ title, isPreferred }) => [title.includes('at the cost'), isPreferred])).toEqual([
    [false, true],
  ]);
});

it('a fix at a trap of an MDP changes one number, after which no trap is left', async () => {
  const fixes = await client.ask<CodeAction[]>('textDocument/codeAction', uri, {
    range: { start: positionOf('wait:'), end: positionOf('wait:') },
    context: { diagnostics: [] },
  });
  expect(fixes.map(({ kind }) => kind)).toEqual(['quickfix']);
  expect(fixes[0]!.title).toContain('Change the reward of s1: go from -1 to 0.1: Lin-SPG then converges');
  // It says what it costs, so that no key of the editor takes it unread.
  expect(fixes[0]!.title).toContain('at the cost that J* = 1 becomes 2.1');
  expect(fixes[0]!.isPreferred).toBeUndefined();
  expect(fixes[0]!.diagnostics!.map(({ code }) => code)).toEqual(['trap']);
  const [edit] = fixes[0]!.edit!.changes![uri]!;
  expect(edit).toMatchObject({ newText: '0.1', range: { start: { line: positionOf('go:').line } } });
  const mended = TRAP.replace('reward: -1,', 'reward: 0.1,');
  expect(mended.split('\n')[edit!.range.start.line]).not.toBe(TRAP.split('\n')[edit!.range.start.line]);
  const after = readSpec(mended);
  expect(analyseMdp(after.mdp!).verdict).toMatchObject({ kind: 'always', basis: 'proved' });
});
