import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { policiesJson } from '../../../src/cli/policies.js';
import { analyseMdp } from '../../../src/conditions/policies/analyse.js';
import { findings } from '../../../src/diagnostics/findings.js';
import { saidConditions } from '../../../src/diagnostics/policyConditions.js';
import { policyWords } from '../../../src/diagnostics/policyWords.js';
import { analyseMdpBeforeRun } from '../../../src/experiment/analyseMdpBeforeRun.js';
import { plan } from '../../../src/experiment/plan.js';
import type { Plan } from '../../../src/experiment/types.js';
import { readSpec } from '../../../src/spec/read.js';

function said(text: string) {
  const reading = readSpec(text);
  expect(reading.issues).toEqual([]);
  const analysis = analyseMdp(reading.mdp!);
  const words = policyWords(reading.mdp!, analysis, reading.run);
  return {
    words,
    json: policiesJson(reading.mdp!, analysis, words.sentence) as Record<string, unknown>,
    found: findings(reading, null, analysis).map(({ code, severity, message, range }) => ({
      code,
      severity,
      message,
      at: text.slice(range.start, range.end),
    })),
  };
}

const PAIR = `contexts:
  sunny: { probability: 1/2, actions: { a1: { reward: 10, features: [1] }, a2: { reward: 0, features: [0] } } }
  rainy: { probability: 1/2, actions: { a1: { reward: -100, features: [1] }, a2: { reward: 0, features: [0] } } }
`;
const TRAP = readFileSync(
  path.resolve(import.meta.dirname, '../../../docs/examples/policy-trap.linspg'),
  'utf8',
);

test('what is out of reach is told at the key and at the action, with the certificate and the best policy in reach', () => {
  const { words, found } = said(PAIR);
  expect(words.status).toBe('never reaches the optimum (proved)');
  expect(words.heading).toBe('Never reaches the optimum');
  const weights = '0.5·(φ(sunny: a1) − φ(sunny: a2)) + 0.5·(φ(rainy: a2) − φ(rainy: a1)) = 0';
  expect(words.sentence).toBe(
    `Never reaches the optimum (proved): no parameter θ gives a policy of J near J* = 5. The optimal actions of the states that they visit cannot all be the likeliest: ${weights}. The best deterministic policy in reach has J = 0: a gap of 5.`,
  );
  expect(found).toEqual([
    { code: 'verdict', severity: 'warning', message: words.sentence, at: 'contexts' },
    {
      code: 'exposed',
      severity: 'warning',
      message: `No θ makes sunny: a1 and the other optimal actions certain together: ${weights}.`,
      at: 'a1',
    },
  ]);
});

test('a trap that is worse by less than doubles tell is told with what it is worse', () => {
  // a and b stay in s for ever: J = 0.3/(1 − 0.9) and 1e-20/(1 − 0.9) more. c is worst, and its row is as far from that of a as from that of b.
  const { found } = said(`mdp:
  discount: 0.9
  start: s
  states:
    s:
      a: { to: s, reward: 0.3, features: [1, 0] }
      b: { to: s, reward: 0.30000000000000000001, features: [0, 1] }
      c: { to: t, reward: 0, features: [0.1, 0.9] }
    t: terminal
`);
  const trap = found.find(({ code }) => code === 'trap');
  expect(trap!.message).toContain('with J = 3, 1e-19 below J*');
});

test('a trap is told at the action that it takes, by where it differs from the best in reach', () => {
  const { words, found, json } = said(TRAP);
  expect(words.status).toBe('depends on the start (proved)');
  expect(found.map(({ code, at }) => [code, at])).toEqual([
    ['verdict', 'mdp'],
    ['trap', 'wait'],
  ]);
  expect(found[1]!.message).toContain(
    'the policy with wait in s1 (best in reach: go), with J = 0, 1 below J*',
  );
  expect(json.verdict).toMatchObject({
    kind: 'depends',
    basis: 'proved',
    optimal: { s1: ['go'], s2: ['take'] },
    traps: [{ s1: 'wait' }],
    best: { policy: { s1: 'go', s2: 'take' }, value: 1, gap: 0 },
    policies: { lookedAt: 2, all: true },
  });
});

test('an environment has its verdict at its key; steps beyond the theory rate bound the claim', () => {
  const cliff = 'mdp:\n  environment: cliff-world\nrun:\n  algorithm: lin-spg\n  learning-rate: ';
  expect(said(`${cliff}theory\n`).words.status).toBe('converges from almost every start (proved)');
  // (1 − γ)³ / (8 · R · 1), R = 1 after scaling: 0.000125.
  expect(said(`${cliff}0.000124\n`).words.scope).toBe(null);
  expect(said(`${cliff}0.000126\n`).words.scope).toBe('for small steps');
});

test('of an undecided verdict every reason is told', () => {
  const { words, found } = said('mdp:\n  environment: four-state\n');
  expect(words.claim).toBe('undecided');
  expect(words.basis).toBe(null);
  expect(words.reason).toMatch(/may change with the policy, so a finite local maximum is not excluded\.$/);
  expect(found).toHaveLength(1);
});

test('what a trap does where the optimum is out of reach is as bounded as elsewhere', () => {
  const text = `contexts:
  c: { probability: 1/2, actions: { a1: { reward: 0, features: [-2] }, a2: { reward: 4, features: [1] } } }
  e: { probability: 1/2, actions: { a1: { reward: 1, features: [2] }, a2: { reward: 4, features: [-1] }, a3: { reward: 8, features: [-2] } } }
`;
  const trap =
    'Lin-SPG converges to the policy with a2 in c (best in reach: a1) and a1 in e (best in reach: a3), with J = 2.5, instead.';
  const sampled = `${trap} This is about exact gradients; sampled ones can end elsewhere.`;
  expect(said(text).words.sentence.endsWith(trap)).toBe(true);
  const { words } = said(`${text}run: { gradient: sampled }\n`);
  expect(words.sentence.endsWith(sampled)).toBe(true);
  // That no parameter represents the optimum is bounded by nothing.
  expect(words.status).toBe('never reaches the optimum (proved)');
});

describe('actions with the same features', () => {
  // a1 and a3 are one arm, of mean reward (2 + 6)/2 = 4, better than a2 and a5 behind it, and worse than a4, which lies on the other side.
  const text = `contexts:
  c: { probability: 1, actions: { a1: { reward: 2, features: [-1] }, a2: { reward: 1, features: [0] }, a3: { reward: 6, features: [-1] }, a4: { reward: 8, features: [1] }, a5: { reward: 0, features: [0] } } }
`;

  test('are named together, since a policy takes all of them or none', () => {
    const { words, found } = said(text);
    const trap = 'the policy with a1 and a3 alike in c (best in reach: a4), with J = 4';
    expect(words.sentence).toContain(`Lin-SPG converges to ${trap}, instead of J* = 8.`);
    expect(found.find(({ code }) => code === 'trap')!.message).toContain(trap);
    const { mdp } = readSpec(text);
    expect(saidConditions(mdp!, analyseMdp(mdp!)).told.find(({ id }) => id === 'trap')!.short).toBe(
      'c: a1/a3',
    );
  });

  test.each(['a1', 'a3'])('name the same trap: a start in that of %s', (action) => {
    const { mdp, run } = readSpec(`${text}run: { init: { trap: { c: ${action} } } }\n`);
    const [{ facts }] = plan([mdp!], run!).cells as [Plan['cells'][number]];
    // On the side of a1 and a3.
    expect(facts.init[0]).toBeLessThan(0);
  });
});

test('forecasts of starts are in the JSON with the words of the editor', () => {
  const reading = readSpec(`${TRAP.split('run:')[0]}run: { init: { gaussian: 9, count: 8 } }\n`);
  const analysis = analyseMdpBeforeRun(reading.mdp!, reading.run);
  const json = policiesJson(reading.mdp!, analysis, null);
  const told = findings(reading, null, analysis).find(({ code }) => code === 'forecast')!;
  const [forecast] = (json as { forecasts: { text: string; followed: number; ends: { count: number }[] }[] })
    .forecasts;
  expect(told.message).toBe(`Forecast for small steps: ${forecast!.text}.`);
  expect(forecast!.followed).toBe(8);
  expect(forecast!.ends.reduce((sum, { count }) => sum + count, 0)).toBe(8);
  expect(forecast!.ends).toContainEqual(
    expect.objectContaining({ kind: 'policy', policy: { s1: ['wait'], end: ['stay'] }, value: 0 }),
  );
});
