import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import manifest from '../../../package.json';
import type { PanelState } from '../../../src/shared/messages.js';
import {
  api,
  closeAll,
  codeOf,
  create,
  diagnosticsWith,
  open,
  replace,
  until,
  workspaceFolder,
} from './tools.js';

afterEach(async () => {
  await vscode.workspace.getConfiguration('linspg').update('run.when', undefined);
  await closeAll();
});

const TWO_ARMS = (iterations: string) =>
  `bandit:\n  actions:\n    a1: { reward: 2, features: [1, 0] }\n    a2: { reward: 1, features: [0, 1] }\nrun:\n  iterations: ${iterations}\n`;

/** The state of a document's experiment, once it is as wanted. */
async function state(
  document: vscode.TextDocument,
  wanted: (state: PanelState) => boolean,
): Promise<PanelState> {
  const { experiment, onDidChange } = await api();
  return until(
    onDidChange,
    () => {
      const found = experiment(document.uri);
      return found !== undefined && wanted(found) && found;
    },
    () => {
      const { run, freshness, textVersion } = experiment(document.uri) ?? {};
      return { wanted: `${wanted}`, run, freshness, textVersion, text: document.getText() };
    },
  );
}

const lastIteration = ({ experiment }: PanelState) =>
  experiment?.results[0]?.recording.iterations.at(-1) ?? Number.NaN;
const finishedAt = (T: number) => (found: PanelState) =>
  found.run.kind === 'finished' && lastIteration(found) === T;

describe('running', () => {
  it('every command of the manifest is there', async () => {
    await api();
    const known = await vscode.commands.getCommands(true);
    for (const { command } of manifest.contributes.commands)
      assert.ok(known.includes(command), `${command} is registered`);
  });

  it('saving runs: the published start of the failing pair ends with a gap of 1', async () => {
    const editor = await open('02-gets-stuck.linspg');
    await replace(editor, 'iterations: 2e5', 'iterations: 200000');
    await editor.document.save();
    const { experiment, freshness } = await state(editor.document, finishedAt(200_000));
    // From (3, 3) with η = 0.2, 9 − 8.
    assert.ok(Math.abs(experiment!.results[0]!.recording.gap.at(-1)! - 1) < 1e-3);
    assert.deepEqual(freshness, { kind: 'current' });
  });

  it('what another extension changes while the file is saved is what runs', async () => {
    const editor = await create('formatted.linspg', TWO_ARMS('100'));
    await replace(editor, '100', '200');
    const at = editor.document.positionAt(editor.document.getText().indexOf('200'));
    const formatter = vscode.workspace.onWillSaveTextDocument((event) =>
      event.waitUntil(Promise.resolve([vscode.TextEdit.insert(at, '3')])),
    );
    try {
      await editor.document.save();
    } finally {
      formatter.dispose();
    }
    const { freshness } = await state(editor.document, finishedAt(3200));
    assert.deepEqual(freshness, { kind: 'current' });
  });

  it('an edit makes the results those of an earlier text, and undo makes them current again', async () => {
    const editor = await create('edited.linspg', TWO_ARMS('100'));
    await vscode.commands.executeCommand('linspg.run');
    await state(editor.document, finishedAt(100));
    await replace(editor, '100', '200');
    await state(editor.document, ({ freshness }) => freshness.kind === 'edited');
    await vscode.commands.executeCommand('undo');
    await state(editor.document, ({ freshness }) => freshness.kind === 'current');
  });

  it('a text that names a file of numbers runs on a save; when the file changes, diagnostics and charts say so', async () => {
    const place = vscode.Uri.joinPath(workspaceFolder(), 'features.csv');
    const write = (rows: string) => vscode.workspace.fs.writeFile(place, new TextEncoder().encode(rows));
    await write('0,-2\n-1,0\n0,1\n2,0\n');
    const editor = await create(
      'named.linspg',
      'bandit: { rewards: [9, 8, 7, 6], features: { file: features.csv } }\nrun: { iterations: 1e2 }\n',
    );
    await replace(editor, '1e2', '100');
    await editor.document.save();
    const { freshness, experiment } = await state(editor.document, finishedAt(100));
    assert.deepEqual(freshness, { kind: 'current' });
    assert.deepEqual(experiment!.subject.features, [
      [0, -2],
      [-1, 0],
      [0, 1],
      [2, 0],
    ]);
    await write('0,-2\n0,1\n-1,0\n2,0\n');
    await diagnosticsWith(editor.document, 'trap');
    await state(editor.document, (found) => found.freshness.kind === 'other-data');
    await vscode.commands.executeCommand('linspg.run');
    const again = await state(
      editor.document,
      (found) => finishedAt(100)(found) && found.freshness.kind === 'current',
    );
    assert.deepEqual(again.experiment!.subject.features[1], [0, 1]);
  });

  it('a broken text starts nothing and keeps the last results', async () => {
    const editor = await create('kept.linspg', TWO_ARMS('100'));
    await vscode.commands.executeCommand('linspg.run');
    const before = await state(editor.document, finishedAt(100));
    await replace(editor, 'iterations: 100', 'iterations: 1oo');
    await editor.document.save();
    const after = await state(editor.document, ({ freshness }) => freshness.kind === 'broken');
    assert.deepEqual(after.experiment, before.experiment);
  });

  it('a run is stopped by the command, and by the next save', async () => {
    const editor = await create('long.linspg', TWO_ARMS('1e9'));
    const { uri } = editor.document;
    await vscode.commands.executeCommand('linspg.run', uri);
    await state(editor.document, ({ run }) => run.kind === 'running' && run.totalIterations === 1e9);
    await vscode.commands.executeCommand('linspg.stop', uri);
    const stopped = await state(editor.document, ({ run }) => run.kind === 'stopped');
    assert.ok(!(lastIteration(stopped) >= 1e9));

    await vscode.commands.executeCommand('linspg.run', uri);
    await state(editor.document, ({ run }) => run.kind === 'running' && run.totalIterations === 1e9);
    await replace(editor, '1e9', '300');
    await editor.document.save();
    await state(editor.document, finishedAt(300));
  });

  it('runs while typing when the setting says so', async () => {
    await vscode.workspace.getConfiguration('linspg').update('run.when', 'whileTyping');
    const editor = await create('typed.linspg', TWO_ARMS('100'));
    await replace(editor, 'iterations: 100', 'iterations: 150');
    await state(editor.document, finishedAt(150));
    assert.ok(editor.document.isDirty);
  });

  it('runs only by hand when the setting says so', async () => {
    await vscode.workspace.getConfiguration('linspg').update('run.when', 'manually');
    const editor = await create('by-hand.linspg', TWO_ARMS('100'));
    await replace(editor, 'iterations: 100', 'iterations: 120');
    await editor.document.save();
    await state(editor.document, ({ analysis }) => analysis !== null);
    const { experiment } = await state(editor.document, () => true);
    assert.equal(experiment, null);
    await vscode.commands.executeCommand('linspg.run');
    await state(editor.document, finishedAt(120));
  });

  it('the same text gives the same numbers twice', async () => {
    const editor = await create(
      'sampled.linspg',
      'bandit:\n  rewards: [0.8, 0.4, 0.1]\n  features: [[1, 0], [0, 1], [-1, 0]]\n  noise: bernoulli\nrun:\n  iterations: 1000\n  learning-rate: [0.1, 1]\n  repeats: 3\n',
    );
    const recordings = async () => {
      const before = (await state(editor.document, () => true)).experiment?.stamp.run ?? 0;
      await vscode.commands.executeCommand('linspg.run');
      const { experiment } = await state(
        editor.document,
        ({ run, experiment }) => run.kind === 'finished' && (experiment?.stamp.run ?? 0) > before,
      );
      return experiment!.results.map(({ recording }) => recording);
    };
    const first = await recordings();
    assert.equal(first.length, 6);
    assert.deepEqual(await recordings(), first);
  });

  it('exports what is charted as CSV', async () => {
    const editor = await create('exported.linspg', TWO_ARMS('50'));
    await vscode.commands.executeCommand('linspg.run');
    const { experiment } = await state(editor.document, finishedAt(50));
    const target = vscode.Uri.file(path.join(tmpdir(), `linspg-export-${process.pid}.csv`));
    await vscode.commands.executeCommand('linspg.exportData', editor.document.uri, target);
    const [header, ...rows] = new TextDecoder()
      .decode(await vscode.workspace.fs.readFile(target))
      .trim()
      .split('\n')
      // Lines before the table say where it came from.
      .filter((line) => !line.startsWith('#'));
    await vscode.workspace.fs.delete(target);
    const gap = header!.split(',').indexOf('gap');
    assert.deepEqual(
      rows.map((row) => Number(row.split(',')[gap])),
      experiment!.results[0]!.recording.gap,
    );
  });

  it('an example opens as an untitled experiment', async () => {
    await vscode.commands.executeCommand('linspg.newFromExample', '01-converges.linspg');
    const { document } = vscode.window.activeTextEditor!;
    assert.ok(document.isUntitled);
    assert.equal(document.languageId, 'linspg');
    assert.match(document.getText(), /^bandit:/m);
  });

  it('the walkthrough springs a trap, and leads to what mends it', async () => {
    await vscode.commands.executeCommand('linspg.walkthrough.springTrap');
    const editor = vscode.window.activeTextEditor!;
    const { experiment } = await state(editor.document, finishedAt(200_000));
    const policy = experiment!.results[0]!.recording.policy.at(-1)!;
    assert.ok(policy[1]! > 0.99, 'the run ends at a2');
    const found = await diagnosticsWith(editor.document, 'trap');
    const trap = found.find((one) => codeOf(one) === 'trap');
    // The page of the walkthrough hides the text.
    await vscode.commands.executeCommand('workbench.action.openWalkthrough', 'linspg.linspg#linspg.start');
    await vscode.commands.executeCommand('linspg.walkthrough.mendTrap');
    const { document, selection } = vscode.window.activeTextEditor!;
    assert.equal(document, editor.document);
    assert.ok(selection.active.isEqual(trap!.range.start), 'the cursor is at the trap');
  });

  it('leaves the focus in the text', async () => {
    const editor = await create('focus.linspg', TWO_ARMS('10'));
    await replace(editor, 'iterations: 10', 'iterations: 20');
    await editor.document.save();
    await state(editor.document, finishedAt(20));
    assert.equal(vscode.window.activeTextEditor?.document, editor.document);
  });
});
