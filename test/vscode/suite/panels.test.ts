/** Panels beside the text: those that follow, and those that are locked to a document. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { api, closeAll, create, open, replace, until } from './tools.js';

const A = '01-converges.linspg';
const B = '02-gets-stuck.linspg';

/** The tabs of panels as they are titled, by column. */
const panels = () =>
  vscode.window.tabGroups.all.flatMap(({ tabs, viewColumn }) =>
    tabs
      .filter(
        ({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith('linspg.panel'),
      )
      .map(({ label }) => ({ label, viewColumn })),
  );

/** Waits until the panels have these titles, in the order of their columns. */
async function titled(...labels: string[]): Promise<void> {
  await until(vscode.window.tabGroups.onDidChangeTabs, () => {
    const now = panels().map(({ label }) => label);
    return now.length === labels.length && now.every((label, i) => label === labels[i]);
  });
}

const follows = (name: string) => `Lin-SPG: ${name}`;
const locked = (name: string) => `Lin-SPG (locked): ${name}`;
const run = (command: string, document?: vscode.Uri) => vscode.commands.executeCommand(command, document);

describe('panels', () => {
  beforeEach(api);
  afterEach(closeAll);

  it('follow the text in front', async () => {
    await open(A);
    await run('linspg.openPanel');
    await titled(follows(A));
    await open(B);
    await titled(follows(B));
    await run('linspg.openPanel');
    await titled(follows(B));
  });

  it('stay with a document when locked, and follow again when unlocked', async () => {
    const { document } = await open(A);
    await run('linspg.openPanel');
    await titled(follows(A));
    await run('linspg.lockPanel');
    await titled(locked(A));
    await open(B);
    await titled(locked(A));
    await run('linspg.unlockPanel', document.uri);
    await titled(follows(B));
  });

  it('stand side by side', async () => {
    await open(A);
    await run('linspg.openLockedPanel');
    await titled(locked(A));
    await open(B);
    await run('linspg.openLockedPanel');
    await titled(locked(A), locked(B));
    await run('linspg.openPanel');
    await titled(locked(A), locked(B));
    await run('linspg.openLockedPanel');
    await titled(locked(A), locked(B), locked(B));
    const columns = panels().map(({ viewColumn }) => viewColumn);
    assert.equal(new Set(columns).size, 3, 'each in a column of its own');
    assert.ok(!columns.includes(vscode.ViewColumn.One), 'none over the text');
  });

  it('a save opens one for a text that none shows, and no second one', async () => {
    await open(A);
    await run('linspg.openLockedPanel');
    await titled(locked(A));
    const name = 'never-shown.linspg';
    const editor = await create(name, 'bandit:\n  rewards: [2, 1]\n  features: [[1], [0]]\n');
    await replace(editor, '[2, 1]', '[3, 1]');
    await editor.document.save();
    await titled(locked(A), follows(name));
    await replace(editor, '[3, 1]', '[4, 1]');
    await editor.document.save();
    await titled(locked(A), follows(name));
  });

  it('two that would follow in one column become one', async () => {
    const { document } = await open(A);
    await run('linspg.openPanel');
    await titled(follows(A));
    await run('linspg.lockPanel');
    await open(B);
    await run('linspg.openPanel');
    await titled(locked(A), follows(B));
    await vscode.commands.executeCommand('workbench.action.focusRightGroup');
    await vscode.commands.executeCommand('workbench.action.focusRightGroup');
    await vscode.commands.executeCommand('workbench.action.moveEditorToPreviousGroup');
    await until(
      vscode.window.tabGroups.onDidChangeTabs,
      () => new Set(panels().map(({ viewColumn }) => viewColumn)).size === 1,
    );
    await open(B);
    await run('linspg.unlockPanel', document.uri);
    await titled(follows(B));
  });
});
