import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, codeOf, create, diagnosticsWith, open, replace, until } from './tools.js';

afterEach(closeAll);

/** What the verdict's sentence begins with, example by example: as each of their comments promises. */
const verdicts: readonly (readonly [string, RegExp])[] = [
  ['01-converges.linspg', /every/],
  ['02-gets-stuck.linspg', /[Dd]epends/],
  ['03-three-arms-trap.linspg', /[Dd]epends/],
  ['04-turned-away.linspg', /every/],
  ['05-one-row-away.linspg', /[Dd]epends/],
  ['06-not-exposed.linspg', /[Nn]ever|No /],
];

describe('diagnostics', () => {
  for (const [name, sentence] of verdicts) {
    it(`the verdict on ${name} stands at the key bandit`, async () => {
      const { document } = await open(name);
      // An analysis that is still under way says so at first.
      const verdict = await until(vscode.languages.onDidChangeDiagnostics, () =>
        vscode.languages
          .getDiagnostics(document.uri)
          .find((one) => codeOf(one) === 'verdict' && sentence.test(one.message)),
      );
      assert.equal(document.getText(verdict.range), 'bandit');
    });
  }

  it('a trap is a warning at its action, with the best action and those that push as related places', async () => {
    const { document } = await open('02-gets-stuck.linspg');
    const trap = (await diagnosticsWith(document, 'trap')).find((one) => codeOf(one) === 'trap')!;
    assert.equal(trap.severity, vscode.DiagnosticSeverity.Warning);
    assert.equal(trap.source, 'linspg');
    assert.equal(document.getText(trap.range), 'a2');
    assert.match(trap.message, /converge to a2 \(reward 8\) instead of a1 \(reward 9\)/);
    const places = trap.relatedInformation!.map(({ location }) => document.getText(location.range));
    assert.deepEqual(places, ['a1', 'a3', 'a4']);
  });

  it('moving the row out of the trap takes the warning away, and moving it back brings it again', async () => {
    const editor = await create(
      'moved.linspg',
      'bandit:\n  actions:\n    best: { reward: 1, features: [0, -1] }\n    middle: { reward: 0.5, features: [0.6, 0.6] }\n    worst: { reward: 0, features: [1, 0] }\n',
    );
    await diagnosticsWith(editor.document, 'trap');
    await replace(editor, '[0.6, 0.6]', '[-0.3, 0.6]');
    const codes = () => vscode.languages.getDiagnostics(editor.document.uri).map(codeOf);
    await until(
      vscode.languages.onDidChangeDiagnostics,
      () => codes().includes('verdict') && !codes().includes('trap'),
    );
    await replace(editor, '[-0.3, 0.6]', '[0.6, 0.6]');
    await diagnosticsWith(editor.document, 'trap');
  });

  it('everything wrong is told at once, each at the narrowest range', async () => {
    const { document } = await create(
      'broken.linspg',
      'bandit:\n  actions:\n    a1: { reward: nine, features: [0, 1] }\n    a2: { rewrad: 8, features: [0, 1, 2] }\n    a3: { reward: 7, features: [1, 0] }\nrun:\n  iteratoins: 10\n',
    );
    const found = await diagnosticsWith(document, 'unknown-key');
    const errors = found
      .filter(({ severity }) => severity === vscode.DiagnosticSeverity.Error)
      .map(({ range }) => document.getText(range));
    for (const wrong of ['nine', 'rewrad', '2', 'iteratoins']) {
      assert.ok(
        errors.includes(wrong),
        `${wrong} is underlined, and nothing beside it: ${errors.join(' | ')}`,
      );
    }
  });
});

describe('the language server', () => {
  it('completes keys of run and the values of a key', async () => {
    const { document } = await create(
      'complete.linspg',
      'bandit:\n  rewards: [1, 0]\n  features: [[1], [0]]\nrun:\n  algorithm: \n  \n',
    );
    const labels = async (line: number, character: number) => {
      const list = await vscode.commands.executeCommand<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        document.uri,
        new vscode.Position(line, character),
      );
      return list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    };
    await diagnosticsWith(document, 'verdict');
    const keys = await labels(5, 2);
    for (const key of ['learning-rate', 'iterations', 'init', 'repeats', 'seed', 'stop']) {
      assert.ok(keys.includes(key), `${key} is offered among ${keys.join(', ')}`);
    }
    assert.ok((await labels(4, 13)).includes('lin-spg'));
  });

  it('puts ▶ Run above the key run', async () => {
    const { document } = await open('01-converges.linspg');
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      document.uri,
    );
    const run = lenses.find(({ command }) => command?.command === 'linspg.run');
    assert.ok(run);
    assert.equal(run.command!.title, '▶ Run');
    assert.match(document.lineAt(run.range.start.line).text, /^run:/);
  });

  it('folds the sections and lists them as symbols', async () => {
    const { document } = await open('01-converges.linspg');
    await diagnosticsWith(document, 'verdict');
    const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
      'vscode.executeDocumentSymbolProvider',
      document.uri,
    );
    const names = symbols.map(({ name }) => name);
    for (const key of ['title', 'bandit', 'run']) assert.ok(names.includes(key), names.join(', '));
  });
});
