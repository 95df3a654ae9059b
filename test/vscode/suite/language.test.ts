import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll } from './tools.js';

describe('the language', () => {
  it('is registered under the id linspg', async () => {
    assert.ok((await vscode.languages.getLanguages()).includes('linspg'));
  });

  it('is given to a .linspg file', async () => {
    const [example] = await vscode.workspace.findFiles('**/*.linspg', null, 1);
    assert.ok(example, 'the workspace holds an example');
    const document = await vscode.workspace.openTextDocument(example);
    assert.equal(document.languageId, 'linspg');
  });

  it('has numbers, fractions and keys for words: what a double click selects', async () => {
    const words = [
      '0.2',
      '-0.5',
      '1e-6',
      '1/3',
      '+2.5E+10',
      '.5',
      '1e+4',
      '-1/3',
      'learning-rate',
      'a1',
      'süß',
      'π_2',
    ];
    const content = `[${words.join(', ')}]`;
    const starts = new Map(
      words.map((word, n) => [word, 1 + words.slice(0, n).join(', ').length + (n > 0 ? 2 : 0)]),
    );
    const document = await vscode.workspace.openTextDocument({ language: 'linspg', content });
    const wordAt = (at: number) => {
      const range = document.getWordRangeAtPosition(document.positionAt(at));
      return range && document.getText(range);
    };
    // The extension host is told what words are after it is told of the text. Mocha's limit ends what never comes.
    while (wordAt(content.indexOf('1/3')) !== '1/3') await new Promise((resolve) => setTimeout(resolve, 20));
    for (const word of words) {
      const from = starts.get(word)!;
      for (let at = from; at < from + word.length; at++)
        assert.equal(wordAt(at), word, `at “${content.slice(at, at + 3)}”`);
    }
  });

  describe('Enter', () => {
    afterEach(closeAll);

    /** The text after Enter at the end of its last line, and a letter. */
    async function entered(content: string): Promise<string> {
      const document = await vscode.workspace.openTextDocument({ language: 'linspg', content });
      const editor = await vscode.window.showTextDocument(document);
      const end = document.positionAt(content.length);
      editor.selection = new vscode.Selection(end, end);
      await vscode.commands.executeCommand('type', { text: '\n' });
      await vscode.commands.executeCommand('type', { text: 'x' });
      return document.getText();
    }

    for (const [text, indent] of [
      ['bandit:', 2],
      ['bandit: # two arms', 2],
      ['bandit:\n  actions:', 4],
      ['bandit:\n  actions:\n    "arm: 1":', 6],
      ['bandit:\n  features: [[1, 0],', 4],
      ['bandit:\n  actions:\n    a1: { reward: 2,', 6],
      // What is whole asks for its neighbour.
      ['bandit:\n  rewards: [2, 1]', 2],
      ['run:\n  iterations: 100', 2],
      ['bandit:\n  features:\n    [[1, 0], [0, 1]],', 4],
      ['# bandit:', 0],
    ] as const) {
      it(`after ${JSON.stringify(text)} begins ${indent} columns in`, async () => {
        assert.equal(await entered(text), `${text}\n${' '.repeat(indent)}x`);
      });
    }
  });
});
