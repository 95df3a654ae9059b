import assert from 'node:assert/strict';
import * as vscode from 'vscode';

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
});
