import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { codeOf, until } from './tools.js';

const FAILS = `bandit:
  actions:
    a1: { reward: 9, features: [ 0, -2] }
    a2: { reward: 8, features: [ 0,  1] }
    a3: { reward: 7, features: [-1,  0] }
    a4: { reward: 6, features: [ 2,  0] }
run:
  learning-rate: 10
`;

const TABLES = `bandit:
  rewards: [3, 2, 1]
  features:
    - [3, 4]
    - [5, 6]
    - [1, 2]
`;

const TWINS = `bandit:
  actions:
    a1: { reward: 3, features: [2] }
    a2: { reward: 2, features: [1] }
    a3: { reward: 1, features: [1] }
`;

type Test = (diagnostics: readonly vscode.Diagnostic[]) => boolean;

const has =
  (code: string, words = ''): Test =>
  (diagnostics) =>
    diagnostics.some((each) => codeOf(each) === code && each.message.includes(words));

/** The diagnostics of a document, as soon as they are as wanted. */
function diagnosed(uri: vscode.Uri, wanted: Test): Promise<readonly vscode.Diagnostic[]> {
  return until(vscode.languages.onDidChangeDiagnostics, () => {
    const now = vscode.languages.getDiagnostics(uri);
    return wanted(now) && now;
  });
}

async function opened(content: string, wanted: Test): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument({ language: 'linspg', content });
  await vscode.window.showTextDocument(document);
  await diagnosed(document.uri, wanted);
  return document;
}

/** The code actions that VS Code has at a place of the text, as soon as none is left to be searched for: the search goes on behind a list. */
async function actionsAt(document: vscode.TextDocument, words: string): Promise<vscode.CodeAction[]> {
  const start = document.positionAt(document.getText().indexOf(words));
  const range = new vscode.Range(start, start.translate(0, words.length));
  for (;;) {
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      range,
    );
    if (!actions.some(({ title }) => title.startsWith('Search for '))) return actions;
  }
}

async function apply(action: vscode.CodeAction | undefined): Promise<void> {
  assert.ok(action?.edit, 'the action is there, with its edit');
  assert.ok(await vscode.workspace.applyEdit(action.edit));
}

const titles = (actions: readonly vscode.CodeAction[]) => actions.map(({ title }) => title).join('\n');
const isQuickFix = ({ kind }: vscode.CodeAction) => kind?.contains(vscode.CodeActionKind.QuickFix) ?? false;

describe('quick fixes', () => {
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  it('every repair at the verdict makes the verdict always', async () => {
    const first = await opened(FAILS, has('trap'));
    const count = (await actionsAt(first, 'bandit')).filter(isQuickFix).length;
    assert.ok(count >= 2, titles(await actionsAt(first, 'bandit')));
    for (let n = 0; n < count; n++) {
      const document = await opened(FAILS, has('trap'));
      const action = (await actionsAt(document, 'bandit')).filter(isQuickFix)[n];
      assert.match(action?.title ?? '', /reaches a1 from almost every start$/);
      await apply(action);
      const after = await diagnosed(document.uri, has('verdict', 'Converges from almost every start'));
      assert.ok(!has('trap')(after));
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    }
  });

  it('exactly one is preferred, and it changes one action and nothing else of the text', async () => {
    const document = await opened(FAILS, has('trap'));
    const actions = (await actionsAt(document, 'bandit')).filter(isQuickFix);
    const preferred = actions.filter(({ isPreferred }) => isPreferred);
    assert.equal(preferred.length, 1, titles(actions));
    const before = document.getText().split('\n');
    await apply(preferred[0]);
    const changed = document
      .getText()
      .split('\n')
      .flatMap((line, n) => (line === before[n] ? [] : [n]));
    assert.deepEqual(changed.length, 1);
  });

  it('a trap has its fixes at the action that attracts', async () => {
    const document = await opened(FAILS, has('trap'));
    const actions = (await actionsAt(document, 'a2')).filter(isQuickFix);
    await apply(actions.find(({ title }) => title.includes('reward of a2')));
    await diagnosed(document.uri, has('verdict', 'Converges from almost every start'));
    assert.match(document.getText(), /a2: \{ reward: 6\.9, features: \[ 0, {2}1\] \}/);
  });

  it('the two tables are mended as well', async () => {
    const document = await opened(TABLES, has('exposed'));
    await apply((await actionsAt(document, '[3, 4]')).find(isQuickFix));
    await diagnosed(document.uri, has('verdict', 'Converges from almost every start'));
    assert.match(document.getText(), /rewards: \[3, 2, 1\]/);
  });

  it('a learning rate beyond theory becomes theory', async () => {
    const document = await opened(FAILS, has('learning-rate'));
    await apply((await actionsAt(document, '10')).find(({ title }) => title.startsWith('Change to theory')));
    await diagnosed(document.uri, (all) => !has('learning-rate')(all) && has('verdict')(all));
    assert.match(document.getText(), /learning-rate: theory\n/);
  });

  it('of identical rows one is told apart or removed', async () => {
    const document = await opened(TWINS, has('identical-rows'));
    const actions = await actionsAt(document, 'reward: 1, features: [1]');
    await apply(actions.find(({ title }) => title.startsWith('Change feature 1 of a2')));
    await diagnosed(document.uri, (all) => !has('identical-rows')(all) && has('verdict')(all));

    const again = await opened(TWINS, has('identical-rows'));
    await apply(
      (await actionsAt(again, 'reward: 1, features: [1]')).find(({ title }) => title.startsWith('Remove a2')),
    );
    await diagnosed(
      again.uri,
      (all) => !has('identical-rows')(all) && has('verdict', 'Converges from almost every start')(all),
    );
    assert.ok(!again.getText().includes('a2'));
  });

  it('what the reading would write instead is a fix', async () => {
    const document = await opened('bandti:\n  actions: {}\n', has('unknown-key'));
    const [fix] = (await actionsAt(document, 'bandti')).filter(isQuickFix);
    assert.equal(fix?.title, 'Change to bandit');
    await apply(fix);
    assert.match(document.getText(), /^bandit:/);
  });

  it('the margin is a setting: with a larger one more has to change', async () => {
    const document = await opened(FAILS, has('trap'));
    const configuration = vscode.workspace.getConfiguration('linspg', document.uri);
    const preferred = async () =>
      (await actionsAt(document, 'bandit')).find(({ isPreferred }) => isPreferred)?.title ?? '';
    const before = await preferred();
    try {
      await configuration.update('repair.margin', 0.5, vscode.ConfigurationTarget.Global);
      const by = (title: string) => Number(/\(by ([\d.]+)/.exec(title)?.[1]);
      assert.ok(by(await preferred()) > by(before), `${before}\n${await preferred()}`);
    } finally {
      await configuration.update('repair.margin', undefined, vscode.ConfigurationTarget.Global);
    }
  });
});
