/** What is offered where something is to be written. The bar is the cursor. */
import { describe, expect, it } from 'vitest';
import { CompletionItemKind, type TextEdit } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { ALGORITHM_IDS } from '../../../src/engine/algorithms/catalogue.js';
import { withoutPlaces } from '../../../src/server/plain.js';
import { completionAt } from '../../../src/server/vocabulary/completion.js';
import { readSpec } from '../../../src/spec/read.js';
import { banditSchema } from '../../../src/spec/schema/bandit.js';
import { KEEP_KEYWORDS } from '../../../src/spec/schema/generate.js';
import { runSchema } from '../../../src/spec/schema/run.js';
import { keysOf, specSchema } from '../../../src/spec/schema.js';

function asked(marked: string) {
  const offset = marked.indexOf('|');
  const document = TextDocument.create('file:///a.linspg', 'linspg', 1, marked.replace('|', ''));
  return { document, items: completionAt(document, document.positionAt(offset)).items };
}

const offered = (marked: string) => asked(marked).items.map(({ label }) => label);

/** The text after one proposal is taken. */
function taking(marked: string, label: string): string {
  const { document, items } = asked(marked);
  const edit = items.find((item) => item.label === label)!.textEdit as TextEdit;
  return TextDocument.applyEdits(document, [{ ...edit, newText: withoutPlaces(edit.newText) }]);
}

describe('keys', () => {
  it('are those of the section, as the schema has them', () => {
    expect(offered('|')).toEqual(keysOf(specSchema));
    expect(offered('bandit:\n  |')).toEqual(keysOf(banditSchema));
    expect(offered('run:\n  |')).toEqual(keysOf(runSchema));
  });

  it.each([
    ['before the cursor', 'run:\n  seed: 1\n  stop: none\n  |'],
    ['after the cursor', 'run:\n  |\n  seed: 1\n  stop: none\n'],
    ['in braces', 'run: { seed: 1, |, stop: none }'],
    ['over several lines of braces', 'run: {\n  seed: 1,\n  |\n  , stop: none }'],
  ])('are not offered twice: %s', (_, marked) => {
    expect(offered(marked)).toEqual(keysOf(runSchema).filter((key) => key !== 'seed' && key !== 'stop'));
  });

  it('of a section stand at its own depth', () => {
    expect(offered('run:\n  learning-rate:\n    armijo:\n      max: 1\n      |')).toEqual(['c', 'shrink']);
    expect(offered('run:\n  seed: 1\n|')).toEqual(keysOf(specSchema).filter((key) => key !== 'run'));
  });

  it('are those of the form that has been begun', () => {
    expect(offered('run: { init: { gaussian: 1, | } }')).toEqual(['count']);
    expect(offered('run: { init: [zeros, { | }] }')).toEqual(['gaussian', 'count', 'trap']);
  });

  it('are none where names are given', () => {
    expect(offered('bandit:\n  actions:\n    |')).toEqual([]);
    expect(offered('mdp:\n  states:\n    |')).toEqual([]);
  });

  it('are written with their colon, and with a bracket or a line where one is needed', () => {
    expect(taking('run:\n  se|', 'seed')).toBe('run:\n  seed: ');
    expect(taking('ban|', 'bandit')).toBe('bandit:\n  ');
    expect(taking('bandit:\n  actions:\n    a1: { reward: 1, | }', 'features')).toBe(
      'bandit:\n  actions:\n    a1: { reward: 1, features: [] }',
    );
  });

  it('take the place of the word that is there, and keep its colon', () => {
    expect(taking('run:\n  le|arning: 1\n', 'learning-rate')).toBe('run:\n  learning-rate: 1\n');
  });
});

describe('values', () => {
  it('are the keywords, in a sweep too', () => {
    expect(offered('run:\n  algorithm: |')).toEqual(ALGORITHM_IDS);
    expect(offered('run:\n  algorithm: [lin-spg, |]')).toEqual(ALGORITHM_IDS);
    expect(offered('run:\n  algorithm:\n    - |')).toEqual(ALGORITHM_IDS);
    expect(offered('run:\n  algorithm:\n    |')).toEqual(ALGORITHM_IDS);
  });

  it('of two words are replaced as one', () => {
    expect(offered('generate:\n  keep: [not o|]')).toEqual(KEEP_KEYWORDS);
    expect(taking('generate:\n  keep: [not o|]', 'not order')).toBe('generate:\n  keep: [not order]');
  });

  it('that are mappings come with the keys that they need', () => {
    expect(taking('run:\n  learning-rate: |', '{ armijo: … }')).toBe(
      'run:\n  learning-rate: { armijo: { max: , c: , shrink:  } }',
    );
    expect(taking('bandit:\n  actions:\n    a1: |', '{ reward: …, features: … }')).toBe(
      'bandit:\n  actions:\n    a1: { reward: , features: [] }',
    );
    expect(offered('bandit:\n  noise: |')).toEqual(['none', 'bernoulli', '{ gaussian: … }', '{ beta: … }']);
  });

  it('get the blank that belongs between them and their colon', () => {
    expect(taking('run:\n  gradient:|', 'exact')).toBe('run:\n  gradient: exact');
  });

  it.each([
    'bandit:\n  actions:\n    a1: { reward: | }',
    'bandit:\n  actions:\n    a1: { reward: 1, features: [|] }',
    'bandit:\n  actions:\n    a1: { reward: 1, features: [1, |2, 3] }',
    'run:\n  seed: |',
    'title: |',
  ])('are none where a number or a text is meant: %j', (marked) => {
    expect(offered(marked)).toEqual([]);
  });

  it('that are keywords are read without an error', () => {
    const text =
      'bandit:\n  actions:\n    a1: { reward: 1, features: [1] }\n    a2: { reward: 0, features: [0] }\n';
    const keys = keysOf(runSchema).map((key) => `${text}run:\n  ${key}: |`);
    const all = keys.flatMap((marked) =>
      asked(marked)
        .items.filter(({ kind }) => kind === CompletionItemKind.EnumMember)
        .map(({ label }) => taking(marked, label)),
    );
    expect(all.length).toBeGreaterThan(ALGORITHM_IDS.length);
    for (const taken of all)
      expect(
        readSpec(taken).problems.filter(({ severity }) => severity === 'error'),
        taken,
      ).toEqual([]);
  });
});

describe('nothing is offered', () => {
  it.each([
    ['in a comment', '# ba|n\n'],
    ['in a comment behind a value', 'run:\n  seed: 1 # al|\n'],
    ['in quotes', 'title: "ba|n"\n'],
    ['in a text of several lines', 'title: |-\n  ba|n\n'.replace('|-', '>-')],
    ['below an unknown key', 'rum:\n  |'],
  ])('%s', (_, marked) => {
    expect(offered(marked)).toEqual([]);
  });
});
