import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { LinSpgApi } from '../../../src/extension/api.js';

describe('exporting', () => {
  let document: vscode.TextDocument;

  before(async () => {
    const extension = vscode.extensions.getExtension<LinSpgApi>('linspg.linspg');
    assert.ok(extension);
    const api = await extension.activate();
    const [example] = await vscode.workspace.findFiles('**/02-gets-stuck.linspg', null, 1);
    assert.ok(example);
    document = await vscode.workspace.openTextDocument(example);
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('linspg.run', document.uri.toString());
    for (const started = Date.now(); api.experiment(document.uri)?.run.kind !== 'finished'; ) {
      assert.ok(Date.now() - started < 50_000, 'the run finishes');
      await delay(50);
    }
  });

  const beginnings = {
    exportData: /^# Made by Lin-SPG/,
    exportJson: /^\{\n "provenance"/,
    exportSvg: /^<svg xmlns=/,
    exportTex: /^% Made by Lin-SPG/,
    exportPng: /^\u0089PNG\r\n/,
  };
  it('exportProof writes what the verdict rests on, of the text as it stands now', async () => {
    const target = vscode.Uri.joinPath(document.uri, '..', 'proof.json');
    await vscode.commands.executeCommand('linspg.exportProof', document.uri.toString(), target);
    const records = JSON.parse(new TextDecoder().decode(await vscode.workspace.fs.readFile(target)));
    await vscode.workspace.fs.delete(target);
    assert.equal(records[0].format, 'linspg-certificate');
    assert.equal(records[1].problem, '02-gets-stuck.linspg');
    assert.ok(
      records.some(
        ({ claim, policy }: { claim?: string; policy?: number[] }) => claim === 'trap' && policy?.[0] === 1,
      ),
    );
    assert.equal(records.at(-1).verdict, 'depends');
  });

  it('exportReport writes all that is known of the text as one page', async () => {
    const target = vscode.Uri.joinPath(document.uri, '..', 'report.html');
    await vscode.commands.executeCommand('linspg.exportReport', document.uri.toString(), target);
    const page = new TextDecoder().decode(await vscode.workspace.fs.readFile(target));
    await vscode.workspace.fs.delete(target);
    assert.match(page, /^<!DOCTYPE html>/);
    for (const words of ['<h2>Verdict</h2>', 'Depends on the start', '<h2>Runs</h2>', '<svg '])
      assert.ok(page.includes(words), words);
  });

  for (const [command, beginning] of Object.entries(beginnings)) {
    it(`${command} writes a file that holds the spec it came from`, async () => {
      const target = vscode.Uri.joinPath(document.uri, '..', command);
      await vscode.commands.executeCommand(`linspg.${command}`, document.uri.toString(), target);
      const bytes = Buffer.from(await vscode.workspace.fs.readFile(target));
      await vscode.workspace.fs.delete(target);
      assert.match(bytes.toString('latin1'), beginning);
      const text = bytes.toString('utf8');
      assert.ok(text.includes('a2: { reward: 8, features: [ 0,  1] }'), 'the spec is in it');
      assert.ok(/0\.1\.0/.test(text), 'the version is in it');
    });
  }
});
