/** Ctrl+Space at fourteen points of a new spec, in the order in which one is written: what is offered, and that none of it misleads. */
import { describe, expect, test } from 'vitest';
import type { TextEdit } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { completionAt } from '../../../src/server/vocabulary/completion.js';
import { readSpec } from '../../../src/spec/read.js';

const ONE = 'bandit:\n  actions:\n    a1: { reward: 9, features: [0, -2] }\n';
const BANDIT = `${ONE}    a2: { reward: 8, features: [0, 1] }\n`;
const RUN = `${BANDIT}run:\n`;
const RATES = ['theory', 'theory*0.5', '{ normalized: … }', '{ armijo: … }', '{ decay: … }'];

const POINTS: readonly [where: string, marked: string, offered: readonly string[]][] = [
  ['a problem', 'bandit:\n  |', ['actions', 'rewards', 'features', 'noise']],
  ['another action', `${ONE}    |`, ['a2']],
  ['a key in braces', BANDIT.replace('reward: 8', '|'), ['reward']],
  ['a row as long as the others', BANDIT.replace('[0, 1]', '|'), ['[0, 0]']],
  ['a number of a row', BANDIT.replace('1] }', '|] }'), []],
  ['the noise', `${BANDIT}  noise: |`, ['none', 'bernoulli', '{ gaussian: … }', '{ beta: … }']],
  ['the next section', `${BANDIT}|`, ['title', 'let', 'run']],
  ['a key that is begun', `${RUN}  lear|`, ['learning-rate']],
  ['a rate', `${RUN}  learning-rate: |`, RATES],
  ['a rate in a sweep', `${RUN}  learning-rate: [0.1, |]`, RATES],
  ['a start', `${RUN}  init: |`, ['zeros', '[0, 0]', '{ gaussian: … }', '{ trap: … }', '{ file: … }']],
  ['a trap', `${RUN}  init: { trap: | }`, ['a2']],
  ['when to stop', `${RUN}  stop: |`, ['none', '{ gap: … }', '{ gradient: … }']],
  ['a comment', `${RUN}  seed: 1 # b|`, []],
];

/** What the editor shows of a list: what begins with the letters that are there. */
function listAt(marked: string) {
  const offset = marked.indexOf('|');
  const document = TextDocument.create('file:///new.linspg', 'linspg', 1, marked.replace('|', ''));
  const begun = /[\w-]*$/.exec(marked.slice(0, offset))![0];
  const { items } = completionAt(document, document.positionAt(offset));
  return { document, items: items.filter(({ label }) => label.startsWith(begun)) };
}

/** A snippet after a person has typed 1 wherever something is to be filled in. */
const filled = (snippet: string) =>
  snippet.replace(/\$\{\d+:([^}]*)\}|\$\{?\d+\}?/g, (_, example?: string) => example || '1');

/** What is wrong with a text by what it is made of, whatever its numbers are. */
const MISLED = ['two-problems', 'two-forms', 'duplicate-key', 'unknown-key', 'unknown-value', 'key'];
const misledBy = (text: string) =>
  readSpec(text).issues.flatMap(({ code }) => (MISLED.includes(code) ? [code] : []));

describe('at a point of a new spec', () => {
  test.each(POINTS)('%s', (_, marked, labels) => {
    const { document, items } = listAt(marked);
    expect(items.map(({ label }) => label)).toEqual(labels);
    for (const { textEdit } of items) {
      const edit = textEdit as TextEdit;
      const taken = TextDocument.applyEdits(document, [{ ...edit, newText: filled(edit.newText) }]);
      expect(misledBy(taken), taken).toEqual([]);
    }
  });
});
