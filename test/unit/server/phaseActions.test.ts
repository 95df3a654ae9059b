/** The phase diagram of a number as a code action. */
import { expect, test } from 'vitest';
import { CodeActionTriggerKind } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { DocumentAnalysis } from '../../../src/server/analyser.js';
import { phaseActions } from '../../../src/server/phaseActions.js';
import { readSpec } from '../../../src/spec/read.js';

const TEXT = `let: { t: 1/2 }
bandit:
  actions:
    a1: { reward: 9, features: [0, 1 - t] }
    a2: { reward: 8, features: [1, 0] }
`;

function actionsAt(
  part: string,
  {
    text = TEXT,
    triggerKind = CodeActionTriggerKind.Invoked as CodeActionTriggerKind,
    executes = ['linspg.showPhases'],
  } = {},
) {
  const document = TextDocument.create('file:///a.linspg', 'linspg', 1, text);
  const known = { document, reading: readSpec(text) } as DocumentAnalysis;
  const at = document.positionAt(text.indexOf(part));
  const params = {
    textDocument: { uri: document.uri },
    range: { start: at, end: at },
    context: { diagnostics: [], triggerKind },
  };
  return phaseActions(known, params, executes);
}

test('is offered on a number of the problem and on a parameter, by its words', () => {
  expect(actionsAt('9')).toMatchObject([
    {
      title: 'Show the verdict as this number changes: reward of a1',
      command: { command: 'linspg.showPhases', arguments: ['file:///a.linspg', 'reward of a1'] },
    },
  ]);
  expect(actionsAt('t]')).toMatchObject([{ command: { arguments: ['file:///a.linspg', 't'] } }]);
});

test('is not offered elsewhere, unasked, on a broken text, or to a client without the command', () => {
  expect(actionsAt('actions')).toEqual([]);
  expect(actionsAt('9', { triggerKind: CodeActionTriggerKind.Automatic })).toEqual([]);
  expect(actionsAt('9', { text: TEXT.replace('[1, 0]', '[1]') })).toEqual([]);
  expect(actionsAt('9', { executes: [] })).toEqual([]);
});
