import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, diagnosticsWith, open } from './tools.js';

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

  describe('the rest of the language', () => {
    afterEach(closeAll);

    it('lays out a text, and renames an action wherever it is named', async () => {
      const content =
        'bandit:\n  actions:\n    a: {reward: 10, features: [1,-2]}\n    b: {reward: 1, features: [0, 1]}\nrun: { init: { trap: b } }\n';
      const document = await vscode.workspace.openTextDocument({ language: 'linspg', content });
      await vscode.window.showTextDocument(document);
      await diagnosticsWith(document, 'verdict');
      await vscode.commands.executeCommand('editor.action.formatDocument');
      const tidy =
        'bandit:\n  actions:\n    a: { reward: 10, features: [1, -2] }\n    b: { reward:  1, features: [0,  1] }\nrun: { init: { trap: b } }\n';
      assert.equal(document.getText(), tidy);
      const place = document.positionAt(document.getText().lastIndexOf('b }'));
      const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
        'vscode.executeDocumentRenameProvider',
        ...[document.uri, place, 'the other: one'],
      );
      await vscode.workspace.applyEdit(edit);
      assert.equal(document.getText(), tidy.replaceAll(/\bb\b(?=:| \})/g, '"the other: one"'));
    });

    it('opens an untitled experiment to begin with, and a copy that compares learning rates', async () => {
      await vscode.commands.executeCommand('linspg.newExperiment');
      const begun = vscode.window.activeTextEditor!.document;
      assert.deepEqual([begun.isUntitled, begun.languageId], [true, 'linspg']);
      assert.match(begun.getText(), /^bandit:\n {2}actions:\n[\s\S]*\nrun:\n {2}learning-rate: theory\n/);
      await diagnosticsWith(begun, 'verdict');
      await vscode.commands.executeCommand('linspg.compareRates', begun.uri.toString());
      const copy = vscode.window.activeTextEditor!.document;
      assert.notEqual(copy, begun);
      assert.equal(
        copy.getText(),
        begun.getText().replace('rate: theory', 'rate: [theory*0.1, theory, theory*10, theory*100]'),
      );
    });

    it('shows lenses, and leads to a trap', async () => {
      const { document } = await open('02-gets-stuck.linspg');
      await diagnosticsWith(document, 'trap');
      const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        'vscode.executeCodeLensProvider',
        document.uri,
      );
      const traps = lenses.find(({ command }) => command?.command === 'linspg.showTraps')!.command!;
      assert.equal(traps.title, '1 trap');
      await vscode.commands.executeCommand(traps.command, ...traps.arguments!);
      const { selection } = vscode.window.activeTextEditor!;
      assert.equal(document.lineAt(selection.active.line).text.trim().slice(0, 3), 'a2:');
    });
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
      // After something complete, the next line stands beside it.
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
