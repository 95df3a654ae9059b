import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Hover, MarkupContent } from 'vscode-languageserver/node';
import { buildPrograms, type Programs } from '../programs.js';
import { EditorClient } from './client.js';

let programs: Programs;
let client: EditorClient;

beforeAll(async () => {
  programs = await buildPrograms();
  client = await EditorClient.start(programs.path('server'));
});

afterAll(async () => {
  await client?.stop();
  await programs?.remove();
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

it('asked for fixes at a trap of an MDP, none of bandits is offered', async () => {
  const fixes = await client.ask('textDocument/codeAction', uri, {
    range: { start: positionOf('wait:'), end: positionOf('wait:') },
    context: { diagnostics: [] },
  });
  expect(fixes ?? []).toEqual([]);
});
