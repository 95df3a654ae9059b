/** Refactorings in VS Code, whose edits make files; a spec from a file of numbers; the matrix on the clipboard. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { create, diagnosticsWith, until, workspaceFolder } from './tools.js';

const FAILS = `bandit:
  actions:
    go: { reward: 9, features: [0, -2] }
    stay: { reward: 8, features: [0, 1] }
    wait: { reward: 7, features: [-1, 0] }
    leave: { reward: 6, features: [2, 0] }
`;

async function refactorings(document: vscode.TextDocument, kind: string): Promise<vscode.CodeAction[]> {
  const at = document.positionAt(document.getText().indexOf('actions') + 1);
  const range = new vscode.Range(at, at);
  return vscode.commands.executeCommand('vscode.executeCodeActionProvider', document.uri, range, kind, 100);
}

describe('refactoring', () => {
  it('extracts the features to a file that the text then reads', async () => {
    const { document } = await create('extracted.linspg', FAILS);
    await diagnosticsWith(document, 'trap');
    const [extract] = await refactorings(document, 'refactor.extract');
    assert.equal(extract?.title, 'Extract the features to a file…');
    const { command, arguments: given = [] } = extract.command!;
    const file = vscode.Uri.joinPath(workspaceFolder(), 'extracted-features.csv');
    // With a file it asks for none.
    await vscode.commands.executeCommand(command, ...given, file);
    await document.save();
    const content = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
    assert.equal(content, ',x1,x2\ngo,0,-2\nstay,0,1\nwait,-1,0\nleave,2,0\n');
    assert.match(
      document.getText(),
      /rewards: \[9, 8, 7, 6\]\n {2}features: \{ file: extracted-features.csv \}/,
    );
    // The same verdict, of what the file says.
    await until(vscode.languages.onDidChangeDiagnostics, () =>
      vscode.languages
        .getDiagnostics(document.uri)
        .some(({ message, range }) => message.includes('stay') && range.start.line <= 2),
    );
  });
});

describe('importing', () => {
  it('makes an untitled spec beside the file', async () => {
    const file = vscode.Uri.joinPath(workspaceFolder(), 'arms.csv');
    await vscode.workspace.fs.writeFile(
      file,
      new TextEncoder().encode('arm,reward,x\ngo,1,0.5\nstay,0,1/3\n'),
    );
    await vscode.commands.executeCommand('linspg.import', file);
    const document = vscode.window.activeTextEditor!.document;
    assert.equal(document.uri.scheme, 'untitled');
    assert.ok(document.uri.path.endsWith('/arms.linspg'));
    assert.equal(document.languageId, 'linspg');
    assert.match(document.getText(), / {4}go: \{ reward: 1, features: \[0\.5\] \}\n {4}stay:/);
  });
});

describe('extracting', () => {
  it('writes a NumPy array beside the text, which then names it', async () => {
    const { document } = await create(
      'in-arrays.linspg',
      'contexts:\n  c: { probability: 1, actions: { a: { reward: 1, features: [1, 2] }, b: { reward: 0, features: [0, 0.5] } } }\n',
    );
    const file = vscode.Uri.joinPath(workspaceFolder(), 'in-arrays.npy');
    await vscode.commands.executeCommand('linspg.extract', document.uri, file);
    assert.equal(
      document.getText(),
      'contexts:\n  features: { file: in-arrays.npy }\n  c: { probability: 1, actions: { a: { reward: 1 }, b: { reward: 0 } } }\n',
    );
    const bytes = await vscode.workspace.fs.readFile(file);
    assert.deepEqual([...new Float64Array(Uint8Array.from(bytes).slice(-32).buffer)], [1, 2, 0, 0.5]);
  });
});

describe('a search', () => {
  const form = { actions: '3', dimensions: '2', entries: '-1..1', rewards: 'order' };

  it('opens its hit as an untitled spec, of which what was asked holds', async () => {
    await vscode.commands.executeCommand('linspg.search', { ...form, expression: 'npg-top and depends' });
    const { document } = vscode.window.activeTextEditor!;
    assert.deepEqual([document.uri.scheme, document.languageId], ['untitled', 'linspg']);
    for (const line of ['# npg-top: holds (proved)', '# verdict: depends (proved)'])
      assert.ok(document.getText().includes(`${line}\n`), document.getText());
  });

  it('that finds nothing opens nothing', async () => {
    const { document } = await create('before.linspg', FAILS);
    await vscode.commands.executeCommand('linspg.search', { ...form, expression: 'features-3 and trap' });
    assert.equal(vscode.window.activeTextEditor!.document.uri.toString(), document.uri.toString());
  });
});

describe('the matrix', () => {
  for (const [command, words] of [
    ['copyAsNumPy', 'X = np.array([\n    [0.0, -2.0],'],
    ['copyAsLaTeX', '\\begin{array}{rr} 0 & -2 \\\\'],
    ['copyAsJulia', 'X = [\n    0.0 -2.0\n'],
  ] as const) {
    it(`is on the clipboard after ${command}`, async () => {
      const { document } = await create('copied.linspg', FAILS);
      await vscode.commands.executeCommand(`linspg.${command}`, document.uri);
      assert.ok((await vscode.env.clipboard.readText()).includes(words));
    });
  }
});
