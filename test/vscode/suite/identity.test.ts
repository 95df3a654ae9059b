/** What is known of a document ends with it, and goes where it goes. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { textOf } from '../../../src/extension/documents.js';
import type { PanelState } from '../../../src/shared/messages.js';
import { api, closeAll, create, open, replace, until, workspaceFolder } from './tools.js';

const ARMS = (iterations: string) =>
  `bandit:\n  actions:\n    a1: { reward: 2, features: [1, 0] }\n    a2: { reward: 1, features: [0, 1] }\nrun:\n  iterations: ${iterations}\n`;

async function state(uri: vscode.Uri, wanted: (state: PanelState) => boolean): Promise<PanelState> {
  const { experiment, onDidChange } = await api();
  return until(onDidChange, () => {
    const found = experiment(uri);
    return found !== undefined && wanted(found) && found;
  });
}
const lastIteration = ({ experiment }: PanelState) => experiment?.results[0]?.recording.iterations.at(-1);
const finishedAt = (T: number) => (found: PanelState) =>
  found.run.kind === 'finished' && lastIteration(found) === T;
const isRunning = ({ run }: PanelState) => run.kind === 'running' && run.totalIterations > 0;

const inWorkspace = (name: string) => vscode.Uri.joinPath(workspaceFolder(), name);
const panels = () =>
  vscode.window.tabGroups.all.flatMap(({ tabs }) =>
    tabs
      .filter(
        ({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith('linspg.panel'),
      )
      .map(({ label }) => label),
  );
const titled = (...labels: string[]) =>
  until(vscode.window.tabGroups.onDidChangeTabs, () => panels().join() === labels.join());

/** An untitled text. @param uri the name that it is to have; without it, VS Code gives it one. */
async function untitled(content: string, uri?: vscode.Uri): Promise<vscode.TextEditor> {
  const options = { language: 'linspg', content };
  const document = await (uri
    ? vscode.workspace.openTextDocument(uri)
    : vscode.workspace.openTextDocument(options));
  const editor = await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
  if (uri) assert.ok(await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), content)));
  return editor;
}

async function rename(from: vscode.Uri, to: vscode.Uri): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.renameFile(from, to);
  assert.ok(await vscode.workspace.applyEdit(edit));
}

describe('a document', () => {
  beforeEach(api);
  afterEach(async () => {
    await vscode.workspace.getConfiguration('linspg').update('run.when', undefined);
    await closeAll();
  });

  it('that is untitled ends when it closes: the next of its name is another', async () => {
    const first = await untitled(ARMS('100'));
    const { uri } = first.document;
    await vscode.commands.executeCommand('linspg.run');
    await state(uri, finishedAt(100));
    await titled(`Lin-SPG: ${uri.path}`);
    await vscode.window.showTextDocument(first.document);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    const { experiment, onDidChange } = await api();
    await titled();
    assert.equal(experiment(uri), undefined);

    const second = await untitled(ARMS('200'));
    assert.equal(second.document.uri.toString(), uri.toString(), 'the same name is given again');
    await vscode.commands.executeCommand('linspg.openPanel');
    const found = await until(onDidChange, () => {
      const now = experiment(uri);
      return now?.subject && now;
    });
    assert.equal(found.experiment, null);
    assert.deepEqual(found.comparison.past, []);
  });

  it('that is saved under its first name keeps its curves and its history', async () => {
    const uri = inWorkspace('first-name.linspg');
    // An untitled text that has its file's name already is saved without a dialog.
    const editor = await untitled(ARMS('100'), uri.with({ scheme: 'untitled' }));
    await vscode.commands.executeCommand('linspg.run');
    const before = await state(editor.document.uri, finishedAt(100));
    await replace(editor, '100', '200');
    await vscode.commands.executeCommand('linspg.run');
    const second = await state(editor.document.uri, finishedAt(200));
    assert.ok(await editor.document.save());
    const isThird = ({ experiment }: PanelState) => experiment!.stamp.run > second.experiment!.stamp.run;
    const { comparison } = await state(uri, (found) => finishedAt(200)(found) && isThird(found));
    assert.deepEqual(
      comparison.past.map(({ run }) => run),
      [second, before].map(({ experiment }) => experiment!.stamp.run),
    );
    assert.equal((await api()).experiment(editor.document.uri), undefined);
    await titled('Lin-SPG: first-name.linspg');
  });

  it('that is renamed keeps its curves and its history', async () => {
    const editor = await create('before.linspg', ARMS('100'));
    await vscode.commands.executeCommand('linspg.run');
    await state(editor.document.uri, finishedAt(100));
    await replace(editor, '100', '200');
    await editor.document.save();
    await state(editor.document.uri, finishedAt(200));
    await rename(inWorkspace('before.linspg'), inWorkspace('after.linspg'));
    const { experiment, comparison } = await state(
      inWorkspace('after.linspg'),
      (found) => finishedAt(200)(found) && found.analysis !== null,
    );
    assert.equal(experiment!.subject.fileName, 'after.linspg');
    assert.equal(comparison.past.length, 1);
    assert.equal((await api()).experiment(inWorkspace('before.linspg')), undefined);
    await titled('Lin-SPG: after.linspg');
  });

  it('that is renamed goes on running, and reports under its new name', async () => {
    const editor = await create('running.linspg', ARMS('1e9'));
    await vscode.commands.executeCommand('linspg.run');
    const before = await state(editor.document.uri, isRunning);
    await rename(inWorkspace('running.linspg'), inWorkspace('still-running.linspg'));
    const done = (found: PanelState) => (found.run.kind === 'running' ? found.run.doneIterations : 0);
    const after = await state(
      inWorkspace('still-running.linspg'),
      (found) => isRunning(found) && done(found) > done(before),
    );
    assert.equal(after.experiment!.stamp.run, before.experiment!.stamp.run);
    await vscode.commands.executeCommand('linspg.stop');
    await state(inWorkspace('still-running.linspg'), ({ run }) => run.kind === 'stopped');
  });

  it('that is deleted takes what was known with it: a new file of its name begins anew', async () => {
    const editor = await create('deleted.linspg', ARMS('100'));
    const { uri } = editor.document;
    await vscode.commands.executeCommand('linspg.run');
    await state(uri, finishedAt(100));
    await vscode.window.showTextDocument(editor.document);
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    const edit = new vscode.WorkspaceEdit();
    edit.deleteFile(uri);
    assert.ok(await vscode.workspace.applyEdit(edit));
    await titled();
    assert.deepEqual(vscode.languages.getDiagnostics(uri), []);

    await create('deleted.linspg', ARMS('300'));
    await vscode.commands.executeCommand('linspg.openPanel');
    const { experiment } = await state(uri, ({ subject }) => subject !== null);
    assert.equal(experiment, null);
  });

  it('that is gone says so, in words for a person', async () => {
    await assert.rejects(
      textOf(inWorkspace('gone.linspg').toString()),
      /There is no file gone\.linspg any more: it was deleted, moved or renamed\./,
    );
  });

  it('set to another language runs no more on save, and nothing is said of it', async () => {
    const editor = await create('left.linspg', ARMS('100'));
    await vscode.commands.executeCommand('linspg.run');
    const ran = await state(editor.document.uri, finishedAt(100));
    const { uri } = editor.document;
    await until(
      vscode.languages.onDidChangeDiagnostics,
      () => vscode.languages.getDiagnostics(uri).length > 0,
    );
    await vscode.languages.setTextDocumentLanguage(editor.document, 'plaintext');
    await until(
      vscode.languages.onDidChangeDiagnostics,
      () => vscode.languages.getDiagnostics(uri).length === 0,
    );
    await replace(editor, '100', '200');
    await editor.document.save();
    const left = await state(uri, ({ analysis }) => analysis === null);
    assert.equal(left.experiment!.stamp.run, ran.experiment!.stamp.run);

    await vscode.languages.setTextDocumentLanguage(editor.document, 'linspg');
    await state(uri, ({ analysis }) => analysis !== null);
    await replace(editor, '200', '250');
    await editor.document.save();
    const back = await state(uri, finishedAt(250));
    assert.equal(back.comparison.past.length, 1, 'nothing ran in between');
  });

  it('set to this language is followed by the panel at once', async () => {
    await open('01-converges.linspg');
    await vscode.commands.executeCommand('linspg.openPanel');
    await titled('Lin-SPG: 01-converges.linspg');
    await vscode.workspace.fs.writeFile(inWorkspace('plain.txt'), new TextEncoder().encode(ARMS('10')));
    const { document } = await open('plain.txt');
    await titled('Lin-SPG: 01-converges.linspg');
    await vscode.languages.setTextDocumentLanguage(document, 'linspg');
    await titled('Lin-SPG: plain.txt');
  });

  it('whose text and panel are closed runs no more', async () => {
    const editor = await create('unseen.linspg', ARMS('1e9'));
    const { uri } = editor.document;
    await vscode.commands.executeCommand('linspg.run');
    await state(uri, isRunning);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    // Opened again, it has what was recorded until then.
    const { experiment, onDidChange } = await api();
    await until(onDidChange, () => experiment(uri)?.run.kind !== 'running');
    await open('unseen.linspg');
    await vscode.commands.executeCommand('linspg.openPanel');
    const kept = await state(uri, ({ run }) => run.kind === 'stopped');
    assert.ok(lastIteration(kept)! < 1e9);
  });

  it('whose run goes on behind another text is stopped from anywhere', async () => {
    const editor = await create('elsewhere.linspg', ARMS('1e9'));
    const { uri } = editor.document;
    await vscode.commands.executeCommand('linspg.openLockedPanel');
    await vscode.commands.executeCommand('linspg.run');
    await state(uri, isRunning);
    await open('01-converges.linspg');
    await vscode.commands.executeCommand('linspg.stop');
    await state(uri, ({ run }) => run.kind === 'stopped');
  });

  it('of a file system that is only read is left alone', async () => {
    const provider: vscode.FileSystemProvider = {
      onDidChangeFile: new vscode.EventEmitter<vscode.FileChangeEvent[]>().event,
      watch: () => new vscode.Disposable(() => {}),
      stat: () => ({ type: vscode.FileType.File, ctime: 0, mtime: 0, size: 1 }),
      readFile: () => new TextEncoder().encode(ARMS('100')),
      readDirectory: () => [],
      createDirectory: () => {},
      writeFile: () => {},
      delete: () => {},
      rename: () => {},
    };
    const registered = vscode.workspace.registerFileSystemProvider('past', provider, { isReadonly: true });
    try {
      const uri = vscode.Uri.parse('past:/g.linspg?{"path":"/g.linspg","ref":"~"}');
      const { document } = await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
      assert.equal(document.languageId, 'linspg');
      // An experiment that is opened later has its diagnostics: the other would have had them before.
      const other = await open('02-gets-stuck.linspg');
      await until(
        vscode.languages.onDidChangeDiagnostics,
        () => vscode.languages.getDiagnostics(other.document.uri).length > 0,
      );
      assert.deepEqual(vscode.languages.getDiagnostics(uri), []);
      assert.equal((await api()).experiment(uri), undefined);
    } finally {
      registered.dispose();
    }
  });
});
