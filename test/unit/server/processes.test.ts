/** Contexts and MDPs as the language server completes and explains them. */
import { describe, expect, it } from 'vitest';
import type { CompletionList, Hover, MarkupContent } from 'vscode-languageserver/node';
import { ENVIRONMENT_IDS } from '../../../src/environments/catalogue.js';
import type { EditorClient } from './client.js';
import { useServer } from './useServer.js';

let client: EditorClient;
useServer((started) => {
  client = started;
});

let files = 0;
/** At the `|` in a text. */
async function ask<T>(method: string, marked: string): Promise<T> {
  const before = marked.slice(0, marked.indexOf('|')).split('\n');
  const uri = `file:///work/processes-${++files}.linspg`;
  await client.open(uri, marked.replace('|', ''));
  await client.complete(uri, 1);
  return client.ask<T>(method, uri, {
    position: { line: before.length - 1, character: before.at(-1)!.length },
  });
}

const offered = async (marked: string) =>
  (await ask<CompletionList>('textDocument/completion', marked)).items.map(({ label }) => label);

describe('completion', () => {
  it('offers the problems, and the keys of each', async () => {
    expect(await offered('|')).toEqual(expect.arrayContaining(['bandit', 'contexts', 'mdp', 'generate']));
    expect(await offered('mdp:\n  |')).toEqual(
      expect.arrayContaining([
        'environment',
        'file',
        'axes',
        'discount',
        'start',
        'features',
        'states',
        'noise',
      ]),
    );
    expect(await offered('mdp:\n  states:\n    s1:\n      go:\n        |')).toEqual(
      expect.arrayContaining(['to', 'reward', 'features']),
    );
    expect(await offered('mdp: { file: x.npz, axes: [|] }')).toEqual(
      expect.arrayContaining(['state', 'action', 'next']),
    );
    for (const place of ['bandit:\n  features: |', 'bandit:\n  rewards: |', 'run:\n  init: |'])
      expect(await offered(place)).toEqual(expect.arrayContaining(['{ file: … }']));
    expect(await offered('contexts:\n  c:\n    |')).toEqual(
      expect.arrayContaining(['probability', 'actions']),
    );
  });

  it('offers the environments, and the features that stand beside the states', async () => {
    expect(await offered('mdp:\n  environment: |')).toEqual(expect.arrayContaining([...ENVIRONMENT_IDS]));
    expect(await offered('mdp:\n  features: |')).toEqual(expect.arrayContaining(['one-hot']));
    expect(await offered('mdp:\n  states:\n    s1: |')).toEqual(expect.arrayContaining(['terminal']));
  });
});

describe('a start in a trap', () => {
  /** The process of example 12, whose trap takes a2 in every state that it visits: J = 10 of 18. */
  const FOUR = `mdp:
  discount: 0.9
  start: u1
  states:
    u1:
      a1: { to: u2, reward: 0, features: [1, 0] }
      a2: { to: l1, reward: 1, features: [0, 1] }
    u2:
      a1: { to: u2, reward: 2, features: [1, 0] }
      a2: { to: l2, reward: 0, features: [0, 1] }
    l1:
      a1: { to: l2, reward: 0, features: [1, 0] }
      a2: { to: l1, reward: 1, features: [0, 1] }
    l2: terminal
`;
  /** That of example 10, where only \`late\` on weekdays is a trap. */
  const DAYS = `contexts:
  weekday:
    probability: 5/7
    actions:
      early: { reward: 1, features: [0, -1] }
      late: { reward: 0.5, features: [0.6, 0.6] }
      never: { reward: 0, features: [1, 0] }
  weekend:
    probability: 2/7
    actions:
      early: { reward: 1, features: [-1, 1] }
      late: { reward: 0, features: [0, 0] }
`;

  it.each([
    ['whole policies', `${FOUR}run: { init: { trap: | } }`, ['{ u1: a2, l1: a2 }']],
    ['the states of a trap', `${FOUR}run: { init: { trap: { | } } }`, ['u1', 'l1']],
    ['its actions there', `${FOUR}run: { init: { trap: { u1: | } } }`, ['a2']],
    ['the rest of it', `${FOUR}run: { init: { trap: { u1: a2, | } } }`, ['l1']],
    ['nothing beside what no trap takes', `${FOUR}run: { init: { trap: { u1: a1, | } } }`, []],
    ['nothing in a terminal state', `${FOUR}run: { init: { trap: { l2: | } } }`, []],
    ['on lines of their own', `${FOUR}run:\n  init:\n    trap:\n      u1: |`, ['a2']],
    ['in a sweep', `${FOUR}run: { init: [zeros, { trap: { l1: | } }] }`, ['a2']],
    ['what a context does', `${DAYS}run: { init: { trap: | } }`, ['{ weekday: late }']],
    ['the actions that are traps', `${DAYS}run: { init: { trap: { weekday: | } } }`, ['late']],
    [
      'those of a process with a name',
      'mdp: { environment: four-state, features: { random: 2, seed: 3 } }\nrun: { init: { trap: | } }',
      ['{ u1: a1, l1: a2, u2: a2, l2: a2 }', '{ u1: a1, l1: a1, u2: a1 }'],
    ],
  ])('offers %s', async (_, marked, labels) => {
    expect(await offered(marked)).toEqual(labels);
  });

  it('offers of a bandit no action with the greatest reward', async () => {
    const bandit = (b: string) =>
      `bandit: { actions: { a: { reward: 1, features: [1] }, b: { reward: 1, features: ${b} } } }\nrun: { init: { trap: | } }`;
    expect(await offered(bandit('[2]'))).toEqual([]);
  });
});

describe('a hover', () => {
  it.each([
    ['mdp:\n  dis|count: 0.9\n', 'γ'],
    [
      'mdp:\n  start: s1\n  discount: 0.9\n  states:\n    s1: { go: { t|o: s1, reward: 1, features: [1] } }\n',
      'leads',
    ],
    ['contexts:\n  c: { proba|bility: 1, actions: {} }\n', 'How likely'],
    ['mdp: { envi|ronment: cliff-world }\n', 'known by its name'],
    ['mdp: { environment: cliff-world, features: { gro|ups: { g: [s1] } } }\n', 'Aggregated'],
  ])('%j says %s', async (marked, words) => {
    const hover = await ask<Hover>('textDocument/hover', marked);
    expect((hover.contents as MarkupContent).value).toContain(words);
  });
});
